//! Help and disputes by the command: relief that waits for money, petitions, and what the members decide themselves.

use mutual_tests::{World, UNIT};
use mutual_types::{PotId, ProposalId};

const MERE: &str = "//Alice";
const TAVITA: &str = "//Dave";
const LOSA: &str = "//Eve";
const NGAIRE: &str = "//Alice//stash";
const JOAN: &str = "//Charlie//stash";
const RANGI: &str = "//Dave//stash";
const SALOTE: &str = "//Eve//stash";
const WIREMU: &str = "//Ferdie//stash";
const RELIEF: PotId = PotId(2);

/// A letter in a folder of its own.
fn letter() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.txt");
    std::fs::write(&path, "The roof is gone.").unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

#[tokio::test(flavor = "multi_thread")]
async fn attested_relief_waits_for_money_and_anyone_has_it_promised_then() {
    let (world, shell) = World::served(|_| {}).await;
    let (_folder, letter) = letter();
    world.stage.reach(world.stage.now_ms().await + 60_000).await;
    let asked = shell.by(WIREMU).data(&["relief", "ask", "40 UNIT", "--evidence", &letter]).await;
    assert_eq!(asked["request"], 0);
    let salt = asked["salt"].as_str().unwrap().to_owned();

    let shown = ["relief", "show", "0", "--evidence", &letter, "--salt", &salt];
    shell
        .by(RANGI)
        .says(&shown, &["status\topen for attestations", "the same as was written", "mutual relief attest 0"])
        .await;
    shell.by(RANGI).refuses(&["relief", "promise", "0"], 6, "contract.WrongRelief", &["relief attest"]).await;
    shell.by(RANGI).says(&["relief", "attest", "0"], &["Member 9 attested relief request 0, which has 1 of 2"]).await;
    shell.by(RANGI).refuses(&["relief", "attest", "0"], 6, "contract.AlreadyAttested", &[]).await;
    shell.by(SALOTE).says(&["relief", "attest", "0"], &["which has 2 of 2"]).await;

    shell
        .by(RANGI)
        .says(&["relief", "show", "0"], &["status\tattested, and not yet promised", "`mutual relief promise 0`"])
        .await;
    let short = shell.by(RANGI).refuses(&["relief", "promise", "0"], 6, "contract.InsufficientPot", &[]).await;
    assert!(short.err.contains("40 UNIT"), "{short:?}");
    shell.by(MERE).says(&["treasury", "deposit", "50 UNIT", "--pot", "2"], &[]).await;
    let promised = shell
        .by(RANGI)
        .says(&["relief", "promise", "0"], &["request\t0", "payment\t0", "Payment 0 of 40 UNIT to"])
        .await;
    assert!(promised.out.contains("from relief request 0"), "{}", promised.out);
    assert_eq!(world.pot(RELIEF).await, (50 * UNIT, 40 * UNIT));
    shell.by(RANGI).says(&["relief", "show", "0"], &["status\tpromised", "`mutual payment show 0`"]).await;

    shell.by(MERE).says(&["payment", "approve", "0"], &[]).await;
    shell.by(RANGI).refuses(&["payment", "release", "0"], 6, "contract.ReleaseTooEarly", &[]).await;
    world.stage.reach(world.stage.now_ms().await + 5_000).await;
    let wiremu = world.member("Wiremu").account();
    let before = world.purse(wiremu).await;
    shell.by(RANGI).says(&["payment", "release", "0"], &["40 UNIT"]).await;
    assert_eq!(world.purse(wiremu).await, before + 40 * UNIT);
    let shown = shell.by(RANGI).says(&["relief", "show", "0"], &["status\tpromised", "`mutual payment show 0`"]).await;
    assert!(!shown.out.contains("is approved and released:"), "its payment is over: {}", shown.out);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_asker_withdraws_a_request_and_can_ask_again() {
    let (world, shell) = World::served(|_| {}).await;
    let (_folder, letter) = letter();
    world.stage.reach(world.stage.now_ms().await + 60_000).await;
    let ask = ["relief", "ask", "40 UNIT", "--evidence", &letter];
    shell.by(WIREMU).says(&ask, &["request\t0", "salt\t0x"]).await;
    shell.by(WIREMU).refuses(&ask, 6, "contract.ReliefOpen", &["relief withdraw"]).await;
    shell.by(RANGI).refuses(&["relief", "withdraw", "0"], 6, "contract.NotPayee", &["Only who the money is for"]).await;
    shell.by(WIREMU).says(&["relief", "withdraw", "0"], &["request\t0", "withdr"]).await;
    shell.by(WIREMU).refuses(&["relief", "withdraw", "0"], 6, "contract.WrongRelief", &[]).await;
    shell.by(WIREMU).says(&["relief", "show", "0"], &["status\twithdrawn", "nothing: it is over"]).await;
    let again = shell.by(WIREMU).data(&ask).await;
    assert_eq!(again["request"], 1);
    let list = shell.says(&["relief", "list"], &["withdrawn", "open for attestations", "not shown"]).await;
    assert_eq!(list.out.lines().count(), 2, "{}", list.out);
}

#[tokio::test(flavor = "multi_thread")]
async fn three_members_ask_for_a_dispute_and_the_members_decide_what_no_panel_does() {
    let (world, shell) = World::served(|_| {}).await;
    let salote = world.member("Salote").account();
    world.pass_spend("Aroha", salote, 9 * UNIT, PotId::GENERAL).await;
    let open = ["dispute", "open", "payment", "0", "--against"];
    let asked = shell.by(RANGI).says(&open, &["dispute\t0", "asked for dispute 0 about payment 0"]).await;
    assert!(asked.out.contains("it opens when enough members ask for it"), "{}", asked.out);
    shell
        .says(
            &["dispute", "show", "0"],
            &["status\ta petition, which waits for more members", "it opens when 2 more ask for it"],
        )
        .await;
    shell.says(&["payment", "show", "0"], &["status\twaiting"]).await;
    shell.by(RANGI).refuses(&["dispute", "join", "0"], 6, "contract.AlreadyRuled", &[]).await;
    shell.by("//Nobody").refuses(&["dispute", "join", "0"], 7, "no-funds", &[]).await;

    shell.by(WIREMU).says(&["dispute", "join", "0"], &["dispute\t0", "2"]).await;
    let third = shell.by(MERE).says(&["dispute", "join", "0"], &["dispute\t0", "opened dispute 0"]).await;
    assert!(third.out.contains("6, 7 and 8") || third.out.contains("6, 7, 8"), "its panel: {}", third.out);
    shell.by(TAVITA).refuses(&["dispute", "join", "0"], 6, "contract.WrongDispute", &["dispute rule"]).await;
    shell.says(&["payment", "show", "0"], &["status\tstopped for now", "stopped by\ta dispute"]).await;

    // One of three votes, and the others let the time pass.
    shell.by(NGAIRE).says(&["dispute", "rule", "0", "--against"], &["Arbitrator 6 voted"]).await;
    shell.by(RANGI).refuses(&["dispute", "refer", "0"], 6, "contract.WrongDispute", &["dispute rule"]).await;
    let ends_ms = world.society.dispute(mutual_types::DisputeId(0)).await.unwrap().unwrap().ends_ms;
    world.stage.reach(ends_ms).await;
    shell
        .says(
            &["dispute", "show", "0"],
            &["status\tundecided, to be referred to the members", "`mutual dispute refer 0`"],
        )
        .await;
    shell.by(JOAN).refuses(&["dispute", "rule", "0", "--for"], 6, "contract.WrongDispute", &["dispute refer"]).await;

    let referred = shell.by(LOSA).says(&["dispute", "refer", "0"], &["dispute\t0", "proposal\t1"]).await;
    assert!(referred.out.contains("proposal 1"), "{}", referred.out);
    shell
        .says(
            &["dispute", "show", "0"],
            &["status\tbefore the members", "ballot\tproposal 1", "`mutual proposal show 1`"],
        )
        .await;
    shell.by(RANGI).refuses(&["proposal", "vote", "1", "aye"], 6, "contract.Recused", &[]).await;
    for voter in [LOSA, TAVITA, NGAIRE, JOAN] {
        shell.by(voter).says(&["proposal", "vote", "1", "aye"], &[]).await;
    }
    world.stage.reach(world.proposal(ProposalId(1)).await.executable_from_ms()).await;
    let before = world.pot(PotId::GENERAL).await;
    shell.by(LOSA).says(&["proposal", "execute", "1"], &["The members ruled", "Payment 0 was cancelled"]).await;
    assert_eq!(world.pot(PotId::GENERAL).await, (before.0, before.1 - 9 * UNIT));
    shell.says(&["dispute", "show", "0"], &["status\tdecided", "`mutual dispute settle 0`"]).await;
    shell.by(LOSA).says(&["dispute", "settle", "0"], &["its deposit of 1 UNIT is a credit of who opened it"]).await;
    shell.by(RANGI).says(&["treasury", "withdraw"], &["withdrawn\t1 UNIT"]).await;
    shell.says(&["dispute", "show", "0"], &["nothing: it is over and settled"]).await;
    shell.by(LOSA).refuses(&["dispute", "settle", "0"], 6, "contract.AlreadySettled", &[]).await;
    world.check().await;
}
