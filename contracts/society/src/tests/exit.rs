use mutual_types::{
    event::ExitSettled, Dissolution, Division, Grant, GrantId, MemberIndex, Proxies, Role, Stage, TimestampMs,
};

use super::*;

const EVE_INDEX: MemberIndex = MemberIndex(4);
const PEOPLE: [AccountId; 9] = [ANA, BEN, CLEO, DAN, EVE, FAY, GUS, HAL, TRUST];

/// The ledger is the sum of the records.
pub fn assert_sums(world: &World) {
    let ledger = &world.state.counters.ledger;
    let pots: Planck = world.state.pots_page(0, 10).iter().map(|view| view.pot.balance).sum();
    let shares: Planck = world.state.members_page(0, 50).iter().map(|view| view.member.share_capital).sum();
    let credits: Planck = PEOPLE.iter().map(|account| world.state.credit(*account)).sum();
    assert_eq!((ledger.pots, ledger.shares, ledger.credits), (pots, shares, credits));
    let members = world.state.members_page(0, 50);
    let present = members.iter().filter(|view| view.member.departed_ms == 0).count();
    let counted = members.iter().filter(|view| view.member.counted).count();
    let counters = &world.state.counters;
    assert_eq!((counters.present as usize, counters.active as usize), (present, counted));
}

fn world() -> World {
    World::with_rules(|rules| {
        rules.membership.share_price = 20;
        rules.membership.shares_max = 10;
    })
}

fn buy(world: &mut World, caller: AccountId, count: u32) {
    let call = world.paying(caller, Planck::from(count) * 20);
    world.state.buy_shares(&call, count).unwrap();
}

fn leave(world: &mut World, caller: AccountId) -> Result<TimestampMs, Box<Error>> {
    let call = world.by(caller);
    world.state.leave(&call).map(|left| left.exit_due_ms)
}

fn settle(world: &mut World, member: MemberIndex) -> Result<ExitSettled, Box<Error>> {
    let call = world.by(HAL);
    world.state.settle_exit(&call, member)
}

/// A loan to EVE out of `pot`, of which `paid` was paid, all stages over; to be paid back in `span_ms`.
fn lend(world: &mut World, pot: PotId, paid: Planck, span_ms: u64) -> GrantId {
    let id = GrantId(world.state.counters.grants);
    world.state.counters.grants += 1;
    let stage = Stage { amount: paid, due_ms: 0, months: 0, payments: 1, lapsed: false };
    let grant = Grant {
        proposal: ProposalId(0),
        proposer: MemberIndex(0),
        payee: EVE,
        payee_member: Some(EVE_INDEX),
        pot,
        stages: vec![stage],
        current: 1,
        claim: None,
        review_ms: 1_000,
        approvals_needed: 2,
        payment_window_ms: 1_000,
        reserved: 0,
        pending: 0,
        paid,
        repay_by_ms: Some(world.now_ms + span_ms),
        repaid: 0,
        forgiven: 0,
        stopped: false,
    };
    world.state.set_grant(id, grant);
    let mut eve = world.state.member(EVE).unwrap();
    eve.loans.push(id);
    world.state.set_member(EVE, eve);
    id
}

#[ink::test]
fn who_leaves_ends_vote_and_seats_at_once() {
    let mut world = world();
    buy(&mut world, DAN, 2);
    assert_eq!(leave(&mut world, DAN), Ok(world.now_ms + 1_000));
    let dan = world.state.member(DAN).unwrap();
    assert_eq!((dan.departed_ms, dan.exit_due_ms, dan.counted), (world.now_ms, world.now_ms + 1_000, false));
    assert_eq!((dan.shares, dan.share_capital), (2, 40), "until the notice is over");
    assert!(world.state.roster().unwrap().seat(Role::Steward, dan.index).is_none());
    assert_eq!(world.state.roster().unwrap().seats.len(), 3);
    assert_eq!(leave(&mut world, DAN), refused(Error::NotMember));
    assert_eq!(leave(&mut world, HAL), refused(Error::NotMember));
    assert_sums(&world);
}

#[ink::test]
fn who_leaves_keeps_the_ballots_cast() {
    let mut world = world();
    let id = world.propose(EVE, Action::Resolution).unwrap();
    world.wait(1);
    world.vote(DAN, id, Choice::Aye).unwrap();
    leave(&mut world, DAN).unwrap();
    assert_eq!(world.state.proposal(id).unwrap().tally.aye, 1);
    leave(&mut world, FAY).unwrap();
    assert_eq!(world.vote(FAY, id, Choice::Aye), refused(Error::NotMember));
}

