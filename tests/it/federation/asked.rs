//! What the federation asks of a society that means harm, and what it pays to one: nothing that it answers, and nothing that
//! it tries meanwhile, changes what is anybody else's.

use mutual_model::federation::play::good_place;
use mutual_model::federation::{Change, Message};
use mutual_types::federation::{
    Backing, BackingId, BackingTerms, DrawId, Error, Founding, Matter, Part, Report, Rules, Society, SocietyId,
};
use mutual_types::{AccountId, Document, Planck};
use scale::Encode;

use super::rig::BUNDLE;
use super::stand_ins::{Refusal, Rig, RELIEF};
use crate::exchange::oracle::Mode;
use crate::machine::chain::End;

const BEGIN_MS: u64 = 1_900_000_000_000;
const CREEK: usize = 0;
const HARBOUR: usize = 1;
const HILL: usize = 2;
const COIN: Planck = 1_000_000_000_000;

fn document() -> Document {
    Document { uri: "minutes".to_owned(), hash: [3; 32] }
}

/// Three stand-ins that have joined; Creek has paid in 40 of which Hill has drawn 30.
struct Place {
    rig: Rig,
    now_ms: u64,
}

impl Place {
    fn new() -> Self {
        let mut rig = Rig::start(BEGIN_MS);
        let all: Vec<_> =
            rig.accounts[..4].iter().map(|account| Change::Place(*account, Box::new(good_place(*account)))).collect();
        rig.change(&all);
        rig.chain.block(BEGIN_MS + 2_000);
        let founding = Founding {
            name: "District".to_owned(),
            charter: document(),
            units: vec!["meals".to_owned()],
            period_ms: 1_000_000,
            founding_ms: 1_000_000,
            rules: Rules {
                voting_ms: 10_000_000,
                approval_bps: 6_667,
                waiting_ms: 0,
                collect_ms: 10_000_000,
                backing_max_ms: 100_000_000,
                draws_max: 8,
            },
            founders: rig.accounts[..3].to_vec(),
        };
        rig.found(BEGIN_MS + 3_000, &founding);
        let mut place = Self { rig, now_ms: BEGIN_MS + 3_000 };
        for society in [CREEK, HARBOUR, HILL] {
            place.does(society, 0, &Message::Join).unwrap();
        }
        let ends_ms = place.now_ms + 50_000_000;
        let terms = BackingTerms { backed: None, limit: 40 * COIN, ends_ms, repay_ms: Some(1_000_000) };
        place.does(CREEK, 40 * COIN, &Message::Back { terms }).unwrap();
        let parts = vec![Part { backing: BackingId(0), amount: 30 * COIN }];
        place.does(HILL, 0, &Message::Draw { parts, reason: document() }).unwrap();
        place
    }

    fn does(&mut self, society: usize, value: Planck, message: &Message) -> Result<Vec<&'static str>, Refusal> {
        self.send(self.rig.accounts[society], value, message)
    }

    /// Somebody who is no society sends it.
    fn anyone(&mut self, message: &Message) -> Result<Vec<&'static str>, Refusal> {
        self.send(*self.rig.accounts.last().unwrap(), 0, message)
    }

    fn send(&mut self, by: AccountId, value: Planck, message: &Message) -> Result<Vec<&'static str>, Refusal> {
        self.now_ms += 1_000;
        let events = self.rig.send(self.now_ms, by, value, message)?;
        Ok(events.iter().map(|event| event.name()).collect())
    }

    fn behaves(&mut self, society: usize, mode: &Mode) {
        self.now_ms += 1_000;
        self.rig.behaves(self.now_ms, society, mode);
    }

    fn behaves_when_paid(&mut self, society: usize, mode: &Mode) {
        self.now_ms += 1_000;
        self.rig.behaves_when_paid(self.now_ms, society, mode);
    }

    fn meddling(&self, message: &Message) -> Mode {
        Mode::Meddle(self.rig.federation, self.rig.encoded(message))
    }

    fn backing(&self) -> Backing {
        self.rig.find(0x4d55_0313, &BackingId(0)).unwrap()
    }
}

