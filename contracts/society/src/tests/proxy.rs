use mutual_types::{event::VoteCast, MemberIndex, Proposal, ProposalStatus, ProxyRefusal, Tally};

use super::*;

const ANAS: MemberIndex = MemberIndex(0);
const BENS: MemberIndex = MemberIndex(1);
const CLEOS: MemberIndex = MemberIndex(2);
const DANS: MemberIndex = MemberIndex(3);
const EVES: MemberIndex = MemberIndex(4);

fn offer(world: &mut World, caller: AccountId, holder: MemberIndex) -> Result<(), Box<Error>> {
    let call = world.by(caller);
    world.state.offer_proxy(&call, holder).map(|_| ())
}

fn accept(world: &mut World, caller: AccountId, member: MemberIndex) -> Result<(), Box<Error>> {
    let call = world.by(caller);
    world.state.accept_proxy(&call, member).map(|_| ())
}

fn end(world: &mut World, caller: AccountId, member: MemberIndex) -> Result<MemberIndex, Box<Error>> {
    let call = world.by(caller);
    world.state.end_proxy(&call, member).map(|event| event.holder)
}

/// ANA holds the proxies of `givers`.
fn give(world: &mut World, givers: &[AccountId]) {
    for giver in givers {
        offer(world, *giver, ANAS).unwrap();
        let index = world.state.index_of(*giver).unwrap();
        accept(world, ANA, index).unwrap();
    }
}

fn vote_all(world: &mut World, id: ProposalId, choice: Choice) -> Result<Vec<VoteCast>, Box<Error>> {
    let call = world.by(ANA);
    world.state.vote_with_proxies(&call, id, choice, None)
}

fn whose(votes: &[VoteCast]) -> Vec<(MemberIndex, Option<MemberIndex>)> {
    votes.iter().map(|vote| (vote.member, vote.proxy)).collect()
}

fn proposal(world: &World, id: ProposalId) -> Box<Proposal> {
    world.state.proposal(id).unwrap()
}

fn suspend(world: &mut World, account: AccountId) {
    let mut member = world.state.member(account).unwrap();
    member.suspended_until_ms = u64::MAX;
    world.state.set_member(account, member);
}

fn ayes(aye: u32) -> Tally {
    Tally { aye, nay: 0, abstain: 0 }
}

#[ink::test]
fn a_proxy_is_offered_and_accepted_and_either_ends_it() {
    let mut world = World::new();
    give(&mut world, &[BEN]);
    assert_eq!(world.state.proxies(BENS).holder, Some(ANAS));
    assert_eq!(world.state.proxies(ANAS).holds, [BENS]);
    assert_eq!(end(&mut world, HAL, BENS), refused(Error::NotMember));
    assert_eq!(end(&mut world, CLEO, BENS), refused(Error::ProxyRefused(ProxyRefusal::None)));
    assert_eq!(end(&mut world, ANA, ANAS), refused(Error::ProxyRefused(ProxyRefusal::None)));
    assert_eq!(end(&mut world, BEN, BENS), Ok(ANAS));
    assert_eq!(end(&mut world, BEN, BENS), refused(Error::ProxyRefused(ProxyRefusal::None)));
    give(&mut world, &[BEN]);
    assert_eq!(end(&mut world, ANA, BENS), Ok(ANAS));
    assert_eq!((*world.state.proxies(ANAS), *world.state.proxies(BENS)), Default::default());
}

#[ink::test]
fn nobody_offers_a_proxy_to_themselves_to_nobody_or_on() {
    let mut world = World::new();
    let call = world.by(FAY);
    world.state.leave(&call).unwrap();
    assert_eq!(offer(&mut world, FAY, ANAS), refused(Error::NotMember));
    assert_eq!(offer(&mut world, BEN, MemberIndex(5)), refused(Error::NoMember(MemberIndex(5))));
    assert_eq!(offer(&mut world, BEN, MemberIndex(6)), refused(Error::NoMember(MemberIndex(6))));
    assert_eq!(offer(&mut world, BEN, BENS), refused(Error::ProxyRefused(ProxyRefusal::OneSelf)));
    give(&mut world, &[BEN]);
    assert_eq!(offer(&mut world, BEN, CLEOS), refused(Error::ProxyRefused(ProxyRefusal::Chain)));
    assert_eq!(offer(&mut world, ANA, CLEOS), refused(Error::ProxyRefused(ProxyRefusal::Chain)));
}

