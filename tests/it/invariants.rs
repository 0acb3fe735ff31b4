//! Whatever people do, in whatever order: after each message the society's books balance, and no planck comes or goes but
//! for the fees.

use std::sync::atomic::{AtomicUsize, Ordering};

use mutual_client::chain::Wait;
use mutual_client::keys::Signer;
use mutual_client::society::Outcome;
use mutual_client::Error;
use mutual_tests::{World, UNIT};
use mutual_types::{Action, Choice, MemberIndex, Mode, PaymentId, PaymentState, Planck, PotId, ProposalId, Role};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

const PEOPLE: [&str; 7] = ["Mere", "Sione", "Aroha", "Losa", "Rangi", "Manaia", "Kaia"];

/// What somebody tries. Numbers of proposals and payments count back from the newest.
#[derive(Clone, Debug)]
enum Act {
    Apply,
    Sponsor { applicant: usize },
    Spend { payee: usize, amount: Planck, pot: u32 },
    Resolve,
    Revoke { member: u32 },
    Grant { member: u32 },
    Vote { back: u32, choice: Choice },
    DecideTogether { back: u32 },
    Certify { back: u32 },
    Execute { back: u32 },
    Settle { back: u32 },
    Contribute { pot: u32, amount: Planck },
    Transfer { amount: Planck },
    Sweep,
    Approve { back: u32 },
    ApproveTogether { back: u32 },
    Release { back: u32 },
    Renew { back: u32 },
    Withdraw,
    Wait { ms: u64 },
}

fn act() -> impl Strategy<Value = Act> {
    let back = || prop_oneof![3 => Just(0u32), 1 => 1..4u32];
    let amount = || prop_oneof![1 => 0..UNIT / 1_000, 4 => 1..800 * UNIT, 1 => Just(4_500 * UNIT)];
    let choice = prop_oneof![3 => Just(Choice::Aye), 1 => Just(Choice::Nay), 1 => Just(Choice::Abstain)];
    prop_oneof![
        2 => Just(Act::Apply),
        2 => (5..7usize).prop_map(|applicant| Act::Sponsor { applicant }),
        6 => (0..8usize, amount(), prop_oneof![6 => Just(0u32), 2 => Just(3), 1 => Just(1), 1 => Just(4)])
            .prop_map(|(payee, amount, pot)| Act::Spend { payee, amount, pot }),
        1 => Just(Act::Resolve),
        1 => (0..6u32).prop_map(|member| Act::Revoke { member }),
        1 => (0..6u32).prop_map(|member| Act::Grant { member }),
        2 => (back(), choice).prop_map(|(back, choice)| Act::Vote { back, choice }),
        6 => back().prop_map(|back| Act::DecideTogether { back }),
        1 => back().prop_map(|back| Act::Certify { back }),
        8 => back().prop_map(|back| Act::Execute { back }),
        2 => back().prop_map(|back| Act::Settle { back }),
        2 => (0..5u32, amount()).prop_map(|(pot, amount)| Act::Contribute { pot, amount }),
        1 => (1..100 * UNIT).prop_map(|amount| Act::Transfer { amount }),
        1 => Just(Act::Sweep),
        4 => back().prop_map(|back| Act::Approve { back }),
        6 => back().prop_map(|back| Act::ApproveTogether { back }),
        4 => back().prop_map(|back| Act::Release { back }),
        1 => back().prop_map(|back| Act::Renew { back }),
        2 => Just(Act::Withdraw),
        4 => prop_oneof![8 => 1..3_000u64, 2 => Just(31_000), 1 => Just(3_600_000)].prop_map(|ms| Act::Wait { ms }),
    ]
}

#[test]
fn the_books_balance_whatever_people_do() {
    let config = Config { cases: 5, max_shrink_iters: 40, failure_persistence: None, ..Config::default() };
    let acts = proptest::collection::vec((0..7usize, act()), 40..90);
    // The same stories each time: a build that fails by chance is believed by nobody. Another seed tells others.
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let paid = AtomicUsize::new(0);
    let told = TestRunner::new_with_rng(config, rng).run(&acts, |acts| {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        // A failed assertion becomes a failed case, so that the story is made shorter.
        let played = std::panic::catch_unwind(|| runtime.block_on(play(&acts)));
        let count = played.map_err(|panic| {
            TestCaseError::fail(panic.downcast_ref::<String>().cloned().unwrap_or_else(|| "it panicked".to_owned()))
        })?;
        paid.fetch_add(count, Ordering::Relaxed);
        Ok(())
    });
    told.unwrap_or_else(|error| panic!("{error}"));
    let paid = paid.into_inner();
    assert!(paid > 0, "these stories say little: {paid} payments were made");
}

