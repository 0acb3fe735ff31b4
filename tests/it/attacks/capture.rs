//! Taking the society over: by its own rules, in a hurry, by vetoes, by founding it once more.

use mutual_client::contract::Bundle;
use mutual_tests::{World, UNIT};
use mutual_types::{
    Action, Choice, Document, Error, MemberIndex, Mode, PaymentStatus, PotId, ProposalId, ProposalStatus, Role,
    RuleName, Rules,
};
use scale::Encode;

use super::{Attack, Text};

fn proposal(action: Action) -> impl Encode {
    ("T", None::<Document>, action, Mode::Ballot)
}

fn role(member: u32) -> Action {
    Action::GrantRole { member: MemberIndex(member), role: Role::Treasurer, term_ms: 600_000 }
}

#[tokio::test(flavor = "multi_thread")]
async fn g8_nothing_is_executed_too_early_too_late_or_without_having_passed() {
    let world = World::small(|_| {}).await;
    let spend = Action::Spend { payee: world.member("Kaia").account(), amount: UNIT, pot: PotId::GENERAL };
    let id = world.propose("Losa", spend).await;
    let status = |refused: Error| match refused {
        Error::NotExecutable { status, .. } => status,
        other => panic!("{other:?}"),
    };
    assert_eq!(status(world.thwarted("Losa", "execute", id, 0).await), ProposalStatus::Voting);
    world.ayes(id).await;
    let record = world.proposal(id).await;
    world.stage.reach(record.ends_ms).await;
    assert_eq!(status(world.thwarted("Losa", "execute", id, 0).await), ProposalStatus::Notice);

    world.stage.reach(record.expires_ms()).await;
    assert_eq!(status(world.thwarted("Losa", "execute", id, 0).await), ProposalStatus::Expired);
    assert_eq!(status(world.thwarted("Losa", "extend_window", id, 0).await), ProposalStatus::Expired);
    let unknown = world.thwarted("Losa", "execute", ProposalId(7), 0).await;
    assert_eq!(unknown, Error::NoProposal(ProposalId(7)));
    assert!(world.society.payments(0, 50).await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn g14_rules_that_lock_the_society_up_or_hand_it_over_are_refused() {
    let world = World::small(|_| {}).await;
    let rules = world.society.society().await.unwrap().rules;
    type Change = fn(&mut Rules);
    let changes: [(RuleName, Change); 14] = [
        (RuleName::VotingPeriod, |rules| rules.voting.voting_period_ms = 0),
        (RuleName::VotingPeriod, |rules| rules.voting.voting_period_ms = u64::MAX),
        (RuleName::MinOpen, |rules| rules.voting.min_open_ms = rules.voting.voting_period_ms + 1),
        (RuleName::Notice, |rules| rules.voting.notice_ms = 0),
        (RuleName::ExecutionWindow, |rules| rules.voting.execution_window_ms = 0),
        (RuleName::Quorum, |rules| rules.voting.quorum_bps = 0),
        (RuleName::Quorum, |rules| rules.voting.quorum_bps = 10_000),
        (RuleName::SpecialApproval, |rules| rules.voting.special_approval_bps = 5_000),
        (RuleName::SpecialApproval, |rules| rules.voting.special_approval_bps = 10_000),
        (RuleName::MinAyes, |rules| rules.voting.min_ayes = 1),
        (RuleName::PaymentApprovals, |rules| rules.payments.approvals = 0),
        (RuleName::PaymentWindow, |rules| rules.payments.window_ms = 0),
        (RuleName::ReserveFloor, |rules| rules.payments.reserve_floor = u128::MAX),
        (RuleName::Attesters, |rules| rules.relief.attesters = 1),
    ];
    for (rule, change) in changes {
        let mut wanted = rules.clone();
        change(&mut wanted);
        let refused = world.thwarted("Losa", "propose", proposal(Action::SetRules(Box::new(wanted))), 0).await;
        assert!(
            matches!(refused, Error::RuleOutOfBounds { rule: named, .. } if named == rule),
            "{rule:?}: {refused:?}"
        );
    }
    assert_eq!(world.society.society().await.unwrap().rules, rules);
}

#[tokio::test(flavor = "multi_thread")]
async fn g14_more_approvals_than_there_are_treasurers_lock_no_payment_up() {
    let world = World::small(|_| {}).await;
    let mut rules = world.society.society().await.unwrap().rules;
    rules.payments.approvals = 4;
    world.pass("Losa", Action::SetRules(Box::new(rules))).await;
    let kaia = world.fund("Kaia", UNIT).await.account();
    let payment = world.pass_spend("Losa", kaia, UNIT, PotId::GENERAL).await;
    world.approve(payment, &["Mere", "Sione"]).await;
    let refused = world.thwarted("Losa", "release_payment", payment, 0).await;
    assert_eq!(refused, Error::NotEnoughApprovals { have: 2, needed: 3 });
    world.approve(payment, &["Aroha"]).await;
    world.does(world.society.release_payment(&world.member("Losa"), payment)).await.paid().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn g14_the_last_member_does_not_leave_the_money_to_nobody() {
    let world = World::small(|_| {}).await;
    for name in ["Mere", "Sione", "Aroha", "Losa"] {
        world.does(world.society.leave(&world.member(name))).await;
    }
    assert_eq!(world.thwarted("Rangi", "leave", (), 0).await, Error::LastMember);
    // And can still decide: one aye of one.
    let kaia = world.fund("Kaia", UNIT).await.account();
    let id = world.propose("Rangi", Action::Spend { payee: kaia, amount: UNIT, pot: PotId::GENERAL }).await;
    world.aye("Rangi", id).await;
    world.wait_for_execution(id).await;
    world.does(world.society.execute(&world.member("Rangi"), id)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn g15_a_hold_is_one_officers_once_and_ends_by_itself() {
    let world = World::small(|_| {}).await;
    let kaia = world.fund("Kaia", UNIT).await.account();
    let payment = world.pass_spend("Losa", kaia, UNIT, PotId::GENERAL).await;
    world.approve(payment, &["Mere", "Sione"]).await;
    assert_eq!(world.thwarted("Rangi", "hold_payment", (payment, "no"), 0).await, Error::NotSteward);
    assert_eq!(world.thwarted("Aroha", "hold_payment", (payment, ""), 0).await, Error::ReasonMissing);
    world.does(world.society.hold_payment(&world.member("Aroha"), payment, "who is this?")).await;
    let held = world.thwarted("Rangi", "release_payment", payment, 0).await;
    assert!(matches!(held, Error::PaymentNotWaiting { status: PaymentStatus::Stopped, .. }), "{held:?}");
    assert_eq!(world.thwarted("Mere", "lift_hold", payment, 0).await, Error::NotHeld);
    assert_eq!(world.thwarted("Mere", "hold_payment", (payment, "again"), 0).await, Error::AlreadyHeld);

    world.stage.reach(world.stage.now_ms().await + 60_000).await;
    assert_eq!(world.thwarted("Mere", "hold_payment", (payment, "again"), 0).await, Error::AlreadyHeld);
    world.does(world.society.release_payment(&world.member("Rangi"), payment)).await.paid().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn g15_only_whose_account_it_is_stops_a_recovery_and_a_stopped_one_takes_nothing() {
    let world = World::small(|_| {}).await;
    let thief = world.fund("Thief", 20 * UNIT).await;
    let recover = Action::RecoverAccount { member: MemberIndex(0), account: thief.account() };
    let id = world.propose("Sione", recover).await;
    for name in ["Sione", "Aroha", "Losa", "Rangi"] {
        if !world.proposal(id).await.decided {
            world.aye(name, id).await;
        }
    }
    assert_eq!(world.thwarted("Sione", "stop_recovery", id, 0).await, Error::NotSubject);
    assert_eq!(world.thwarted("Thief", "stop_recovery", id, 0).await, Error::NotMember);
    world.stage.reach(world.proposal(id).await.ends_ms).await;
    world.does(world.society.stop_recovery(&world.member("Mere"), id)).await;
    world.stage.reach(world.proposal(id).await.executable_from_ms()).await;
    let refused = world.thwarted("Thief", "execute", id, 0).await;
    assert!(matches!(refused, Error::NotExecutable { status: ProposalStatus::Annulled, .. }), "{refused:?}");
    assert!(world.society.member(thief.account()).await.unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn g16_a_few_who_are_quick_decide_on_money_and_roles_neither_alone_nor_at_once() {
    let world = World::small(|founding| {
        founding.rules.voting.quorum_bps = 1_000;
        founding.rules.voting.min_open_ms = 10_000;
        founding.rules.voting.notice_ms = 5_000;
    })
    .await;
    let spend = Action::Spend { payee: world.member("Kaia").account(), amount: 4_500 * UNIT, pot: PotId::GENERAL };
    let (alone, seat) = (world.propose("Rangi", spend.clone()).await, world.propose("Rangi", role(4)).await);
    for id in [alone, seat] {
        world.aye("Rangi", id).await;
    }
    let together = world.propose("Losa", spend).await;
    let opened_ms = world.proposal(together).await.opened_ms;
    world.ayes(together).await;
    let record = world.proposal(together).await;
    assert!(record.decided && record.ends_ms >= opened_ms + 10_000, "open for whoever comes a little later");
    world.stage.reach(record.executable_from_ms() - 1_000).await;
    let refused = world.thwarted("Losa", "execute", together, 0).await;
    assert!(matches!(refused, Error::NotExecutable { status: ProposalStatus::Notice, .. }), "{refused:?}");

    world.stage.reach(world.proposal(seat).await.executable_from_ms()).await;
    for id in [alone, seat] {
        let refused = world.thwarted("Rangi", "execute", id, 0).await;
        assert!(matches!(refused, Error::NotExecutable { status: ProposalStatus::Rejected, .. }), "{refused:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g16_a_society_short_of_treasurers_hurries_and_still_needs_two_ayes_and_a_notice() {
    let world = World::small(|_| {}).await;
    for name in ["Mere", "Sione"] {
        world.does(world.society.resign(&world.member(name), Role::Treasurer)).await;
    }
    let id = world.propose("Rangi", role(4)).await;
    world.aye("Rangi", id).await;
    let record = world.proposal(id).await;
    assert_eq!((record.terms.voting_period_ms, record.terms.notice_ms), (1_000, 1_000));
    assert_eq!(record.terms.threshold.min_ayes, 2);
    world.stage.reach(record.executable_from_ms()).await;
    let refused = world.thwarted("Rangi", "execute", id, 0).await;
    assert!(matches!(refused, Error::NotExecutable { status: ProposalStatus::NoQuorum, .. }), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn g16_silence_is_no_consent_to_money_roles_or_rules() {
    let world = World::small(|_| {}).await;
    let rules = world.society.society().await.unwrap().rules;
    let spend = Action::Spend { payee: world.member("Kaia").account(), amount: 1, pot: PotId::GENERAL };
    for action in [spend, role(4), Action::SetRules(Box::new(rules)), Action::Dissolve] {
        let kind = action.kind();
        let args = ("T", None::<Document>, action, Mode::Consent);
        assert_eq!(world.thwarted("Rangi", "propose", args, 0).await, Error::NoConsent(kind));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g20_a_society_is_founded_once_and_migrates_only_to_another_version() {
    let world = World::small(|_| {}).await;
    let founding = mutual_tests::people::example(world.stage.chain.unit()).founding;
    let again = [Bundle::society().unwrap().constructor("new").unwrap().as_slice(), &founding.encode()].concat();
    world.fails("Mere", world.society.address(), again, 0, "Contract").await;
    assert_eq!(world.thwarted("Mere", "migrate", 50u32, 0).await, Error::NothingToMigrate);
    assert_eq!(world.society.society().await.unwrap().counters.present, 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn p12_code_that_is_not_on_the_chain_replaces_nothing_and_nobody_replaces_code_without_a_decision() {
    let world = World::small(|_| {}).await;
    let document = Document { uri: String::new(), hash: [0; 32] };
    let upgrade = |code_hash| Action::Upgrade { code_hash, document: document.clone() };
    let refused = world.thwarted("Mere", "propose", proposal(upgrade([0; 32])), 0).await;
    assert_eq!(refused, Error::UpgradeFailed);
    let id = world.propose("Mere", upgrade([7; 32])).await;
    let early = world.thwarted("Mere", "execute", id, 0).await;
    assert!(matches!(early, Error::NotExecutable { status: ProposalStatus::Voting, .. }), "{early:?}");
    let code = world.stage.chain.code_hash(world.society.address()).await.unwrap();
    world.ayes(id).await;
    world.wait_for_execution(id).await;
    assert_eq!(world.thwarted("Mere", "execute", id, 0).await, Error::UpgradeFailed);
    assert_eq!(world.stage.chain.code_hash(world.society.address()).await.unwrap(), code);
    let vote = (id, Choice::Aye, Text::None);
    assert!(matches!(
        world.thwarted("Rangi", "vote", vote, 0).await,
        Error::VotingClosed { .. } | Error::AlreadyVoted(_)
    ));
}
