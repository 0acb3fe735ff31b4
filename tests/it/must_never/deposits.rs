//! Money becomes unreachable. What came without a message is booked; deposits come back.

use mutual_client::chain::Wait;
use mutual_tests::{World, UNIT};
use mutual_types::{event::Event, Action, Error, Mode, PotId, ProposalStatus, SPAM_WINDOW_MS};

#[tokio::test(flavor = "multi_thread")]
async fn a_plain_transfer_is_a_surplus_that_anybody_books_to_the_general_pot() {
    let world = World::cannons_creek().await;
    let (kaia, society) = (world.fund("Kaia", 100 * UNIT).await, &world.society);
    assert_eq!(world.refuses(society.sweep(&kaia)).await, Error::NothingToSweep);

    let gift = world.stage.chain.prepare_transfer(kaia.account(), society.address(), 40 * UNIT + 1).await.unwrap();
    world.does(gift.send(&kaia, Wait::Block)).await;
    let view = society.society().await.unwrap();
    assert_eq!(view.counters.ledger.surplus(view.balance).unwrap(), 40 * UNIT + 1);
    assert_eq!(world.pot(PotId::GENERAL).await, (4_500 * UNIT, 0), "in no pot, and spendable by nothing");

    let swept = world.does(society.sweep(&kaia)).await;
    assert_eq!(swept.value, 40 * UNIT + 1);
    assert_eq!(world.pot(PotId::GENERAL).await, (4_540 * UNIT + 1, 0));
    assert_eq!(world.refuses(society.sweep(&kaia)).await, Error::NothingToSweep);
    world.check_total().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deposit_comes_back_as_a_credit_that_its_proposer_withdraws() {
    let world = World::cannons_creek().await;
    let (rangi, society) = (world.member("Rangi"), &world.society);
    for _ in 0..3 {
        world.propose("Rangi", Action::Resolution).await;
    }
    let propose = |deposit| society.propose(&rangi, "A fourth", None, &Action::Resolution, Mode::Ballot, deposit);
    assert_eq!(world.refuses(propose(0)).await, Error::WrongDeposit { given: 0, needed: UNIT });
    assert_eq!(world.refuses(propose(2 * UNIT)).await, Error::WrongDeposit { given: 2 * UNIT, needed: UNIT });
    let fourth = world.does(propose(UNIT)).await.value;
    assert_eq!(society.society().await.unwrap().counters.ledger.deposits, UNIT);
    let refused = world.refuses(society.settle(&rangi, fourth)).await;
    assert_eq!(refused, Error::NotOver(ProposalStatus::Voting));

    let ends_ms = world.proposal(fourth).await.ends_ms;
    world.stage.reach(ends_ms).await;
    let until_ms = ends_ms + SPAM_WINDOW_MS;
    let refused = world.refuses(society.settle(&rangi, fourth)).await;
    assert_eq!(refused, Error::SpamWindow { until_ms }, "stewards may still call it spam");
    world.stage.reach(until_ms).await;
    let settled = world.does(society.settle(&world.member("Hemi"), fourth)).await;
    assert!(matches!(&settled.events[..], [Event::ProposalSettled(event)] if event.deposit == UNIT));
    assert_eq!(world.refuses(society.settle(&rangi, fourth)).await, Error::AlreadySettled);
    assert_eq!(society.credit(rangi.account()).await.unwrap(), UNIT);
    assert_eq!(world.refuses(society.withdraw_credit(&world.member("Hemi"))).await, Error::NoCredit);

    let withdrawn = world.does(society.withdraw_credit(&rangi)).await;
    assert_eq!(withdrawn.value, UNIT);
    assert_eq!(society.credit(rangi.account()).await.unwrap(), 0);
    assert_eq!(world.refuses(society.withdraw_credit(&rangi)).await, Error::NoCredit);
    assert_eq!(society.society().await.unwrap().counters.ledger.total().unwrap(), 4_500 * UNIT);
    world.check_total().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn closed_proposals_make_room_by_themselves_when_their_maker_proposes_again() {
    let world = World::cannons_creek().await;
    let mut last = None;
    for _ in 0..3 {
        last = Some(world.propose("Rangi", Action::Resolution).await);
    }
    world.stage.reach(world.proposal(last.unwrap()).await.ends_ms).await;

    let rangi = world.member("Rangi");
    let made = world.does(world.society.propose(&rangi, "A fourth", None, &Action::Resolution, Mode::Ballot, 0)).await;

    let settled = made.events.iter().filter(|event| matches!(event, Event::ProposalSettled(_)));
    assert_eq!(settled.count(), 3);
}
