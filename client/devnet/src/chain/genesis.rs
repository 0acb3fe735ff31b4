//! The first state and the first block.

use std::collections::BTreeMap;

use contracts_node_runtime::{AccountId, BuildStorage, Header, RuntimeGenesisConfig, EXISTENTIAL_DEPOSIT};
use serde::Deserialize;
use sp_core::{bytes, H256};
use sp_runtime::{traits::Header as _, Digest, DigestItem};

use super::{
    block::Block,
    trie::{change, child_roots, empty_root, trie, Nodes},
    values::{Change, Changes},
};
use crate::{
    accounts,
    config::{Config, Genesis},
    quiet,
};

/// The chain cannot begin so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GenesisError {
    /// An account must hold the existential deposit or not exist.
    #[error("an account with {0} planck cannot exist: the least is {EXISTENTIAL_DEPOSIT}")]
    TooLittle(u128),
    /// All money together must be a number that the chain can hold.
    #[error("the endowments are too much together")]
    TooMuch,
    /// The runtime refused the configuration.
    #[error("the runtime refused its genesis: {0}")]
    Refused(String),
    /// The specification is not one of a chain, or not a raw one.
    #[error("not a raw chain specification, as `build-spec --raw` prints it: {0}")]
    Format(String),
    /// The state file is of a chain with another beginning.
    #[error("the state file is of the chain {file:?}, the genesis asked for is of {asked:?}")]
    Another {
        /// The hash of the file's first block.
        file: H256,
        /// The hash of the first block asked for.
        asked: H256,
    },
}

/// The first block and its state.
pub(super) struct First {
    pub(super) block: Block,
    pub(super) state: Changes,
}

/// Makes the first block.
pub(super) fn build(config: &Config) -> Result<First, GenesisError> {
    let (mut state, digest) = match &config.genesis {
        Genesis::Development => (development(config)?, identity(config.identity)),
        // Nothing may be added to what others have the same.
        Genesis::Raw(json) => (raw(json)?, Digest::default()),
    };
    let empty = Nodes::default();
    let (root, nodes) = change(&empty, empty_root(), &state);
    let ids = state.children.iter().map(|(id, _)| id.as_slice());
    let roots = child_roots(&trie(&empty, &nodes, root), ids).map_err(GenesisError::Refused)?;
    state.main.extend(roots);
    let header = Header::new(0, empty_root(), root, H256::zero(), digest);
    Ok(First {
        block: Block { hash: header.hash(), header, extrinsics: Vec::new(), time_ms: 0, ahead_ms: 0, forks: 0 },
        state,
    })
}

/// Tells this chain from all others that begin in the same state.
fn identity(identity: Option<[u8; 32]>) -> Digest {
    let identity = identity.unwrap_or_else(|| H256::random().0);
    Digest { logs: vec![DigestItem::Other(identity.to_vec())] }
}

fn development(config: &Config) -> Result<Changes, GenesisError> {
    let mut balances: BTreeMap<[u8; 32], u128> = BTreeMap::new();
    balances.extend(accounts::WELL_KNOWN.map(|(_, account)| (account, config.balance)));
    balances.extend(accounts::numbered(config.accounts).map(|(_, account)| (account, config.balance)));
    balances.extend(config.endowed.iter().copied());
    let mut issued = 0u128;
    for amount in balances.values() {
        if *amount < EXISTENTIAL_DEPOSIT {
            return Err(GenesisError::TooLittle(*amount));
        }
        issued = issued.checked_add(*amount).ok_or(GenesisError::TooMuch)?;
    }

    let mut genesis = RuntimeGenesisConfig::default();
    genesis.balances.balances =
        balances.into_iter().map(|(account, amount)| (AccountId::new(account), amount)).collect();
    genesis.sudo.key = accounts::account("//Alice").map(AccountId::new);
    let storage = quiet::catch(|| genesis.build_storage()).and_then(|built| built).map_err(GenesisError::Refused)?;
    let set = |(key, value): (Vec<u8>, Vec<u8>)| (key, Some(value));
    let children =
        storage.children_default.into_iter().map(|(id, child)| (id, child.data.into_iter().map(set).collect()));
    Ok(Changes { main: storage.top.into_iter().map(set).collect(), children: children.collect() })
}

/// The parts of a chain specification that say what the first state is.
#[derive(Deserialize)]
struct Specification {
    genesis: RawGenesis,
}

#[derive(Deserialize)]
struct RawGenesis {
    raw: RawState,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawState {
    top: BTreeMap<String, String>,
    children_default: BTreeMap<String, BTreeMap<String, String>>,
}

fn raw(json: &[u8]) -> Result<Changes, GenesisError> {
    let specification: Specification =
        serde_json::from_slice(json).map_err(|error| GenesisError::Format(error.to_string()))?;
    let RawState { top, children_default } = specification.genesis.raw;
    let children = children_default.into_iter().map(|(id, values)| Ok((unhex(&id)?, pairs(values)?)));
    Ok(Changes { main: pairs(top)?, children: children.collect::<Result<_, GenesisError>>()? })
}

fn pairs(values: BTreeMap<String, String>) -> Result<Vec<Change>, GenesisError> {
    values.into_iter().map(|(key, value)| Ok((unhex(&key)?, Some(unhex(&value)?)))).collect()
}

fn unhex(text: &str) -> Result<Vec<u8>, GenesisError> {
    bytes::from_hex(text).map_err(|error| GenesisError::Format(format!("{text:.40}: {error}")))
}
