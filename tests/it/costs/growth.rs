//! Making a society large: its cells are written straight to the chain's state, as the society itself would have written
//! them.

use mutual_types::{
    AccountId, AdmissionPolicy, BallotCell, Counters, Dissolution, Member, MemberIndex, ProposalId, Rules, Stored,
    YEAR_MS,
};
use scale::Encode;
use sp_core::hashing::{blake2_128, blake2_256};

use crate::machine::cells::{key, Cells};

use super::founding::FOUNDERS;
use super::net::{person, Net, START_MS};

/// Of the members who are written, the last two have keys: they are these people.
pub const FAR_VOTERS: [usize; 2] = [44, 45];

/// Where the code of the version that follows keeps how many members it has brought over.
pub const MIGRATED: u32 = 0x4d55_0007;

type Writes = Vec<(Vec<u8>, Option<Vec<u8>>)>;

/// The accounts of founders: people first, and then nobody's.
pub fn founders(count: usize) -> Vec<AccountId> {
    let nobody = |number: usize| AccountId(blake2_256(format!("founder {number}").as_bytes()));
    (0..count).map(|number| if number < FOUNDERS { person(number).account } else { nobody(number) }).collect()
}

/// Members who joined with the founders, up to so many in all, whose dues are paid for a year.
pub fn add_members(net: &mut Net, until: u32) {
    let mut counters = net.counters();
    let (root, from) = (Cells(&net.chain).root(), counters.members);
    let mut writes = Writes::new();
    for index in from..until {
        let account = account_of(index, until);
        let mut member = Member::new(MemberIndex(index), START_MS, START_MS, 0);
        member.dues_paid_until_ms = START_MS + YEAR_MS;
        writes.push(cell((key::MEMBERS, account), &member));
        writes.push(cell((key::ACCOUNTS, MemberIndex(index)), &account));
    }
    let more = until.saturating_sub(from);
    for counter in [&mut counters.members, &mut counters.present, &mut counters.active] {
        *counter += more;
    }
    writes.push((hashed(&0u32.encode()), Some((root.0, counters).encode())));
    write(net, writes);
}

/// The account of a member who is written: nobody's, but for the last two.
fn account_of(index: u32, until: u32) -> AccountId {
    match until - index {
        left @ 1..=2 => person(FAR_VOTERS[usize::try_from(left).unwrap() - 1]).account,
        _ => AccountId(blake2_256(&("member", index).encode())),
    }
}

/// Proposals that are over and settled, up to so many in all: copies of the first one.
pub fn add_closed_proposals(net: &mut Net, until: u32) {
    let mut counters = net.counters();
    let root = Cells(&net.chain).root();
    assert_eq!(counters.proposals, 1, "there is one to copy");
    let first = ProposalId(0);
    assert!(Cells(&net.chain).proposal(first).settled, "it is closed");
    let of = |map: u32, rest: &[u8]| net.chain.cell(&[&(map, first).encode(), rest].concat()).expect("a cell to copy");
    let ballots = BallotCell::number(MemberIndex(0)).encode();
    let (proposal, body, cast) = (of(key::PROPOSALS, &[]), of(key::BODIES, &[]), of(key::BALLOTS, &ballots));
    let mut writes = Writes::new();
    for id in (1..until).map(ProposalId) {
        writes.push((hashed(&(key::PROPOSALS, id).encode()), Some(proposal.clone())));
        writes.push((hashed(&(key::BODIES, id).encode()), Some(body.clone())));
        writes.push((hashed(&(key::BALLOTS, id, BallotCell::number(MemberIndex(0))).encode()), Some(cast.clone())));
    }
    counters.proposals = until;
    writes.push((hashed(&0u32.encode()), Some((root.0, counters).encode())));
    write(net, writes);
}

/// Changes the rules in force, which the members could do as well, but not between two steps.
pub fn change_rules(net: &mut Net, change: impl FnOnce(&mut Rules)) {
    let mut rules = Cells(&net.chain).rules();
    change(&mut rules);
    write(net, vec![cell(key::RULES, &rules)]);
}

/// Lets nobody join without sponsors any more.
pub fn ask_for_sponsors(net: &mut Net) {
    change_rules(net, |rules| rules.membership.admission = AdmissionPolicy::Sponsored(2));
}

/// Changes the counters in the root cell.
pub fn change_counters(net: &mut Net, change: impl FnOnce(&mut Counters)) {
    let (version, mut counters) = Cells(&net.chain).root();
    change(&mut counters);
    write(net, vec![(hashed(&0u32.encode()), Some((version, counters).encode()))]);
}

/// Takes so many members as brought over by the code of the version that follows.
pub fn set_migrated(net: &mut Net, members: u32) {
    write(net, vec![cell(MIGRATED, &members)]);
}

/// Says that the storage is of this version, as if nothing had ever been brought over.
pub fn set_version(net: &mut Net, version: u16) {
    let counters = net.counters();
    write(net, vec![(hashed(&0u32.encode()), Some((version, counters).encode())), (hashed(&MIGRATED.encode()), None)]);
}

/// Takes all members as looked at, who share: a society of many is counted by pages, each of which costs the same.
pub fn count_all_sharers(net: &mut Net) {
    let members = net.counters().members;
    let dissolution = Cells(&net.chain).dissolution().expect("it dissolves");
    let counted = Dissolution { next: MemberIndex(members), sharers: members, ..dissolution };
    write(net, vec![cell(key::DISSOLUTION, &counted)]);
}

/// Opens the dissolution on a trial: what `trial` does to the cells that this touches is taken back.
pub fn take_back(net: &mut Net, trial: impl FnOnce(&mut Net)) {
    let keys = [0u32, key::IDENTITY, key::DISSOLUTION].map(|cell| cell.encode());
    let before: Vec<_> = keys.iter().map(|key| net.chain.cell(key)).collect();
    trial(net);
    write(net, keys.iter().map(|key| hashed(key)).zip(before).collect());
}

fn cell<T: Encode + Clone>(key: impl Encode, value: &T) -> (Vec<u8>, Option<Vec<u8>>) {
    (hashed(&key.encode()), Some(Stored::V1(Box::new(value.clone())).encode()))
}

fn hashed(key: &[u8]) -> Vec<u8> {
    [&blake2_128(key), key].concat()
}

fn write(net: &mut Net, writes: Writes) {
    net.chain.devnet.set_child_storage(&net.chain.trie, writes).unwrap();
    // The block that does it has the time of a clock that runs meanwhile.
    net.now_ms += 3_600_000;
}
