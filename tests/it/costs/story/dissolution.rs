//! The end: a payment that becomes a credit, one and a grant that nobody claims, pots, the division, shares and what is
//! forfeited.

use mutual_model::Message;
use mutual_types::{Action, GrantId, PaymentId, PaymentState, PotId, YEAR_MS};

use crate::costs::founding::{FOOD, GENERAL, UNIT};
use crate::costs::growth::{change_counters, count_all_sharers, take_back};
use crate::costs::net::{person, Net};
use crate::machine::cells::Cells;

use super::decide::{motion, pass, propose_all, propose_unmeasured};
use super::{grants, ANYONE, PAYEE};

/// How many members a page is of, in every society.
const PAGE: u32 = 10;

pub fn tell(net: &mut Net) {
    open_after_long_silence(net);
    let (credited, cancelled) = (PaymentId(net.counters().payments), PaymentId(net.counters().payments + 1));
    let running = GrantId(net.counters().grants);
    decide_to_dissolve(net);

    for treasurer in [0, 1] {
        net.send(treasurer, Message::ApprovePayment { payment: credited }, 0);
    }
    let release = Message::ReleasePayment { payment: credited };
    net.measure("release_payment, while it dissolves", ANYONE, release, 0);
    net.measure("count_sharers, a page of ten", ANYONE, Message::CountSharers { limit: PAGE }, 0);
    if net.counters().members >= PAGE + 50 {
        net.measure("count_sharers, a page of fifty", ANYONE, Message::CountSharers { limit: 50 }, 0);
    }
    count_all_sharers(net);

    net.pass_days(70);
    net.measure("cancel_payment", ANYONE, Message::CancelPayment { payment: cancelled }, 0);
    net.measure("cancel_grant", ANYONE, Message::CancelGrant { grant: running }, 0);
    cancel_the_rest(net);
    liquidate(net);
    net.measure("divide", ANYONE, Message::Divide {}, 0);
    net.measure("claim_share", ANYONE, Message::ClaimShare { member: net.member(0) }, 0);
    net.measure("claim_share, with shares", ANYONE, Message::ClaimShare { member: net.member(9) }, 0);

    net.pass_days(366);
    let account = person(13).account;
    net.measure("forfeit_credit, the first", ANYONE, Message::ForfeitCredit { account }, 0);
    let account = person(0).account;
    net.measure("forfeit_credit", ANYONE, Message::ForfeitCredit { account }, 0);
    net.measure("withdraw_credit, of a share", 9, Message::WithdrawCredit {}, 0);
}

/// As if nobody had done anything for two years; then all is as it was.
fn open_after_long_silence(net: &mut Net) {
    take_back(net, |net| {
        let long_ago_ms = net.now_ms - 2 * YEAR_MS;
        change_counters(net, |counters| counters.last_activity_ms = long_ago_ms);
        net.measure("open_dissolution", ANYONE, Message::OpenDissolution {}, 0);
    });
}

fn decide_to_dissolve(net: &mut Net) {
    let spend = || Action::Spend { payee: person(PAYEE).account, amount: UNIT, pot: GENERAL };
    let gift = grants::gift(net);
    let last = [(9, spend()), (7, spend()), (6, gift)].map(|(by, action)| propose_unmeasured(net, by, action, 0));
    let dissolve = propose_all(net, vec![motion("dissolve", 8, Action::Dissolve)]);
    pass(net, last.into_iter().chain([dissolve[0].1]));
    for proposal in last {
        net.send(ANYONE, Message::Execute { proposal }, 0);
    }
    net.measure("execute, dissolve", ANYONE, Message::Execute { proposal: dissolve[0].1 }, 0);
}

fn cancel_the_rest(net: &mut Net) {
    for payment in (0..net.counters().payments).map(PaymentId) {
        if Cells(&net.chain).payment(payment).state == PaymentState::Waiting {
            net.send(ANYONE, Message::CancelPayment { payment }, 0);
        }
    }
    for grant in (0..net.counters().grants).map(GrantId) {
        if !Cells(&net.chain).grant(grant).is_over() {
            net.send(ANYONE, Message::CancelGrant { grant }, 0);
        }
    }
}

fn liquidate(net: &mut Net) {
    net.measure("liquidate_pot, a restricted one", ANYONE, Message::LiquidatePot { pot: FOOD }, 0);
    for pot in (2..net.counters().pots).map(PotId) {
        if Cells(&net.chain).pot(pot).closed {
            continue;
        }
        if pot == PotId(2) {
            net.measure("liquidate_pot", ANYONE, Message::LiquidatePot { pot }, 0);
        } else {
            net.send(ANYONE, Message::LiquidatePot { pot }, 0);
        }
    }
}
