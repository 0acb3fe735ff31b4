use mutual_types::{
    Dispute, DisputeId, DisputeSubject, GrantStatus, MemberIndex, Origin, PaymentId, PaymentState, Ruling, StageStatus,
    MONTH_MS,
};

use super::{
    grant::{assert_conserved, granted, lent, loans_of, make, pot_of, terms, GRANT},
    stage::{accept, claim, give_back, grant_of, lapse, pay, wrong},
    *,
};

/// A dispute about the first stage, opened now and decided by nobody.
fn dispute(world: &mut World, ends_ms: u64) -> Dispute {
    let subject = DisputeSubject::Stage { grant: GRANT, stage: 0 };
    let dispute = Dispute {
        subject,
        opener: GUS,
        wanted: Ruling::For,
        deposit: 0,
        parties: Vec::new(),
        petitioners: Vec::new(),
        opened_ms: world.now_ms,
        ends_ms,
        panel: vec![MemberIndex(0), MemberIndex(1)],
        votes: Vec::new(),
        ballot: None,
        ruling: None,
        settled: false,
    };
    world.state.set_disputed(subject, DisputeId(0));
    world.state.set_dispute(DisputeId(0), dispute.clone());
    dispute
}

#[ink::test]
fn a_stage_lapses_after_its_grace_and_its_money_is_free() {
    let mut world = World::new();
    let two = terms(&world, GUS, &[(100, 100_000, 0), (200, 100_000, 0)]);
    let due_ms = world.now_ms + 100_000;
    make(&mut world, two).unwrap();
    let early = |now_ms| refused(Error::StageTooEarly { from_ms: due_ms + 1_000, now_ms });
    for now_ms in [world.now_ms, due_ms - 1, due_ms, due_ms + 999] {
        world.now_ms = now_ms;
        assert_eq!(lapse(&mut world, 0), early(now_ms));
    }
    world.now_ms = due_ms + 1_000;
    assert_eq!(lapse(&mut world, 1), refused(wrong(0, StageStatus::Lapsable)));
    assert_eq!(lapse(&mut world, 0), Ok(100));
    assert_eq!(pot_of(&world), (1_000, 200, 1));
    assert!(grant_of(&world).stages[0].lapsed);
    // The second stage opens now, with its own grace.
    assert!(lapse(&mut world, 1).is_err());
    world.wait(1_000);
    assert_eq!(lapse(&mut world, 1), Ok(200));
    assert_eq!(pot_of(&world), (1_000, 0, 0));
    assert_eq!(grant_of(&world).status(), GrantStatus::Finished);
    assert_eq!(lapse(&mut world, 1), refused(Error::GrantOver(GrantStatus::Finished)));
}

#[ink::test]
fn a_returned_stage_lapses_only_after_another_grace() {
    let mut world = granted();
    claim(&mut world, GUS, 0).unwrap();
    world.wait(200_000);
    give_back(&mut world, DAN, 0, "no").unwrap();
    let from_ms = world.now_ms + 1_000;
    world.wait(999);
    assert_eq!(lapse(&mut world, 0), refused(Error::StageTooEarly { from_ms, now_ms: world.now_ms }));
    world.wait(1);
    assert_eq!(lapse(&mut world, 0), Ok(100));
}

#[ink::test]
fn a_stage_under_dispute_does_not_lapse() {
    let mut world = granted();
    claim(&mut world, GUS, 0).unwrap();
    world.wait(200_000);
    give_back(&mut world, DAN, 0, "no").unwrap();
    let ends_ms = world.now_ms + 5_000;
    let mut open = dispute(&mut world, ends_ms);
    world.wait(2_000);
    let disputed = refused(Error::AlreadyDisputed(DisputeId(0)));
    assert_eq!(lapse(&mut world, 0), disputed, "the panel sits");
    world.wait(3_000);
    assert_eq!(lapse(&mut world, 0), disputed, "it did not decide");
    open.ballot = Some(ProposalId(1));
    world.state.set_dispute(DisputeId(0), open.clone());
    assert_eq!(lapse(&mut world, 0), disputed, "the members vote");
    open.ballot = None;
    open.opened_ms = 0;
    world.state.set_dispute(DisputeId(0), open.clone());
    assert_eq!(open.status(world.now_ms), mutual_types::DisputeStatus::Dropped);
    assert_eq!(lapse(&mut world, 0), Ok(100), "a petition that nobody joined");
}

#[ink::test]
fn a_stage_lapses_after_the_ruling() {
    let mut world = granted();
    claim(&mut world, GUS, 0).unwrap();
    world.wait(200_000);
    give_back(&mut world, DAN, 0, "no").unwrap();
    let ends_ms = world.now_ms + 5_000;
    let mut ruled = dispute(&mut world, ends_ms);
    ruled.ruling = Some(Ruling::Against);
    world.state.set_dispute(DisputeId(0), ruled);
    world.wait(1_000);
    assert_eq!(lapse(&mut world, 0), Ok(100));
}

