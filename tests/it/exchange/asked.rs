//! What the exchange asks of a society that means harm, or is none; and what its code can ask of the chain.

use std::collections::BTreeSet;

use mutual_model::exchange::{Change, Message};
use mutual_types::exchange::{
    Category, DealId, DealTerms, DealWith, Error, ExchangeView, Founding, Offer, OfferId, OfferKind, OfferTerms, Rules,
};
use mutual_types::{AccountId, MemberIndex, Standing};

use super::oracle::Mode;
use super::rig::{encoded, Refusal, Rig, BUNDLE};
use crate::machine::chain::End;
use crate::machine::sign::{self, Key, PEOPLE};

const BEGIN_MS: u64 = 1_900_000_000_000;

fn rules() -> Rules {
    Rules {
        limit_minutes: 600,
        offer_ms: 1_000_000,
        answer_ms: 100_000,
        ahead_ms: 100_000,
        report_ms: 100_000,
        dispute_ms: 100_000,
        ruling_ms: 100_000,
        offers_max: 16,
        deals_max: 16,
    }
}

fn founding(society: AccountId) -> Founding {
    Founding { society, name: "Hours".to_owned(), limit_max_minutes: 600, rules: rules() }
}

fn who(number: usize) -> AccountId {
    PEOPLE[number].account
}

/// An exchange with a clock and four members.
struct Place {
    rig: Rig,
    now_ms: u64,
}

impl Place {
    fn new() -> Self {
        let mut rig = Rig::start(BEGIN_MS);
        let members: Vec<_> = (0..4)
            .map(|number| Change::Member(who(number), MemberIndex(u32::try_from(number).unwrap()), Standing::Good))
            .collect();
        rig.change(&members);
        rig.chain.block(BEGIN_MS + 1_000);
        let society = rig.society;
        rig.found(BEGIN_MS + 2_000, &founding(society)).unwrap();
        Self { rig, now_ms: BEGIN_MS + 2_000 }
    }

    fn send(&mut self, by: AccountId, message: &Message) -> Result<Vec<&'static str>, Refusal> {
        self.now_ms += 1_000;
        let events = self.rig.send(self.now_ms, by, &encoded(message))?;
        Ok(events.iter().map(|event| event.name()).collect())
    }

    fn behaves(&mut self, mode: &Mode) {
        self.now_ms += 1_000;
        self.rig.behaves(self.now_ms, mode);
    }

    /// Member 0 has helped member 1 for so long.
    fn settled(&mut self, minutes: u32) -> DealId {
        let id = DealId(self.rig.counters().deals);
        self.send(who(0), &proposal(1, minutes)).unwrap();
        self.send(who(1), &Message::Accept { deal: id }).unwrap();
        for number in [0, 1] {
            self.send(who(number), &Message::Report { deal: id, minutes }).unwrap();
        }
        id
    }
}

fn proposal(to: u32, minutes: u32) -> Message {
    Message::Propose {
        with: DealWith::Member { member: MemberIndex(to), giving: true, category: Category::Food },
        terms: DealTerms { minutes, due_ms: 0, title: "soup".to_owned() },
    }
}

fn silent(code: u32) -> Refusal {
    Refusal::Exchange(Error::SocietySilent { code })
}

#[test]
fn a_society_that_traps_reverts_or_talks_nonsense_is_silent_and_nothing_changes() {
    let mut place = Place::new();
    place.settled(60);
    for (mode, code) in [(Mode::Trap, 1), (Mode::Revert, 2), (Mode::Nonsense, 0)] {
        place.behaves(&mode);
        let root = place.rig.chain.root();
        assert_eq!(place.send(who(0), &Message::Donate { minutes: 5 }), Err(silent(code)), "{mode:?}");
        assert_eq!(place.rig.chain.root(), root, "{mode:?}");
    }
    place.behaves(&Mode::Answer);
    assert_eq!(place.send(who(0), &Message::Donate { minutes: 5 }), Ok(vec!["HoursDonated"]));
}

