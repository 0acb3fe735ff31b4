//! The end of a society by the command, to the last planck.

use mutual_client::text::{address, moment};
use mutual_tests::{Shell, World, UNIT};
use mutual_types::{Action, GrantTerms, PotId, ProposalId, StageTerms, UNCLAIMED_MS};

const MERE: &str = "//Alice";
const RANGI: &str = "//Dave//stash";
const SALOTE: &str = "//Eve//stash";
const TRUST: &str = "//CommunityTrust";
const WIREMU: &str = "//Ferdie//stash";
/// All founders but Wiremu, who is number 11.
const OTHERS: [&str; 11] = [
    MERE,
    "//Bob",
    "//Charlie",
    "//Dave",
    "//Eve",
    "//Ferdie",
    "//Alice//stash",
    "//Bob//stash",
    "//Charlie//stash",
    RANGI,
    SALOTE,
];

/// A promised payment, a running grant, shares, and money in two other pots.
async fn with_promises(world: &World, shell: &Shell) {
    let kaia = world.member("Kaia").account();
    shell.by(SALOTE).says(&["member", "shares", "buy", "2"], &[]).await;
    shell.by(MERE).says(&["treasury", "deposit", "100 UNIT", "--pot", "3"], &[]).await;
    shell.by(MERE).says(&["treasury", "deposit", "50 UNIT", "--pot", "2"], &[]).await;
    world.pass_spend("Rangi", kaia, 9 * UNIT, PotId::GENERAL).await;
    let due_ms = world.stage.now_ms().await + 86_400_000;
    let stage = StageTerms { title: "Oven".to_owned(), amount: 60 * UNIT, due_ms, months: 0 };
    let terms = GrantTerms {
        payee: kaia,
        pot: PotId::GENERAL,
        stages: vec![stage],
        unit: "loaves".to_owned(),
        repay_by_ms: None,
    };
    world.pass("Sione", Action::Grant(terms)).await;
}

