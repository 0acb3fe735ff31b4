//! A federation of a society with ten founders and of a stand-in, which sends what it is handed and takes what it is paid.

use mutual_client::contract::Bundle;
use mutual_model::Message;
use mutual_types::federation::{
    BackingId, BackingTerms, DrawId, Founding, Matter, MotionId, Outcome, Part, Report, Rules, SocietyId,
};
use mutual_types::{AccountId, Action, CallTerms, PaymentId, Planck, PotId, ProposalId, DAY_MS};
use scale::Encode;

use crate::costs::founding::{document, RELIEF, UNIT};
use crate::costs::net::Cost;
use crate::costs::story::{decide, ANYONE};
use crate::exchange::oracle;

use super::{Beside, Row};

/// The society whose costs are measured, in the federation.
const OURS: SocietyId = SocietyId(0);
const COIN: Planck = 10 * UNIT;
/// Who pays for what the stand-in sends.
const PAYER: usize = 9;
/// Parts of the largest draw.
const PARTS: u32 = 8;

/// A federation, and the stand-in for the other society.
struct District {
    it: Beside,
    other: AccountId,
    /// Motions and backings before.
    before: u32,
}

/// Measures every message, in a federation with so many motions and backings before.
pub fn tell(before: u32) -> Vec<Row> {
    let mut district = District::founded(before);
    district.joins();
    district.decides();
    district.collects();
    district.ends();
    district.it.rows
}

fn terms(now_ms: u64, repays: bool) -> BackingTerms {
    let repay_ms = repays.then_some(300 * DAY_MS);
    BackingTerms { backed: None, limit: COIN, ends_ms: now_ms + 60 * DAY_MS, repay_ms }
}

impl District {
    fn founded(before: u32) -> Self {
        let mut other = None;
        let it = Beside::found_after(Bundle::federation().unwrap(), "federation: found, with the code", |net| {
            let (stand_in, _) = net.instantiate(&oracle::code(), &[], 8);
            other = Some(stand_in);
            Founding {
                name: "n".repeat(24),
                charter: document(1),
                units: vec!["u".repeat(12), "v".repeat(12)],
                period_ms: 5 * DAY_MS,
                founding_ms: 300 * DAY_MS,
                rules: Rules {
                    voting_ms: 60 * DAY_MS,
                    approval_bps: 6_667,
                    waiting_ms: 0,
                    collect_ms: 20 * DAY_MS,
                    backing_max_ms: 700 * DAY_MS,
                    draws_max: 16,
                },
                founders: vec![net.chain.society, stand_in],
            }
        });
        Self { it, other: other.unwrap(), before }
    }

    /// Has the stand-in send something.
    fn other_sends(&mut self, label: &str, args: impl Encode, value: Planck) -> Cost {
        let message = self.it.input(label, args);
        let input = oracle::send_with(self.it.contract, value, &message);
        self.it.net.call(self.other, PAYER, &input, value)
    }

    fn proposes(&mut self, by: usize, label: &str, args: impl Encode, value: Planck) -> ProposalId {
        let action = Action::Call(CallTerms {
            callee: self.it.contract,
            code_hash: self.it.bundle.hash().0,
            input: self.it.input(label, args),
            value,
            pot: PotId(0),
            ref_time_limit: 0,
            proof_size_limit: 0,
            deposit_limit: 0,
        });
        decide::propose_unmeasured(&mut self.it.net, by, action, 0)
    }

    /// Carries out what was decided, and notes what it cost.
    fn executes(&mut self, step: &str, label: &'static str, proposal: ProposalId) {
        let cost = self.it.net.send(ANYONE, Message::Execute { proposal }, 0);
        self.note(step, label, cost);
        decide::settle(&mut self.it.net, proposal);
    }

    fn note(&mut self, step: &str, label: &'static str, cost: Cost) {
        self.it.rows.push(Row { step: format!("federation: {step}"), label, cost });
    }

