//! An exchange: ten people who help each other, two who do not agree, and a society that forgives.

use mutual_client::contract::Bundle;
use mutual_model::Message;
use mutual_types::exchange::{Category, DealId, DealTerms, DealWith, Founding, OfferId, OfferKind, OfferTerms, Rules};
use mutual_types::{Action, CallTerms, DisputeId, DisputeSubject, MemberIndex, PotId, Ruling, DAY_MS};

use crate::costs::founding::{ARBITRATORS, UNIT};
use crate::costs::story::{decide, ANYONE};

use super::{Beside, Row};

/// Measures every message, in an exchange with so many offers and deals before.
pub fn tell(before: u32) -> Vec<Row> {
    let bundle = Bundle::exchange().unwrap();
    let mut it = Beside::found(bundle, "exchange: found, with the code", |net| Founding {
        society: net.chain.society,
        name: "n".repeat(24),
        limit_max_minutes: 1_200,
        rules: rules(),
    });
    let it = &mut it;
    // The last founder has not paid their dues; everybody else has an account.
    for person in 0..9 {
        it.send(person, "post_offer", offer(it, Category::Repairs), 0);
    }
    // Two who do nothing else fill the lists; what they have open themselves would make their own messages dearer.
    for number in 0..before {
        let (by, other) = if number % 2 == 0 { (7, 8) } else { (8, 7) };
        it.send(by, "post_offer", offer(it, Category::Repairs), 0);
        if number >= 28 {
            it.send(by, "close_offer", OfferId(9 + number), 0);
        }
        it.send(by, "propose", deal(MemberIndex(other)), 0);
        it.send(by, "cancel", (DealId(number), None::<String>), 0);
    }
    let (offers, deals) = (9 + before, before);
    offers_and_answers(it, offers, deals);
    let contested = DealId(deals + 1);
    contest(it, contested);
    it.measure("exchange: donate", 2, "donate", 10u32, 0);
    by_the_society(it);
    it.send(3, "propose", deal(MemberIndex(4)), 0);
    it.net.pass_days(40);
    it.measure("exchange: close_deal, unanswered", ANYONE, "close_deal", DealId(deals + 3), 0);
    std::mem::take(&mut it.rows)
}

fn rules() -> Rules {
    Rules {
        limit_minutes: 600,
        offer_ms: 300 * DAY_MS,
        answer_ms: 30 * DAY_MS,
        ahead_ms: 30 * DAY_MS,
        report_ms: 30 * DAY_MS,
        dispute_ms: 30 * DAY_MS,
        ruling_ms: 60 * DAY_MS,
        offers_max: 16,
        deals_max: 16,
    }
}

fn offer(it: &Beside, category: Category) -> OfferTerms {
    OfferTerms {
        kind: OfferKind::Offer,
        category,
        minutes: 60,
        title: "t".repeat(48),
        place: "p".repeat(16),
        ends_ms: it.net.now_ms + 200 * DAY_MS,
    }
}

fn deal(with: MemberIndex) -> (DealWith, DealTerms) {
    let terms = DealTerms { minutes: 60, due_ms: 0, title: "t".repeat(48) };
    (DealWith::Member { member: with, giving: true, category: Category::Food }, terms)
}

fn offers_and_answers(it: &mut Beside, offers: u32, deals: u32) {
    let posted = OfferId(offers);
    it.measure("exchange: post_offer", 2, "post_offer", offer(it, Category::Repairs), 0);
    let (_, terms) = deal(MemberIndex(0));
    let first = DealId(deals);
    it.measure("exchange: propose, on an offer", 3, "propose", (DealWith::Offer(posted), terms), 0);
    it.measure("exchange: close_offer", 2, "close_offer", posted, 0);
    it.measure("exchange: accept", 2, "accept", first, 0);
    it.measure("exchange: report, first", 2, "report", (first, 60u32), 0);
    it.measure("exchange: report, it is settled", 3, "report", (first, 60u32), 0);
}

/// A deal of two who are no arbitrators, on which two arbitrators rule.
fn contest(it: &mut Beside, id: DealId) {
    it.measure("exchange: propose, to a member", 3, "propose", deal(MemberIndex(4)), 0);
    it.send(4, "accept", id, 0);
    it.send(3, "report", (id, 60u32), 0);
    it.measure("exchange: contest", 4, "contest", id, 0);
    let dispute = DisputeId(it.net.counters().disputes);
    let (a, b) = (MemberIndex(3), MemberIndex(4));
    let subject = DisputeSubject::External { contract: it.contract, case: 0, a, b };
    it.net.send(3, Message::OpenDispute { subject, wanted: Ruling::For }, UNIT);
    for arbitrator in ARBITRATORS.into_iter().take(2) {
        it.net.send(arbitrator, Message::RuleDispute { dispute, ruling: Ruling::For }, 0);
    }
    it.measure("exchange: apply_ruling, it is settled", ANYONE, "apply_ruling", (id, dispute), 0);
    it.measure("exchange: propose, a second time", 5, "propose", deal(MemberIndex(6)), 0);
    it.measure("exchange: cancel", 5, "cancel", (DealId(id.0 + 1), Some("r".repeat(48))), 0);
}

/// What only the society does, by proposals that call the exchange.
fn by_the_society(it: &mut Beside) {
    let mut changed = rules();
    changed.limit_minutes = 540;
    let calls = [
        ("exchange: forgive, by an executed call", "forgive", it.input("forgive", (MemberIndex(4), 30u32))),
        ("exchange: set_rules, by an executed call", "set_rules", it.input("set_rules", changed)),
    ];
    for ((step, label, input), by) in calls.into_iter().zip([7, 8]) {
        let action = Action::Call(CallTerms {
            callee: it.contract,
            code_hash: it.bundle.hash().0,
            input,
            value: 0,
            pot: PotId(0),
            ref_time_limit: 0,
            proof_size_limit: 0,
            deposit_limit: 0,
        });
        let proposal = decide::propose_unmeasured(&mut it.net, by, action, 0);
        decide::pass(&mut it.net, [proposal]);
        let cost = it.net.send(ANYONE, Message::Execute { proposal }, 0);
        it.rows.push(Row { step: step.to_owned(), label, cost });
        decide::settle(&mut it.net, proposal);
    }
}