/// The lines of `mutual dissolution show` that tell what is left to do.
async fn to_do(shell: &Shell) -> Vec<String> {
    let shown = shell.says(&["dissolution", "show"], &[]).await;
    shown.out.lines().filter_map(|line| line.strip_prefix("to do: ")).map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_society_that_fell_asleep_is_ended_by_anyone_and_every_planck_finds_its_owner() {
    let (world, shell) = World::served(|founding| {
        founding.asset_lock.locked = false;
        founding.rules.membership.share_price = 10 * UNIT;
        founding.rules.membership.shares_max = 10;
    })
    .await;
    with_promises(&world, &shell).await;
    world.fund("Stranger", 100 * UNIT).await;
    world.fund("CommunityTrust", 10 * UNIT).await;
    let stranger = shell.by("//Stranger");

    it_opens_when_nothing_happened_for_long(&world, &shell, &stranger).await;
    members_are_counted_while_claims_are_open(&world, &shell, &stranger).await;
    promises_and_pots_are_ended_after_them(&world, &shell, &stranger).await;
    what_is_left_is_divided_and_claimed(&world, &shell, &stranger).await;
    what_nobody_wants_goes_to_the_beneficiary_after_a_year(&world, &shell, &stranger).await;

    assert_eq!(to_do(&shell).await, [""; 0]);
    shell.says(&["dissolution", "show"], &["money left\t0 UNIT"]).await;
    let minimum = world.stage.chain.existential_deposit().await.unwrap();
    assert_eq!(world.purse(world.society.address()).await, minimum);
}

async fn it_opens_when_nothing_happened_for_long(world: &World, shell: &Shell, stranger: &Shell) {
    let view = world.society.society().await.unwrap();
    let from_ms = view.counters.last_activity_ms + view.rules.dormancy_ms;
    let from = moment::format(from_ms);
    let shown = shell.says(&["dissolution", "show"], &["none: the society runs", &from]).await;
    assert!(!shown.out.contains("to do"), "{}", shown.out);
    stranger.refuses(&["dissolution", "open"], 6, "contract.NotDormant", &[&from]).await;
    for early in [&["count"][..], &["divide"], &["claim", "3"], &["cancel-grant", "0"], &["liquidate", "3"]] {
        stranger.refuses(&[&["dissolution"], early].concat(), 6, "contract.NotDissolving", &[]).await;
    }

    world.stage.reach(from_ms).await;
    shell.says(&["dissolution", "show"], &["by anyone: `mutual dissolution open`"]).await;
    let card = stranger.run(&["dissolution", "open", "--dry-run"]).await;
    assert!(card.err.contains("open the dissolution: the society ends"), "{card:?}");
    stranger.says(&["dissolution", "open"], &["The society dissolves: what is approved can be claimed until"]).await;
    stranger.refuses(&["dissolution", "open"], 6, "contract.Dissolving", &[]).await;
    let gift = ["treasury", "deposit", "1 UNIT"];
    shell.by(MERE).refuses(&gift, 6, "contract.Dissolving", &["mutual dissolution show"]).await;
}

async fn members_are_counted_while_claims_are_open(world: &World, shell: &Shell, stranger: &Shell) {
    let dissolution = world.society.society().await.unwrap().dissolution.unwrap();
    let until = moment::format(dissolution.claims_until_ms);
    let left = to_do(shell).await;
    for (line, words) in [
        (0, "mutual dissolution claim MEMBER"),
        (1, "look at 12 more member(s) for who shares: `mutual dissolution count`"),
        (2, "approve and release what was promised"),
        (3, "cancel the rest, close the pots and divide: wait"),
    ] {
        assert!(left[line].contains(words), "{words:?} at {line} of {left:#?}");
    }
    assert!(left[2].contains(&until) && left.len() == 4, "{left:#?}");
    let cancel = format!("the society dissolves; from {until} anyone can stop it: `mutual grant cancel 0`");
    shell.says(&["grant", "show", "0"], &[&cancel]).await;

    let counted = ["Members before number 5 were looked at; 5 of them share so far."];
    stranger.says(&["dissolution", "count", "--limit", "5"], &counted).await;
    assert!(to_do(shell).await[1].contains("7 more member(s)"));
    for limit in ["0", "51"] {
        let ran = stranger.run(&["dissolution", "count", "--limit", limit]).await;
        assert_eq!(ran.exit, 2, "{ran:?}");
    }
    let data = stranger.data(&["dissolution", "count"]).await;
    assert_eq!((&data["events"][0]["next"], &data["events"][0]["sharers"]), (&12.into(), &12.into()));
    stranger.refuses(&["dissolution", "count"], 6, "contract.NothingToRecord", &[]).await;

    stranger.refuses(&["dissolution", "liquidate", "3"], 6, "contract.ClaimsOpen", &[&until]).await;
    stranger.refuses(&["payment", "cancel", "0"], 6, "contract.ClaimsOpen", &[&until]).await;
    stranger.refuses(&["dissolution", "cancel-grant", "0"], 6, "contract.ClaimsOpen", &[&until]).await;
    stranger.refuses(&["dissolution", "divide"], 6, "contract.ClaimsOpen", &[&until]).await;
    world.stage.reach(dissolution.claims_until_ms).await;
}

async fn promises_and_pots_are_ended_after_them(world: &World, shell: &Shell, stranger: &Shell) {
    let left = to_do(shell).await;
    assert!(left[1].contains("cancel what is still promised of pot(s) 0"), "{left:#?}");
    stranger.refuses(&["dissolution", "divide"], 6, "contract.NotDivisible", &["mutual payment cancel"]).await;
    shell.says(&["payment", "show", "0"], &["`mutual payment cancel 0`"]).await;
    stranger.says(&["payment", "cancel", "0"], &["Payment 0 was cancelled; 9 UNIT are free again."]).await;
    stranger.refuses(&["payment", "cancel", "0"], 6, "contract.PaymentNotWaiting", &[]).await;
    shell
        .says(
            &["grant", "show", "0"],
            &["the time for claims is over, and anyone can stop it: `mutual grant cancel 0`"],
        )
        .await;
    stranger.says(&["dissolution", "cancel-grant", "0"], &["Grant 0 was stopped; 60 UNIT are free again."]).await;
    assert_eq!(world.pot(PotId::GENERAL).await.1, 0);

    stranger.refuses(&["dissolution", "liquidate", "0"], 6, "contract.WrongPot", &["it is a general pot"]).await;
    stranger.refuses(&["dissolution", "liquidate", "9"], 3, "not-found", &["pot 9", "`mutual treasury pots`"]).await;
    let left = to_do(shell).await;
    assert!(left.iter().any(|line| line == "close pot 3, Food: `mutual dissolution liquidate 3`"), "{left:#?}");
    for pot in ["1", "2", "3"] {
        stranger.says(&["dissolution", "liquidate", pot], &[&format!("pot\t{pot}")]).await;
    }
    stranger.refuses(&["dissolution", "liquidate", "3"], 6, "contract.PotClosed", &[]).await;
    let food_bank = world.member("FoodBank").account();
    assert_eq!(world.society.credit(food_bank).await.unwrap(), 100 * UNIT);
}

async fn what_is_left_is_divided_and_claimed(world: &World, shell: &Shell, stranger: &Shell) {
    let left = to_do(shell).await;
    assert!(left.iter().any(|line| line == "divide what is left: `mutual dissolution divide`"), "{left:#?}");
    // 4,550 UNIT among twelve: a third of a UNIT is none, and four planck are left over.
    let divided = stranger.says(&["dissolution", "divide"], &["4550 UNIT were divided: 12 members get 379.1666"]).await;
    assert!(divided.out.contains("the first 8 to claim get one planck more"), "{}", divided.out);
    stranger.refuses(&["dissolution", "divide"], 6, "contract.NotDivisible", &[]).await;

    stranger.refuses(&["dissolution", "claim", "12"], 3, "not-found", &["`mutual member list`"]).await;
    // Salote has shares at par besides.
    let salote = stranger.says(&["dissolution", "claim", SALOTE], &["member\t10", "20 UNIT", "The share of member 10"]);
    assert!(salote.await.out.contains("379.16666666666"), "her part");
    stranger.refuses(&["dissolution", "claim", "10"], 6, "contract.NoShare", &[]).await;
    for member in (0..12).filter(|member| *member != 10) {
        stranger.says(&["dissolution", "claim", &member.to_string()], &["The share of member"]).await;
    }
    let before = world.purse(world.member("Salote").account()).await;
    for who in OTHERS {
        shell.by(who).says(&["treasury", "withdraw"], &["withdrawn\t"]).await;
    }
    let got = world.purse(world.member("Salote").account()).await - before;
    assert!(got > 399 * UNIT && got < 400 * UNIT, "{got}: her shares and her part");
}

async fn what_nobody_wants_goes_to_the_beneficiary_after_a_year(world: &World, shell: &Shell, stranger: &Shell) {
    let division = world.society.society().await.unwrap().dissolution.unwrap().division.unwrap();
    let from_ms = division.at_ms + UNCLAIMED_MS;
    let from = moment::format(from_ms);
    let wiremu = address::format(&world.member("Wiremu").account());
    let forfeit = |account: &str| vec!["dissolution".to_owned(), "forfeit".to_owned(), account.to_owned()];
    let early = forfeit(&wiremu);
    let early: Vec<&str> = early.iter().map(String::as_str).collect();
    stranger.refuses(&early, 6, "contract.NotUnclaimed", &[&from]).await;
    assert!(to_do(shell).await.iter().any(|line| line.contains(&from)), "it says from when on");

    world.stage.reach(from_ms).await;
    let card = stranger.run(&[&early[..], &["--dry-run"]].concat()).await;
    assert!(card.err.contains("make the unclaimed credit of") && card.err.contains("379.1666"), "{card:?}");
    stranger.says(&early, &["which nobody claimed, is the beneficiary's now", &wiremu]).await;
    stranger.says(&["dissolution", "forfeit", "//FoodBank"], &["100 UNIT"]).await;
    stranger.refuses(&early, 6, "contract.NoCredit", &[]).await;
    stranger.refuses(&["dissolution", "forfeit", TRUST], 6, "contract.NoCredit", &[]).await;
    // Somebody still sends money; it is the beneficiary's too.
    shell.by(MERE).says(&["account", "send", &address::format(&world.society.address()), "3 UNIT"], &[]).await;
    stranger.says(&["treasury", "sweep"], &["swept\t3 UNIT"]).await;
    shell.by(TRUST).says(&["treasury", "withdraw"], &["withdrawn\t482.1666"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_society_dissolved_by_its_members_pays_what_it_promised_and_its_beneficiary_gets_the_rest() {
    let (world, shell) = World::served(|_| {}).await;
    let salote = world.member("Salote").account();
    let promised = world.pass_spend("Rangi", salote, 9 * UNIT, PotId::GENERAL).await;
    world.approve(promised, &["Mere"]).await;
    world.fund("CommunityTrust", 10 * UNIT).await;
    world.stage.reach(world.stage.now_ms().await + 60_000).await;
    let hash = format!("0x{}", "3c".repeat(32));
    shell.by(WIREMU).says(&["relief", "ask", "40 UNIT", "--evidence-hash", &hash], &["request\t0"]).await;
    shell.by(WIREMU).says(&["dispute", "open", "payment", "0", "--against"], &["dispute\t0"]).await;
    let new = ["proposal", "new", "dissolve", "--title", "Our work is done"];
    shell.by(RANGI).says(&new, &["proposal\t1", "made proposal 1 (dissolve), which is special"]).await;
    world.ayes(ProposalId(1)).await;
    world.wait_for_execution(ProposalId(1)).await;
    shell.by(RANGI).says(&["proposal", "execute", "1"], &["The society dissolves"]).await;

    shell.by(WIREMU).says(&["relief", "show", "0"], &["nothing: the society dissolves"]).await;
    shell.by(WIREMU).refuses(&["relief", "withdraw", "0"], 6, "contract.Dissolving", &[]).await;
    let settle = ["the society dissolves, and anyone can settle it: `mutual dispute settle 0`"];
    shell.says(&["dispute", "show", "0"], &settle).await;
    shell.by(RANGI).says(&["dispute", "settle", "0"], &["its deposit of 1 UNIT is a credit of who opened it"]).await;
    shell.by(WIREMU).says(&["treasury", "withdraw"], &["withdrawn\t1 UNIT"]).await;

    shell.by("//Bob").says(&["payment", "approve", "0"], &[]).await;
    shell
        .says(&["payment", "show", "0"], &["anyone can make it a credit of its payee: `mutual payment release 0`"])
        .await;
    shell.by(RANGI).says(&["payment", "release", "0"], &["became a credit of 9 UNIT"]).await;
    shell.says(&["payment", "show", "0"], &["status\tturned into a credit", "`mutual treasury withdraw`"]).await;
    shell.by(SALOTE).says(&["treasury", "withdraw"], &["withdrawn\t9 UNIT"]).await;

    let dissolution = world.society.society().await.unwrap().dissolution.unwrap();
    world.stage.reach(dissolution.claims_until_ms).await;
    shell.by(RANGI).says(&["dissolution", "count"], &["12 of them share"]).await;
    for pot in ["1", "2", "3"] {
        shell.by(RANGI).says(&["dissolution", "liquidate", pot], &[]).await;
    }
    shell.says(&["dissolution", "show"], &["all goes to the beneficiary, since the charter locks the assets"]).await;
    let rest = ["What was left, 4491 UNIT, is a credit of the beneficiary."];
    shell.by(RANGI).says(&["dissolution", "divide"], &rest).await;
    shell.by(RANGI).refuses(&["dissolution", "claim", "3"], 6, "contract.NoShare", &[]).await;
    let left = to_do(&shell).await;
    assert!(
        left.iter().any(|line| line.contains("mutual proposal settle")) || left[0].contains("withdraw"),
        "{left:#?}"
    );
    shell.by(TRUST).says(&["treasury", "withdraw"], &["withdrawn\t4491 UNIT"]).await;
    assert_eq!(to_do(&shell).await, [""; 0]);
    world.check().await;
}
