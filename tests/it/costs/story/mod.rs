//! The story that is measured: the same steps by the same people in every society, so that each message meets cells of
//! the same size and finds the same of them there.
//!
//! The founders (people 0 to 9) do nearly all; from 10 on people join; 20 to 22 are outsiders, who are paid, and who
//! settle and execute what anyone may.

mod accounts;
mod amendments;
mod conduct;
pub mod decide;
mod disputes;
mod dissolution;
mod dues;
mod grants;
mod joining;
mod migration;
mod money;
mod offices;
mod relief;
mod voting;

use mutual_model::Message;
use mutual_types::{Action, Choice, Mode, ProposalId};
use scale::Encode;

use super::founding::{founding, BENEFICIARY, FALLBACK, FOUNDERS, UNIT};
use super::growth;
use super::net::{person, Net, Row};
use super::Size;

/// No member: pays, executes and settles what anyone may.
pub const ANYONE: usize = 20;
/// No member: is paid.
const PAYEE: usize = 21;
/// Two founders whose ayes decide.
const VOTERS: [usize; 2] = [0, 1];

/// A small society with a past of one proposal, for what is beside it.
pub fn begin() -> Net {
    let mut net = Net::start(false);
    found(&mut net, Size { members: 10, closed: 1_000_000 });
    close_a_proposal(&mut net);
    net.newcomers_from = 10;
    net
}

/// Measures every message in a society of this size.
pub fn tell(size: Size) -> Vec<Row> {
    let mut net = Net::start(size.is_smallest());
    let net = &mut net;
    found(net, size);
    close_a_proposal(net);
    growth::add_closed_proposals(net, size.closed);
    growth::add_members(net, size.members);
    net.newcomers_from = size.members;
    ensure_size(net, size);
    dues::tell(net);
    joining::tell(net);
    accounts::tell(net);
    voting::tell(net, size);
    conduct::tell(net);
    offices::tell(net);
    money::tell(net);
    grants::tell(net);
    relief::tell(net);
    disputes::tell(net);
    amendments::tell(net);
    migration::tell(net);
    dissolution::tell(net);
    std::mem::take(&mut net.rows)
}

/// The society itself says that it has so many members and proposals, and shows the last of each.
fn ensure_size(net: &Net, size: Size) {
    let counters = net.counters();
    assert_eq!((counters.members, counters.active, counters.proposals), (size.members, size.members, size.closed));
    for (label, count) in [("members", size.members), ("proposals", size.closed)] {
        let input = [net.chain.bundle.message(label).unwrap().as_slice(), &(count - 2, 50u32).encode()].concat();
        let (flags, page) = net.chain.dry_run(person(ANYONE).account, 0, &input).unwrap();
        // A byte that says that the message was understood, and the length of a list in one byte.
        assert_eq!((flags, page[1] / 4), (0, 2), "the last two {label}");
    }
}

/// The smallest society also tells what founding costs.
fn found(net: &mut Net, size: Size) {
    let of = |count: usize| {
        let accounts: Vec<_> = growth::founders(count);
        founding(&accounts, person(BENEFICIARY).account, person(FALLBACK).account)
    };
    let ten = of(FOUNDERS);
    if size.is_smallest() {
        net.measure_founding("found, 10 founders, with the code", &ten, 100 * UNIT, 0);
        net.measure_founding("found, 64 founders, code known", &of(64), 100 * UNIT, 1);
        net.measure_founding("found, 10 founders, code known", &ten, 100 * UNIT, 2);
    } else {
        net.found(&ten, 100 * UNIT, 0);
    }
}

/// A first proposal, decided, executed and settled. All but the last founder pay their dues for eleven months.
fn close_a_proposal(net: &mut Net) {
    for founder in 0..FOUNDERS - 1 {
        net.send(ANYONE, Message::PayDues { member: net.member(founder), periods: 11 }, 11 * UNIT);
    }
    let words = Message::Propose {
        title: decide::title(),
        document: Some(super::founding::document(7)),
        action: Action::Resolution,
        mode: Mode::Ballot,
    };
    net.send(8, words, 0);
    let proposal = ProposalId(0);
    for voter in VOTERS {
        net.send(voter, Message::Vote { proposal, choice: Choice::Aye, reason: None }, 0);
    }
    net.pass_days(10);
    net.send(ANYONE, Message::Execute { proposal }, 0);
    net.send(ANYONE, Message::Settle { proposal }, 0);
}
