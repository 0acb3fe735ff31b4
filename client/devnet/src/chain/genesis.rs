//! The first state and the first block.

use std::collections::BTreeMap;

use contracts_node_runtime::{AccountId, BuildStorage, Header, RuntimeGenesisConfig, EXISTENTIAL_DEPOSIT, VERSION};
use sp_runtime::traits::Header as _;
use sp_state_machine::backend::Backend;

use super::{
    block::Block,
    state::{empty_root, Nodes, State},
};
use crate::{accounts, quiet};

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
}

/// Writes the first state to `nodes` and gives the first block.
pub(crate) fn build(nodes: &Nodes, endowed: &[([u8; 32], u128)]) -> Result<Block, GenesisError> {
    let mut balances: BTreeMap<[u8; 32], u128> = BTreeMap::new();
    balances.extend(accounts::WELL_KNOWN.map(|(_, account)| (account, accounts::ENDOWMENT)));
    balances.extend(endowed.iter().copied());
    let mut issued = 0u128;
    for amount in balances.values() {
        if *amount < EXISTENTIAL_DEPOSIT {
            return Err(GenesisError::TooLittle(*amount));
        }
        issued = issued.checked_add(*amount).ok_or(GenesisError::TooMuch)?;
    }

    let mut config = RuntimeGenesisConfig::default();
    config.balances.balances =
        balances.into_iter().map(|(account, amount)| (AccountId::new(account), amount)).collect();
    config.sudo.key = accounts::account("//Alice").map(AccountId::new);
    let storage = quiet::catch(|| config.build_storage()).and_then(|built| built).map_err(GenesisError::Refused)?;

    let empty = State::empty(nodes);
    let (root, made) = empty.backend().full_storage_root(
        storage.top.iter().map(|(key, value)| (key.as_slice(), Some(value.as_slice()))),
        storage.children_default.values().map(|child| {
            (&child.child_info, child.data.iter().map(|(key, value)| (key.as_slice(), Some(value.as_slice()))))
        }),
        VERSION.state_version(),
    );
    nodes.add(made);
    let header = Header::new(0, empty_root(), root, Default::default(), Default::default());
    Ok(Block { hash: header.hash(), header, extrinsics: Vec::new(), time_ms: 0 })
}
