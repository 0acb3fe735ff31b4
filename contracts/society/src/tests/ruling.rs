use mutual_types::{
    Class, Dispute, DisputeStatus, DisputeSubject, Hold, MemberIndex, PaymentState, PaymentStatus, ProposalStatus,
    Ruling,
};

use super::dispute::{
    disputable, dispute, indices, open, open_for, payment_status, status, world, world_of, DEPOSIT, FIRST, IDA, JON,
    KIM, LEO,
};
use super::{
    grant::{make, terms, GRANT},
    stage::{accept, claim, give_back},
    *,
};

pub const P0: PaymentId = PaymentId(0);

pub fn rule(world: &mut World, by: AccountId, ruling: Ruling) -> Result<usize, Box<Error>> {
    let call = world.by(by);
    world.state.rule_dispute(&call, FIRST, ruling).map(|effects| effects.len())
}

fn refer(world: &mut World, by: AccountId) -> Result<ProposalId, Box<Error>> {
    let call = world.by(by);
    world.state.refer_dispute(&call, FIRST).map(|(_, referred)| referred.proposal)
}

fn settle(world: &mut World) -> Result<usize, Box<Error>> {
    let call = world.by(HAL);
    world.state.settle_dispute(&call, FIRST).map(|effects| effects.len())
}

pub fn wrong(world: &World) -> Error {
    Error::WrongDispute { status: status(world), ends_ms: dispute(world).ends_ms }
}

/// Deposits held, what the opener is owed, all credits, the general pot.
fn books(world: &World, opener: AccountId) -> (Planck, Planck, Planck, Planck) {
    let ledger = &world.state.counters.ledger;
    assert_eq!(ledger.pots, (0..3).map(|id| world.state.pot(PotId(id)).unwrap().balance).sum::<Planck>());
    let general = world.state.pot(PotId::GENERAL).unwrap().balance;
    (ledger.deposits, world.state.credit(opener), ledger.credits, general)
}

/// An appeal of FAY against being expelled, 100 ms into the notice.
fn appealed(mut world: World) -> (World, ProposalId) {
    let id = world.propose(EVE, Action::Expel { member: MemberIndex(5) }).unwrap();
    for voter in [ANA, BEN, CLEO, DAN, EVE, IDA, JON, KIM, LEO] {
        world.vote(voter, id, Choice::Aye).unwrap();
    }
    world.now_ms = world.state.proposal(id).unwrap().ends_ms + 100;
    open_for(&mut world, FAY, DisputeSubject::Expulsion(id), Ruling::Against, DEPOSIT).unwrap();
    (world, id)
}

#[ink::test]
fn two_equal_votes_let_the_payment_go_on_where_it_stood() {
    let (mut world, subject) = disputable();
    let mut payment = world.state.payment(P0).unwrap();
    let ends_ms = payment.ends_ms;
    payment.begin_stop(world.now_ms).unwrap();
    payment.stops.hold = Some(Hold { by: MemberIndex(0), until_ms: world.now_ms + 10_000 });
    world.state.set_payment(P0, payment);
    world.wait(1_000);
    open(&mut world, GUS, subject).unwrap();
    world.wait(2_000);
    assert_eq!(rule(&mut world, IDA, Ruling::For), Ok(1));
    assert_eq!(rule(&mut world, JON, Ruling::Against), Ok(1));
    assert_eq!((status(&world), payment_status(&world, P0)), (DisputeStatus::Panel, PaymentStatus::Stopped));
    assert_eq!(rule(&mut world, KIM, Ruling::For), Ok(2));
    assert_eq!((status(&world), dispute(&world).ruling), (DisputeStatus::Ruled, Some(Ruling::For)));
    let payment = world.state.payment(P0).unwrap();
    assert_eq!(payment.status(world.now_ms), PaymentStatus::Waiting, "the hold is lifted as well");
    assert_eq!(payment.ends_ms, ends_ms + 3_000);
    assert!(payment.approvals.is_empty() && !payment.members_approved, "a ruling is no approval");
}

#[ink::test]
fn a_ruling_against_a_payment_frees_its_money() {
    let (mut world, subject) = disputable();
    open(&mut world, GUS, subject).unwrap();
    rule(&mut world, JON, Ruling::Against).unwrap();
    assert_eq!(rule(&mut world, IDA, Ruling::Against), Ok(3));
    assert_eq!(world.state.payment(P0).unwrap().state, PaymentState::Cancelled { at_ms: world.now_ms });
    let pot = world.state.pot(PotId::GENERAL).unwrap();
    assert_eq!((pot.balance, pot.reserved, pot.open_items), (1_000, 0, 0));
}

