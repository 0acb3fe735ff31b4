//! Joining and leaving. People 10 to 13 become members, and 14 applies.

use mutual_model::Message;

use crate::costs::founding::UNIT;
use crate::costs::growth;
use crate::costs::net::{person, Net};

use super::ANYONE;

pub fn tell(net: &mut Net) {
    let apply = || Message::Apply { charter_version: 1 };
    net.measure("apply, open admission", 10, apply(), 0);
    growth::ask_for_sponsors(net);
    net.measure("apply, sponsored admission", 11, apply(), 0);
    let sponsor = || Message::Sponsor { applicant: person(11).account };
    net.measure("sponsor, first of two", 5, sponsor(), 0);
    net.measure("sponsor, last of two", 6, sponsor(), 0);
    net.measure("acknowledge", 5, Message::Acknowledge { charter_version: 1 }, 0);
    for applicant in [12, 13, 14] {
        net.send(applicant, apply(), 0);
    }
    let accounts = [12, 13].map(|applicant| person(applicant).account).to_vec();
    net.measure("admit_batch, two accounts", 3, Message::AdmitBatch { accounts }, 0);

    net.send(10, Message::BuyShares { count: 2 }, 2 * UNIT);
    net.send(13, Message::BuyShares { count: 2 }, 2 * UNIT);
    net.measure("leave", 10, Message::Leave {}, 0);
    net.pass_days(8);
    net.measure("settle_exit", ANYONE, Message::SettleExit { member: net.member(10) }, 0);
}