const COLLECT: Message = Message::Collect { draw: DrawId(0), pot: RELIEF };
const REFRESH: Message = Message::Refresh { society: SocietyId(2) };

/// What a society could send as itself, and would gain by if it were let in.
fn wanted() -> Vec<Message> {
    let parts = vec![Part { backing: BackingId(0), amount: 10 * COIN }];
    vec![
        COLLECT,
        Message::Draw { parts, reason: document() },
        Message::Leave,
        Message::MoveMotion { matter: Matter::Expel(SocietyId(0)) },
        Message::PayCredit { society: SocietyId(2) },
        Message::Lapse { draw: DrawId(0) },
        Message::Sweep,
        Message::Report { period: 0, report: report() },
    ]
}

fn report() -> Report {
    Report { money_in: 0, money_out: 0, people_helped: 0, outcomes: Vec::new(), document: document() }
}

#[test]
fn p1_a_society_that_is_paid_cannot_call_back() {
    let mut place = Place::new();
    for message in wanted() {
        let mode = place.meddling(&message);
        place.behaves_when_paid(HILL, &mode);
        let root = place.rig.chain.root();
        // It is not let in, traps, and so has not taken the money.
        let refused = Refusal::Federation(Error::NotTaken { code: 1 });
        assert_eq!(place.anyone(&COLLECT), Err(refused), "{message:?}");
        assert_eq!(place.rig.chain.root(), root, "{message:?}");
        assert_eq!((place.backing().promised, place.rig.balance()), (30 * COIN, 40 * COIN));
    }
    // It does call: whom else it calls it reaches. The draw is collected once, and no second time.
    let elsewhere = Mode::Meddle(place.rig.accounts[3], vec![0; 4]);
    place.behaves_when_paid(HILL, &elsewhere);
    assert_eq!(place.anyone(&COLLECT), Ok(vec!["DrawCollected"]));
    assert_eq!((place.backing().out, place.rig.balance()), (30 * COIN, 10 * COIN));
    assert!(matches!(place.anyone(&COLLECT), Err(Refusal::Federation(Error::WrongDraw { .. }))));
}

#[test]
fn p1_a_society_that_is_asked_cannot_act_meanwhile() {
    let mut place = Place::new();
    for message in wanted() {
        let mode = place.meddling(&message);
        place.behaves(HILL, &mode);
        for asking in [REFRESH, COLLECT] {
            let root = place.rig.chain.root();
            let silent = Refusal::Federation(Error::SocietySilent { code: 1 });
            assert_eq!(place.anyone(&asking), Err(silent), "{message:?} while {asking:?}");
            assert_eq!(place.rig.chain.root(), root, "{message:?}");
        }
    }
    place.behaves(HILL, &Mode::Answer);
    assert_eq!(place.anyone(&REFRESH), Ok(vec!["SummaryRead"]));
}

#[test]
fn a_society_cannot_have_itself_asked_or_paid_through_another() {
    let mut place = Place::new();
    // Itself it is refused by name.
    let refused = Refusal::Federation(Error::CallingSociety);
    assert_eq!(place.does(HILL, 0, &COLLECT), Err(refused.clone()));
    assert_eq!(place.does(HILL, 0, &REFRESH), Err(refused));
    // Behind another society, which is asked and calls on the way, the federation itself is on the stack.
    let mode = place.meddling(&COLLECT);
    place.behaves(HARBOUR, &mode);
    let refresh = Message::Refresh { society: SocietyId(1) };
    let silent = Refusal::Federation(Error::SocietySilent { code: 1 });
    assert_eq!(place.does(HILL, 0, &refresh), Err(silent));
    assert_eq!(place.backing().promised, 30 * COIN);
}