#[ink::test]
fn a_deposit_is_lost_only_if_the_whole_panel_is_against() {
    use Ruling::{Against, For};
    for (votes, forfeited) in [([Against, Against, Against], true), ([Against, Against, For], false)] {
        let (mut world, subject) = disputable();
        open(&mut world, GUS, subject).unwrap();
        for (by, ruling) in [IDA, JON, KIM].into_iter().zip(votes) {
            let refusal = wrong(&world);
            if status(&world) == DisputeStatus::Panel {
                assert_eq!(settle(&mut world), refused(refusal));
            }
            rule(&mut world, by, ruling).unwrap();
        }
        assert_eq!(books(&world, GUS), (DEPOSIT, 0, 0, 1_000));
        assert_eq!(settle(&mut world), Ok(1));
        let (owed, pot) = if forfeited { (0, 1_000 + DEPOSIT) } else { (DEPOSIT, 1_000) };
        assert_eq!(books(&world, GUS), (0, owed, owed, pot));
        assert_eq!(settle(&mut world), refused(Error::AlreadySettled));
    }
}

#[ink::test]
fn a_vote_that_is_out_is_waited_for_before_the_deposit_goes_anywhere() {
    let (mut world, subject) = disputable();
    assert_eq!(settle(&mut world), refused(Error::NoDispute(FIRST)));
    open(&mut world, GUS, subject).unwrap();
    rule(&mut world, IDA, Ruling::Against).unwrap();
    rule(&mut world, JON, Ruling::Against).unwrap();
    let refusal = wrong(&world);
    assert_eq!(settle(&mut world), refused(refusal));
    world.now_ms = dispute(&world).ends_ms - 1;
    assert_eq!(settle(&mut world), refused(refusal));
    world.wait(1);
    assert_eq!(rule(&mut world, KIM, Ruling::Against), refused(refusal));
    assert_eq!(settle(&mut world), Ok(1));
    assert_eq!(books(&world, GUS), (0, DEPOSIT, DEPOSIT, 1_000));
}

#[ink::test]
fn a_members_deposit_goes_to_their_present_account() {
    let (mut world, subject) = disputable();
    open(&mut world, EVE, subject).unwrap();
    for by in [IDA, JON, KIM] {
        rule(&mut world, by, Ruling::For).unwrap();
    }
    let mut eve = world.state.member(EVE).unwrap();
    world.state.set_member(HAL, eve.clone());
    world.state.set_account(eve.index, HAL);
    eve.moved_to = Some(HAL);
    world.state.set_member(EVE, eve);
    settle(&mut world).unwrap();
    assert_eq!(books(&world, HAL), (0, DEPOSIT, DEPOSIT, 1_000));
}

#[ink::test]
fn an_upheld_expulsion_loses_no_time_and_an_annulled_one_is_over() {
    let (mut world, id) = appealed(world());
    let from_ms = world.state.proposal(id).unwrap().executable_from_ms();
    world.wait(7_000);
    rule(&mut world, IDA, Ruling::For).unwrap();
    rule(&mut world, JON, Ruling::For).unwrap();
    let proposal = world.state.proposal(id).unwrap();
    assert_eq!((proposal.appealed_since_ms, proposal.delay_ms), (0, 7_000));
    assert_eq!(proposal.status(world.now_ms), ProposalStatus::Notice);
    assert_eq!(proposal.status(from_ms + 7_000), ProposalStatus::Executable);
    let again = open(&mut world, FAY, DisputeSubject::Expulsion(id));
    assert_eq!(again, refused(Error::AlreadyDisputed(FIRST)));

    let (mut world, id) = appealed(self::world());
    world.wait(1);
    rule(&mut world, IDA, Ruling::Against).unwrap();
    rule(&mut world, JON, Ruling::Against).unwrap();
    let proposal = world.state.proposal(id).unwrap();
    assert_eq!(proposal.status(world.now_ms), ProposalStatus::Annulled);
    assert!(world.execute(id).is_err());
    let call = world.by(HAL);
    world.state.settle(&call, id).unwrap();
}

