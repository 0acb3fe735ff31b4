use mutual_types::{GrantId, GrantStatus, GrantTerms, MemberIndex, PotRefusal, RuleName, StageTerms, LOANS_MAX};

use super::*;

pub const GRANT: GrantId = GrantId(0);

/// Terms of stages of (amount, date from now in ms, months).
pub fn terms(world: &World, payee: AccountId, stages: &[(Planck, u64, u8)]) -> GrantTerms {
    let stage = |(amount, ms, months): &(Planck, u64, u8)| StageTerms {
        title: "stage".to_string(),
        amount: *amount,
        due_ms: world.now_ms + ms,
        months: *months,
    };
    GrantTerms {
        payee,
        pot: PotId::GENERAL,
        stages: stages.iter().map(stage).collect(),
        unit: "meals".to_string(),
        repay_by_ms: None,
    }
}

/// Passes and executes; the next grant.
pub fn make(world: &mut World, terms: GrantTerms) -> Result<GrantId, Box<Error>> {
    let id = world.pass(Action::Grant(terms));
    world.execute(id)?;
    Ok(GrantId(world.state.counters.grants - 1))
}

/// A world with a grant of 100 and 200 to GUS, due in 100 s and 200 s.
pub fn granted() -> World {
    let mut world = World::new();
    let terms = terms(&world, GUS, &[(100, 100_000, 0), (200, 200_000, 0)]);
    assert_eq!(make(&mut world, terms), Ok(GRANT));
    world
}

/// A world with a loan of one stage of 100 to CLEO, who has ten minutes to pay it back.
pub fn lent(world: &mut World) -> GrantId {
    let repay_by_ms = Some(world.now_ms + 600_000);
    let terms = GrantTerms { repay_by_ms, ..terms(world, CLEO, &[(100, 100_000, 0)]) };
    make(world, terms).unwrap()
}

/// What the pot of grants holds, promises, and is held open by.
pub fn pot_of(world: &World) -> (Planck, Planck, u32) {
    let pot = world.state.pot(PotId::GENERAL).unwrap();
    assert!(pot.reserved <= pot.balance);
    (pot.balance, pot.reserved, pot.open_items)
}

/// What each grant and each waiting payment has reserved is what the pot has.
pub fn assert_conserved(world: &World) {
    let mut reserved = 0;
    for view in world.state.grants_page(0, 10) {
        reserved += view.grant.reserved;
        assert!(!view.grant.is_over() || view.grant.reserved == 0);
    }
    for view in world.state.payments_page(0, 50) {
        let waits = view.payment.state == mutual_types::PaymentState::Waiting && view.payment.reserved;
        reserved += if waits { view.payment.amount } else { 0 };
    }
    assert_eq!(world.state.pot(PotId::GENERAL).unwrap().reserved, reserved);
}

pub fn loans_of(world: &World, account: AccountId) -> Vec<GrantId> {
    world.state.member(account).unwrap().loans
}

fn propose_refused(change: impl FnOnce(&World, &mut GrantTerms)) -> Option<Error> {
    let mut world = World::new();
    let mut terms = terms(&world, GUS, &[(100, 100_000, 0), (200, 200_000, 0)]);
    change(&world, &mut terms);
    world.propose(EVE, Action::Grant(terms)).err().map(|error| *error)
}

#[ink::test]
fn a_grant_reserves_its_whole_sum_and_counts_once() {
    let world = granted();
    assert_eq!(pot_of(&world), (1_000, 300, 1));
    assert_eq!((world.state.counters.grants, world.state.counters.payments), (1, 0));
    let grant = world.state.grant(GRANT).unwrap();
    assert_eq!((grant.proposer, grant.payee, grant.payee_member), (MemberIndex(4), GUS, None));
    assert_eq!((grant.reserved, grant.pending, grant.paid, grant.current), (300, 0, 0, 0));
    assert_eq!((grant.review_ms, grant.approvals_needed, grant.payment_window_ms), (1_000, 2, 20_000));
    assert_eq!(grant.stages.iter().map(|stage| stage.amount).collect::<Vec<_>>(), [100, 200]);
    assert_conserved(&world);
}

#[ink::test]
fn a_stipend_reserves_all_its_months() {
    let mut world = World::new();
    let stipend = terms(&world, CLEO, &[(20, 0, 12), (30, 0, 1), (40, 0, 0)]);
    make(&mut world, stipend).unwrap();
    assert_eq!(pot_of(&world), (1_000, 310, 1));
    assert_eq!(world.state.grant(GRANT).unwrap().payee_member, Some(MemberIndex(2)));
}