    fn joins(&mut self) {
        let join = self.proposes(7, "join", (), 0);
        decide::pass(&mut self.it.net, [join]);
        self.executes("join, by an executed call", "join", join);
        self.other_sends("join", (), 0);
        for _ in 0..self.before {
            self.other_sends("move_motion", Matter::Resolution(document(2)), 0);
            let terms = terms(self.it.net.now_ms, true);
            self.other_sends("back", terms, COIN);
        }
        for _ in 0..PARTS {
            let terms = terms(self.it.net.now_ms, true);
            self.other_sends("back", terms, COIN);
        }
        self.other_sends("move_motion", Matter::AddUnit("w".repeat(12)), 0);
    }

    fn decides(&mut self) {
        let (motion, backing) = (MotionId(self.before), self.before);
        let part = |number| Part { backing: BackingId(backing + number), amount: COIN / 10 };
        let all: Vec<Part> = (0..PARTS).map(part).collect();
        let terms = terms(self.it.net.now_ms, true);
        let moves = self.proposes(7, "move_motion", Matter::Resolution(document(3)), 0);
        let votes = self.proposes(8, "vote", (motion, true), 0);
        let backs = self.proposes(3, "back", terms, COIN);
        let draws = self.proposes(4, "draw", (vec![part(0)], document(4)), 0);
        let draws_all = self.proposes(5, "draw", (all, document(4)), 0);
        decide::pass(&mut self.it.net, [moves, votes, backs, draws, draws_all]);
        self.executes("move_motion, by an executed call", "move_motion", moves);
        self.executes("vote, passed, by an executed call", "vote", votes);
        self.it.net.send(ANYONE, Message::Execute { proposal: backs }, 0);
        let payment = PaymentId(self.it.net.counters().payments - 1);
        for treasurer in [0, 1] {
            self.it.net.send(treasurer, Message::ApprovePayment { payment }, 0);
        }
        let cost = self.it.net.send(ANYONE, Message::MakeCall { payment }, 0);
        self.note("back, by a call that is made", "back", cost);
        self.executes("draw, by an executed call", "draw", draws);
        self.executes("draw of 8, by an executed call", "draw", draws_all);
    }

    fn collects(&mut self) {
        let it = &mut self.it;
        it.measure("federation: collect", ANYONE, "collect", (DrawId(0), RELIEF), 0);
        it.measure("federation: repay, a part", ANYONE, "repay", DrawId(0), UNIT / 10);
        it.measure("federation: refresh", ANYONE, "refresh", OURS, 0);
        it.measure("federation: refresh, again", ANYONE, "refresh", OURS, 0);
        let cost = self.other_sends("forgive", (DrawId(0), UNIT / 10), 0);
        self.note("forgive, through a stand-in", "forgive", cost);
        let (stranger, _) = self.it.net.instantiate(&oracle::code(), &[], 9);
        let message = self.it.input("apply", document(5));
        let cost = self.it.net.call(stranger, PAYER, &oracle::send_with(self.it.contract, 0, &message), 0);
        self.note("apply, through a stand-in", "apply", cost);
        self.it.net.pass_days(20);
        self.it.measure("federation: lapse", ANYONE, "lapse", DrawId(1), 0);
    }

    fn ends(&mut self) {
        let report = Report {
            money_in: COIN,
            money_out: COIN,
            people_helped: 9,
            outcomes: vec![Outcome { unit: 0, amount: 9 }, Outcome { unit: 2, amount: 9 }],
            document: document(6),
        };
        let reports = self.proposes(7, "report", (1u32, report), 0);
        let leaves = self.proposes(8, "leave", (), 0);
        decide::pass(&mut self.it.net, [reports, leaves]);
        self.executes("report, by an executed call", "report", reports);
        self.executes("leave, by an executed call", "leave", leaves);
        self.it.net.pass_days(40);
        let own = BackingId(self.before + PARTS);
        let it = &mut self.it;
        it.measure("federation: close_backing", ANYONE, "close_backing", own, 0);
        it.measure("federation: pay_credit", ANYONE, "pay_credit", OURS, 0);
        it.net.give_to(it.contract, COIN);
        it.measure("federation: sweep", ANYONE, "sweep", (), 0);
    }
}