#[ink::test]
fn only_what_was_offered_last_is_accepted_and_no_chain_is_made() {
    let mut world = World::new();
    let not_offered = Error::ProxyRefused(ProxyRefusal::NotOffered);
    let chain = Error::ProxyRefused(ProxyRefusal::Chain);
    assert_eq!(accept(&mut world, HAL, BENS), refused(Error::NotMember));
    assert_eq!(accept(&mut world, ANA, MemberIndex(6)), refused(Error::NoMember(MemberIndex(6))));
    assert_eq!(accept(&mut world, ANA, BENS), refused(not_offered));
    offer(&mut world, BEN, ANAS).unwrap();
    offer(&mut world, BEN, CLEOS).unwrap();
    assert_eq!(accept(&mut world, ANA, BENS), refused(not_offered));
    // ANA offers hers, then holds one: the holder of hers would stand in a chain.
    offer(&mut world, ANA, EVES).unwrap();
    give(&mut world, &[DAN]);
    assert_eq!(accept(&mut world, EVE, ANAS), refused(chain));
    // CLEO gives hers away before she accepts BEN's.
    give(&mut world, &[CLEO]);
    assert_eq!(accept(&mut world, CLEO, BENS), refused(chain));
    assert_eq!(accept(&mut world, ANA, DANS), refused(not_offered));
}

#[ink::test]
fn three_proxies_are_enough_for_a_holder() {
    let mut world = World::new();
    give(&mut world, &[BEN, CLEO, DAN]);
    offer(&mut world, EVE, ANAS).unwrap();
    assert_eq!(accept(&mut world, ANA, EVES), refused(Error::ProxyRefused(ProxyRefusal::Full)));
    end(&mut world, ANA, CLEOS).unwrap();
    accept(&mut world, ANA, EVES).unwrap();
    assert_eq!(world.state.proxies(ANAS).holds, [BENS, DANS, EVES]);
}

#[ink::test]
fn one_call_casts_the_holders_ballot_and_those_of_who_trust_them() {
    let mut world = World::new();
    give(&mut world, &[BEN, CLEO]);
    let id = world.propose(EVE, Action::Resolution).unwrap();
    let call = world.by(ANA);
    let votes = world.state.vote_with_proxies(&call, id, Choice::Aye, Some("yes".to_string())).unwrap();
    assert_eq!(whose(&votes), [(BENS, Some(ANAS)), (CLEOS, Some(ANAS)), (ANAS, None)]);
    assert!(votes.iter().all(|vote| vote.choice == Choice::Aye && vote.reason.as_deref() == Some("yes")));
    assert!(votes.windows(2).all(|pair| pair[0].seq + 1 == pair[1].seq));
    assert_eq!((proposal(&world, id).tally, proposal(&world, id).proxied), (ayes(3), ayes(2)));
    assert_eq!(world.state.find_ballots(id, BENS).unwrap().get(BENS), Some(Choice::Aye));
    assert_eq!(world.state.counters.last_activity_ms, world.now_ms);
    assert_eq!(vote_all(&mut world, id, Choice::Nay).err(), Some(Error::AlreadyVoted(Choice::Aye).into()));
    assert_eq!(proposal(&world, id).tally, ayes(3));
}

