//! Whole courses of a dissolution: whatever was open, the ledger holds after each message and is zero at the end.

use mutual_types::{DisputeSubject, GrantId, MemberIndex, ProposalStatus, Ruling, UNCLAIMED_MS};

use super::{
    course::Course,
    dissolution::{claim, count, dissolve, divide, liquidate, open},
    *,
};

/// Everything open at once: approved, unapproved and disallowed payments, a grant half done, an expense nobody looked at,
/// shares of a member and of one who left, a deposit.
fn busy(locked: bool) -> Course {
    let mut course = Course::new(locked);
    course.give(FOOD, 33);
    course.give(RESERVE, 70);
    course.buy(ANA, 3);
    course.buy(CLEO, 2);
    let approved = course.world.payment(GUS, 40);
    let unapproved = course.world.payment(GUS, 60);
    let grant = course.grant();
    course.approve(approved, ANA);
    course.approve(approved, BEN);
    course.approve(unapproved, CLEO);
    let call = course.world.by(HAL);
    let evidence = Document { uri: "report.md".to_string(), hash: [7; 32] };
    course.world.state.claim_stage(&call, grant, 0, evidence, 5).map(|_| ()).unwrap();
    let call = course.world.by(DAN);
    course.world.state.accept_stage(&call, grant, 0).map(|_| ()).unwrap();
    let call = course.world.by(FAY);
    course.world.state.claim_expense(&call, PotId::GENERAL, 15, [0; 32], "flour".to_string()).map(|_| ()).unwrap();
    course.check();

    dissolve(&mut course.world);
    course.check();
    course
}

/// What is open is claimed or given up.
fn wind_up(course: &mut Course) {
    let accepted = PaymentId(2);
    course.approve(accepted, ANA);
    course.approve(accepted, BEN);
    assert_eq!(course.release(PaymentId(0)), Ok(()));
    assert_eq!(course.release(accepted), Ok(()));
    assert_eq!((course.world.state.credit(GUS), course.world.state.credit(HAL)), (40, 30));
    assert!(course.release(PaymentId(1)).is_err(), "one approval is not two");
    let call = course.world.by(HAL);
    course.world.now_ms = course.world.state.find_dissolution().unwrap().claims_until_ms;
    let call = Call { now_ms: course.world.now_ms, ..call };
    for payment in [1, 3] {
        course.world.state.cancel_payment(&call, PaymentId(payment)).map(|_| ()).unwrap();
        course.check();
    }
    course.world.state.cancel_grant(&call, GrantId(0)).map(|_| ()).unwrap();
    course.check();
    liquidate(&mut course.world);
    course.check();
}

#[ink::test]
fn a_busy_society_whose_assets_are_locked_ends_at_zero() {
    let mut course = busy(true);
    wind_up(&mut course);
    // 1,000 and the reserve of 70, less 40 and 30.
    assert_eq!(divide(&mut course.world), Ok((1_000, 6, 0, 0)));
    course.check();
    for member in [0, 2] {
        assert_eq!(claim(&mut course.world, member), Ok(1), "shares at par");
        course.check();
    }
    assert_eq!((course.world.state.credit(ANA), course.world.state.credit(CLEO)), (60, 40));
    assert_eq!(course.world.state.credit(TRUST), 1_033, "with the food pot, whose fallback they are");
    assert_eq!(course.end(), 1_203);
}

#[ink::test]
fn a_busy_society_that_divides_ends_at_zero() {
    let mut course = busy(false);
    assert_eq!(claim(&mut course.world, 2), Ok(1), "share capital is paid out at any time");
    wind_up(&mut course);
    assert_eq!(divide(&mut course.world), Ok((1_000, 6, 166, 4)));
    for member in 0..6 {
        assert_eq!(claim(&mut course.world, member), Ok(if member == 0 { 2 } else { 1 }));
        course.check();
    }
    assert_eq!(course.world.state.credit(ANA), 60 + 167);
    assert_eq!(course.world.state.credit(CLEO), 40 + 167);
    assert_eq!(course.world.state.credit(FAY), 166);
    assert_eq!(course.end(), 1_203);
}

