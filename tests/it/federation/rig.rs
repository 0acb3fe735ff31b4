//! Three real societies of the same five people, on one chain, and a federation that they found.

use std::sync::LazyLock;

use mutual_client::chain::{RuntimeCall, Wait};
use mutual_client::contract::Bundle;
use mutual_client::society::Society;
use mutual_tests::people::example;
use mutual_tests::{raw::PLENTY, Stage, World, UNIT};
use mutual_types::federation::{
    event::Event, Backing, BackingId, BackingTerms, Draw, DrawId, Error, FederationView, Founding, Part, Rules,
    SocietyId,
};
use mutual_types::{
    event::Event as SocietyEvent, AccountId, Action, CallTerms, Document, PaymentId, Planck, PotId, PotKind,
};
use scale::{Decode, DecodeAll, Encode};

use crate::machine::chain::returned;

/// The federation, as it is built.
pub static BUNDLE: LazyLock<Bundle> =
    LazyLock::new(|| Bundle::parse(include_bytes!("../../../contracts/bundles/federation.contract")).unwrap());

pub const CREEK: usize = 0;
pub const HARBOUR: usize = 1;
pub const HILL: usize = 2;
pub const HOUR_MS: u64 = 3_600_000;

/// A district: three societies and their federation.
pub struct District {
    /// The chain, and the society whose turn it is.
    pub world: World,
    /// All societies.
    pub societies: Vec<Society>,
    /// The federation.
    pub federation: AccountId,
}

pub fn number(society: usize) -> SocietyId {
    SocietyId(u32::try_from(society).unwrap())
}

pub fn document() -> Document {
    Document { uri: "https://example.org/minutes".to_owned(), hash: [3; 32] }
}

pub fn rules() -> Rules {
    Rules {
        voting_ms: 1_000 * HOUR_MS,
        approval_bps: 6_667,
        waiting_ms: 0,
        collect_ms: 1_000 * HOUR_MS,
        backing_max_ms: 10_000 * HOUR_MS,
        draws_max: 4,
    }
}

/// `label` with its arguments.
pub fn message(label: &str, args: impl Encode) -> Vec<u8> {
    [BUNDLE.message(label).unwrap().as_slice(), &args.encode()].concat()
}

impl District {
    /// Three societies that nothing joins yet, and a federation to which they are invited.
    pub async fn invited() -> Self {
        Self::invited_on(Stage::devnet().await).await
    }

    async fn invited_on(stage: Stage) -> Self {
        let mut world = World::small_on(stage, |founding| founding.rules.payments.reserve_floor = 0).await;
        let mut societies = vec![world.society.clone()];
        for _ in [HARBOUR, HILL] {
            let mut founding = example(world.stage.chain.unit()).founding;
            let five = ["Mere", "Sione", "Aroha", "Losa", "Rangi"].map(|name| world.member(name).account());
            founding.founders.retain(|founder| five.contains(&founder.account));
            founding.rules.payments.reserve_floor = 0;
            let mere = world.member("Mere");
            let founded = Society::found(&world.stage.chain, &mere, &founding, 100 * UNIT).await.unwrap();
            world.count_fee(founded.fee.unwrap());
            world.watch(founded.value.address());
            societies.push(founded.value);
        }
        let now_ms = world.stage.now_ms().await;
        assert!(now_ms > 0);
        let founding = Founding {
            name: "The district".to_owned(),
            charter: document(),
            units: vec!["meals".to_owned(), "nights in shelter".to_owned()],
            period_ms: 10 * HOUR_MS,
            founding_ms: 1_000 * HOUR_MS,
            rules: rules(),
            founders: societies.iter().map(Society::address).collect(),
        };
        let input = [BUNDLE.constructor("new").unwrap().as_slice(), &founding.encode()].concat();
        let code = BUNDLE.code().to_vec();
        let call = RuntimeCall::Instantiate { value: 0, gas: PLENTY, deposit: 50 * UNIT, code, input, salt: vec![] };
        let receipt = world.stage.chain.submit(&world.member("Losa"), &call, Wait::Block).await.unwrap();
        world.count_fee(receipt.fee.unwrap());
        let federation = receipt.events.iter().find_map(|event| event.instantiated()).expect("it is there");
        world.watch(federation);
        world.society = societies[CREEK].clone();
        Self { world, societies, federation }
    }

    /// The same, once all three have joined.
    pub async fn founded() -> Self {
        Self::founded_on(Stage::devnet().await).await
    }

    /// The same on this stage.
    pub async fn founded_on(stage: Stage) -> Self {
        let mut district = Self::invited_on(stage).await;
        for society in [CREEK, HARBOUR, HILL] {
            district.decide(society, "join", (), 0).await;
        }
        district
    }

    /// A society's members have it send the federation a message, with money of their general pot.
    pub async fn decide(&mut self, society: usize, label: &str, args: impl Encode, value: Planck) {
        let input = message(label, args);
        let terms = self.call(input, value).await;
        self.world.society = self.societies[society].clone();
        let events = self.world.pass("Losa", Action::Call(terms)).await;
        let payment = events.iter().find_map(|event| match event {
            SocietyEvent::PaymentCreated(created) => Some(created.payment),
            _ => None,
        });
        assert_eq!(payment.is_some(), value > 0);
        if let Some(payment) = payment {
            self.make_call(payment).await;
        }
    }