#[ink::test]
fn the_members_own_ballot_replaces_the_proxys_once_and_never_the_other_way() {
    let mut world = World::new();
    give(&mut world, &[BEN, CLEO]);
    let id = world.propose(EVE, Action::Resolution).unwrap();
    world.vote(BEN, id, Choice::Abstain).unwrap();
    assert_eq!(whose(&vote_all(&mut world, id, Choice::Aye).unwrap()), [(CLEOS, Some(ANAS)), (ANAS, None)]);
    world.vote(CLEO, id, Choice::Nay).unwrap();
    assert_eq!(proposal(&world, id).tally, Tally { aye: 1, nay: 1, abstain: 1 });
    assert_eq!(proposal(&world, id).proxied, ayes(0));
    assert_eq!(world.vote(CLEO, id, Choice::Aye), refused(Error::AlreadyVoted(Choice::Nay)));
    assert_eq!(world.vote(BEN, id, Choice::Aye), refused(Error::AlreadyVoted(Choice::Abstain)));
    assert_eq!(vote_all(&mut world, id, Choice::Aye).err(), Some(Error::AlreadyVoted(Choice::Aye).into()));
}

#[ink::test]
fn the_proxys_ballot_is_replaced_until_the_end_and_not_at_it() {
    let mut world = World::new();
    give(&mut world, &[BEN]);
    let id = world.propose(EVE, Action::Resolution).unwrap();
    vote_all(&mut world, id, Choice::Aye).unwrap();
    let ended_ms = proposal(&world, id).ends_ms;
    world.now_ms = ended_ms;
    assert_eq!(world.vote(BEN, id, Choice::Nay), refused(Error::VotingClosed { ended_ms, now_ms: ended_ms }));
    let closed = Error::VotingClosed { ended_ms, now_ms: ended_ms };
    assert_eq!(vote_all(&mut world, id, Choice::Nay).err(), Some(closed.into()));
    world.now_ms = ended_ms - 1;
    world.vote(BEN, id, Choice::Nay).unwrap();
}

#[ink::test]
fn a_holder_who_has_voted_casts_the_others_alone() {
    let mut world = World::new();
    give(&mut world, &[BEN]);
    let id = world.propose(EVE, Action::Resolution).unwrap();
    world.vote(ANA, id, Choice::Nay).unwrap();
    assert_eq!(whose(&vote_all(&mut world, id, Choice::Aye).unwrap()), [(BENS, Some(ANAS))]);
    assert_eq!(proposal(&world, id).tally, Tally { aye: 1, nay: 1, abstain: 0 });
}

#[ink::test]
fn a_holders_own_ballot_replaces_one_that_was_cast_for_them_earlier() {
    let mut world = World::new();
    give(&mut world, &[BEN]);
    let id = world.propose(EVE, Action::Resolution).unwrap();
    vote_all(&mut world, id, Choice::Aye).unwrap();
    end(&mut world, BEN, BENS).unwrap();
    offer(&mut world, CLEO, BENS).unwrap();
    accept(&mut world, BEN, CLEOS).unwrap();
    let call = world.by(BEN);
    let votes = world.state.vote_with_proxies(&call, id, Choice::Nay, None).unwrap();
    assert_eq!(whose(&votes), [(CLEOS, Some(BENS)), (BENS, None)]);
    assert_eq!(proposal(&world, id).tally, Tally { aye: 1, nay: 2, abstain: 0 });
    assert_eq!(proposal(&world, id).proxied, Tally { aye: 0, nay: 1, abstain: 0 });
}

#[ink::test]
fn both_must_be_eligible_and_not_concerned() {
    let mut world = World::with_rules(|rules| rules.membership.admission = AdmissionPolicy::Open);
    let call = world.by(GUS);
    world.state.apply(&call, 1).unwrap();
    give(&mut world, &[GUS, BEN]);
    let id = world.propose(EVE, Action::Spend { payee: BEN, amount: 1, pot: PotId(0) }).unwrap();
    assert_eq!(whose(&vote_all(&mut world, id, Choice::Aye).unwrap()), [(ANAS, None)]);
    let own = world.propose(EVE, Action::Spend { payee: ANA, amount: 1, pot: PotId(0) }).unwrap();
    assert_eq!(vote_all(&mut world, own, Choice::Aye).err(), Some(Error::Recused.into()));
    assert_eq!(world.state.proxies(ANAS).holds.len(), 2, "who may not vote on this keeps their proxy");
    let call = world.by(HAL);
    let refusal = world.state.vote_with_proxies(&call, id, Choice::Aye, None).err();
    assert_eq!(refusal, Some(Error::NotMember.into()));
    suspend(&mut world, ANA);
    assert!(matches!(vote_all(&mut world, own, Choice::Aye).err().as_deref(), Some(Error::NotInGoodStanding(_))));
}

