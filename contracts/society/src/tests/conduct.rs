use mutual_types::{event::MemberExpelled, Field, Grant, GrantId, MemberIndex, Standing};

use super::*;

const CLEOS: MemberIndex = MemberIndex(2);

fn suspension(world: &World, term_ms: u64) -> Action {
    Action::Suspend { member: CLEOS, until_ms: world.now_ms + term_ms }
}

fn standing(world: &World) -> Standing {
    world.state.member(CLEO).unwrap().standing(&world.state.rules().unwrap(), world.now_ms)
}

/// CLEO is suspended for so long, by decision.
fn suspend(world: &mut World, term_ms: u64) -> u64 {
    let action = suspension(world, term_ms);
    let until_ms = world.now_ms + term_ms;
    let id = world.pass(action);
    world.execute(id).unwrap();
    until_ms
}

fn reinstate(world: &mut World) {
    let id = world.pass(Action::Reinstate { member: CLEOS });
    world.execute(id).unwrap();
}

/// CLEO has bought three shares.
fn with_shares() -> World {
    let mut world = World::with_rules(|rules| {
        rules.membership.share_price = 10;
        rules.membership.shares_max = 5;
    });
    let call = world.paying(CLEO, 30);
    world.state.buy_shares(&call, 3).unwrap();
    world
}

fn state_case(world: &mut World, caller: AccountId, id: ProposalId, uri: &str) -> Result<(), Box<Error>> {
    let call = world.by(caller);
    world.state.state_case(&call, id, Document { uri: uri.to_string(), hash: [7; 32] }).map(|_| ())
}

#[ink::test]
fn a_suspension_has_an_end_within_a_year() {
    let mut world = World::new();
    for term_ms in [0, YEAR_MS + 1] {
        let action = suspension(&world, term_ms);
        assert_eq!(world.propose(EVE, action), refused(Error::TermOutOfRange { term_ms, max_ms: YEAR_MS }));
    }
    for term_ms in [1, YEAR_MS] {
        let action = suspension(&world, term_ms);
        world.propose(EVE, action).unwrap();
    }
    let nobody = Action::Suspend { member: MemberIndex(6), until_ms: 0 };
    assert_eq!(world.propose(EVE, nobody), refused(Error::NoMember(MemberIndex(6))));
}

#[ink::test]
fn a_suspension_that_is_over_before_it_begins_is_not_executed() {
    for (early, refusal) in [(0, Some(Error::TermOutOfRange { term_ms: 0, max_ms: YEAR_MS })), (1, None)] {
        let mut world = World::new();
        let action = suspension(&world, 20_000);
        let until_ms = world.now_ms + 20_000;
        let id = world.pass(action);
        world.now_ms = until_ms - early;
        assert_eq!(world.execute(id).err(), refusal.map(Box::new));
        assert_eq!(standing(&world) == Standing::Suspended, refusal.is_none());
    }
}

#[ink::test]
fn a_suspended_member_neither_counts_nor_votes_nor_holds_a_role_or_a_proxy() {
    let mut world = World::new();
    let call = world.by(CLEO);
    world.state.offer_proxy(&call, MemberIndex(0)).unwrap();
    let call = world.by(ANA);
    world.state.accept_proxy(&call, CLEOS).unwrap();
    let until_ms = suspend(&mut world, 50_000);
    assert_eq!((world.state.counters.active, world.state.counters.present), (5, 6));
    assert!(!world.state.member(CLEO).unwrap().counted);
    assert!(world.state.proxies(MemberIndex(0)).holds.is_empty());
    assert_eq!(world.state.proxies(CLEOS).holder, None);
    let rules = world.state.rules().unwrap();
    assert_eq!(world.state.live_treasurers(&[], &rules, world.now_ms), Ok(2));
    let id = world.propose(EVE, Action::Resolution).unwrap();
    let refusal = Error::NotInGoodStanding(Standing::Suspended);
    assert_eq!(world.vote(CLEO, id, Choice::Aye), refused(refusal));
    assert_eq!(world.state.proposal(id).unwrap().terms.threshold.electorate, 5);

    // It ends by itself; somebody records it, so that the electorate is true again.
    world.now_ms = until_ms - 1;
    let call = world.by(HAL);
    assert_eq!(world.state.record_return(&call, CLEOS).err(), Some(Error::NothingToRecord.into()));
    world.now_ms = until_ms;
    let call = world.by(HAL);
    world.state.record_return(&call, CLEOS).unwrap();
    assert_eq!((world.state.counters.active, world.state.member(CLEO).unwrap().good_since_ms), (6, until_ms));
}

