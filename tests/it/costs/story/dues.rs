//! Dues and shares. The last founder has not paid, and is recorded as lapsed until they do.

use mutual_model::Message;

use crate::costs::founding::UNIT;
use crate::costs::net::Net;

use super::ANYONE;

pub fn tell(net: &mut Net) {
    let (paid, lapsed) = (net.member(8), net.member(9));
    net.measure("record_lapse", ANYONE, Message::RecordLapse { member: lapsed }, 0);
    let periods = 11;
    let back = Message::PayDues { member: lapsed, periods };
    net.measure("pay_dues, after a recorded lapse", ANYONE, back, 11 * UNIT);
    net.pass_days(10);
    net.measure("pay_dues", ANYONE, Message::PayDues { member: paid, periods: 1 }, UNIT);
    net.measure("buy_shares", 9, Message::BuyShares { count: 2 }, 2 * UNIT);
}
