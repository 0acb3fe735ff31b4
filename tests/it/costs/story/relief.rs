//! Relief for founders 9, 7 and 2, attested by others.

use mutual_model::Message;
use mutual_types::{PaymentId, ReliefId};

use crate::costs::founding::{RELIEF, UNIT};
use crate::costs::net::Net;

use super::ANYONE;

pub fn tell(net: &mut Net) {
    let ask = || Message::AskRelief { pot: RELIEF, amount: 5 * UNIT, evidence: [9; 32] };
    let next = |net: &Net| ReliefId(net.counters().relief_requests);

    let request = next(net);
    let payment = PaymentId(net.counters().payments);
    net.measure("ask_relief", 9, ask(), 0);
    net.measure("attest_relief, first of two", 3, Message::AttestRelief { request }, 0);
    net.measure("attest_relief, last of two", 4, Message::AttestRelief { request }, 0);
    net.measure("approve_payment, of relief", 0, Message::ApprovePayment { payment }, 0);
    net.pass_days(2);
    net.measure("release_payment, of relief", ANYONE, Message::ReleasePayment { payment }, 0);

    // The pot is empty by now, and filled again.
    let request = next(net);
    net.send(7, ask(), 0);
    for attester in [3, 4] {
        net.send(attester, Message::AttestRelief { request }, 0);
    }
    net.send(ANYONE, Message::Contribute { pot: RELIEF, memo: None }, 10 * UNIT);
    net.measure("promise_relief", ANYONE, Message::PromiseRelief { request }, 0);

    let request = next(net);
    net.send(2, ask(), 0);
    net.measure("withdraw_relief", 2, Message::WithdrawRelief { request }, 0);
}
