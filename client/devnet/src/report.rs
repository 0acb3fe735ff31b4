//! What happened in a block, told to whoever runs the chain.

use std::{collections::BTreeMap, fmt, sync::Arc};

use contracts_node_runtime::{Runtime, RuntimeCall, RuntimeError, RuntimeEvent, UncheckedExtrinsic};
use frame_support::{dispatch::DispatchInfo, traits::GetCallMetadata};
use pallet_contracts::Origin;
use scale::{Decode, DecodeLimit, Encode};
use sp_core::{hex2array, H256};
use sp_runtime::{traits::Hash, DispatchError, MultiAddress};

use crate::chain::{block::Block, runtime::MAX_DEPTH, state::Hashing};

/// The storage key of a block's events.
pub(crate) const EVENTS: [u8; 32] = hex2array!("26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7");

/// Is told of each block with transactions, in their order.
///
/// It is called while the chain makes blocks, so it has to be quick and must not ask the chain anything.
#[derive(Clone)]
pub struct Observer(Arc<dyn Fn(Report) + Send + Sync>);

impl Observer {
    /// An observer that calls this.
    pub fn new(tell: impl Fn(Report) + Send + Sync + 'static) -> Self {
        Self(Arc::new(tell))
    }

    pub(crate) fn tell(&self, report: Report) {
        (self.0)(report);
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Observer")
    }
}

/// A block with transactions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Its number.
    pub number: u32,
    /// Its hash.
    pub hash: H256,
    /// Its time.
    pub time_ms: u64,
    /// What is in it besides its time.
    pub transactions: Vec<Included>,
}

/// A transaction in a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Included {
    /// Its hash.
    pub hash: H256,
    /// Who signed it.
    pub signer: Option<[u8; 32]>,
    /// The pallet called.
    pub pallet: &'static str,
    /// The pallet's call.
    pub call: &'static str,
    /// The contract called or made.
    pub contract: Option<[u8; 32]>,
    /// Why it failed, if it did, such as `Contracts.ContractReverted`. Of a call within it the error is here too, as in
    /// `Arithmetic(Underflow) in call 0 of the batch`, though the transaction counts as a success.
    pub error: Option<String>,
    /// The time that it took, in the runtime's picoseconds.
    pub ref_time: u64,
    /// The size of the proof that it takes, in bytes.
    pub proof_size: u64,
    /// What its signer paid for it, in planck.
    pub fee: u128,
    /// What contracts said and returned, by call: of those that import `debug_message`, of those in a batch, and of a failed
    /// one.
    pub heard: Vec<Heard>,
    /// What contracts did, in its order. What a contract does that another calls comes before the end of that call.
    pub steps: Vec<Step>,
}

/// What was heard of the call or the making of a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// The contract; none if it was to be made and was not.
    pub contract: Option<[u8; 32]>,
    /// What it, and those that it called, said for debugging.
    pub debug: String,
    /// What it returned.
    pub data: Vec<u8>,
    /// Whether it undid what it had done. What it returned says why.
    pub reverted: bool,
}

/// Something that a contract did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A call ended well.
    Called {
        /// Who called.
        caller: [u8; 32],
        /// What was called.
        contract: [u8; 32],
    },
    /// A contract emitted an event.
    Emitted {
        /// The contract.
        contract: [u8; 32],
        /// The event's topics, of which the first is that of its kind.
        topics: Vec<H256>,
        /// Its data.
        data: Vec<u8>,
    },
    /// A contract was made.
    Instantiated {
        /// By whom.
        deployer: [u8; 32],
        /// The contract.
        contract: [u8; 32],
    },
    /// A contract ended.
    Terminated {
        /// The contract.
        contract: [u8; 32],
    },
    /// A contract ran code that is not its own.
    DelegateCalled {
        /// The contract.
        contract: [u8; 32],
        /// The code.
        code: H256,
    },
}

/// Which part of a block an event belongs to.
#[derive(Decode)]
enum Phase {
    Extrinsic(u32),
    Finalization,
    Initialization,
}

type Event = (Phase, RuntimeEvent, Vec<H256>);

fn decode(extrinsic: &[u8]) -> Option<UncheckedExtrinsic> {
    UncheckedExtrinsic::decode_with_depth_limit(MAX_DEPTH, &mut &extrinsic[..]).ok()
}

