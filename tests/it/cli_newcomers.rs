//! A newcomer's first money by the command: it is exactly what applying takes, whoever pays it.

use mutual_client::text::address;
use mutual_tests::{World, UNIT};
use mutual_types::{Action, AdmissionPolicy, PotId};

const MERE: &str = "//Alice";
const RANGI: &str = "//Dave//stash";

#[tokio::test(flavor = "multi_thread")]
async fn the_first_money_is_enough_to_apply_under_each_policy_and_hardly_more() {
    for policy in [AdmissionPolicy::Sponsored(2), AdmissionPolicy::Open, AdmissionPolicy::Ballot] {
        let (world, shell) = World::served(|founding| founding.rules.membership.admission = policy).await;
        let kaia = world.people.signer("Kaia").account();
        let invited = shell.by(MERE).data(&["member", "invite", "//Kaia"]).await;
        let sent: u128 = invited["amount"].as_str().unwrap().parse().unwrap();
        assert_eq!(world.purse(kaia).await, sent, "{policy:?}");
        let parts = &invited["welcome"];
        let part = |name: &str| parts[name].as_str().unwrap().parse::<u128>().unwrap();
        assert_eq!(sent, part("fee_max") + part("deposit") + part("kept"), "{policy:?}: {parts}");
        // The chain takes a deposit only from who has the least of an account twice.
        assert_eq!(part("kept"), 2 * world.stage.chain.existential_deposit().await.unwrap());
        let card = invited["card"]["action"].as_str().unwrap();
        for words in
            ["for the fee of applying", "for the deposit of storing the application", "must stay in the account"]
        {
            assert!(card.contains(words), "{card}");
        }

        let applied = shell.by("//Kaia").data(&["member", "apply"]).await;
        assert_eq!(applied["card"]["deposit"], parts["deposit"], "{policy:?}: the deposit is exactly that");
        let fee: u128 = applied["card"]["fee_max"].as_str().unwrap().parse().unwrap();
        assert!(fee <= part("fee_max") && part("fee_max") < fee * 2, "{policy:?}: {fee} of {}", part("fee_max"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_some_gets_the_rest_and_who_has_enough_gets_nothing() {
    let (world, shell) = World::served(|_| {}).await;
    world.fund("Kaia", UNIT).await;
    let said = shell.by(MERE).says(&["member", "invite", "//Kaia", "--more", "2 UNIT"], &["amount\t"]).await;
    assert!(said.err.contains("less 1 UNIT that they have") && said.err.contains("and 2 UNIT more"), "{}", said.err);
    let height = world.stage.height();
    shell.by(MERE).says(&["member", "invite", "//Kaia"], &["nothing: they have enough to apply"]).await;
    assert_eq!(world.stage.height(), height, "nothing was sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_society_invites_by_a_small_payment_or_by_a_proposal() {
    let (world, shell) = World::served(|founding| founding.rules.payments.petty_max = 20 * UNIT).await;
    let invite = ["member", "invite", "//Kaia", "--by", "petty"];
    shell.by(MERE).refuses(&invite, 6, "contract.AllowanceExceeded", &["allowance"]).await;
    let action = Action::SetAllowance {
        pot: PotId::GENERAL,
        payment_max: 5 * UNIT,
        period_max: 10 * UNIT,
        period_ms: 86_400_000,
    };
    world.pass("Rangi", action).await;
    let before = world.pot(PotId::GENERAL).await.0;
    let invited = shell.by(MERE).data(&invite).await;
    let sent: u128 = invited["amount"].as_str().unwrap().parse().unwrap();
    assert_eq!(world.pot(PotId::GENERAL).await.0, before - sent);
    shell.by("//Kaia").says(&["member", "apply"], &["applied"]).await;

    let proposed = shell
        .by(RANGI)
        .says(&["member", "invite", "//Tui", "--by", "proposal"], &["proposal\t1", "made proposal 1 (spend)"])
        .await;
    assert!(proposed.err.contains("What it pays for: at most"), "{}", proposed.err);
    shell.says(&["proposal", "show", "1"], &["First money for a newcomer"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_invited_who_could_not_apply() {
    let (world, shell) = World::served(|_| {}).await;
    let height = world.stage.height();
    let mere = shell.by(MERE);
    mere.refuses(&["member", "invite", "//Bob"], 6, "contract.AccountBound", &["member 1"]).await;
    mere.refuses(&["member", "invite", "//CommunityTrust"], 6, "contract.InvalidBeneficiary", &[]).await;
    mere.refuses(
        &["member", "invite", &address::format(&world.society.address())],
        6,
        "contract.InvalidBeneficiary",
        &[],
    )
    .await;
    shell.by("//Nobody").refuses(&["member", "invite", "//Kaia"], 7, "no-funds", &[]).await;
    assert_eq!(world.stage.height(), height, "nothing was sent");
    world.fund("Kaia", 20 * UNIT).await;
    shell.by("//Kaia").says(&["member", "apply"], &[]).await;
    mere.refuses(&["member", "invite", "//Kaia"], 6, "contract.AlreadyApplied", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_less_than_that_is_told_so_and_nothing_is_sent() {
    let (world, shell) = World::served(|_| {}).await;
    let parts = shell.by(MERE).data(&["member", "invite", "//Kaia", "--dry-run"]).await["welcome"].clone();
    let part = |name: &str| parts[name].as_str().unwrap().parse::<u128>().unwrap();
    // Enough for the fee, the deposit and an account that goes on, which is not enough for the chain.
    let short = part("fee_max") + part("deposit") + part("kept") / 2;
    world.fund("Kaia", short).await;
    let height = world.stage.height();
    let refused = shell.by("//Kaia").refuses(&["member", "apply"], 7, "no-funds", &["to spend, and this takes"]).await;
    assert_eq!(world.stage.height(), height, "nothing was sent: {refused:?}");
    shell.by(MERE).says(&["member", "invite", "//Kaia"], &[]).await;
    shell.by("//Kaia").says(&["member", "apply"], &["applied"]).await;
}