#[ink::test]
fn without_a_ruling_the_members_decide_and_the_parties_do_not() {
    let (mut world, subject) = disputable();
    assert_eq!(refer(&mut world, HAL), refused(Error::NotMember));
    assert_eq!(refer(&mut world, ANA), refused(Error::NoDispute(FIRST)));
    open(&mut world, GUS, subject).unwrap();
    let refusal = wrong(&world);
    assert_eq!(refer(&mut world, ANA), refused(refusal));
    world.now_ms = dispute(&world).ends_ms;
    let open_before = world.state.member(ANA).unwrap().open_proposals;
    let id = refer(&mut world, ANA).unwrap();
    assert_eq!((status(&world), dispute(&world).ballot), (DisputeStatus::Ballot, Some(id)));
    assert_eq!(world.state.counters.proposals, id.0 + 1);
    assert_eq!(world.state.member(ANA).unwrap().open_proposals, open_before);
    let proposal = world.state.proposal(id).unwrap();
    assert_eq!((proposal.kind, proposal.settled, proposal.recused.clone()), (Kind::DecideDispute, true, indices(&[4])));
    assert_eq!((proposal.proposer, proposal.terms.threshold.class), (MemberIndex(0), Class::Ordinary));
    assert_eq!((proposal.terms.threshold.electorate, proposal.terms.threshold.potential), (9, 9));
    assert_eq!(world.vote(EVE, id, Choice::Nay), refused(Error::Recused));
    let refusal = wrong(&world);
    assert_eq!(refer(&mut world, ANA), refused(refusal));

    world.vote(ANA, id, Choice::Aye).unwrap();
    let refusal = Error::NotOver(ProposalStatus::Voting);
    assert_eq!(settle(&mut world), refused(refusal));
    world.now_ms = world.state.proposal(id).unwrap().executable_from_ms();
    assert_eq!(world.execute(id).unwrap().len(), 1);
    assert_eq!((status(&world), dispute(&world).ruling), (DisputeStatus::Ruled, Some(Ruling::For)));
    assert_eq!(payment_status(&world, P0), PaymentStatus::Waiting);
    assert_eq!(settle(&mut world), Ok(1));
    assert_eq!(books(&world, GUS), (0, DEPOSIT, DEPOSIT, 1_000));
}

#[ink::test]
fn what_the_members_do_not_pass_is_decided_the_other_way() {
    let (mut world, subject) = disputable();
    open(&mut world, GUS, subject).unwrap();
    world.now_ms = dispute(&world).ends_ms;
    let id = refer(&mut world, ANA).unwrap();
    world.now_ms = world.state.proposal(id).unwrap().ends_ms - 1;
    assert_eq!(settle(&mut world), refused(Error::NotOver(ProposalStatus::Voting)));
    world.wait(1);
    assert_eq!(settle(&mut world), Ok(3));
    assert_eq!(dispute(&world).ruling, Some(Ruling::Against));
    assert_eq!(payment_status(&world, P0), PaymentStatus::Cancelled);
    assert_eq!(books(&world, GUS), (0, DEPOSIT, DEPOSIT, 1_000), "the panel was not against it");
}

#[ink::test]
fn an_expulsion_is_upheld_by_the_special_majority_or_annulled() {
    let (mut world, expulsion) = appealed(world_of(&[]));
    let id = refer(&mut world, ANA).unwrap();
    let proposal = world.state.proposal(id).unwrap();
    assert_eq!((proposal.terms.threshold.class, proposal.terms.threshold.min_ayes), (Class::Special, 2));
    assert_eq!(proposal.recused, indices(&[5, 4]));
    let ruling = Action::DecideDispute { dispute: FIRST, ruling: Ruling::For, parties: indices(&[5, 4]) };
    assert_eq!(world.state.body(id).unwrap().action, ruling);
    for (voter, choice) in [(ANA, Choice::Aye), (BEN, Choice::Aye), (CLEO, Choice::Nay), (DAN, Choice::Nay)] {
        world.vote(voter, id, choice).unwrap();
    }
    world.now_ms = world.state.proposal(id).unwrap().ends_ms;
    assert_eq!(world.state.proposal(expulsion).unwrap().status(world.now_ms), ProposalStatus::Appealed);
    settle(&mut world).unwrap();
    assert_eq!(world.state.proposal(expulsion).unwrap().status(world.now_ms), ProposalStatus::Annulled);
    assert_eq!(world.state.credit(FAY), DEPOSIT);
}

#[ink::test]
fn what_was_given_up_meanwhile_stays_given_up() {
    for ruling in [Ruling::For, Ruling::Against] {
        let (mut world, subject) = disputable();
        open(&mut world, EVE, subject).unwrap();
        let call = world.by(GUS);
        world.state.waive_payment(&call, P0).unwrap();
        let waived = world.state.payment(P0).unwrap();
        rule(&mut world, IDA, ruling).unwrap();
        assert_eq!(rule(&mut world, JON, ruling), Ok(2));
        assert_eq!(world.state.payment(P0).unwrap(), waived);
        assert_eq!(world.state.pot(PotId::GENERAL).unwrap().reserved, 0);
    }
}

