use mutual_types::{PaymentState, PaymentStatus, ProposalState};

use super::*;

fn status(world: &World, id: PaymentId) -> PaymentStatus {
    world.state.payment(id).unwrap().status(world.now_ms)
}

fn general(world: &World) -> (Planck, Planck, u32) {
    let pot = world.state.pot(PotId::GENERAL).unwrap();
    (pot.balance, pot.reserved, pot.open_items)
}

fn ends_at(world: &World, id: PaymentId) -> u64 {
    world.state.payment(id).unwrap().ends_at(world.now_ms)
}

fn settle(world: &mut World, id: ProposalId) {
    let call = world.by(HAL);
    let proposal = world.state.proposal(id).unwrap();
    world.state.resume_payment_of(&call, id, &proposal).unwrap();
}

#[ink::test]
fn the_members_release_in_place_of_the_treasurers() {
    let mut world = World::new();
    let payment = world.payment(GUS, 5);
    let id = world.pass(Action::ReleasePayment { payment });
    assert_eq!(status(&world, payment), PaymentStatus::Stopped);
    world.execute(id).unwrap();
    assert_eq!(status(&world, payment), PaymentStatus::Waiting);
    assert_eq!(ends_at(&world, payment), world.now_ms + 20_000);
    assert!(world.state.ensure_releasable(&world.by(HAL), payment).is_ok(), "without an approval");
    world.wait(19_999);
    assert!(world.state.ensure_releasable(&world.by(HAL), payment).is_ok());
    world.wait(1);
    assert_eq!(status(&world, payment), PaymentStatus::Lapsed);
    // Settling the proposal afterwards changes nothing.
    let before = world.state.payment(payment).unwrap();
    settle(&mut world, id);
    assert_eq!(world.state.payment(payment).unwrap(), before);
}

#[ink::test]
fn a_lapsed_payment_is_released_by_the_members_and_keeps_its_one_renewal() {
    let mut world = World::new();
    let payment = world.payment(GUS, 5);
    world.wait(20_000);
    let id = world.propose(EVE, Action::ReleasePayment { payment }).unwrap();
    assert_eq!(status(&world, payment), PaymentStatus::Lapsed, "nothing runs that could stand still");
    world.wait(1);
    for voter in [ANA, BEN, DAN, FAY] {
        world.vote(voter, id, Choice::Aye).unwrap();
    }
    world.now_ms = world.state.proposal(id).unwrap().executable_from_ms();
    world.execute(id).unwrap();
    assert_eq!(status(&world, payment), PaymentStatus::Waiting);
    world.wait(20_000);
    let call = world.by(ANA);
    assert!(world.state.renew_payment(&call, payment).is_ok());
}

#[ink::test]
fn the_members_cancel_and_the_money_is_free() {
    let mut world = World::new();
    let payment = world.payment(GUS, 5);
    assert_eq!(general(&world), (1_000, 5, 1));
    let id = world.pass(Action::CancelPayment { payment });
    world.execute(id).unwrap();
    assert_eq!(general(&world), (1_000, 0, 0));
    assert_eq!(world.state.payment(payment).unwrap().state, PaymentState::Cancelled { at_ms: world.now_ms });
    let over = Error::PaymentNotWaiting { status: PaymentStatus::Cancelled, ends_ms: ends_at(&world, payment) };
    assert_eq!(world.propose(EVE, Action::ReleasePayment { payment }), refused(over));
    let call = world.by(GUS);
    assert_eq!(world.state.waive_payment(&call, payment).err(), Some(over.into()));
}

#[ink::test]
fn what_is_waived_meanwhile_cannot_be_decided() {
    let mut world = World::new();
    let payment = world.payment(GUS, 5);
    let id = world.pass(Action::CancelPayment { payment });
    let call = world.by(GUS);
    assert_eq!(world.state.waive_payment(&call, payment).unwrap().amount, 5);
    assert!(matches!(world.execute(id).err().as_deref(), Some(Error::PaymentNotWaiting { .. })));
    assert_eq!(general(&world), (1_000, 0, 0));
}

#[ink::test]
fn a_proposal_stops_the_clocks_until_its_end_whenever_it_is_settled() {
    let mut world = World::new();
    let payment = world.payment(GUS, 5);
    world.wait(1_000);
    let made_ms = world.now_ms;
    let id = world.propose(EVE, Action::CancelPayment { payment }).unwrap();
    let ends_ms = world.state.proposal(id).unwrap().ends_ms;
    world.now_ms = ends_ms - 1;
    settle(&mut world, id);
    assert_eq!(status(&world, payment), PaymentStatus::Stopped, "it is not over");
    world.now_ms = ends_ms + 500;
    assert_eq!(status(&world, payment), PaymentStatus::Stopped, "the record does not know it yet");
    settle(&mut world, id);
    let record = world.state.payment(payment).unwrap();
    assert_eq!(record.status(world.now_ms), PaymentStatus::Waiting);
    assert_eq!(record.ends_ms, record.starts_ms + 20_000 + (ends_ms - made_ms));
    assert_eq!(record.stops.pending, 0);
    settle(&mut world, id);
    assert_eq!(world.state.payment(payment).unwrap(), record, "once");
}

