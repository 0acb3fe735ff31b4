//! Money by the command, beside the main story: calls that pay, payments given up or late, small payments by one signature.

use mutual_client::contract::Bundle;
use mutual_client::text::address;
use mutual_tests::{World, UNIT};
use mutual_types::{Action, PaymentId, PotId, ProposalId, ProposalStatus};
use scale::Encode;

const MERE: &str = "//Alice";
const SIONE: &str = "//Bob";
const AROHA: &str = "//Charlie";
const LOSA: &str = "//Eve";
const NGAIRE: &str = "//Alice//stash";
const RANGI: &str = "//Dave//stash";
const SALOTE: &str = "//Eve//stash";

/// Everybody votes aye, and the notice passes.
async fn agree(world: &World, proposal: u32) {
    world.ayes(ProposalId(proposal)).await;
    world.wait_for_execution(ProposalId(proposal)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_with_money_is_decided_approved_and_made() {
    let (world, shell) = World::served(|_| {}).await;
    // The other contract is a society too, which takes gifts.
    let mere = world.member("Mere");
    let founding = mutual_tests::people::example(world.stage.chain.unit()).founding;
    let other = mutual_client::society::Society::found(&world.stage.chain, &mere, &founding, 0).await.unwrap().value;
    let gift = Bundle::society().unwrap().message("contribute").unwrap();
    let gift = format!("0x{}", hex::encode([&gift[..], &(PotId::GENERAL, None::<String>).encode()].concat()));
    let callee = address::format(&other.address());

    let new = ["proposal", "new", "call", &callee, "--input", &gift, "--value", "5 UNIT", "--title", "A gift"];
    shell.by(RANGI).says(&new, &["proposal\t0", "made proposal 0 (call), which is special"]).await;
    agree(&world, 0).await;
    shell.by(LOSA).says(&["proposal", "execute", "0"], &["Payment 0 of 5 UNIT", &callee]).await;
    let show = shell.says(&["payment", "show", "0"], &["status\twaiting", "amount\t5 UNIT", &callee]).await;
    assert!(show.out.contains("treasurers approve it: `mutual payment approve 0`"), "{}", show.out);

    shell.by(LOSA).refuses(&["payment", "call", "0"], 6, "contract.NotEnoughApprovals", &["approve"]).await;
    for treasurer in [MERE, SIONE] {
        shell.by(treasurer).says(&["payment", "approve", "0"], &["payment\t0"]).await;
    }
    shell.says(&["payment", "show", "0"], &["anyone can make the call: `mutual payment call 0`"]).await;
    shell.by(LOSA).refuses(&["payment", "release", "0"], 6, "contract.NotACall", &["mutual payment call"]).await;

    let before = world.pot(PotId::GENERAL).await;
    let made = shell.by(LOSA).data(&["payment", "call", "0"]).await;
    assert_eq!(made["payment"], 0);
    let events: Vec<&str> = made["events"].as_array().unwrap().iter().map(|e| e["event"].as_str().unwrap()).collect();
    assert_eq!(events, ["payment_released", "contract_called"]);
    assert_eq!(world.pot(PotId::GENERAL).await, (before.0 - 5 * UNIT, before.1 - 5 * UNIT));
    assert_eq!(other.pot(PotId::GENERAL).await.unwrap().unwrap().balance, 5 * UNIT);

    shell.says(&["payment", "show", "0"], &["status\tpaid", "nothing: it is over"]).await;
    shell.by(LOSA).refuses(&["payment", "call", "0"], 6, "contract.PaymentNotWaiting", &[]).await;
    world.pass_spend("Rangi", mere.account(), UNIT, PotId::GENERAL).await;
    shell.by(LOSA).refuses(&["payment", "call", "1"], 6, "contract.NotACall", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payee_gives_a_payment_up_and_nobody_else_can() {
    let (world, shell) = World::served(|_| {}).await;
    let salote = world.member("Salote").account();
    world.pass_spend("Rangi", salote, 9 * UNIT, PotId::GENERAL).await;
    let waive = ["payment", "waive", "0"];
    shell.by(RANGI).refuses(&waive, 6, "contract.NotPayee", &["Only who the money is for"]).await;
    shell.by(SALOTE).refuses(&["payment", "waive", "7"], 3, "not-found", &["payment 7", "`mutual payment list`"]).await;

    let card = shell.by(SALOTE).run(&[&waive[..], &["--dry-run"]].concat()).await;
    assert!(card.err.contains("give up payment 0: 9 UNIT to"), "{card:?}");
    shell.by(SALOTE).says(&waive, &["The payee gave payment 0 up; 9 UNIT are free again."]).await;
    assert_eq!(world.pot(PotId::GENERAL).await, (4_500 * UNIT, 0));
    shell.says(&["payment", "show", "0"], &["status\tcancelled", "nothing: it is over"]).await;
    shell.by(SALOTE).refuses(&waive, 6, "contract.PaymentNotWaiting", &[]).await;
    shell.by(MERE).refuses(&["payment", "approve", "0"], 6, "contract.PaymentNotWaiting", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_that_is_late_is_renewed_once_and_then_left_to_the_members_and_its_payee() {
    let (world, shell) = World::served(|_| {}).await;
    let salote = world.member("Salote").account();
    let id = world.pass_spend("Rangi", salote, 9 * UNIT, PotId::GENERAL).await;
    world.approve(id, &["Mere", "Sione"]).await;
    shell.by(MERE).refuses(&["payment", "renew", "0"], 6, "contract.NotRenewable", &["mutual payment"]).await;

    lapse(&world, id).await;
    shell.by(LOSA).refuses(&["payment", "release", "0"], 6, "contract.PaymentNotWaiting", &["payment renew"]).await;
    shell.says(&["payment", "show", "0"], &["status\tpast its window", "`mutual payment renew 0`"]).await;
    shell.by(RANGI).refuses(&["payment", "renew", "0"], 6, "contract.NotTreasurer", &[]).await;
    shell.by(AROHA).says(&["payment", "renew", "0"], &["payment\t0", "Treasurer 2 renewed payment 0"]).await;
    shell
        .says(&["payment", "show", "0"], &["status\twaiting", "renewed\ta treasurer has opened its window once more"])
        .await;

    lapse(&world, id).await;
    shell.by(AROHA).refuses(&["payment", "renew", "0"], 6, "contract.NotRenewable", &["release-payment"]).await;
    let show = shell
        .says(&["payment", "show", "0"], &["status\tpast its window", "mutual proposal new release-payment 0"])
        .await;
    assert!(show.out.contains("`mutual payment waive 0`"), "{}", show.out);

    shell.by(RANGI).says(&["proposal", "new", "release-payment", "0"], &["proposal\t1"]).await;
    agree(&world, 1).await;
    shell.by(LOSA).says(&["proposal", "execute", "1"], &["released payment 0 in place of the treasurers"]).await;
    let before = world.purse(salote).await;
    shell.by(LOSA).says(&["payment", "release", "0"], &["Payment 0"]).await;
    assert_eq!(world.purse(salote).await, before + 9 * UNIT);
}

async fn lapse(world: &World, id: PaymentId) {
    let now_ms = world.stage.now_ms().await;
    let ends_ms = world.society.payment(id).await.unwrap().unwrap().ends_at(now_ms);
    world.stage.reach(ends_ms).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_that_is_over_stops_its_payment_no_longer_and_the_command_says_so() {
    let (world, shell) = World::served(|_| {}).await;
    let salote = world.member("Salote").account();
    world.pass_spend("Rangi", salote, 9 * UNIT, PotId::GENERAL).await;
    shell.by(RANGI).says(&["proposal", "new", "cancel-payment", "0", "--title", "Never delivered"], &[]).await;
    let show = shell
        .says(&["payment", "show", "0"], &["status\tstopped for now", "stopped by\tproposal 1 to cancel it"])
        .await;
    assert!(show.out.contains("clocks\tstand still since"), "{}", show.out);
    shell.says(&["payment", "list"], &["stopped for now"]).await;
    shell.by(MERE).refuses(&["payment", "approve", "0"], 6, "contract.PaymentNotWaiting", &["payment show"]).await;

    // Nobody votes. The proposal is over, though nobody has settled it, and the payment goes on.
    world.stage.reach(world.proposal(ProposalId(1)).await.ends_ms).await;
    assert_eq!(world.status(ProposalId(1)).await, ProposalStatus::NoQuorum);
    let show = shell.says(&["payment", "show", "0"], &["status\twaiting", "clocks\trun"]).await;
    assert!(!show.out.contains("stopped by"), "{}", show.out);
    shell.says(&["payment", "list"], &["0\twaiting"]).await;
    let document = shell.with(&["--output", "json"]).run(&["payment", "show", "0"]).await.json();
    assert_eq!((&document["data"]["status"], &document["data"]["is_stopped"]), (&"waiting".into(), &false.into()));
    shell.by(MERE).says(&["payment", "approve", "0"], &["payment\t0"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_keeper_pays_small_bills_with_one_signature_within_the_allowance() {
    let (world, shell) = World::served(|founding| founding.rules.payments.petty_max = 20 * UNIT).await;
    let baker = world.fund("Baker", UNIT).await.account();
    let bill = |amount: &'static str| ["treasury", "petty", "//Baker", amount, "--memo", "bread"];
    shell.by(MERE).refuses(&bill("2 UNIT"), 6, "contract.AllowanceExceeded", &["set-allowance"]).await;

    let allowance = ["allowance", "0", "--each", "5 UNIT", "--total", "8 UNIT", "--period", "30d"];
    shell.by(RANGI).says(&[&["proposal", "new"], &allowance[..]].concat(), &["proposal\t0"]).await;
    let keeper = ["proposal", "new", "role", "9", "keeper", "--pot", "0", "--term", "90d"];
    shell.by(SALOTE).says(&keeper, &["proposal\t1"]).await;
    for proposal in ["0", "1"] {
        agree(&world, proposal.parse().unwrap()).await;
        shell.by(LOSA).says(&["proposal", "execute", proposal], &[]).await;
    }
    shell.says(&["treasury", "pots"], &["5 UNIT each, 8 UNIT of 8 UNIT left per 30d"]).await;

    shell.by(SALOTE).refuses(&bill("2 UNIT"), 6, "contract.NotKeeper", &[]).await;
    shell.by(RANGI).refuses(&bill("6 UNIT"), 6, "contract.OverMax", &["5 UNIT"]).await;
    let oneself = ["treasury", "petty", RANGI, "1 UNIT", "--memo", "me"];
    shell.by(RANGI).refuses(&oneself, 6, "contract.SelfPayment", &["expense claim"]).await;
    let card = shell.by(RANGI).run(&[&bill("5 UNIT")[..], &["--dry-run"]].concat()).await;
    assert!(card.err.contains("out of pot 0, General, with your signature alone: \"bread\""), "{card:?}");

    let paid = shell.by(RANGI).data(&bill("5 UNIT")).await;
    assert_eq!((&paid["pot"], &paid["amount"]), (&0.into(), &"5000000000000".into()));
    assert_eq!(world.purse(baker).await, 6 * UNIT);
    shell.says(&["treasury", "pots"], &["5 UNIT each, 3 UNIT of 8 UNIT left per 30d"]).await;
    // A treasurer shares the same allowance.
    shell.by(MERE).refuses(&bill("4 UNIT"), 6, "contract.AllowanceExceeded", &["3 UNIT"]).await;
    let text = shell.by(MERE).says(&bill("3 UNIT"), &["Member 0 paid 3 UNIT to", "from pot 0 for “bread”"]).await;
    assert!(text.out.contains("amount\t3 UNIT"), "{}", text.out);
    world.stage.reach(world.stage.now_ms().await + 30 * 86_400_000).await;
    shell.says(&["treasury", "pots"], &["8 UNIT of 8 UNIT left"]).await;
    shell.by(RANGI).says(&bill("1 UNIT"), &["Member 9 paid 1 UNIT"]).await;
    assert_eq!(world.purse(baker).await, 10 * UNIT);
    world.check().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deposit_comes_back_by_the_command() {
    let (world, shell) = World::served(|founding| founding.rules.voting.free_open_proposals = 1).await;
    let ngaire = world.member("Ngaire");
    world.propose("Ngaire", Action::Resolution).await;
    let new = ["proposal", "new", "resolution", "--title", "And meet in June"];
    let card = shell.by(NGAIRE).run(&[&new[..], &["--dry-run"]].concat()).await;
    assert!(card.err.contains("1 UNIT"), "the card tells the deposit: {card:?}");
    shell.by(NGAIRE).says(&new, &["proposal\t1"]).await;
    let (record, body) = world.society.proposal(ProposalId(1)).await.unwrap().unwrap();
    assert_eq!((record.kind, body.deposit), (Action::Resolution.kind(), UNIT));
    shell.by(NGAIRE).says(&["proposal", "withdraw", "1"], &[]).await;
    shell.by(LOSA).says(&["proposal", "settle", "1"], &["1 UNIT"]).await;
    assert_eq!(world.society.credit(ngaire.account()).await.unwrap(), UNIT);
    shell.by(NGAIRE).says(&["treasury", "withdraw"], &["withdrawn\t1 UNIT"]).await;
    shell.by(NGAIRE).refuses(&["treasury", "withdraw"], 6, "contract.NoCredit", &[]).await;
}