#[ink::test]
fn once_the_society_dissolves_an_undecided_dispute_ends_without_effect() {
    let (mut world, subject) = disputable();
    let ends_ms = world.state.payment(P0).unwrap().ends_ms;
    open(&mut world, GUS, subject).unwrap();
    world.wait(10_000);
    let ballot = refer(&mut world, ANA).unwrap();
    world.vote(ANA, ballot, Choice::Aye).unwrap();
    world.state.counters.dissolving_since_ms = world.now_ms;
    assert_eq!(refer(&mut world, ANA), refused(Error::Dissolving { since_ms: world.now_ms }));
    assert_eq!(rule(&mut world, IDA, Ruling::For), refused(Error::Dissolving { since_ms: world.now_ms }));
    assert_eq!(settle(&mut world), Ok(1));
    let payment = world.state.payment(P0).unwrap();
    assert_eq!((payment.status(world.now_ms), payment.ends_ms), (PaymentStatus::Waiting, ends_ms + 10_000));
    assert_eq!(dispute(&world).ruling, None);
    assert_eq!(books(&world, GUS), (0, DEPOSIT, DEPOSIT, 1_000));
    assert_eq!(settle(&mut world), refused(Error::AlreadySettled));
    world.now_ms = world.state.proposal(ballot).unwrap().executable_from_ms();
    assert_eq!(world.execute(ballot).map(|_| ()), refused(Error::AlreadySettled));

    let (mut world, id) = appealed(self::world());
    world.wait(3_000);
    world.state.counters.dissolving_since_ms = world.now_ms;
    settle(&mut world).unwrap();
    let proposal = world.state.proposal(id).unwrap();
    assert_eq!((proposal.status(world.now_ms), proposal.delay_ms), (ProposalStatus::Notice, 3_000));
}

#[ink::test]
fn once_the_society_dissolves_no_deposit_is_lost() {
    let (mut world, subject) = disputable();
    open(&mut world, GUS, subject).unwrap();
    for by in [IDA, JON, KIM] {
        rule(&mut world, by, Ruling::Against).unwrap();
    }
    assert!(Dispute::is_lost(&dispute(&world)));
    world.state.counters.dissolving_since_ms = world.now_ms;
    settle(&mut world).unwrap();
    assert_eq!(books(&world, GUS), (0, DEPOSIT, DEPOSIT, 1_000));
}

#[ink::test]
fn once_the_society_dissolves_clocks_that_a_ruling_has_started_are_not_started_again() {
    let (mut world, subject) = disputable();
    open(&mut world, GUS, subject).unwrap();
    for by in [IDA, JON, KIM] {
        rule(&mut world, by, Ruling::For).unwrap();
    }
    world.propose(EVE, Action::CancelPayment { payment: P0 }).unwrap();
    let stopped = world.state.payment(P0).unwrap();
    assert_eq!((stopped.stops.pending, stopped.status(world.now_ms)), (1, PaymentStatus::Stopped));
    world.state.counters.dissolving_since_ms = world.now_ms;
    settle(&mut world).unwrap();
    assert_eq!(world.state.payment(P0).unwrap(), stopped, "the proposal stops it still");
}

#[ink::test]
fn once_the_society_dissolves_a_petition_that_stopped_no_clock_starts_none() {
    let (mut world, subject) = disputable();
    let call = world.by(FAY);
    world.state.open_dispute(&world.paying(FAY, DEPOSIT), subject, Ruling::Against).map(|_| ()).unwrap();
    assert_eq!(status(&world), DisputeStatus::Petition);
    world.propose(EVE, Action::CancelPayment { payment: P0 }).unwrap();
    let stopped = world.state.payment(P0).unwrap();
    assert_eq!(stopped.stops.pending, 1);
    world.state.counters.dissolving_since_ms = call.now_ms;
    settle(&mut world).unwrap();
    assert_eq!(world.state.payment(P0).unwrap(), stopped);
}

#[ink::test]
fn a_ruling_on_a_stage_that_was_accepted_meanwhile_touches_no_other() {
    for ruling in [Ruling::For, Ruling::Against] {
        let mut world = world();
        let stages = terms(&world, GUS, &[(100, 100_000, 0), (200, 200_000, 0)]);
        make(&mut world, stages).unwrap();
        claim(&mut world, GUS, 0).unwrap();
        give_back(&mut world, DAN, 0, "no receipts").unwrap();
        open(&mut world, GUS, DisputeSubject::Stage { grant: GRANT, stage: 0 }).unwrap();
        claim(&mut world, GUS, 0).unwrap();
        accept(&mut world, DAN, 0).unwrap();
        claim(&mut world, GUS, 1).unwrap();
        let grant = world.state.grant(GRANT).unwrap();
        rule(&mut world, IDA, ruling).unwrap();
        assert_eq!(rule(&mut world, JON, ruling), Ok(2), "the vote and the ruling");
        assert_eq!(world.state.grant(GRANT).unwrap(), grant);
    }
}