#[ink::test]
fn the_accused_does_not_vote_and_states_their_case_once_while_ballots_are_taken() {
    let mut world = World::new();
    let id = world.propose(EVE, Action::Expel { member: CLEOS }).unwrap();
    assert_eq!(world.state.proposal(id).unwrap().terms.threshold.electorate, 5);
    assert_eq!(world.vote(CLEO, id, Choice::Nay), refused(Error::Recused));
    let other = world.propose(EVE, Action::RecoverAccount { member: CLEOS, account: GUS }).unwrap();
    assert_eq!(state_case(&mut world, HAL, id, "u"), refused(Error::NotMember));
    assert_eq!(state_case(&mut world, CLEO, ProposalId(9), "u"), refused(Error::NoProposal(ProposalId(9))));
    assert_eq!(state_case(&mut world, EVE, id, "u"), refused(Error::NotSubject));
    assert_eq!(state_case(&mut world, CLEO, other, "u"), refused(Error::NotSubject));
    let long = Error::TextTooLong { field: Field::Uri, len: 257, max: 256 };
    assert_eq!(state_case(&mut world, CLEO, id, &"u".repeat(257)), refused(long));
    let ended_ms = world.state.proposal(id).unwrap().ends_ms;
    world.now_ms = ended_ms;
    let closed = Error::VotingClosed { ended_ms, now_ms: ended_ms };
    assert_eq!(state_case(&mut world, CLEO, id, "u"), refused(closed));
    world.now_ms = ended_ms - 1;
    state_case(&mut world, CLEO, id, &"u".repeat(256)).unwrap();
    assert_eq!(state_case(&mut world, CLEO, id, "u"), refused(Error::AlreadyStated));
    assert_eq!(world.state.find_statement(id).unwrap().hash, [7; 32]);
    assert_eq!(world.state.find_statement(other), None);
}

#[ink::test]
fn a_suspended_member_states_their_case_too() {
    let mut world = World::new();
    suspend(&mut world, 1_000_000);
    let action = suspension(&world, 2_000_000);
    let id = world.propose(EVE, action).unwrap();
    state_case(&mut world, CLEO, id, "u").unwrap();
}

#[ink::test]
fn who_is_expelled_departs_at_once_and_is_owed_their_shares() {
    let mut world = with_shares();
    let total = world.state.counters.ledger.total().unwrap();
    let id = world.pass(Action::Expel { member: CLEOS });
    let seq = world.state.counters.seq;
    let effects = world.execute(id).unwrap();
    assert_eq!(effects.len(), 2);
    assert_eq!(effects[0], crate::emit::Emission::of(&MemberExpelled { seq: seq + 1, member: CLEOS }));
    assert_eq!(world.state.counters.seq, seq + 3);
    let cleo = world.state.member(CLEO).unwrap();
    assert_eq!((cleo.departed_ms, cleo.exit_due_ms, cleo.shares, cleo.share_capital), (world.now_ms, 0, 0, 0));
    assert_eq!((world.state.counters.active, world.state.counters.present), (5, 5));
    assert_eq!(world.state.credit(CLEO), 30);
    let ledger = &world.state.counters.ledger;
    assert_eq!((ledger.shares, ledger.credits, ledger.total()), (0, 30, Ok(total)));
    assert!(!world.state.roster().unwrap().holds(Role::Treasurer, CLEOS, world.now_ms));
    assert_eq!(world.propose(CLEO, Action::Resolution), refused(Error::NotMember));
    let again = Action::Expel { member: CLEOS };
    assert_eq!(world.propose(EVE, again), refused(Error::NoMember(CLEOS)));
}

#[ink::test]
fn who_leaves_before_they_are_expelled_is_not_expelled() {
    let mut world = with_shares();
    let id = world.pass(Action::Expel { member: CLEOS });
    let call = world.by(CLEO);
    world.state.leave(&call).unwrap();
    assert_eq!(world.execute(id), refused(Error::NoMember(CLEOS)));
    assert_eq!(world.state.credit(CLEO), 0);
}

#[ink::test]
fn the_last_counted_member_is_not_expelled() {
    let mut world = World::new();
    let id = world.pass(Action::Expel { member: CLEOS });
    world.state.counters.active = 1;
    assert_eq!(world.execute(id), refused(Error::LastMember));
}

#[ink::test]
fn who_may_act_is_not_reinstated() {
    let mut world = World::new();
    let action = Action::Reinstate { member: CLEOS };
    assert_eq!(world.propose(EVE, action), refused(Error::WrongStanding(Standing::Good)));
    let nobody = Action::Reinstate { member: MemberIndex(6) };
    assert_eq!(world.propose(EVE, nobody), refused(Error::NoMember(MemberIndex(6))));
}

#[ink::test]
fn reinstating_ends_a_suspension() {
    let mut world = World::new();
    suspend(&mut world, 1_000_000);
    reinstate(&mut world);
    let cleo = world.state.member(CLEO).unwrap();
    assert_eq!((cleo.suspended_until_ms, cleo.good_since_ms, cleo.counted), (world.now_ms, world.now_ms, true));
    assert_eq!((cleo.joined_ms, standing(&world)), (FOUNDED_MS, Standing::Good));
    assert_eq!((world.state.counters.active, world.state.counters.present), (6, 6));
}