#[test]
fn a_society_that_burns_hoards_or_floods_gets_nothing_done() {
    let mut place = Place::new();
    for mode in [Mode::Burn, Mode::Hoard, Mode::Flood] {
        place.behaves(HILL, &mode);
        for asking in [REFRESH, COLLECT] {
            let (root, deposits) = (place.rig.chain.root(), place.rig.chain.deposits());
            match place.anyone(&asking) {
                Err(Refusal::Other(End::Trapped | End::Failed(_))) => {}
                // What the society leaves of the gas may do for saying so.
                Err(Refusal::Federation(Error::SocietySilent { code: 1 })) => {}
                other => panic!("{mode:?}: {other:?}"),
            }
            assert_eq!((place.rig.chain.root(), place.rig.chain.deposits()), (root, deposits), "{mode:?}");
        }
    }
    // Nobody else is held up by it.
    let others = [SocietyId(0), SocietyId(1)].map(|society| Message::Refresh { society });
    for message in others {
        assert_eq!(place.anyone(&message), Ok(vec!["SummaryRead"]));
    }
}

#[test]
fn a_society_that_takes_storage_when_it_is_paid_takes_no_money() {
    let mut place = Place::new();
    for (mode, code) in [(Mode::Hoard, 1), (Mode::Trap, 1), (Mode::Revert, 2)] {
        place.behaves_when_paid(HILL, &mode);
        let root = place.rig.chain.root();
        match place.anyone(&COLLECT) {
            Err(Refusal::Federation(Error::NotTaken { code: found })) => assert_eq!(found, code, "{mode:?}"),
            // The limit on deposits is looked at when all is over.
            Err(Refusal::Other(End::Failed(_))) if mode == Mode::Hoard => {}
            other => panic!("{mode:?}: {other:?}"),
        }
        assert_eq!(place.rig.chain.root(), root, "{mode:?}");
        assert_eq!(place.rig.balance(), 40 * COIN);
    }
}

#[test]
fn p10_only_back_and_repay_take_money() {
    let mut place = Place::new();
    let person = *place.rig.accounts.last().unwrap();
    for message in wanted().into_iter().chain([REFRESH, Message::Join]) {
        let sent = place.send(person, 7, &message);
        assert!(matches!(sent, Err(Refusal::Other(_))), "{message:?}: {sent:?}");
        assert_eq!(place.rig.balance(), 40 * COIN);
    }
    assert_eq!(place.anyone(&COLLECT), Ok(vec!["DrawCollected"]));
    assert_eq!(place.send(person, 30 * COIN, &Message::Repay { draw: DrawId(0) }), Ok(vec!["DrawRepaid"]));
}

#[test]
fn p13_reads_change_nothing_and_the_largest_pages_are_answered() {
    let mut place = Place::new();
    let long = Document { uri: "x".repeat(256), hash: [9; 32] };
    for _ in 0..21 {
        let matter = Matter::Resolution(long.clone());
        place.does(CREEK, 0, &Message::MoveMotion { matter }).unwrap();
    }
    let root = place.rig.chain.root();
    let motions: Vec<(u32, mutual_types::federation::Motion)> = place.read("motions", (1_u32, u32::MAX));
    assert_eq!(motions.len(), 20);
    let societies: Vec<(SocietyId, Society)> = place.read("societies", (0_u32, 50_u32));
    assert_eq!(societies.len(), 3);
    let used: Planck = place.read("used", (BackingId(0), SocietyId(2)));
    assert_eq!(used, 30 * COIN);
    let nobody: Option<SocietyId> = place.read("society_of", AccountId([9; 32]));
    assert_eq!(nobody, None);
    assert_eq!(place.rig.chain.root(), root);
}

impl Place {
    fn read<T: scale::Decode>(&self, label: &str, args: impl Encode) -> T {
        let input = [BUNDLE.message(label).unwrap().as_slice(), &args.encode()].concat();
        let (flags, data) = self.rig.chain.dry_run(self.rig.accounts[CREEK], 0, &input).unwrap();
        assert_eq!((flags, data[0]), (0, 0), "{label}");
        scale::DecodeAll::decode_all(&mut &data[1..]).unwrap()
    }
}