    async fn make_call(&self, payment: PaymentId) {
        self.world.approve(payment, &["Sione", "Aroha"]).await;
        let anyone = self.world.member("Rangi");
        self.world.does(self.world.society.make_call(&anyone, payment)).await;
    }

    /// The terms of a call to the federation.
    pub async fn call(&self, input: Vec<u8>, value: Planck) -> CallTerms {
        let callee = self.federation;
        CallTerms {
            callee,
            code_hash: self.world.stage.chain.code_hash(callee).await.unwrap().expect("a contract").0,
            input,
            value,
            pot: PotId::GENERAL,
            ref_time_limit: 20_000_000_000,
            proof_size_limit: 200_000,
            deposit_limit: UNIT,
        }
    }

    /// Somebody sends a message; gives its events, or why it is refused.
    pub async fn send(&self, label: &str, args: impl Encode, value: Planck) -> Result<Vec<Event>, Error> {
        let (signer, input) = (self.world.member("Rangi"), message(label, args));
        let (contract, gas, deposit) = (self.federation, PLENTY, 20 * UNIT);
        let call = RuntimeCall::Call { contract, value, gas, deposit, input: input.clone() };
        match self.world.stage.chain.submit(&signer, &call, Wait::Block).await {
            Ok(receipt) => {
                self.world.count_fee(receipt.fee.unwrap());
                let emitted = receipt.events.iter().filter_map(|event| {
                    let (contract, data) = event.emitted()?;
                    let name = BUNDLE.event(event.topics.first().copied())?;
                    (contract == self.federation).then(|| Event::decode(name, &data).expect("an event"))
                });
                Ok(emitted.collect())
            }
            Err(mutual_client::Error::Dispatch { fee: Some(fee), .. }) => {
                self.world.count_fee(fee);
                let (flags, data) = self.dry_run(signer.account(), value, &input);
                assert_eq!(flags, 1, "refused again");
                match <(u8, u8, Error)>::decode_all(&mut &*data) {
                    Ok((0, 1, error)) => Err(error),
                    other => panic!("{other:?}"),
                }
            }
            Err(other) => panic!("{other:?}"),
        }
    }

    fn dry_run(&self, by: AccountId, value: Planck, input: &[u8]) -> (u32, Vec<u8>) {
        let none: (Option<()>, Option<()>) = (None, None);
        let args = (by, self.federation, value, none, input).encode();
        returned(&self.world.stage.as_devnet().call("ContractsApi_call", &args).unwrap()).unwrap()
    }

    pub fn read<T: Decode>(&self, label: &str, args: impl Encode) -> T {
        let (flags, data) = self.dry_run(self.federation, 0, &message(label, args));
        assert_eq!((flags, data[0]), (0, 0), "{label}");
        T::decode_all(&mut &data[1..]).unwrap()
    }

    pub fn view(&self) -> FederationView {
        self.read("federation", ())
    }

    pub fn backing(&self, id: u32) -> Backing {
        self.read::<Option<Backing>>("backing", BackingId(id)).expect("there is the backing")
    }

    pub fn drawn(&self, id: u32) -> Draw {
        self.read::<Option<Draw>>("drawn", DrawId(id)).expect("there is the draw")
    }

    /// A society's pot of a kind, and what is in it.
    pub async fn pot(&self, society: usize, kind: PotKind) -> (PotId, Planck) {
        let pots = self.societies[society].all_pots().await.unwrap();
        let pot = pots.into_iter().find(|pot| pot.pot.spec.kind == kind && !pot.pot.closed).expect("such a pot");
        (pot.id, pot.pot.balance)
    }

    /// Backs any other, all of it, for a thousand hours; to be paid back in a hundred.
    pub async fn back(&mut self, society: usize, amount: Planck) {
        let ends_ms = self.world.stage.now_ms().await + 1_000 * HOUR_MS;
        let repay_ms = Some(100 * HOUR_MS);
        let terms = BackingTerms { backed: None, limit: amount, ends_ms, repay_ms };
        self.decide(society, "back", terms, amount).await;
    }

    pub async fn draw(&mut self, society: usize, parts: &[(u32, Planck)]) {
        let parts: Vec<Part> =
            parts.iter().map(|(id, amount)| Part { backing: BackingId(*id), amount: *amount }).collect();
        self.decide(society, "draw", (parts, document()), 0).await;
    }

    /// What the federation holds is what its ledger says.
    pub async fn check(&self) {
        let ledger = self.view().counters.ledger;
        let balance = self.world.stage.chain.balance(self.federation).await.unwrap();
        let minimum = self.world.stage.chain.existential_deposit().await.unwrap();
        assert_eq!(balance.free - minimum, ledger.total().unwrap(), "{ledger:?}");
    }
}
