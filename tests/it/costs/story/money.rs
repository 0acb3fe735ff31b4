//! Gifts, and payments from their decision to their release, in each way there is.

use mutual_model::Message;
use mutual_types::{Action, PaymentId, Planck, PotId, MEMO_MAX};

use crate::costs::founding::{FOOD, GENERAL, RELIEF, RESERVE, UNIT};
use crate::costs::net::{person, Net};

use super::decide::{decide, execute_all, motion, pass, propose_all, propose_unmeasured, settle};
use super::{ANYONE, PAYEE};

pub fn tell(net: &mut Net) {
    gifts(net);
    let first = net.counters().payments;
    spends(net);
    let [paid, held, lapsed, waived] = [0, 1, 2, 3].map(|number| PaymentId(first + number));
    net.measure("approve_payment, first of two", 0, Message::ApprovePayment { payment: paid }, 0);
    net.measure("approve_payment, last of two", 1, Message::ApprovePayment { payment: paid }, 0);
    net.measure("release_payment", ANYONE, Message::ReleasePayment { payment: paid }, 0);
    let reason = "h".repeat(64);
    net.measure("hold_payment", 3, Message::HoldPayment { payment: held, reason }, 0);
    net.measure("lift_hold", 3, Message::LiftHold { payment: held }, 0);
    net.measure("waive_payment", PAYEE, Message::WaivePayment { payment: waived }, 0);
    small_money(net);

    net.pass_days(31);
    net.measure("renew_payment", 0, Message::RenewPayment { payment: lapsed }, 0);
    decide(
        net,
        vec![
            motion("release payment", 8, Action::ReleasePayment { payment: held }),
            motion("cancel payment", 9, Action::CancelPayment { payment: lapsed }),
        ],
    );
    net.measure("release_payment, decided by the members", ANYONE, Message::ReleasePayment { payment: held }, 0);
}

fn gifts(net: &mut Net) {
    let memo = "m".repeat(usize::try_from(MEMO_MAX).unwrap());
    net.measure("contribute", ANYONE, Message::Contribute { pot: GENERAL, memo: None }, 50 * UNIT);
    net.measure(
        "contribute, memo of 256 bytes",
        ANYONE,
        Message::Contribute { pot: FOOD, memo: Some(memo) },
        50 * UNIT,
    );
    net.send(ANYONE, Message::Contribute { pot: RESERVE, memo: None }, 50 * UNIT);
    net.send(ANYONE, Message::Contribute { pot: RELIEF, memo: None }, 5 * UNIT);
    net.give(ANYONE, UNIT);
    net.measure("sweep", ANYONE, Message::Sweep {}, 0);
}

/// Four payments of one unit; and a spend that its pot is too small for.
fn spends(net: &mut Net) {
    let spend = |amount: Planck, pot: PotId| Action::Spend { payee: person(PAYEE).account, amount, pot };
    let proposals = propose_all(
        net,
        vec![motion("spend", 8, spend(UNIT, GENERAL)), motion("spend (restricted pot)", 9, spend(UNIT, FOOD))],
    );
    let more = [7, 6].map(|proposer| propose_unmeasured(net, proposer, spend(UNIT, GENERAL), 0));
    let large = propose_unmeasured(net, 5, spend(100_000 * UNIT, FOOD), 0);
    net.measure("certify", 4, Message::Certify { proposal: proposals[1].1 }, 0);
    pass(net, proposals.iter().map(|(_, id)| *id).chain(more).chain([large]));
    execute_all(net, &proposals);
    for proposal in more {
        net.send(ANYONE, Message::Execute { proposal }, 0);
        settle(net, proposal);
    }
    net.measure("extend_window", ANYONE, Message::ExtendWindow { proposal: large }, 0);
}

/// What needs no vote: a petty payment, and an expense.
fn small_money(net: &mut Net) {
    let memo = "p".repeat(48);
    let petty = Message::PayPetty { pot: GENERAL, payee: person(PAYEE).account, amount: UNIT, memo };
    net.measure("pay_petty", 0, petty, 0);
    let payment = PaymentId(net.counters().payments);
    let claim = Message::ClaimExpense { pot: GENERAL, amount: UNIT, receipt: [9; 32], title: "e".repeat(48) };
    net.measure("claim_expense", 9, claim, 0);
    net.measure("approve_payment, reserving an expense", 0, Message::ApprovePayment { payment }, 0);
}