#[ink::test]
fn what_cannot_be_granted_is_not_proposed() {
    let invalid = |stage| Some(Error::InvalidStages { stage });
    assert_eq!(propose_refused(|_, terms| terms.stages.clear()), invalid(0));
    assert_eq!(propose_refused(|_, terms| terms.stages[1].amount = 0), invalid(1));
    assert_eq!(propose_refused(|_, terms| terms.stages[1].due_ms = terms.stages[0].due_ms - 1), invalid(1));
    assert_eq!(propose_refused(|world, terms| terms.stages[0].due_ms = world.now_ms - 1), invalid(0));
    assert_eq!(propose_refused(|world, terms| terms.stages[0].due_ms = world.now_ms), None);
    assert_eq!(propose_refused(|_, terms| terms.stages[1].months = 61), invalid(1));
    assert_eq!(propose_refused(|_, terms| terms.payee = SOCIETY), Some(Error::PayeeIsSociety));
    assert_eq!(propose_refused(|_, terms| terms.pot = PotId(9)), Some(Error::NoPot(PotId(9))));
    assert_eq!(propose_refused(|_, terms| terms.pot = FOOD), Some(Error::PotForbids(PotRefusal::Kind)));
    assert_eq!(propose_refused(|_, terms| terms.pot = RESERVE), Some(Error::PotForbids(PotRefusal::Kind)));
    assert_eq!(propose_refused(|_, terms| terms.stages[1].amount = Planck::MAX), Some(Error::Overflow));
    let early = propose_refused(|world, terms| terms.repay_by_ms = Some(world.now_ms + 199_999));
    assert!(matches!(early, Some(Error::RuleOutOfBounds { rule: RuleName::Review, .. })));
    assert_eq!(propose_refused(|world, terms| terms.repay_by_ms = Some(world.now_ms + 200_000)), None);
    // In this order.
    let all_wrong = |world: &World, terms: &mut GrantTerms| {
        terms.repay_by_ms = Some(0);
        terms.stages[1].amount = Planck::MAX;
        terms.pot = FOOD;
        terms.payee = SOCIETY;
        terms.stages[0].due_ms = world.now_ms - 1;
    };
    assert_eq!(propose_refused(all_wrong), invalid(0));
}

#[ink::test]
fn more_than_twelve_stages_or_long_words_are_refused() {
    let many = propose_refused(|_, terms| terms.stages = vec![terms.stages[0].clone(); 13]);
    assert!(matches!(many, Some(Error::TooMany { count: 13, max: 12, .. })));
    assert_eq!(propose_refused(|_, terms| terms.stages = vec![terms.stages[0].clone(); 12]), None);
    let long = propose_refused(|_, terms| terms.unit = "x".repeat(129));
    assert!(matches!(long, Some(Error::TextTooLong { len: 129, max: 128, .. })));
}

#[ink::test]
fn a_date_may_pass_before_the_grant_is_made_and_the_grace_runs_from_then() {
    let mut world = World::new();
    let soon = terms(&world, GUS, &[(100, 1, 0)]);
    make(&mut world, soon).unwrap();
    let grant = world.state.grant(GRANT).unwrap();
    assert_eq!(grant.stages[0].due_ms, world.now_ms);
    assert_eq!(grant.lapsable_from_ms(), world.now_ms + 1_000);
}

#[ink::test]
fn a_grant_is_made_whole_or_not_at_all() {
    let mut world = World::new();
    let whole = terms(&world, GUS, &[(500, 100_000, 0), (400, 200_000, 0)]);
    let more = terms(&world, GUS, &[(500, 100_000, 0), (401, 200_000, 0)]);
    let short = Error::InsufficientPot { available: 900, needed: 901 };
    assert_eq!(make(&mut world, more), refused(short));
    let mut world = World::new();
    assert!(make(&mut world, whole).is_ok());
    assert_eq!(pot_of(&world), (1_000, 900, 1));
}

#[ink::test]
fn from_a_restricted_pot_a_grant_is_special_until_certified() {
    let mut founding = founding();
    founding.pots[1].restriction.as_mut().unwrap().kinds = vec![Kind::Grant];
    let mut world = World::founded(founding);
    let food = GrantTerms { pot: FOOD, ..terms(&world, GUS, &[(1, 100_000, 0)]) };
    let id = world.propose(EVE, Action::Grant(food)).unwrap();
    assert_eq!(world.state.proposal(id).unwrap().terms.threshold.class, mutual_types::Class::Special);
    let call = world.by(DAN);
    world.state.certify(&call, id).unwrap();
    assert_eq!(world.state.proposal(id).unwrap().terms.threshold.class, mutual_types::Class::Ordinary);
}

