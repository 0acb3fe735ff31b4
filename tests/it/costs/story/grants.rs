//! Grants: a gift in stages to an outsider, and a loan that founder 5 gets as a stipend.

use mutual_model::Message;
use mutual_types::{Action, GrantId, GrantTerms, PaymentId, PotId, StageTerms, TimestampMs};

use crate::costs::founding::{document, DAY_MS, FOOD, GENERAL, UNIT};
use crate::costs::net::{person, Net};

use super::decide::{decide, motion};
use super::{ANYONE, PAYEE};

/// A stage of one unit.
fn stage(due_ms: TimestampMs, months: u8) -> StageTerms {
    StageTerms { title: "s".repeat(48), amount: UNIT, due_ms, months }
}

/// A grant to a person.
pub fn terms(payee: usize, pot: PotId, stages: Vec<StageTerms>, repay_by_ms: Option<TimestampMs>) -> Action {
    Action::Grant(GrantTerms { payee: person(payee).account, pot, stages, unit: "meals".to_owned(), repay_by_ms })
}

/// A gift of four stages that are claimed, each until ten days after the one before.
pub fn gift(net: &Net) -> Action {
    let stages = (2..6).map(|number| stage(net.now_ms + number * 10 * DAY_MS, 0)).collect();
    terms(PAYEE, FOOD, stages, None)
}

pub fn tell(net: &mut Net) {
    let (gift_id, loan_id) = (GrantId(net.counters().grants), GrantId(net.counters().grants + 1));
    let last_ms = net.now_ms + 10 * DAY_MS + 30 * DAY_MS;
    let loan = terms(5, GENERAL, vec![stage(net.now_ms + 10 * DAY_MS, 2)], Some(last_ms));
    let gift = gift(net);
    decide(net, vec![motion("grant (four stages)", 8, gift), motion("grant (a loan)", 9, loan)]);
    stages(net, gift_id);
    lend(net, loan_id);
    // The second stage's date and its grace are over.
    net.measure("lapse_stage", ANYONE, Message::LapseStage { grant: gift_id, stage: 1 }, 0);
    decide(
        net,
        vec![
            motion("stop grant", 8, Action::StopGrant { grant: gift_id }),
            motion("forgive debt", 9, Action::ForgiveDebt { member: net.member(5), amount: UNIT / 2 }),
        ],
    );
}

fn stages(net: &mut Net, grant: GrantId) {
    let claim = || Message::ClaimStage { grant, stage: 0, evidence: document(9), metric: 12 };
    net.measure("claim_stage", PAYEE, claim(), 0);
    let reason = "r".repeat(64);
    net.measure("return_stage", 3, Message::ReturnStage { grant, stage: 0, reason }, 0);
    net.send(PAYEE, claim(), 0);
    net.measure("accept_stage", 3, Message::AcceptStage { grant, stage: 0 }, 0);
}

fn lend(net: &mut Net, grant: GrantId) {
    net.pass_days(2);
    for step in ["pay_stipend", "pay_stipend, the last"] {
        let payment = PaymentId(net.counters().payments);
        net.measure(step, ANYONE, Message::PayStipend { grant }, 0);
        for treasurer in [0, 1] {
            net.send(treasurer, Message::ApprovePayment { payment }, 0);
        }
        if step == "pay_stipend" {
            net.measure("release_payment, of a grant", ANYONE, Message::ReleasePayment { payment }, 0);
            net.pass_days(30);
        } else {
            net.send(ANYONE, Message::ReleasePayment { payment }, 0);
        }
    }
    net.measure("repay_grant", 5, Message::RepayGrant { grant }, UNIT);
}
