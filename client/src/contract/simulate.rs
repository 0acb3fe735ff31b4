//! Simulating a call or a founding on the state of the best block. Nothing is sent or signed.

use mutual_types::{AccountId, Planck};
use scale::{Decode, Encode};

use super::wire::{Answer, CallArgs, Code, InstantiateArgs, Instantiated, Returned};
use crate::chain::{Chain, DispatchError, Hash, StorageDeposit, Weight};
use crate::error::Error;

/// What a call would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Simulation {
    /// The bytes returned.
    pub data: Vec<u8>,
    /// Whether it rolled everything back.
    pub reverted: bool,
    /// What it used.
    pub gas_consumed: Weight,
    /// What must be allowed for it to succeed.
    pub gas_required: Weight,
    /// What its storage takes or gives back.
    pub deposit: StorageDeposit,
    /// What the contract or the chain noted for developers.
    pub debug: String,
    /// The events of the last block and those it would cause, encoded as those of a block.
    pub(crate) events: Vec<u8>,
    /// The new contract, for a founding.
    pub contract: Option<AccountId>,
}

/// A call to simulate.
pub(crate) struct CallQuery<'a> {
    pub origin: AccountId,
    pub contract: AccountId,
    pub value: Planck,
    pub input: &'a [u8],
    /// The block to look at; none for the best.
    pub at: Option<Hash>,
}

/// A new contract to simulate.
pub(crate) struct InstantiateQuery<'a> {
    pub origin: AccountId,
    pub value: Planck,
    pub code: &'a [u8],
    pub input: &'a [u8],
    pub salt: &'a [u8],
}

impl Chain {
    pub(crate) async fn simulate_call(&self, query: &CallQuery<'_>) -> Result<Simulation, Error> {
        let args = CallArgs {
            origin: query.origin,
            contract: query.contract,
            value: query.value,
            gas_limit: None,
            deposit_limit: None,
            input: query.input,
        };
        let answer = self.state_call("ContractsApi_call", &args.encode(), query.at).await?;
        let rest = &mut &*answer;
        let answer = Answer::<Returned>::decode(rest).map_err(Error::node)?;
        self.simulation(answer, rest, query.origin, |returned| (returned, None)).await
    }

    pub(crate) async fn simulate_instantiate(&self, query: &InstantiateQuery<'_>) -> Result<Simulation, Error> {
        let args = InstantiateArgs {
            origin: query.origin,
            value: query.value,
            gas_limit: None,
            deposit_limit: None,
            code: Code::Upload(query.code),
            input: query.input,
            salt: query.salt,
        };
        let answer = self.state_call("ContractsApi_instantiate", &args.encode(), None).await?;
        let rest = &mut &*answer;
        let answer = Answer::<Instantiated>::decode(rest).map_err(Error::node)?;
        self.simulation(answer, rest, query.origin, |made| (made.returned, Some(made.contract))).await
    }

    async fn simulation<T>(
        &self,
        answer: Answer<T>,
        rest: &[u8],
        origin: AccountId,
        split: impl FnOnce(T) -> (Returned, Option<AccountId>),
    ) -> Result<Simulation, Error> {
        let value = match answer.result {
            Ok(value) => value,
            Err(raw) => {
                let metadata = self.runtime().await?.metadata();
                return Err(self.refusal(DispatchError::decode(&raw.encode(), &metadata), origin).await);
            }
        };
        let (returned, contract) = split(value);
        Ok(Simulation {
            reverted: returned.did_revert(),
            data: returned.data,
            gas_consumed: answer.gas_consumed,
            gas_required: answer.gas_required,
            deposit: answer.storage_deposit,
            // An option of a list, of which subxt reads the list.
            events: rest.strip_prefix(&[1]).unwrap_or_default().to_vec(),
            debug: String::from_utf8_lossy(&answer.debug_message).into_owned(),
            contract,
        })
    }

    /// A refusal in the terms of the one who asked: an empty account is the commonest reason behind several names.
    async fn refusal(&self, error: DispatchError, origin: AccountId) -> Error {
        if error.is_lack_of_money() {
            if let Ok(balance) = self.balance(origin).await {
                return Error::NoFunds { account: origin, spendable: balance.spendable, needed: None };
            }
        }
        if error.is("Contracts::ContractNotFound") {
            return Error::NotFound { what: "contract at this address".to_owned() };
        }
        Error::Dispatch { error, sent: None, fee: None }
    }
}