#[ink::test]
fn proxies_end_both_ways() {
    let mut world = world();
    let [ana, ben, cleo] = [0, 1, 2].map(MemberIndex);
    let held = Proxies { offered_to: None, holder: None, holds: vec![ben, cleo] };
    let given = Proxies { offered_to: None, holder: Some(ana), holds: Vec::new() };
    let set = |world: &mut World, member, proxies: &Proxies| world.state.set_proxies(member, Box::new(proxies.clone()));
    set(&mut world, ana, &held);
    set(&mut world, ben, &given);
    set(&mut world, cleo, &given);
    leave(&mut world, BEN).unwrap();
    assert_eq!(world.state.proxies(ana).holds, [cleo]);
    assert_eq!(world.state.proxies(ben).holder, None);
    leave(&mut world, ANA).unwrap();
    assert_eq!(world.state.proxies(cleo).holder, None);
    assert_eq!(world.state.proxies(ana).holds, []);
}

#[ink::test]
fn the_last_counted_member_stays() {
    let mut world = world();
    for account in [ANA, BEN, CLEO, DAN] {
        leave(&mut world, account).unwrap();
    }
    let mut fay = world.state.member(FAY).unwrap();
    world.state.uncount(&mut fay).unwrap();
    world.state.set_member(FAY, fay);
    assert_eq!(leave(&mut world, EVE), refused(Error::LastMember));
    assert!(leave(&mut world, FAY).is_ok(), "who is not counted leaves as well");
    assert_eq!(leave(&mut world, EVE), refused(Error::LastMember));
    assert_eq!((world.state.counters.present, world.state.counters.active), (1, 1));
    assert_sums(&world);
}

#[ink::test]
fn shares_are_paid_out_after_the_notice_and_once() {
    let mut world = world();
    buy(&mut world, EVE, 5);
    assert_eq!(settle(&mut world, MemberIndex(9)), refused(Error::NoMember(MemberIndex(9))));
    assert_eq!(settle(&mut world, EVE_INDEX), refused(Error::ExitNotDue { due_ms: 0 }), "a present member");
    let due_ms = leave(&mut world, EVE).unwrap();
    world.now_ms = due_ms - 1;
    assert_eq!(settle(&mut world, EVE_INDEX), refused(Error::ExitNotDue { due_ms }));
    world.now_ms = due_ms;
    let settled = settle(&mut world, EVE_INDEX).unwrap();
    assert_eq!((settled.account, settled.credit, settled.repaid, settled.still_owed), (EVE, 100, vec![], 0));
    let eve = world.state.member(EVE).unwrap();
    assert_eq!((eve.shares, eve.share_capital, eve.exit_due_ms, world.state.credit(EVE)), (0, 0, 0, 100));
    assert_sums(&world);
    assert_eq!(settle(&mut world, EVE_INDEX), refused(Error::ExitNotDue { due_ms: 0 }));
}

#[ink::test]
fn what_is_past_due_is_paid_from_the_shares_in_the_order_of_the_loans() {
    let mut world = world();
    buy(&mut world, EVE, 5);
    let due_ms = leave(&mut world, EVE).unwrap();
    let first = lend(&mut world, FOOD, 30, 1_000);
    let later = lend(&mut world, PotId::GENERAL, 500, 1_001);
    let last = lend(&mut world, PotId::GENERAL, 200, 1_000);
    let mut food = world.state.pot(FOOD).unwrap();
    food.balance = 7;
    world.state.set_pot(FOOD, food);
    world.state.counters.ledger.pots += 7;

    world.now_ms = due_ms;
    let settled = settle(&mut world, EVE_INDEX).unwrap();
    assert_eq!((settled.credit, settled.repaid, settled.still_owed), (0, vec![(first, 30), (last, 70)], 130));
    assert_eq!(world.state.pot(FOOD).unwrap().balance, 37);
    assert_eq!(world.state.pot(PotId::GENERAL).unwrap().balance, 1_070);
    let eve = world.state.member(EVE).unwrap();
    assert_eq!(eve.loans, [later, last], "the level one is dropped");
    assert_eq!(world.state.grant(last).unwrap().repaid, 70);
    world.wait(1);
    let call = world.by(HAL);
    assert_eq!(world.state.debt(&call, &eve), Ok(630));
    assert_sums(&world);
}

#[ink::test]
fn a_rest_beyond_the_debt_is_a_credit() {
    let mut world = world();
    buy(&mut world, EVE, 5);
    lend(&mut world, PotId::GENERAL, 99, 0);
    world.now_ms = leave(&mut world, EVE).unwrap();
    let settled = settle(&mut world, EVE_INDEX).unwrap();
    assert_eq!((settled.credit, settled.still_owed, world.state.credit(EVE)), (1, 0, 1));
    assert!(world.state.member(EVE).unwrap().loans.is_empty());
    assert_sums(&world);
}

#[ink::test]
fn the_general_pot_gets_what_a_closed_pot_cannot() {
    let mut world = world();
    buy(&mut world, EVE, 1);
    lend(&mut world, FOOD, 20, 0);
    let mut food = world.state.pot(FOOD).unwrap();
    food.closed = true;
    world.state.set_pot(FOOD, food);
    world.now_ms = leave(&mut world, EVE).unwrap();
    settle(&mut world, EVE_INDEX).unwrap();
    assert_eq!(world.state.pot(PotId::GENERAL).unwrap().balance, 1_020);
    assert_sums(&world);
}