#[ink::test]
fn who_no_longer_acts_loses_the_proxy_at_its_next_use() {
    let mut world = World::new();
    give(&mut world, &[BEN, CLEO]);
    suspend(&mut world, BEN);
    let id = world.propose(EVE, Action::Resolution).unwrap();
    assert_eq!(whose(&vote_all(&mut world, id, Choice::Aye).unwrap()), [(CLEOS, Some(ANAS)), (ANAS, None)]);
    assert_eq!(world.state.proxies(ANAS).holds, [CLEOS]);
    assert_eq!(world.state.proxies(BENS).holder, None);
}

#[ink::test]
fn proxies_end_when_either_leaves() {
    let mut world = World::new();
    give(&mut world, &[BEN, CLEO]);
    let call = world.by(BEN);
    world.state.leave(&call).unwrap();
    assert_eq!(world.state.proxies(ANAS).holds, [CLEOS]);
    let call = world.by(ANA);
    world.state.leave(&call).unwrap();
    assert_eq!(world.state.proxies(CLEOS).holder, None);
    assert!(world.state.proxies(ANAS).holds.is_empty());
}

#[ink::test]
fn ballots_of_proxies_make_nothing_certain() {
    let mut world = World::new();
    give(&mut world, &[BEN, CLEO, DAN]);
    let id = world.propose(EVE, Action::Resolution).unwrap();
    world.wait(2_000);
    let votes = vote_all(&mut world, id, Choice::Aye).unwrap();
    assert_eq!(votes.len(), 4);
    assert!(!proposal(&world, id).decided, "four of six ayes, three of which can be replaced");
    for voter in [BEN, CLEO] {
        world.vote(voter, id, Choice::Aye).unwrap();
        assert!(!proposal(&world, id).decided);
    }
    assert_eq!(world.vote(DAN, id, Choice::Aye), Ok(world.now_ms), "all four are the members' own");
    assert_eq!(proposal(&world, id).status(world.now_ms), ProposalStatus::Notice);
    assert_eq!((proposal(&world, id).tally, proposal(&world, id).proxied), (ayes(4), ayes(0)));
}

#[ink::test]
fn the_holders_own_ballot_may_end_voting_and_none_is_lost() {
    let mut world = World::new();
    give(&mut world, &[BEN]);
    let id = world.propose(EVE, Action::Resolution).unwrap();
    world.wait(2_000);
    for voter in [DAN, EVE, FAY] {
        world.vote(voter, id, Choice::Aye).unwrap();
    }
    let votes = vote_all(&mut world, id, Choice::Aye).unwrap();
    assert_eq!(whose(&votes), [(BENS, Some(ANAS)), (ANAS, None)]);
    assert_eq!(proposal(&world, id).status(world.now_ms), ProposalStatus::Notice);
    assert_eq!(proposal(&world, id).tally, ayes(5));
}

#[ink::test]
fn proxies_vote_on_while_the_society_dissolves() {
    let mut world = World::new();
    give(&mut world, &[BEN]);
    let id = world.propose(EVE, Action::Resolution).unwrap();
    world.state.counters.dissolving_since_ms = 1;
    assert_eq!(vote_all(&mut world, id, Choice::Aye).unwrap().len(), 2);
    assert_eq!(offer(&mut world, CLEO, ANAS), refused(Error::Dissolving { since_ms: 1 }));
    assert_eq!(accept(&mut world, ANA, CLEOS), refused(Error::Dissolving { since_ms: 1 }));
    assert_eq!(end(&mut world, ANA, BENS), refused(Error::Dissolving { since_ms: 1 }));
}