/// Plays the story, and gives how many payments were made in it.
async fn play(acts: &[(usize, Act)]) -> usize {
    let world = World::small(|_| {}).await;
    for newcomer in ["Manaia", "Kaia"] {
        world.fund(newcomer, 200 * UNIT).await;
    }
    world.watch(nobody(&world));
    for (who, act) in acts {
        let signer = world.member(PEOPLE[*who]);
        match attempt(&world, &signer, act).await {
            Ok(fee) => world.count_fee(fee),
            Err(Error::Contract { sent: None, .. } | Error::Input { .. } | Error::NoFunds { .. }) => {}
            // A window ended between the trial and the block: the society refused, and the fees are paid all the same.
            Err(Error::Contract { sent: Some(_), .. }) => {
                let fees = world.uncounted().await;
                assert!(fees < UNIT, "{act:?}: {fees} planck of fees");
                world.count_fee(fees);
            }
            Err(error) => panic!("{act:?}: {error:?}"),
        }
        world.check().await;
        world.check_total().await;
    }
    let paid = world.society.payments(0, 50).await.unwrap().into_iter();
    paid.filter(|view| matches!(view.payment.state, PaymentState::Released { .. })).count()
}

/// An account that does not exist.
fn nobody(world: &World) -> mutual_types::AccountId {
    world.people.signer("NobodyYet").account()
}

fn fee<T>(sent: Result<Outcome<T>, Error>) -> Result<Planck, Error> {
    sent.map(|outcome| outcome.fee.unwrap())
}

/// The fee of what the society took; nothing for what it refused.
fn taken<T>(sent: Result<Outcome<T>, Error>) -> Result<Planck, Error> {
    match sent {
        Err(Error::Contract { sent: None, .. }) => Ok(0),
        other => fee(other),
    }
}

async fn attempt(world: &World, signer: &Signer, act: &Act) -> Result<Planck, Error> {
    let society = &world.society;
    let counters = society.society().await?.counters;
    let proposal = |back: u32| ProposalId(counters.proposals.saturating_sub(1 + back));
    let payment = |back: u32| PaymentId(counters.payments.saturating_sub(1 + back));
    let person = |place: usize| match PEOPLE.get(place) {
        Some(name) => world.people.signer(name).account(),
        None => nobody(world),
    };
    let role = |member: u32| (MemberIndex(member), Role::Treasurer);
    let propose = |action: Action| async move {
        match society.propose(signer, "A try", None, &action, Mode::Ballot, 0).await {
            Err(Error::Contract { error: mutual_types::Error::WrongDeposit { needed, .. }, .. }) => {
                fee(society.propose(signer, "A try", None, &action, Mode::Ballot, needed).await)
            }
            other => fee(other),
        }
    };
    match act.clone() {
        Act::Apply => fee(society.apply(signer, 1).await),
        Act::Sponsor { applicant } => fee(society.sponsor(signer, person(applicant)).await),
        Act::Spend { payee, amount, pot } => {
            propose(Action::Spend { payee: person(payee), amount, pot: PotId(pot) }).await
        }
        Act::Resolve => propose(Action::Resolution).await,
        Act::Revoke { member } => {
            let (member, role) = role(member);
            propose(Action::RevokeRole { member, role }).await
        }
        Act::Grant { member } => {
            let (member, role) = role(member);
            propose(Action::GrantRole { member, role, term_ms: 600_000 }).await
        }
        Act::Vote { back, choice } => fee(society.vote(signer, proposal(back), choice, None).await),
        Act::DecideTogether { back } => {
            let fees = decide_together(world, proposal(back)).await?;
            Ok(fees + taken(society.execute(signer, proposal(back)).await)?)
        }
        Act::ApproveTogether { back } => {
            let fees = approve_together(world, payment(back)).await?;
            Ok(fees + taken(society.release_payment(signer, payment(back)).await)?)
        }
        Act::Certify { back } => fee(society.certify(signer, proposal(back)).await),
        Act::Execute { back } => fee(society.execute(signer, proposal(back)).await),
        Act::Settle { back } => fee(society.settle(signer, proposal(back)).await),
        Act::Contribute { pot, amount } => fee(society.contribute(signer, PotId(pot), None, amount).await),
        Act::Transfer { amount } => {
            let prepared = world.stage.chain.prepare_transfer(signer.account(), society.address(), amount).await?;
            fee(prepared.send(signer, Wait::Block).await)
        }
        Act::Sweep => fee(society.sweep(signer).await),
        Act::Approve { back } => fee(society.approve_payment(signer, payment(back)).await),
        Act::Release { back } => fee(society.release_payment(signer, payment(back)).await),
        Act::Renew { back } => fee(society.renew_payment(signer, payment(back)).await),
        Act::Withdraw => fee(society.withdraw_credit(signer).await),
        Act::Wait { ms } => {
            world.stage.reach(world.stage.now_ms().await + ms).await;
            Ok(0)
        }
    }
}

/// All founders vote aye, as far as they may, and wait out the notice.
async fn decide_together(world: &World, proposal: ProposalId) -> Result<Planck, Error> {
    let mut fees = 0;
    for name in &PEOPLE[..5] {
        fees += taken(world.society.vote(&world.people.signer(name), proposal, Choice::Aye, None).await)?;
    }
    if let Some((record, _)) = world.society.proposal(proposal).await?.filter(|(record, _)| record.decided) {
        world.stage.reach(record.executable_from_ms()).await;
    }
    Ok(fees)
}

/// All treasurers of the founding approve, as far as they may.
async fn approve_together(world: &World, payment: PaymentId) -> Result<Planck, Error> {
    let mut fees = 0;
    for name in &PEOPLE[..3] {
        fees += taken(world.society.approve_payment(&world.people.signer(name), payment).await)?;
    }
    Ok(fees)
}
