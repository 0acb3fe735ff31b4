//! Attacks known from other societies and from this platform, tried on the society. Each test is named after its row of
//! the list: G for those on groups and their money, P for those on the platform.

mod appeals;
mod calls;
mod caps;
mod capture;
mod delays;
mod depths;
mod duplicates;
mod exits;
pub mod hostile;
mod limits;
mod membership;
mod money;
mod newcomers;
mod platform;
mod treasury;
mod voting;

use mutual_client::chain::{RuntimeCall, Wait};
use mutual_client::contract::Bundle;
use mutual_tests::{raw::PLENTY, World};
use mutual_types::{AccountId, Error, Planck};
use scale::{Compact, Decode, Encode};

type Text = Option<String>;
type Weight = (Compact<u64>, Compact<u64>);

/// What the node says of a call that it only simulates; what follows the returned bytes is not read.
pub struct Dry {
    reverted: bool,
    data: Vec<u8>,
}

/// What attackers do.
pub trait Attack {
    /// Asks the node what a message would do now. The outer refusal is a trap, or another failure of the chain's.
    fn dry(&self, caller: AccountId, input: Vec<u8>, value: Planck) -> Result<Dry, String>;

    /// What a message would do now, at the very time of the last block: nothing is sent.
    fn probe(&self, name: &str, label: &str, args: impl Encode) -> Result<(), Error>;

    /// Sends a message past every check of the client. It must fail in its block: nothing stored changes, nobody's money
    /// does but for the signer's fee. Gives the society's reason.
    async fn thwarted(&self, name: &str, label: &str, args: impl Encode, value: Planck) -> Error;

    /// Sends bytes to a contract. It must fail with this error of the chain and leave no trace.
    async fn fails(&self, name: &str, contract: AccountId, input: Vec<u8>, value: Planck, error: &str);
}

/// The bytes of a message.
fn message(label: &str, args: impl Encode) -> Vec<u8> {
    [Bundle::society().unwrap().message(label).unwrap().as_slice(), &args.encode()].concat()
}

impl Attack for World {
    fn dry(&self, caller: AccountId, input: Vec<u8>, value: Planck) -> Result<Dry, String> {
        let query = (caller.0, self.society.address().0, value, None::<(u64, u64)>, None::<u128>, input).encode();
        let answer = self.stage.as_devnet().call("ContractsApi_call", &query).unwrap();
        let (_, _, _, _, _, result): (Weight, Weight, u8, u128, Vec<u8>, u8) =
            Decode::decode(&mut &answer[..]).unwrap();
        if result != 0 {
            return Err(hex::encode(&answer));
        }
        type Answer = (Weight, Weight, u8, u128, Vec<u8>, u8, u32, Vec<u8>);
        let (.., flags, data): Answer = Decode::decode(&mut &answer[..]).unwrap();
        Ok(Dry { reverted: flags & 1 == 1, data })
    }

    fn probe(&self, name: &str, label: &str, args: impl Encode) -> Result<(), Error> {
        let dry = self.dry(self.member(name).account(), message(label, args), 0).unwrap();
        if dry.reverted {
            Err(reason(&dry.data))
        } else {
            Ok(())
        }
    }

    async fn thwarted(&self, name: &str, label: &str, args: impl Encode, value: Planck) -> Error {
        let signer = self.member(name);
        let input = message(label, args);
        let dry = self.dry(signer.account(), input.clone(), value).unwrap();
        assert!(dry.reverted, "{label} by {name} was to be refused: {}", hex::encode(dry.data));
        let reason = reason(&dry.data);
        self.fails(name, self.society.address(), input, value, "ContractReverted").await;
        reason
    }

    async fn fails(&self, name: &str, contract: AccountId, input: Vec<u8>, value: Planck, error: &str) {
        let signer = self.member(name);
        let (storage, mut books, height) = (self.storage().await, self.books().await, self.stage.height());
        let call = RuntimeCall::Call { contract, value, gas: PLENTY, deposit: 5 * mutual_tests::UNIT, input };
        let failed = self.stage.chain.submit(&signer, &call, Wait::Block).await.expect_err("it was to fail");
        assert!(failed.to_string().contains(error), "{failed} is not {error}");
        assert_eq!(self.stage.height(), height + 1, "it is in a block");
        assert!(self.storage().await == storage, "it left a trace in the storage");
        let mut after = self.books().await;
        let before = books.0.remove(&signer.account()).unwrap();
        let left = after.0.remove(&signer.account()).unwrap();
        assert_eq!(after, books, "somebody else's money changed");
        assert_eq!(left.reserved, before.reserved);
        assert!(left.free < before.free && before.free - left.free < mutual_tests::UNIT, "the signer pays the fee");
        self.count_fee(before.free - left.free);
    }
}

/// The society's error in the bytes of a call that it reverted.
fn reason(data: &[u8]) -> Error {
    // Ok of the language's own result, Err of the message's.
    let [0, 1, error @ ..] = data else { panic!("no refusal of the society: {}", hex::encode(data)) };
    Error::decode(&mut &error[..]).unwrap()
}
