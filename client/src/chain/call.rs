//! The few calls of the runtime that this client makes, built by name against the chain's own metadata.

use mutual_types::{AccountId, Planck};
use subxt::dynamic::Value;
use subxt::ext::scale_value::Composite;
use subxt::transactions::DynamicPayload;

use super::Weight;

/// A call of the runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuntimeCall {
    /// Nothing: makes a chain that seals on transactions make a block.
    Remark,
    /// Money from the signer to an account, never so that the signer's account ends.
    Transfer {
        /// Who gets it.
        to: AccountId,
        /// How much, in planck.
        amount: Planck,
    },
    /// A message to a contract.
    Call {
        /// The contract.
        contract: AccountId,
        /// What is sent along, in planck.
        value: Planck,
        /// What it may use.
        gas: Weight,
        /// What its storage may take from the signer, in planck.
        deposit: Planck,
        /// Selector and arguments.
        input: Vec<u8>,
    },
    /// A new contract, with its code.
    Instantiate {
        /// What is sent along, in planck.
        value: Planck,
        /// What it may use.
        gas: Weight,
        /// What its storage may take from the signer, in planck.
        deposit: Planck,
        /// The wasm code.
        code: Vec<u8>,
        /// Selector and arguments of the constructor.
        input: Vec<u8>,
        /// What makes its address differ from others with the same code and input.
        salt: Vec<u8>,
    },
}

impl RuntimeCall {
    pub(super) fn payload(&self) -> DynamicPayload<Composite<()>> {
        let (pallet, call, fields): (_, _, Vec<(&str, Value)>) = match self {
            Self::Remark => ("System", "remark", vec![("remark", Value::from_bytes([]))]),
            Self::Transfer { to, amount } => {
                ("Balances", "transfer_keep_alive", vec![("dest", address(to)), ("value", Value::u128(*amount))])
            }
            Self::Call { contract, value, gas, deposit, input } => (
                "Contracts",
                "call",
                vec![
                    ("dest", address(contract)),
                    ("value", Value::u128(*value)),
                    ("gas_limit", weight(gas)),
                    ("storage_deposit_limit", some(Value::u128(*deposit))),
                    ("data", Value::from_bytes(input)),
                ],
            ),
            Self::Instantiate { value, gas, deposit, code, input, salt } => (
                "Contracts",
                "instantiate_with_code",
                vec![
                    ("value", Value::u128(*value)),
                    ("gas_limit", weight(gas)),
                    ("storage_deposit_limit", some(Value::u128(*deposit))),
                    ("code", Value::from_bytes(code)),
                    ("data", Value::from_bytes(input)),
                    ("salt", Value::from_bytes(salt)),
                ],
            ),
        };
        subxt::dynamic::transaction(pallet, call, Composite::named(fields))
    }

    /// What the signer sends along, in planck.
    pub fn value(&self) -> Planck {
        match self {
            Self::Remark => 0,
            Self::Transfer { amount, .. } => *amount,
            Self::Call { value, .. } | Self::Instantiate { value, .. } => *value,
        }
    }
}

fn address(account: &AccountId) -> Value {
    Value::unnamed_variant("Id", [Value::from_bytes(account.0)])
}

fn some(value: Value) -> Value {
    Value::unnamed_variant("Some", [value])
}

fn weight(weight: &Weight) -> Value {
    Value::named_composite([
        ("ref_time", Value::u128(weight.ref_time.into())),
        ("proof_size", Value::u128(weight.proof_size.into())),
    ])
}
