//! What contracts say for debugging and what they return. The runtime tells that in a dry run only, so transactions are
//! rehearsed for it.

use contracts_node_runtime::{Runtime, RuntimeCall, RuntimeOrigin, UncheckedExtrinsic};
use frame_support::weights::Weight;
use pallet_contracts::{Call, Code, ExecReturnValue, InstantiateReturnValue, StorageDeposit};
use scale::{Compact, Decode, DecodeLimit, Encode};
use sp_core::{
    hashing::{twox_128, twox_64},
    H256,
};
use sp_runtime::{traits::Dispatchable, AccountId32, DispatchError, MultiAddress};

use super::{
    block::Draft,
    runtime::{call, within, MAX_DEPTH},
};
use crate::report::Heard;

/// What a contract imports that has something to say.
const IMPORT: &[u8] = b"debug_message";

/// The beginning of a dry run's answer: the weights used and required, the deposit, what was said, and the outcome.
type Answer<T> = (Weight, Weight, StorageDeposit<u128>, Vec<u8>, Result<T, DispatchError>);

/// Which of the contracts are listened to. It takes as long as to run them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Listen {
    /// Those that may have something to say, and all in a transaction of several calls.
    Speakers,
    /// All.
    All,
}

/// A dry run, and the contract that it calls if that is there already.
struct Question {
    method: &'static str,
    args: Vec<u8>,
    contract: Option<[u8; 32]>,
}

impl Draft {
    /// What contracts would say and return if this transaction came next, by call. Nothing is changed.
    pub(crate) fn rehearse(&mut self, extrinsic: &[u8], listen: Listen) -> Vec<Heard> {
        let mut heard = Vec::new();
        let Ok(extrinsic) = UncheckedExtrinsic::decode_with_depth_limit(MAX_DEPTH, &mut &extrinsic[..]) else {
            return heard;
        };
        let Some((MultiAddress::Id(origin), _, _)) = extrinsic.signature else { return heard };
        // What the owner of the chain calls as such nobody can rehearse.
        let is_of_several = matches!(
            extrinsic.function,
            RuntimeCall::Utility(_) | RuntimeCall::Sudo(pallet_sudo::Call::sudo_as { .. })
        );
        let listen = if is_of_several { Listen::All } else { listen };
        if is_of_several || matches!(extrinsic.function, RuntimeCall::Contracts(_)) {
            self.parts().1.start_transaction();
            self.play(&origin, extrinsic.function, listen, &mut heard);
            let _ = self.parts().1.rollback_transaction();
        }
        heard
    }

    /// Plays a call and keeps what it changes, as those after it may stand on that. False says that it failed.
    fn play(&mut self, origin: &AccountId32, call: RuntimeCall, listen: Listen, heard: &mut Vec<Heard>) -> bool {
        use pallet_utility::Call::{batch, batch_all, force_batch};
        match call {
            RuntimeCall::Contracts(call) => match self.question(origin, &call, listen) {
                Some(question) => self.ask(question, heard),
                None => listen == Listen::Speakers || self.apply(origin, call.into()),
            },
            RuntimeCall::Utility(batch { calls } | batch_all { calls }) => {
                calls.into_iter().all(|call| self.play(origin, call, listen, heard))
            }
            RuntimeCall::Utility(force_batch { calls }) => {
                for call in calls {
                    self.play(origin, call, listen, heard);
                }
                true
            }
            RuntimeCall::Sudo(pallet_sudo::Call::sudo_as { who: MultiAddress::Id(who), call }) => {
                self.play(&who, *call, listen, heard)
            }
            other => self.apply(origin, other),
        }
    }

    /// Runs what is no contract to be listened to.
    fn apply(&mut self, origin: &AccountId32, call: RuntimeCall) -> bool {
        let origin = RuntimeOrigin::signed(origin.clone());
        let (state, overlay) = self.parts();
        matches!(within(state, overlay, || call.dispatch(origin)), Ok(Ok(_)))
    }

    /// Makes a dry run and notes what is heard in it.
    fn ask(&mut self, question: Question, heard: &mut Vec<Heard>) -> bool {
        let Question { method, args, contract } = question;
        let (state, overlay) = self.parts();
        let Ok(answer) = call(state, overlay, method, &args) else { return false };
        let decoded = match contract {
            Some(_) => Answer::<ExecReturnValue>::decode(&mut answer.as_slice())
                .map(|(.., said, outcome)| (contract, said, outcome.ok())),
            None => Answer::<InstantiateReturnValue<AccountId32>>::decode(&mut answer.as_slice()).map(
                |(.., said, outcome)| {
                    let made = outcome.ok();
                    let contract = made.as_ref().map(|made| made.account_id.clone().into());
                    (contract, said, made.map(|made| made.result))
                },
            ),
        };
        let Ok((contract, said, returned)) = decoded else { return false };
        let reverted = returned.as_ref().is_some_and(ExecReturnValue::did_revert);
        let succeeded = returned.is_some() && !reverted;
        heard.push(Heard {
            contract,
            debug: String::from_utf8_lossy(&said).into_owned(),
            data: returned.map(|returned| returned.data).unwrap_or_default(),
            reverted,
        });
        succeeded
    }

    /// The dry run of a call, if it is to be listened to.
    fn question(&mut self, origin: &AccountId32, call: &Call<Runtime>, listen: Listen) -> Option<Question> {
        let all = listen == Listen::All;
        match call {
            Call::call { dest: MultiAddress::Id(contract), value, gas_limit, storage_deposit_limit, data } => {
                if !all {
                    let code = self.code_of(contract.as_ref())?;
                    self.speaks(&code)?;
                }
                let limit = storage_deposit_limit.map(|Compact(limit)| limit);
                let args = (origin, contract, value, Some(gas_limit), limit, data).encode();
                Some(Question { method: "ContractsApi_call", args, contract: Some(contract.clone().into()) })
            }
            Call::instantiate_with_code { value, gas_limit, storage_deposit_limit, code, data, salt } => {
                (all || contains(code, IMPORT)).then_some(())?;
                let code = Code::<H256>::Upload(code.clone());
                let limit = storage_deposit_limit.map(|Compact(limit)| limit);
                let args = (origin, value, Some(gas_limit), limit, code, data, salt).encode();
                Some(Question { method: "ContractsApi_instantiate", args, contract: None })
            }
            Call::instantiate { value, gas_limit, storage_deposit_limit, code_hash, data, salt } => {
                if !all {
                    self.speaks(code_hash)?;
                }
                let code = Code::<H256>::Existing(*code_hash);
                let limit = storage_deposit_limit.map(|Compact(limit)| limit);
                let args = (origin, value, Some(gas_limit), limit, code, data, salt).encode();
                Some(Question { method: "ContractsApi_instantiate", args, contract: None })
            }
            _ => None,
        }
    }

    /// The hash of a contract's code.
    fn code_of(&mut self, contract: &[u8; 32]) -> Option<H256> {
        let key = [&twox_128(b"Contracts")[..], &twox_128(b"ContractInfoOf"), &twox_64(contract), contract].concat();
        let (_trie, code) = <(Vec<u8>, H256)>::decode(&mut self.value(&key)?.as_slice()).ok()?;
        Some(code)
    }

    /// Whether a code may have something to say.
    fn speaks(&mut self, code: &H256) -> Option<()> {
        let key = [&twox_128(b"Contracts")[..], &twox_128(b"PristineCode"), code.as_bytes()].concat();
        contains(&self.value(&key)?, IMPORT).then_some(())
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