#[ink::test]
fn a_running_loan_stays_though_it_is_level() {
    let mut world = world();
    buy(&mut world, EVE, 1);
    let id = lend(&mut world, FOOD, 20, 0);
    let mut grant = world.state.grant(id).unwrap();
    grant.current = 0;
    world.state.set_grant(id, grant);
    world.now_ms = leave(&mut world, EVE).unwrap();
    settle(&mut world, EVE_INDEX).unwrap();
    assert_eq!(world.state.member(EVE).unwrap().loans, [id]);
}

#[ink::test]
fn an_exit_is_settled_while_dissolving_and_nets_debts_until_the_division() {
    let mut world = world();
    buy(&mut world, EVE, 5);
    buy(&mut world, FAY, 5);
    let due_ms = leave(&mut world, EVE).unwrap();
    lend(&mut world, PotId::GENERAL, 60, 1_000);
    world.now_ms = due_ms;
    world.state.counters.dissolving_since_ms = world.now_ms;
    assert_eq!(leave(&mut world, FAY), refused(Error::Dissolving { since_ms: world.now_ms }));
    let (now_ms, next) = (world.now_ms, MemberIndex(0));
    let mut dissolution =
        Dissolution { opened_ms: now_ms, made_ms: now_ms, claims_until_ms: now_ms, next, sharers: 0, division: None };
    world.state.set_dissolution(dissolution.clone());
    let settled = settle(&mut world, EVE_INDEX).unwrap();
    assert_eq!((settled.credit, settled.still_owed), (40, 0));

    let fay = world.state.member(FAY).unwrap().index;
    let id = lend(&mut world, PotId::GENERAL, 60, 0);
    let mut member = world.state.member(FAY).unwrap();
    member.loans.push(id);
    world.state.set_member(FAY, member);
    dissolution.division = Some(Division { at_ms: now_ms, each: 0, extra: 0, claimed: 0 });
    world.state.set_dissolution(dissolution);
    let call = world.by(HAL);
    let settled = world.state.pay_out_exit(&call, fay).unwrap();
    assert_eq!((settled.credit, settled.still_owed), (100, 60), "nobody has a claim on a repayment any more");
    assert_sums(&world);
}

#[ink::test]
fn members_forgive_what_is_past_due_and_no_more() {
    let mut world = world();
    let forgive = |amount| Action::ForgiveDebt { member: EVE_INDEX, amount };
    let nobody = MemberIndex(9);
    let refusal = refused(Error::NoMember(nobody));
    assert_eq!(world.propose(ANA, Action::ForgiveDebt { member: nobody, amount: 0 }), refusal);
    assert_eq!(world.propose(ANA, forgive(0)), refused(Error::ZeroAmount));
    assert_eq!(world.propose(ANA, forgive(1)), refused(Error::NotOwed { owed: 0, asked: 1 }));
    let first = lend(&mut world, FOOD, 30, 0);
    let second = lend(&mut world, FOOD, 50, 0);
    lend(&mut world, FOOD, 500, YEAR_MS);
    assert_eq!(world.propose(ANA, forgive(81)), refused(Error::NotOwed { owed: 80, asked: 81 }));
    leave(&mut world, EVE).unwrap();
    let id = world.propose(ANA, forgive(40)).unwrap();
    world.wait(1);
    for voter in [ANA, BEN, CLEO, DAN] {
        world.vote(voter, id, Choice::Aye).unwrap();
    }
    world.now_ms = world.state.proposal(id).unwrap().executable_from_ms();
    assert_eq!(world.execute(id).unwrap().len(), 1);
    let eve = world.state.member(EVE).unwrap();
    assert_eq!(eve.loans.len(), 2, "the level one is dropped");
    assert_eq!(world.state.grant(first).unwrap().forgiven, 30);
    assert_eq!(world.state.grant(second).unwrap().forgiven, 10);
    let call = world.by(HAL);
    assert_eq!(world.state.debt(&call, &eve), Ok(40));
    assert_sums(&world);
}

#[ink::test]
fn what_is_owed_to_an_account_left_behind_goes_to_the_members_present_one() {
    let mut world = world();
    let eve = world.state.member(EVE).unwrap();
    let mut left = eve.clone();
    left.moved_to = Some(GUS);
    world.state.set_member(EVE, left.clone());
    // GUS was left behind as well: only the present account counts.
    world.state.set_member(GUS, left);
    world.state.set_member(HAL, eve);
    world.state.set_account(EVE_INDEX, HAL);
    assert_eq!(world.state.present_account(EVE), HAL);
    assert_eq!(world.state.present_account(HAL), HAL);
    assert_eq!(world.state.present_account(TRUST), TRUST);
    world.state.add_credit(EVE, 5).unwrap();
    assert_eq!((world.state.credit(EVE), world.state.credit(GUS), world.state.credit(HAL)), (0, 0, 5));
    assert_eq!(world.state.counters.ledger.credits, 5);
}