#[ink::test]
fn what_nobody_claims_goes_to_the_beneficiary_after_a_year() {
    let mut course = busy(false);
    wind_up(&mut course);
    divide(&mut course.world).unwrap();
    course.world.wait(UNCLAIMED_MS);
    for member in 0..6 {
        claim(&mut course.world, member).unwrap();
    }
    let call = course.world.by(GUS);
    for account in [ANA, BEN, CLEO, DAN, EVE, FAY, GUS, HAL] {
        course.world.state.forfeit_credit(&call, account).map(|_| ()).unwrap();
        course.check();
    }
    assert_eq!(course.world.state.credit(TRUST), 1_203);
    assert_eq!(course.end(), 1_203);
}

#[ink::test]
fn deposits_come_back_however_their_proposals_end() {
    let mut course = Course::new(false);
    let mut ids = Vec::new();
    for place in 0..5u32 {
        let value = if place < 4 { 0 } else { 50 };
        let call = course.world.paying(BEN, value);
        let made = course.world.state.propose(&call, "t".to_string(), None, Action::Resolution, Mode::Ballot).unwrap();
        ids.push(made.0);
        course.balance += value;
    }
    let with_deposit = ids[4];
    dissolve(&mut course.world);
    course.check();
    assert_eq!(course.world.state.counters.ledger.deposits, 50);
    course.world.now_ms = course.world.state.proposal(with_deposit).unwrap().ends_ms;
    let call = course.world.by(HAL);
    // It ended without quorum; nobody waits for a verdict any more.
    let settled = course.world.state.settle(&call, with_deposit).unwrap();
    assert_eq!((settled.account, settled.deposit), (BEN, 50));
    course.check();
    liquidate(&mut course.world);
    assert_eq!(divide(&mut course.world), Ok((1_000, 6, 166, 4)));
    for member in 0..6 {
        claim(&mut course.world, member).unwrap();
    }
    assert_eq!(course.end(), 1_050);
}

#[ink::test]
fn who_left_is_paid_out_and_shares_all_the_same() {
    let mut course = Course::new(false);
    course.buy(CLEO, 5);
    let id = course.world.pass(Action::Dissolve);
    let call = course.world.by(CLEO);
    course.world.state.leave(&call).map(|_| ()).unwrap();
    course.world.execute(id).map(|_| ()).unwrap();
    assert_eq!(claim(&mut course.world, 2), Ok(1), "before the exit is due");
    course.check();
    course.world.wait(1_000);
    let call = course.world.by(HAL);
    let refusal = Error::ExitNotDue { due_ms: 0 };
    assert_eq!(course.world.state.settle_exit(&call, MemberIndex(2)).map(|_| ()), refused(refusal), "once");
    liquidate(&mut course.world);
    divide(&mut course.world).unwrap();
    assert_eq!(claim(&mut course.world, 2), Ok(1));
    assert_eq!(course.world.state.credit(CLEO), 100 + 167);
    for member in [0, 1, 3, 4, 5] {
        claim(&mut course.world, member).unwrap();
    }
    assert_eq!(course.end(), 1_100);
}

#[ink::test]
fn a_lost_key_is_replaced_while_the_society_dissolves() {
    let mut course = Course::new(false);
    dissolve(&mut course.world);
    liquidate(&mut course.world);
    divide(&mut course.world).unwrap();
    let id = course.world.pass(Action::RecoverAccount { member: MemberIndex(2), account: GUS });
    course.world.execute(id).map(|_| ()).unwrap();
    assert_eq!(claim(&mut course.world, 2), Ok(1));
    assert_eq!((course.world.state.credit(CLEO), course.world.state.credit(GUS)), (0, 167));
    course.check();
}