#[ink::test]
fn treasurers_need_not_wait_until_a_failed_proposal_is_settled() {
    let mut world = World::new();
    let payment = world.payment(GUS, 5);
    let id = world.propose(EVE, Action::CancelPayment { payment }).unwrap();
    let call = world.by(ANA);
    assert!(world.state.approve_payment(&call, payment).is_err());
    world.now_ms = world.state.proposal(id).unwrap().ends_ms;
    let call = world.by(ANA);
    assert!(world.state.approve_payment(&call, payment).is_ok());
    assert_eq!(status(&world, payment), PaymentStatus::Waiting);
}

#[ink::test]
fn only_the_first_proposal_of_each_kind_stops_the_clocks() {
    let mut world = World::new();
    let payment = world.payment(GUS, 5);
    let first = world.propose(EVE, Action::CancelPayment { payment }).unwrap();
    world.propose(FAY, Action::CancelPayment { payment }).unwrap();
    assert_eq!(world.state.payment(payment).unwrap().stops.pending, 1);
    let release = world.propose(FAY, Action::ReleasePayment { payment }).unwrap();
    let stops = world.state.payment(payment).unwrap().stops;
    assert_eq!(stops.pending, 2);
    assert_eq!(stops.cancel_proposal.unwrap().proposal, first);
    assert_eq!(stops.release_proposal.unwrap().proposal, release);
    world.now_ms = world.state.proposal(release).unwrap().ends_ms;
    settle(&mut world, first);
    let call = world.by(EVE);
    world.state.propose(&call, "t".to_string(), None, Action::CancelPayment { payment }, Mode::Ballot).unwrap();
    assert_eq!(status(&world, payment), PaymentStatus::Waiting, "a later one does not");
}

#[ink::test]
fn an_expired_or_withdrawn_proposal_resumes_as_of_then() {
    let mut world = World::new();
    let payment = world.payment(GUS, 5);
    let starts_ms = world.now_ms;
    let id = world.pass(Action::CancelPayment { payment });
    let expires_ms = world.state.proposal(id).unwrap().expires_ms();
    world.now_ms = expires_ms + 70;
    settle(&mut world, id);
    assert_eq!(ends_at(&world, payment), starts_ms + 20_000 + (expires_ms - starts_ms));

    let payment = world.payment(GUS, 5);
    let starts_ms = world.now_ms;
    let id = world.propose(EVE, Action::CancelPayment { payment }).unwrap();
    world.wait(100);
    let mut proposal = world.state.proposal(id).unwrap();
    proposal.state = ProposalState::Withdrawn { at_ms: world.now_ms };
    world.state.set_proposal(id, proposal);
    world.wait(30);
    settle(&mut world, id);
    assert_eq!(ends_at(&world, payment), starts_ms + 20_100);
}

#[ink::test]
fn released_by_the_members_it_still_waits_for_what_else_stops_it() {
    let mut world = World::new();
    let payment = world.payment(GUS, 5);
    let id = world.pass(Action::ReleasePayment { payment });
    let cancel = world.propose(FAY, Action::CancelPayment { payment }).unwrap();
    world.execute(id).unwrap();
    assert_eq!(status(&world, payment), PaymentStatus::Stopped);
    world.now_ms = world.state.proposal(cancel).unwrap().ends_ms + 1;
    settle(&mut world, cancel);
    assert_eq!(status(&world, payment), PaymentStatus::Waiting);
    assert_eq!(ends_at(&world, payment), world.now_ms - 1 + 20_000);
}

#[ink::test]
fn only_the_payee_waives_and_by_their_present_account() {
    let mut world = World::new();
    let payment = world.payment(EVE, 5);
    let call = world.by(ANA);
    assert_eq!(world.state.waive_payment(&call, payment).err(), Some(Error::NotPayee.into()));
    let mut old = world.state.member(EVE).unwrap();
    let (eve, new) = (old.index, old.clone());
    old.moved_to = Some(GUS);
    world.state.set_member(EVE, old);
    world.state.set_member(GUS, new);
    world.state.set_account(eve, GUS);
    let call = world.by(EVE);
    assert_eq!(world.state.waive_payment(&call, payment).err(), Some(Error::NotPayee.into()));
    let call = world.by(GUS);
    assert_eq!(world.state.waive_payment(&call, payment).unwrap().amount, 5);
    assert_eq!(general(&world), (1_000, 0, 0));
}
