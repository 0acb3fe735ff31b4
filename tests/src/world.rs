//! A society with named members on a chain whose time can be moved. Every step is checked to the planck.

use std::collections::BTreeSet;
use std::future::Future;
use std::sync::Mutex;

use mutual_client::chain::{Chain, Wait};
use mutual_client::contract::Bundle;
use mutual_client::keys::Signer;
use mutual_client::society::{Notice, Outcome, Society};
use mutual_client::text::address;
use mutual_client::Error;
use mutual_types::{AccountId, Founding, Planck};

use crate::command::Shell;
use crate::people::{example, People};
use crate::raw;
use crate::stage::{Stage, TIMEKEEPER};

/// One unit of the development chains, in planck.
pub const UNIT: Planck = 1_000_000_000_000;

/// A society, its people and its chain.
pub struct World {
    /// The chain and its clock.
    pub stage: Stage,
    /// The society.
    pub society: Society,
    /// Names and keys.
    pub people: People,
    /// Whose money is counted: all who have a part.
    pub(crate) watched: Mutex<BTreeSet<AccountId>>,
    /// Fees paid since the founding, which no account has any more.
    pub(crate) fees: Mutex<Planck>,
    /// What everybody had after the founding.
    pub(crate) begun_with: Planck,
}

impl World {
    /// The example society on an embedded devnet: twelve members, of whom four are treasurers and two stewards.
    pub async fn cannons_creek() -> Self {
        Self::cannons_creek_on(Stage::devnet().await).await
    }

    /// The same on any chain.
    pub async fn cannons_creek_on(stage: Stage) -> Self {
        Self::with(stage, |_| {}).await
    }

    /// Five of the example's founders (three treasurers Mere, Sione and Aroha, the steward Losa, and Rangi) with a
    /// reserve floor of nothing.
    pub async fn small(change: impl FnOnce(&mut Founding)) -> Self {
        Self::small_on(Stage::devnet().await, change).await
    }

    /// The same on this stage.
    pub async fn small_on(stage: Stage, change: impl FnOnce(&mut Founding)) -> Self {
        let five = ["Mere", "Sione", "Aroha", "Losa", "Rangi"].map(|name| People::of_example().signer(name).account());
        let small = |founding: &mut Founding| {
            founding.founders.retain(|founder| five.contains(&founder.account));
            founding.rules.payments.reserve_floor = 0;
            change(founding);
        };
        Self::with(stage, small).await
    }

    /// The example society after a change on a chain that is served, and a shell that speaks to it.
    pub async fn served(change: impl FnOnce(&mut Founding)) -> (Self, Shell) {
        let world = Self::with(Stage::served().await, change).await;
        let contract = address::format(&world.society.address());
        let shell = Shell::new(&world.stage.url()).with(&["--contract", &contract]);
        (world, shell)
    }

    /// The example society after a change, founded by Mere.
    pub async fn with(stage: Stage, change: impl FnOnce(&mut Founding)) -> Self {
        let people = People::of_example();
        let file = example(stage.chain.unit());
        let mut founding = file.founding;
        change(&mut founding);
        let mere = people.signer("Mere");
        let timekeeper = Signer::from_dev_uri(TIMEKEEPER).unwrap().account();
        let transfer = stage.chain.prepare_transfer(mere.account(), timekeeper, 10 * UNIT).await.unwrap();
        transfer.send(&mere, Wait::Block).await.unwrap();
        let society = found(&stage.chain, &mere, &founding, file.value).await;
        let mut watched: BTreeSet<AccountId> = people.accounts().into_iter().collect();
        watched.insert(society.address());
        let mut world =
            Self { stage, society, people, watched: Mutex::new(watched), fees: Mutex::new(0), begun_with: 0 };
        world.begun_with = world.books().await.total();
        world.check().await;
        world
    }

    /// The key of a person by name. Whoever is new has the key `//name`, and is watched from now on.
    pub fn member(&self, name: &str) -> Signer {
        let signer = self.people.signer(name);
        self.watch(signer.account());
        signer
    }

    /// Counts the money of `account` too. It must be empty, or nothing adds up.
    pub fn watch(&self, account: AccountId) {
        self.watched.lock().unwrap().insert(account);
    }

    /// Sends `amount` to a person from Mere's own account, and gives their key.
    pub async fn fund(&self, name: &str, amount: Planck) -> Signer {
        let signer = self.member(name);
        self.fund_account(signer.account(), amount).await;
        signer
    }

    /// Sends `amount` to an account from Mere's own.
    pub async fn fund_account(&self, account: AccountId, amount: Planck) {
        self.watch(account);
        let mere = self.member("Mere");
        let transfer = self.stage.chain.prepare_transfer(mere.account(), account, amount).await.unwrap();
        self.does(transfer.send(&mere, Wait::Block)).await;
    }

    /// Does something that succeeds: all that left anybody's account is in another one, or is the fee.
    pub async fn does<T>(&self, act: impl Future<Output = Result<Outcome<T>, Error>>) -> Outcome<T> {
        let before = self.books().await;
        let outcome = act.await.unwrap_or_else(|error| panic!("{error:?}"));
        // Only what the clock does on purpose costs anything beside.
        let remarks = outcome.notices.iter().filter(|Notice::BlockMade(made)| !is_free(*made));
        assert_eq!(remarks.count(), 0, "an empty transaction was paid for on the way");
        let after = self.books().await;
        let fee = outcome.fee.expect("its block was waited for");
        assert_eq!(before.total() - after.total(), fee, "planck came or went: {before:#?} {after:#?}");
        self.count_fee(fee);
        self.check().await;
        outcome
    }

    /// Notes a fee that was paid.
    pub fn count_fee(&self, fee: Planck) {
        *self.fees.lock().unwrap() += fee;
    }

    /// Tries something that the society refuses: nothing is sent, nobody pays anything. Gives the reason.
    pub async fn refuses<T>(&self, act: impl Future<Output = Result<Outcome<T>, Error>>) -> mutual_types::Error {
        let before = self.books().await;
        let error = match act.await {
            Err(Error::Contract { error, sent: None, .. }) => error,
            Err(other) => panic!("the society was to refuse it: {other:?}"),
            Ok(_) => panic!("it was not refused"),
        };
        assert_eq!(self.books().await, before);
        error
    }
}

fn is_free(made: mutual_client::chain::BlockMade) -> bool {
    made == mutual_client::chain::BlockMade::OnDemand
}

/// Founds a society at the same address each time: what a message costs depends a little on the bytes of addresses that it
/// compares.
async fn found(chain: &Chain, founder: &Signer, founding: &Founding, value: Planck) -> Society {
    if founding.founders.len() > 20 {
        // These take more gas than is easily guessed.
        return Society::found(chain, founder, founding, value).await.unwrap().value;
    }
    let bundle = Bundle::society().unwrap();
    let address = raw::found(chain, founder, bundle, founding, value, b"world").await;
    Society::at(chain, address).await.unwrap()
}