#[ink::test]
fn a_loan_to_a_member_is_on_their_record_and_a_gift_is_not() {
    let mut world = granted();
    let to_cleo = terms(&world, CLEO, &[(1, 100_000, 0)]);
    make(&mut world, to_cleo).unwrap();
    assert_eq!(loans_of(&world, CLEO), []);
    let loan = lent(&mut world);
    assert_eq!(loans_of(&world, CLEO), [loan]);
    let repay_by_ms = Some(world.now_ms + 600_000);
    let outside = GrantTerms { repay_by_ms, ..terms(&world, HAL, &[(1, 100_000, 0)]) };
    assert!(make(&mut world, outside).is_ok());
}

#[ink::test]
fn a_member_has_four_loans_at_the_most() {
    let mut world = World::new();
    for _ in 0..LOANS_MAX {
        lent(&mut world);
    }
    assert_eq!(loans_of(&world, CLEO).len(), 4);
    let repay_by_ms = Some(world.now_ms + 600_000);
    let fifth = GrantTerms { repay_by_ms, ..terms(&world, CLEO, &[(1, 100_000, 0)]) };
    let full = Error::TooMany { what: mutual_types::Collection::Loans, count: 5, max: 4 };
    assert_eq!(make(&mut world, fifth), refused(full));
}

#[ink::test]
fn a_payee_neither_votes_on_their_grant_nor_on_its_stop() {
    let mut world = World::new();
    let own = terms(&world, CLEO, &[(1, 100_000, 0)]);
    let id = world.propose(EVE, Action::Grant(own.clone())).unwrap();
    world.wait(1);
    assert_eq!(world.vote(CLEO, id, Choice::Aye), refused(Error::Recused));
    make(&mut world, own).unwrap();
    let stop = world.propose(EVE, Action::StopGrant { grant: GRANT }).unwrap();
    world.wait(1);
    assert_eq!(world.vote(CLEO, stop, Choice::Aye), refused(Error::Recused));
}

#[ink::test]
fn a_stopped_grant_gives_back_what_no_payment_was_created_for() {
    let mut world = granted();
    let stop = world.pass(Action::StopGrant { grant: GRANT });
    world.execute(stop).unwrap();
    assert_eq!(pot_of(&world), (1_000, 0, 0));
    let grant = world.state.grant(GRANT).unwrap();
    assert_eq!((grant.status(), grant.reserved), (GrantStatus::Stopped, 0));
    let over = Error::GrantOver(GrantStatus::Stopped);
    assert_eq!(world.propose(EVE, Action::StopGrant { grant: GRANT }), refused(over));
    let nothing = Error::NoGrant(GrantId(1));
    assert_eq!(world.propose(EVE, Action::StopGrant { grant: GrantId(1) }), refused(nothing));
}

#[ink::test]
fn two_decisions_to_stop_a_grant_stop_it_once() {
    let mut world = granted();
    let first = world.propose(EVE, Action::StopGrant { grant: GRANT }).unwrap();
    let second = world.propose(FAY, Action::StopGrant { grant: GRANT }).unwrap();
    world.wait(1);
    for voter in [ANA, BEN, DAN, FAY] {
        world.vote(voter, first, Choice::Aye).unwrap();
        world.vote(voter, second, Choice::Aye).unwrap();
    }
    world.now_ms = world.state.proposal(first).unwrap().executable_from_ms();
    world.execute(first).unwrap();
    assert_eq!(world.execute(second), refused(Error::GrantOver(GrantStatus::Stopped)));
    assert_eq!(pot_of(&world), (1_000, 0, 0));
}

#[ink::test]
fn a_loan_stopped_before_it_was_paid_leaves_room_for_another() {
    let mut world = World::new();
    let loan = lent(&mut world);
    let stop = world.pass(Action::StopGrant { grant: loan });
    world.execute(stop).unwrap();
    assert_eq!(loans_of(&world, CLEO), []);
}

#[ink::test]
fn grants_are_read_by_pages() {
    let mut world = World::new();
    for _ in 0..11 {
        let one = terms(&world, GUS, &[(1, 100_000, 0)]);
        make(&mut world, one).unwrap();
    }
    assert_eq!(world.state.grants_page(0, 50).len(), 11);
    assert_eq!(world.state.grants_page(10, 50).len(), 1);
    assert_eq!(world.state.grants_page(3, 2).iter().map(|view| view.id.0).collect::<Vec<_>>(), [3, 4]);
    assert_eq!(world.state.grants_page(11, 10), []);
    assert_eq!(world.state.grants_page(0, 0), []);
}
