//! `offchain_*`: a store beside the chain, which nothing but these two methods uses.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use jsonrpsee::{core::RegisterMethodError, RpcModule};
use sp_core::{offchain::StorageKind, Bytes};

use super::{
    error::{self, Answer},
    Args,
};
use crate::node::Node;

/// The most that the store holds, as anyone may write to it.
const MAX_BYTES: usize = 16 * 1024 * 1024;

#[derive(Default)]
struct Store {
    values: HashMap<Vec<u8>, Vec<u8>>,
    bytes: usize,
}

impl Store {
    fn set(&mut self, key: Vec<u8>, value: Vec<u8>) -> Answer<()> {
        let old = self.values.get(&key).map_or(0, |old| key.len().saturating_add(old.len()));
        let new = key.len().saturating_add(value.len());
        let bytes = self.bytes.saturating_sub(old).saturating_add(new);
        if bytes > MAX_BYTES {
            return Err(error::internal("the store is full"));
        }
        self.bytes = bytes;
        self.values.insert(key, value);
        Ok(())
    }
}

pub(super) fn register(module: &mut RpcModule<Node>) -> Result<(), RegisterMethodError> {
    let written = Arc::new(Mutex::new(Store::default()));
    let read = written.clone();
    module.register_method("offchain_localStorageSet", move |params, _, _| {
        let mut args = Args(params.sequence());
        check_kind(&mut args)?;
        let (key, value) = (args.next::<Bytes>()?, args.next::<Bytes>()?);
        written.lock().unwrap_or_else(PoisonError::into_inner).set(key.0, value.0)
    })?;
    module.register_method("offchain_localStorageGet", move |params, _, _| -> Answer<Option<Bytes>> {
        let mut args = Args(params.sequence());
        check_kind(&mut args)?;
        let key = args.next::<Bytes>()?;
        Ok(read.lock().unwrap_or_else(PoisonError::into_inner).values.get(&key.0).cloned().map(Bytes))
    })?;
    Ok(())
}

fn check_kind(args: &mut Args<'_>) -> Answer<()> {
    match args.next::<StorageKind>()? {
        StorageKind::PERSISTENT => Ok(()),
        StorageKind::LOCAL => Err(error::storage_kind()),
    }
}