/// Tells what is in a block. `events` is what the state holds, `heard` what contracts said and returned, by the place of the
/// transaction.
pub(crate) fn report(block: &Block, events: &[u8], heard: Vec<(u32, Vec<Heard>)>) -> Report {
    let mut heard: BTreeMap<u32, Vec<Heard>> = heard.into_iter().collect();
    let events = Vec::<Event>::decode(&mut &events[..]).unwrap_or_default();
    let included = (0u32..).zip(&block.extrinsics).filter_map(|(place, bytes)| {
        let extrinsic = decode(bytes)?;
        let signer = match &extrinsic.signature {
            Some((MultiAddress::Id(account), _, _)) => Some(account.clone().into()),
            _ => None,
        };
        // The timestamp is in the report already.
        signer?;
        let metadata = extrinsic.function.get_call_metadata();
        let mut included = Included {
            hash: Hashing::hash(bytes),
            signer,
            pallet: metadata.pallet_name,
            call: metadata.function_name,
            contract: called(&extrinsic.function),
            error: None,
            ref_time: 0,
            proof_size: 0,
            fee: 0,
            heard: heard.remove(&place).unwrap_or_default(),
            steps: Vec::new(),
        };
        let own = events.iter().filter(|(phase, ..)| matches!(phase, Phase::Extrinsic(at) if *at == place));
        for (_, event, topics) in own {
            included.add(event, topics);
        }
        Some(included)
    });
    let transactions = included.collect();
    Report { number: block.number(), hash: block.hash, time_ms: block.time_ms, transactions }
}

/// The contract that a call is to.
fn called(call: &RuntimeCall) -> Option<[u8; 32]> {
    match call {
        RuntimeCall::Contracts(pallet_contracts::Call::call { dest: MultiAddress::Id(account), .. }) => {
            Some(account.clone().into())
        }
        _ => None,
    }
}

impl Included {
    fn add(&mut self, event: &RuntimeEvent, topics: &[H256]) {
        match event {
            RuntimeEvent::System(frame_system::Event::ExtrinsicSuccess { dispatch_info }) => self.weigh(dispatch_info),
            RuntimeEvent::System(frame_system::Event::ExtrinsicFailed { dispatch_error, dispatch_info }) => {
                self.error = Some(name(dispatch_error));
                self.weigh(dispatch_info);
            }
            RuntimeEvent::TransactionPayment(pallet_transaction_payment::Event::TransactionFeePaid {
                actual_fee,
                ..
            }) => self.fee = *actual_fee,
            RuntimeEvent::Sudo(
                pallet_sudo::Event::Sudid { sudo_result: Err(error) }
                | pallet_sudo::Event::SudoAsDone { sudo_result: Err(error) },
            ) => self.fail_within(error, "sudo"),
            RuntimeEvent::Utility(pallet_utility::Event::BatchInterrupted { index, error }) => {
                self.fail_within(error, &format!("call {index} of the batch"));
            }
            RuntimeEvent::Utility(
                pallet_utility::Event::ItemFailed { error }
                | pallet_utility::Event::DispatchedAs { result: Err(error) },
            ) => self.fail_within(error, "a call of several"),
            RuntimeEvent::Contracts(event) => self.steps.extend(step(event, topics)),
            _ => {}
        }
        if let (None, Some(Step::Instantiated { contract, .. })) = (self.contract, self.steps.last()) {
            self.contract = Some(*contract);
        }
    }

    /// Notes the first error of a call within this one.
    fn fail_within(&mut self, error: &DispatchError, place: &str) {
        self.error.get_or_insert_with(|| format!("{} in {place}", name(error)));
    }

    fn weigh(&mut self, info: &DispatchInfo) {
        self.ref_time = info.weight.ref_time();
        self.proof_size = info.weight.proof_size();
    }
}

/// An error as developers know it.
fn name(error: &DispatchError) -> String {
    let DispatchError::Module(module) = error else { return format!("{error:?}") };
    let bytes = (module.index, module.error).encode();
    match RuntimeError::decode(&mut bytes.as_slice()) {
        Ok(known) => {
            // RuntimeError::Contracts(ContractReverted)
            let text = format!("{known:?}");
            let text = text.rsplit("::").next().unwrap_or_default();
            text.trim_end_matches(')').replacen('(', ".", 1)
        }
        Err(_) => format!("{error:?}"),
    }
}

fn step(event: &pallet_contracts::Event<Runtime>, topics: &[H256]) -> Option<Step> {
    use pallet_contracts::Event;
    Some(match event.clone() {
        Event::Called { caller, contract } => {
            let caller = match caller {
                Origin::Signed(account) => account.into(),
                Origin::Root => [0; 32],
            };
            Step::Called { caller, contract: contract.into() }
        }
        Event::ContractEmitted { contract, data } => {
            Step::Emitted { contract: contract.into(), topics: topics.to_vec(), data }
        }
        Event::Instantiated { deployer, contract } => {
            Step::Instantiated { deployer: deployer.into(), contract: contract.into() }
        }
        Event::Terminated { contract, .. } => Step::Terminated { contract: contract.into() },
        Event::DelegateCalled { contract, code_hash } => {
            Step::DelegateCalled { contract: contract.into(), code: code_hash }
        }
        _ => return None,
    })
}