#[test]
fn a_society_that_burns_hoards_or_floods_gets_nothing_done() {
    let mut place = Place::new();
    place.settled(60);
    for mode in [Mode::Burn, Mode::Hoard, Mode::Flood] {
        place.behaves(&mode);
        let (root, deposits) = (place.rig.chain.root(), place.rig.chain.deposits());
        match place.send(who(0), &Message::Donate { minutes: 5 }) {
            Err(Refusal::Other(End::Trapped | End::Failed(_))) => {}
            // What the society leaves of the gas may do for saying so.
            Err(refusal) if mode == Mode::Burn && refusal == silent(1) => {}
            other => panic!("{mode:?}: {other:?}"),
        }
        assert_eq!((place.rig.chain.root(), place.rig.chain.deposits()), (root, deposits), "{mode:?}");
    }
}

#[test]
fn p1_a_society_that_is_asked_cannot_act_on_the_exchange_meanwhile() {
    let mut place = Place::new();
    place.settled(60);
    // As itself it could forgive, or change the rules; asked who somebody is, it tries to.
    let wanted = [
        Message::Forgive { member: MemberIndex(1), minutes: 60 },
        Message::SetRules { rules: Rules { limit_minutes: 1, ..rules() } },
        Message::CloseDeal { deal: DealId(0) },
    ];
    for message in wanted {
        place.behaves(&Mode::Meddle(place.rig.exchange, encoded(&message)));
        // It is not let in, and traps.
        assert_eq!(place.send(who(0), &Message::Donate { minutes: 5 }), Err(silent(1)), "{message:?}");
    }
    assert_eq!(place.rig.account(MemberIndex(1)).unwrap().balance, -60, "nothing was forgiven");
    assert_eq!(place.rig.setup().rules, rules());
    // By a message of its own it does.
    place.behaves(&Mode::Answer);
    let society = place.rig.society;
    let forgive = Message::Forgive { member: MemberIndex(1), minutes: 60 };
    assert_eq!(place.send(society, &forgive), Ok(vec!["HoursForgiven"]));
    assert_eq!(place.rig.counters().community, -60);
}

#[test]
fn p1_what_the_society_does_itself_asks_it_nothing() {
    let mut place = Place::new();
    place.settled(60);
    place.behaves(&Mode::Trap);
    let society = place.rig.society;
    let forgive = Message::Forgive { member: MemberIndex(1), minutes: 30 };
    assert_eq!(place.send(society, &forgive), Ok(vec!["HoursForgiven"]));
    assert_eq!(place.send(society, &Message::SetRules { rules: rules() }), Ok(vec!["ExchangeRulesSet"]));
}

#[test]
fn no_exchange_is_founded_for_what_is_no_society() {
    let mut rig = Rig::start(BEGIN_MS);
    assert_eq!(rig.found(BEGIN_MS + 1_000, &founding(who(3))).unwrap_err(), silent(8), "an account of somebody");
    let stand_in = rig.society;
    rig.behaves(BEGIN_MS + 2_000, &Mode::Trap);
    assert_eq!(rig.found(BEGIN_MS + 3_000, &founding(stand_in)).unwrap_err(), silent(1));
    rig.behaves(BEGIN_MS + 4_000, &Mode::Nonsense);
    assert_eq!(rig.found(BEGIN_MS + 5_000, &founding(stand_in)).unwrap_err(), silent(0));
    rig.behaves(BEGIN_MS + 6_000, &Mode::Answer);
    let names: Vec<_> = rig.found(BEGIN_MS + 7_000, &founding(stand_in)).unwrap().iter().map(|it| it.name()).collect();
    assert_eq!(names, ["ExchangeFounded"]);
}

