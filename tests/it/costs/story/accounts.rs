//! Accounts and proxies. Member 11 moves to account 15; founders 5, 7 and 8 let founder 6 vote for them.

use mutual_model::Message;

use crate::costs::net::{person, Net};

pub fn tell(net: &mut Net) {
    net.measure("rotate_account", 11, Message::RotateAccount { to: person(15).account }, 0);
    net.measure("accept_account", 15, Message::AcceptAccount { member: net.member(11) }, 0);

    let (holder, giver) = (net.member(6), net.member(5));
    net.measure("offer_proxy", 5, Message::OfferProxy { holder }, 0);
    net.measure("accept_proxy", 6, Message::AcceptProxy { member: giver }, 0);
    for giver in [7, 8] {
        net.send(giver, Message::OfferProxy { holder }, 0);
        net.send(6, Message::AcceptProxy { member: net.member(giver) }, 0);
    }
}