#[ink::test]
fn a_stipend_is_paid_monthly_without_a_claim_between_other_stages() {
    let mut world = World::new();
    let mixed = terms(&world, GUS, &[(100, 10_000, 0), (20, 50_000, 3), (30, 60_000, 0)]);
    let first_ms = world.now_ms + 50_000;
    make(&mut world, mixed).unwrap();
    assert_eq!(pot_of(&world), (1_000, 190, 1));
    assert_eq!(pay(&mut world), refused(wrong(0, StageStatus::Open)));
    claim(&mut world, GUS, 0).unwrap();
    accept(&mut world, DAN, 0).unwrap();
    let early = |from_ms, now_ms| refused(Error::StageTooEarly { from_ms, now_ms });
    for month in 0..3 {
        let due_ms = first_ms + month * MONTH_MS;
        world.now_ms = due_ms - 1;
        assert_eq!(pay(&mut world), early(due_ms, due_ms - 1));
        assert_eq!(claim(&mut world, GUS, 1), refused(wrong(1, StageStatus::Waiting)));
        world.now_ms = due_ms;
        assert_eq!(lapse(&mut world, 1), refused(wrong(1, StageStatus::Due)));
        assert!(accept(&mut world, DAN, 1).is_err());
        assert_eq!(pay(&mut world), Ok(2));
    }
    let grant = grant_of(&world);
    assert_eq!((grant.current, grant.stages[1].payments, grant.reserved, grant.pending), (2, 3, 30, 160));
    assert_eq!(pot_of(&world), (1_000, 190, 5));
    assert_eq!(world.state.payment(PaymentId(3)).unwrap().origin, Origin::GrantStage { grant: GRANT, stage: 1 });
    assert!(pay(&mut world).is_err());
    assert_eq!(claim(&mut world, GUS, 2), Ok(42));
    assert_conserved(&world);
}

#[ink::test]
fn missed_payments_of_a_stipend_are_made_up_for_and_the_last_one_ends_it() {
    let mut world = World::new();
    let stipend = terms(&world, CLEO, &[(20, 0, 3)]);
    make(&mut world, stipend).unwrap();
    world.wait(10 * MONTH_MS);
    for _ in 0..3 {
        assert_eq!(pay(&mut world), Ok(2));
    }
    assert_eq!(pay(&mut world), refused(Error::GrantOver(GrantStatus::Finished)));
    assert_eq!(pot_of(&world), (1_000, 60, 3));
    assert_eq!(world.state.payment(PaymentId(0)).unwrap().payee_member, Some(MemberIndex(2)));
}

#[ink::test]
fn what_was_accepted_before_a_stop_is_still_paid() {
    let mut world = granted();
    claim(&mut world, GUS, 0).unwrap();
    accept(&mut world, DAN, 0).unwrap();
    claim(&mut world, GUS, 1).unwrap();
    let stop = world.pass(Action::StopGrant { grant: GRANT });
    world.execute(stop).unwrap();
    assert_eq!(pot_of(&world), (1_000, 100, 1));
    assert_eq!(world.state.payment(PaymentId(0)).unwrap().state, PaymentState::Waiting);
    assert_eq!(accept(&mut world, DAN, 1), refused(Error::GrantOver(GrantStatus::Stopped)));
    assert_eq!(claim(&mut world, GUS, 1), refused(Error::GrantOver(GrantStatus::Stopped)));
    assert_conserved(&world);
}

#[ink::test]
fn a_loan_that_lapses_unpaid_leaves_its_payees_record() {
    let mut world = World::new();
    lent(&mut world);
    world.wait(200_000);
    assert_eq!(lapse(&mut world, 0), Ok(100));
    assert_eq!(loans_of(&world, CLEO), []);
}

#[ink::test]
fn nothing_moves_while_the_society_dissolves() {
    let mut world = granted();
    claim(&mut world, GUS, 0).unwrap();
    world.state.counters.dissolving_since_ms = 5;
    let dissolving = Error::Dissolving { since_ms: 5 };
    assert_eq!(claim(&mut world, GUS, 0), refused(dissolving));
    assert_eq!(accept(&mut world, DAN, 0), refused(dissolving));
    assert_eq!(give_back(&mut world, DAN, 0, "no"), refused(dissolving));
    assert_eq!(lapse(&mut world, 0), refused(dissolving));
    assert_eq!(pay(&mut world), refused(dissolving));
    let call = world.paying(GUS, 1);
    assert_eq!(world.state.repay_grant(&call, GRANT), refused(dissolving));
}
