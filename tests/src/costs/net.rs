//! A chain to measure on, and measuring one transaction on it: first as a dry run, then in a block.

use mutual_client::{
    chain::{Chain, Receipt, RuntimeCall, StorageDeposit, Wait, Weight},
    contract::Bundle,
    keys::Signer,
};
use mutual_devnet::{Config, Devnet};
use mutual_types::{AccountId, Planck};
use scale::{Decode, Encode};

/// What an account must hold, in planck.
const EXISTENTIAL_DEPOSIT: i128 = 1_000_000_000;

/// The chain's first moment, so that each run sees the same dates.
pub const START_MS: u64 = 1_900_000_000_000;

/// What one transaction cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// What the gas meter counted.
    pub gas: Weight,
    /// What the block was charged: the same with the extrinsic around it.
    pub extrinsic: Weight,
    /// What storage took from the signer; negative for what it gave back, in planck.
    pub deposit: i128,
}

/// A chain, and after founding a society on it.
pub struct Net {
    pub devnet: Devnet,
    pub chain: Chain,
    pub bundle: &'static Bundle,
    pub society: AccountId,
}

impl Net {
    /// A chain on which `accounts` have money besides the development accounts.
    pub async fn start(accounts: &[AccountId]) -> Self {
        let endowed = accounts.iter().map(|account| (account.0, 10_000_000_000_000));
        let devnet = Devnet::start(Config::in_process().endow(endowed)).unwrap();
        devnet.time_travel(START_MS).unwrap();
        let chain = Chain::from_rpc(devnet.rpc_client()).await.unwrap();
        Self { devnet, chain, bundle: Bundle::society().unwrap(), society: AccountId([0; 32]) }
    }

    /// Selector and arguments of a message.
    pub fn input(&self, label: &str, args: impl Encode) -> Vec<u8> {
        [self.bundle.message(label).unwrap().as_slice(), &args.encode()].concat()
    }

    /// Sends a message that nobody measures.
    pub async fn send(&self, signer: &Signer, label: &str, args: impl Encode, value: Planck) {
        self.measure(signer, label, args, value).await;
    }

    /// Runs a message dry, then in a block, and says what it cost.
    pub async fn measure(&self, signer: &Signer, label: &str, args: impl Encode, value: Planck) -> Cost {
        let input = self.input(label, args);
        let query = (signer.account(), self.society, value, NO_GAS_LIMIT, NO_DEPOSIT_LIMIT, &input).encode();
        let (dry, _) = self.dry_run(label, "ContractsApi_call", &query);
        let contract = self.society;
        let call = RuntimeCall::Call { contract, value, gas: dry.required, deposit: dry.deposit.charge(), input };
        self.in_block(signer, &call, &dry).await
    }

    /// Founds a society, which is then the one that messages go to, and says what it cost.
    pub async fn found(&mut self, signer: &Signer, founding: &mutual_types::Founding, value: Planck, salt: u8) -> Cost {
        let input = [self.bundle.constructor("new").unwrap().as_slice(), &founding.encode()].concat();
        let (code, salt) = (self.bundle.code().to_vec(), vec![salt]);
        let upload = (0u8, &code);
        let query = (signer.account(), value, NO_GAS_LIMIT, NO_DEPOSIT_LIMIT, upload, &input, &salt).encode();
        let (dry, rest) = self.dry_run("new", "ContractsApi_instantiate", &query);
        self.society = AccountId::decode(&mut &*rest).unwrap();
        let call =
            RuntimeCall::Instantiate { value, gas: dry.required, deposit: dry.deposit.charge(), code, input, salt };
        self.in_block(signer, &call, &dry).await
    }

    /// Sends money to the society without a message.
    pub async fn give(&self, signer: &Signer, amount: Planck) {
        let call = RuntimeCall::Transfer { to: self.society, amount };
        self.chain.submit(signer, &call, Wait::Block).await.unwrap();
    }

    /// Makes a block at this time.
    pub fn travel(&self, to_ms: u64) {
        self.devnet.time_travel(to_ms).unwrap();
    }

    fn dry_run(&self, label: &str, api: &str, query: &[u8]) -> (DryRun, Vec<u8>) {
        let answer = self.devnet.call(api, query).unwrap();
        let rest = &mut &*answer;
        let dry = DryRun::decode(rest).unwrap();
        let failed = u8::decode(rest).unwrap();
        assert_eq!(failed, 0, "the chain refuses {label}: {rest:02x?}");
        let (flags, data) = <(u32, Vec<u8>)>::decode(rest).unwrap();
        let reason = data.get(2..).map(|mut bytes| mutual_types::Error::decode(&mut bytes));
        assert_eq!(flags, 0, "the contract refuses {label}: {reason:?}");
        (dry, rest.to_vec())
    }

    async fn in_block(&self, signer: &Signer, call: &RuntimeCall, dry: &DryRun) -> Cost {
        let receipt = self.chain.submit(signer, call, Wait::Block).await.unwrap();
        ensure_signer_alone(&receipt, signer.account());
        let extrinsic = receipt.weight.unwrap();
        // A new contract also gets the least that an account must hold, which is no deposit in the events.
        let alive = if matches!(call, RuntimeCall::Instantiate { .. }) { EXISTENTIAL_DEPOSIT } else { 0 };
        let deposit = receipt.deposit + alive;
        assert_eq!(deposit, dry.deposit.signed(), "the dry run and the block agree on the deposit");
        Cost { gas: dry.consumed, extrinsic, deposit }
    }
}

/// The beginning of what the chain answers to a dry run.
#[derive(Decode)]
struct DryRun {
    consumed: Weight,
    required: Weight,
    deposit: StorageDeposit,
    _debug: Vec<u8>,
}

const NO_GAS_LIMIT: Option<Weight> = None;
const NO_DEPOSIT_LIMIT: Option<Planck> = None;

/// Nobody but the signer pays a deposit, and nobody else gets one back.
fn ensure_signer_alone(receipt: &Receipt, signer: AccountId) {
    for event in receipt.events.iter().filter(|event| event.pallet == "Contracts") {
        let parties = <(AccountId, AccountId)>::decode(&mut &*event.fields);
        match event.name.as_str() {
            "StorageDepositTransferredAndHeld" => assert_eq!(parties.unwrap().0, signer, "who pays"),
            "StorageDepositTransferredAndReleased" => assert_eq!(parties.unwrap().1, signer, "who gets it back"),
            _ => {}
        }
    }
}