#[test]
fn p10_no_message_takes_money() {
    let place = Place::new();
    let messages = [Message::Donate { minutes: 1 }, Message::CloseDeal { deal: DealId(0) }, proposal(1, 5)];
    for (message, n) in messages.iter().zip(1..) {
        let before = place.rig.chain.account(place.rig.exchange).unwrap();
        let call = sign::call(place.rig.exchange, 5_000_000_000, &encoded(message));
        place.rig.chain.submit(Key::find(who(0)), &call);
        let records = place.rig.chain.block(place.now_ms + 1_000 * n);
        let failed = records.iter().any(|record| scale::Encode::encode(&record.event).starts_with(&[0, 1]));
        assert!(failed, "{message:?}");
        assert_eq!(place.rig.chain.account(place.rig.exchange).unwrap(), before);
    }
}

/// What the wasm asks of the chain, as its import section names it.
fn imports(code: &[u8]) -> BTreeSet<String> {
    let known = ["call", "caller", "address", "input", "now", "value_transferred", "seal_return", "deposit_event"];
    let more = ["get_storage", "set_storage", "clear_storage", "transfer", "terminate", "seal_terminate"];
    let others = ["delegate_call", "instantiate", "set_code_hash", "call_runtime", "call_chain_extension", "random"];
    let names = known.iter().chain(&more).chain(&others);
    let is_imported = |name: &&&str| {
        let entry = [&[u8::try_from(name.len()).unwrap()], name.as_bytes(), &[0]].concat();
        code.windows(entry.len()).any(|window| window == entry)
    };
    names.filter(is_imported).map(|name| (*name).to_owned()).collect()
}

#[test]
fn p12_its_code_can_neither_pay_nor_end_itself_nor_become_another() {
    let imports = imports(BUNDLE.code());
    for needed in ["call", "get_storage", "set_storage", "deposit_event"] {
        assert!(imports.contains(needed), "{needed}: {imports:?}");
    }
    for forbidden in
        ["transfer", "terminate", "seal_terminate", "delegate_call", "instantiate", "set_code_hash", "call_runtime"]
    {
        assert!(!imports.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn p13_reads_change_nothing_and_the_largest_page_is_answered() {
    let mut place = Place::new();
    let offer = OfferTerms {
        kind: OfferKind::Request,
        category: Category::EmotionalSupport,
        minutes: 60,
        title: "x".repeat(128),
        place: "y".repeat(64),
        ends_ms: place.now_ms + 900_000,
    };
    for by in 0..4 {
        for _ in 0..16 {
            place.send(who(by), &Message::PostOffer { terms: offer.clone() }).unwrap();
        }
    }
    place.settled(60);
    let root = place.rig.chain.root();

    let page: Vec<(OfferId, Offer)> =
        place.rig.read("search", (OfferKind::Request, Category::EmotionalSupport, 3u32, 50u32));
    assert_eq!(page.len(), 50);
    assert_eq!(page[0], (OfferId(3), place.rig.offer(OfferId(3)).unwrap()));
    let rest: Vec<(OfferId, Offer)> =
        place.rig.read("search", (OfferKind::Request, Category::EmotionalSupport, 53u32, u32::MAX));
    assert_eq!(rest.len(), 11);
    let page: Vec<(OfferId, Offer)> = place.rig.read("offers", (14u32, u32::MAX));
    assert_eq!(page.len(), 50);
    let accounts: Vec<(MemberIndex, mutual_types::exchange::Account)> = place.rig.read("accounts", (0u32, 50u32));
    assert_eq!(accounts.len(), 4);
    let view: ExchangeView = place.rig.read("exchange", ());
    assert_eq!((view.setup, view.counters), (place.rig.setup(), place.rig.counters()));
    let deal: Option<mutual_types::exchange::Deal> = place.rig.read("deal", DealId(0));
    assert_eq!(deal, place.rig.deal(DealId(0)));
    let nobody: Option<mutual_types::exchange::Account> = place.rig.read("account", MemberIndex(9));
    assert_eq!(nobody, None);

    assert_eq!(place.rig.chain.root(), root);
}