#[ink::test]
fn who_was_behind_with_dues_when_it_was_proposed_does_not_share() {
    let mut course = Course::new(false);
    let mut rules = *course.world.state.rules().unwrap();
    rules.dues.amount = 5;
    rules.dues.since_ms = FOUNDED_MS;
    course.world.state.set_rules(rules);
    // Grace ends 1 s after the last day paid; the dormant society opens at `made_ms`.
    let made_ms = FOUNDED_MS + YEAR_MS;
    for (account, paid_until_ms) in [(ANA, made_ms + 1), (BEN, made_ms - 999), (CLEO, made_ms - 1_000)] {
        let mut member = course.world.state.member(account).unwrap();
        member.dues_paid_until_ms = paid_until_ms;
        course.world.state.set_member(account, member);
    }
    course.world.now_ms = made_ms;
    open(&mut course.world).unwrap();
    assert_eq!(count(&mut course.world, 50), Ok((6, 2)));
    liquidate(&mut course.world);
    assert_eq!(divide(&mut course.world), Ok((1_000, 2, 500, 0)));
    assert_eq!(claim(&mut course.world, 2), refused(Error::NoShare));
    assert_eq!((claim(&mut course.world, 1), claim(&mut course.world, 0)), (Ok(1), Ok(1)));
    assert_eq!(course.end(), 1_000);
}

#[ink::test]
fn what_a_dispute_holds_up_goes_on_without_it() {
    let mut course = Course::new(false);
    let payment = course.world.payment(GUS, 40);
    let expel = course.world.pass(Action::Expel { member: MemberIndex(2) });
    // Back in its notice, the accused appeals.
    course.world.now_ms -= 1;
    let mut disputes = Vec::new();
    for (account, subject) in [(CLEO, DisputeSubject::Expulsion(expel)), (GUS, DisputeSubject::Payment(payment))] {
        let call = course.world.paying(account, 50);
        disputes.push(course.world.state.open_dispute(&call, subject, Ruling::Against).unwrap().0);
        course.balance += 50;
    }
    let call = course.world.by(GUS);
    course.world.now_ms += YEAR_MS * 2;
    open(&mut course.world).unwrap();
    assert_eq!(course.world.state.counters.ledger.deposits, 100);
    assert_eq!(course.world.state.proposal(expel).unwrap().status(course.world.now_ms), ProposalStatus::Appealed);
    let call = Call { now_ms: course.world.now_ms, ..call };
    for dispute in disputes {
        course.world.state.settle_dispute(&call, dispute).map(|_| ()).unwrap();
    }
    assert_eq!((course.world.state.credit(CLEO), course.world.state.credit(GUS)), (50, 50));
    assert_eq!(course.world.state.counters.ledger.total(), Ok(course.balance));
    let proposal = course.world.state.proposal(expel).unwrap();
    assert_eq!(
        proposal.status(course.world.now_ms),
        ProposalStatus::Notice,
        "it goes on, but is not executed any more"
    );
    course.world.now_ms = proposal.executable_from_ms();
    let refusal = Error::Dissolving { since_ms: call.now_ms };
    assert_eq!(course.world.execute(expel).map(|_| ()), refused(refusal));
    course.world.now_ms = proposal.expires_ms();
    let call = course.world.by(HAL);
    course.world.state.settle(&call, expel).map(|_| ()).unwrap();
    course.world.now_ms = course.world.state.find_dissolution().unwrap().claims_until_ms.max(course.world.now_ms);
    let call = course.world.by(HAL);
    course.world.state.cancel_payment(&call, payment).map(|_| ()).unwrap();
    liquidate(&mut course.world);
    assert_eq!(divide(&mut course.world), Ok((1_000, 6, 166, 4)));
    for member in 0..6 {
        claim(&mut course.world, member).unwrap();
    }
    assert_eq!(course.end(), 1_100);
}
