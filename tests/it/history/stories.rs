//! Histories to index: plays of the model on a chain, and a small society with some of everything.

use mutual_client::chain::{Chain, Until};
use mutual_client::contract::Bundle;
use mutual_client::index::{Index, Keeper, Place};
use mutual_client::society::Society;
use mutual_devnet::{Config, Handle};
use mutual_model::play::Step;

use crate::machine::chain as play;
use crate::machine::player::{Care, Player};
use crate::machine::sign::Key;
use crate::machine::wire;
use crate::upgrade::next;

/// A play on its chain.
pub struct Story {
    pub player: Player,
}

impl Story {
    /// The play of a seed, founded.
    pub fn begin(seed: u64) -> Self {
        Self::begin_on(play::Chain::start(), seed)
    }

    fn begin_on(chain: play::Chain, seed: u64) -> Self {
        Self { player: Player::begin_on(chain, seed, Care { all_each: u32::MAX, depth: 0 }) }
    }

    /// A play of so many steps.
    pub fn tell(seed: u64, steps: u32) -> Self {
        Self::begin(seed).goes_on(steps)
    }

    /// The same on a chain that is served.
    pub async fn tell_served(seed: u64, steps: u32) -> (Self, Handle) {
        let (devnet, handle) = mutual_devnet::spawn(play::Chain::peopled(Config::port(0))).await.unwrap();
        (Self::begin_on(play::Chain::on(devnet), seed).goes_on(steps), handle)
    }

    fn goes_on(mut self, steps: u32) -> Self {
        for number in 0..steps {
            let step = self.player.play.step(number, steps);
            self.take(&step);
        }
        self
    }

    /// Goes on until every planck is with its owner, or an owner is nobody who could sign, such as a contract.
    pub fn end(&mut self) {
        for _ in 0..5_000 {
            let Some(step) = self.player.play.next_drain_step() else { return };
            if Key::of_account(step.caller).is_none() {
                return;
            }
            self.take(&step);
        }
        panic!("the play comes to an end");
    }

    /// Takes a step on the chain and in the model; whether they agree is looked at elsewhere.
    pub fn take(&mut self, step: &Step) {
        let Step { at_ms, gift, caller, value, message } = step;
        let chain = &self.player.chain;
        chain.step(*at_ms, *gift, *caller, *value, &wire::encode(chain.bundle, message));
        let _ = self.player.play.take(step);
    }

    /// The society of the play, by the client library.
    pub async fn society(&self) -> Society {
        let chain = Chain::from_rpc(self.player.chain.devnet.rpc_client()).await.unwrap();
        let address = self.player.chain.society;
        let on_chain = chain.code_hash(address).await.unwrap().expect("there is the contract");
        let bundle: &'static Bundle = if on_chain == next().hash() { next() } else { self.player.chain.bundle };
        Society::with_bundle(&chain, address, bundle).await.unwrap()
    }
}

/// An index of all that is final by now.
pub async fn indexed(society: &Society, place: Place) -> Keeper {
    let index = Index::open(place, society).await.unwrap();
    let mut keeper = Keeper::begin(society, index).await.unwrap();
    keeper.catch_up(Until::Now, &mut |_| {}).await.unwrap();
    keeper
}

/// What an audit finds, in words; nothing if all is well.
pub async fn differences(keeper: &mut Keeper) -> Vec<String> {
    let found = keeper.audit().await.unwrap().differences;
    found
        .iter()
        .map(|it| {
            format!("{}: {}: books {:?}, chain {:?}, events {:?}", it.record, it.what, it.books, it.chain, it.events)
        })
        .collect()
}