#[ink::test]
fn who_is_good_again_and_not_counted_is_reinstated() {
    let mut world = World::new();
    let until_ms = suspend(&mut world, 20_000);
    world.now_ms = until_ms;
    assert_eq!(standing(&world), Standing::Good);
    reinstate(&mut world);
    assert_eq!(world.state.counters.active, 6);
    assert_eq!(world.state.member(CLEO).unwrap().suspended_until_ms, until_ms);
}

#[ink::test]
fn reinstating_forgives_the_arrears_of_a_lapsed_member() {
    let mut world = World::with_rules(|rules| rules.dues.amount = 1);
    world.now_ms = FOUNDED_MS + 1_000_000;
    for account in [ANA, BEN, DAN, EVE, FAY] {
        let mut member = world.state.member(account).unwrap();
        member.dues_paid_until_ms = u64::MAX;
        world.state.set_member(account, member);
    }
    assert_eq!(standing(&world), Standing::Lapsed);
    let call = world.by(HAL);
    world.state.record_lapse(&call, CLEOS).unwrap();
    assert_eq!(world.state.counters.active, 5);
    reinstate(&mut world);
    assert_eq!(world.state.member(CLEO).unwrap().dues_paid_until_ms, world.now_ms);
    assert_eq!((standing(&world), world.state.counters.active), (Standing::Grace, 6));
}

#[ink::test]
fn a_suspended_member_who_is_behind_as_well_may_act_once_reinstated() {
    let mut world = World::with_rules(|rules| rules.dues.amount = 1);
    for account in [ANA, BEN, DAN, EVE, FAY] {
        let mut member = world.state.member(account).unwrap();
        member.dues_paid_until_ms = u64::MAX;
        world.state.set_member(account, member);
    }
    suspend(&mut world, 1_000_000);
    reinstate(&mut world);
    assert_eq!((standing(&world), world.state.counters.active), (Standing::Grace, 6));
}

#[ink::test]
fn who_left_comes_back_as_a_newcomer_once_they_are_paid_out() {
    let mut world = with_shares();
    let call = world.by(CLEO);
    let due_ms = world.state.leave(&call).unwrap().exit_due_ms;
    let action = Action::Reinstate { member: CLEOS };
    assert_eq!(world.propose(EVE, action.clone()), refused(Error::WrongStanding(Standing::Departed)));
    world.now_ms = due_ms;
    let call = world.by(HAL);
    world.state.settle_exit(&call, CLEOS).unwrap();
    let earlier = world.propose(EVE, Action::Resolution).unwrap();
    reinstate(&mut world);
    let cleo = world.state.member(CLEO).unwrap();
    assert_eq!((cleo.index, cleo.departed_ms, cleo.joined_ms, cleo.counted), (CLEOS, 0, world.now_ms, true));
    assert_eq!((cleo.probation_ends_ms, cleo.dues_paid_until_ms), (world.now_ms + 3_000, world.now_ms));
    assert_eq!((world.state.counters.active, world.state.counters.present), (6, 6));
    assert_eq!(world.state.counters.members, 6);
    assert!(matches!(world.vote(CLEO, earlier, Choice::Aye).err().as_deref(), Some(Error::NotEligible { .. })));
    assert!(!world.state.roster().unwrap().holds(Role::Treasurer, CLEOS, world.now_ms));
    world.propose(CLEO, Action::Resolution).unwrap();
}

#[ink::test]
fn a_debt_that_is_left_bars_the_way_back() {
    let mut world = World::new();
    let grant = Grant {
        proposal: ProposalId(0),
        proposer: MemberIndex(0),
        payee: CLEO,
        payee_member: Some(CLEOS),
        pot: PotId::GENERAL,
        stages: Vec::new(),
        current: 0,
        claim: None,
        review_ms: 1_000,
        approvals_needed: 2,
        payment_window_ms: 1_000,
        reserved: 0,
        pending: 0,
        paid: 40,
        repay_by_ms: Some(world.now_ms + 1_000),
        repaid: 0,
        forgiven: 0,
        stopped: false,
    };
    world.state.set_grant(GrantId(0), grant);
    let mut cleo = world.state.member(CLEO).unwrap();
    cleo.loans.push(GrantId(0));
    world.state.set_member(CLEO, cleo);
    world.wait(1_000);
    let id = world.pass(Action::Expel { member: CLEOS });
    world.execute(id).unwrap();
    let action = Action::Reinstate { member: CLEOS };
    assert_eq!(world.propose(EVE, action.clone()), refused(Error::InDebt(40)));
    let forgive = world.pass(Action::ForgiveDebt { member: CLEOS, amount: 40 });
    world.execute(forgive).unwrap();
    world.propose(EVE, action).unwrap();
}
