//! Lists and pages by the command: narrowed by status and to what is somebody's own, one page after the other, and the
//! same for people and for programs.

use mutual_client::text::address;
use mutual_tests::{Shell, World, UNIT};
use mutual_types::{Action, PotId, ProposalId};
use serde_json::Value;

const MERE: &str = "//Alice";
const LOSA: &str = "//Eve";
const NGAIRE: &str = "//Alice//stash";
const RANGI: &str = "//Dave//stash";
const SALOTE: &str = "//Eve//stash";

/// The numbers of a list, as it shows them and as its document gives them, which must be the same.
async fn listed(shell: &Shell, args: &[&str], key: &str) -> Vec<u64> {
    let data = shell.data(args).await;
    let numbers: Vec<u64> = data.as_array().unwrap().iter().map(|entry| number(entry, key)).collect();
    let text = shell.run(args).await;
    let shown: Vec<u64> = text.out.lines().map(|line| line.split('\t').next().unwrap().parse().unwrap()).collect();
    assert_eq!(shown, numbers, "{args:?}");
    numbers
}

fn number(entry: &Value, key: &str) -> u64 {
    key.split('.').fold(entry, |value, field| &value[field]).as_u64().unwrap_or_else(|| panic!("{key} in {entry}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_goes_on_where_the_last_one_ended() {
    let (world, shell) = World::served(|_| {}).await;
    for _ in 0..3 {
        world.propose("Rangi", Action::Resolution).await;
    }
    let list = |rest: &'static [&'static str]| [&["proposal", "list"], rest].concat();
    assert_eq!(listed(&shell, &list(&[]), "id").await, [2, 1, 0]);
    assert_eq!(listed(&shell, &list(&["--limit", "2"]), "id").await, [2, 1]);
    assert_eq!(listed(&shell, &list(&["--limit", "2", "--after", "1"]), "id").await, [0]);
    assert_eq!(listed(&shell, &list(&["--after", "0"]), "id").await, Vec::<u64>::new(), "an empty list is a list");
    let terminal = shell.run_on_terminal(&["proposal", "list", "--limit", "2"], 120).await;
    assert!(terminal.err.contains("next: mutual proposal list --after 1"), "{terminal:?}");
    assert!(terminal.out.starts_with("PROPOSAL"), "{terminal:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_narrowed_by_status() {
    let (world, shell) = World::served(|_| {}).await;
    let payee = world.member("Salote").account();
    world.pass_spend("Rangi", payee, UNIT, PotId::GENERAL).await;
    world.propose("Rangi", Action::Resolution).await;
    let payment = world.pass_spend("Rangi", payee, UNIT, PotId::GENERAL).await;
    world.approve(payment, &["Mere", "Sione"]).await;
    shell.by(MERE).says(&["payment", "release", "1"], &[]).await;

    let proposals = |status: &'static str| ["proposal", "list", "--status", status];
    assert_eq!(listed(&shell, &proposals("executed"), "id").await, [2, 0]);
    assert_eq!(listed(&shell, &proposals("voting,executed"), "id").await, [2, 1, 0]);
    assert_eq!(listed(&shell, &proposals("no-quorum"), "id").await, Vec::<u64>::new());
    assert_eq!(listed(&shell, &["payment", "list", "--status", "waiting"], "id").await, [0]);
    assert_eq!(listed(&shell, &["payment", "list", "--status", "released"], "id").await, [1]);
    assert_eq!(listed(&shell, &["member", "list", "--role", "steward"], "member.index").await, [5, 4]);
    assert_eq!(listed(&shell, &["member", "list", "--status", "lapsed"], "member.index").await, Vec::<u64>::new());
    for args in [
        ["proposal", "list", "--status", "open"],
        ["payment", "list", "--status", "voting"],
        ["grant", "list", "--status", "waiting"],
        ["relief", "list", "--status", "paid"],
        ["dispute", "list", "--status", "voting"],
        ["expense", "list", "--status", "asked"],
        ["member", "list", "--status", "open"],
        ["treasury", "pots", "--status", "empty"],
        ["member", "roles", "--status", "open"],
    ] {
        let ran = shell.run(&args).await;
        assert!(ran.exit == 2 && ran.err.contains("possible values:"), "{args:?}: {ran:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn mine_is_what_i_made_what_is_about_me_and_what_waits_for_me() {
    let (world, shell) = World::served(|founding| founding.rules.payments.expense_max = 50 * UNIT).await;
    let salote = world.member("Salote").account();
    // 0 waits for everybody; 1 is about Salote; 2 was made by Rangi and is over.
    world.propose("Losa", Action::Resolution).await;
    world.propose("Losa", Action::Spend { payee: salote, amount: UNIT, pot: PotId::GENERAL }).await;
    let over = world.propose("Rangi", Action::Resolution).await;
    shell.by(RANGI).says(&["proposal", "withdraw", "2"], &[]).await;
    let mine = ["proposal", "list", "--mine"];
    assert_eq!(listed(&shell.by(RANGI), &mine, "id").await, [2, 1, 0]);
    assert_eq!(listed(&shell.by(SALOTE), &mine, "id").await, [1, 0], "she has no vote on 1");
    shell.by(NGAIRE).says(&["proposal", "vote", "0", "aye"], &[]).await;
    shell.by(NGAIRE).says(&["proposal", "vote", "1", "nay"], &[]).await;
    assert_eq!(listed(&shell.by(NGAIRE), &mine, "id").await, Vec::<u64>::new(), "she has voted");
    assert_eq!(over, ProposalId(2));
    let seen = shell.says(&["proposal", "list", "--as", SALOTE], &["to vote", "about you"]).await;
    assert_eq!(seen.out.lines().count(), 3, "{}", seen.out);
    shell.by(LOSA).says(&["proposal", "list"], &["to vote, made by you"]).await;

    let payment = world.pass_spend("Rangi", salote, UNIT, PotId::GENERAL).await;
    let mine = ["payment", "list", "--mine"];
    assert_eq!(listed(&shell.by(MERE), &mine, "id").await, [0], "she is to approve it");
    assert_eq!(listed(&shell.by(SALOTE), &mine, "id").await, [0], "it pays her");
    assert_eq!(listed(&shell.by(NGAIRE), &mine, "id").await, Vec::<u64>::new());
    world.approve(payment, &["Mere", "Sione"]).await;
    assert_eq!(listed(&shell.with(&["--suri", "//Dave"]), &mine, "id").await, Vec::<u64>::new(), "it is approved");
    shell.says(&["payment", "list", "--as", MERE], &["\tapproved"]).await;

    let folder = tempfile::tempdir().unwrap();
    let receipt = folder.path().join("receipt.pdf");
    std::fs::write(&receipt, "nails").unwrap();
    let claim = ["expense", "claim", "2 UNIT", "--title", "Nails", "--receipt", receipt.to_str().unwrap()];
    shell.by(RANGI).says(&claim, &[]).await;
    assert_eq!(listed(&shell.by(RANGI), &["expense", "list", "--mine"], "expense").await, [0]);
    assert_eq!(listed(&shell.by(NGAIRE), &["expense", "list", "--mine"], "expense").await, Vec::<u64>::new());
    assert_eq!(listed(&shell, &["expense", "list", "--status", "waiting"], "expense").await, [0]);
    shell.says(&["member", "roles", "--mine", "--as", LOSA], &["steward\tlive\t4\t"]).await;
    for args in [mine, ["member", "roles", "--mine"], ["treasury", "credits", "--mine"], ["treasury", "pots", "--mine"]]
    {
        shell.refuses(&args, 2, "bad-input", &["nobody was named", "--as ACCOUNT"]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn credits_are_found_wherever_they_are() {
    let (world, shell) = World::served(|founding| founding.rules.voting.free_open_proposals = 1).await;
    assert_eq!(shell.data(&["treasury", "credits"]).await, serde_json::json!([]));
    world.propose("Rangi", Action::Resolution).await;
    shell.by(RANGI).says(&["proposal", "new", "resolution", "--title", "Another"], &["1 UNIT"]).await;
    shell.by(RANGI).says(&["proposal", "withdraw", "1"], &[]).await;
    shell.by(RANGI).says(&["proposal", "settle", "1"], &[]).await;
    let rangi = address::format(&world.member("Rangi").account());
    shell.says(&["treasury", "credits"], &[&format!("{rangi}\t1 UNIT\tmember 9")]).await;
    shell.says(&["treasury", "credits", "--mine", "--as", RANGI], &["1 UNIT"]).await;
    assert_eq!(shell.run(&["treasury", "credits", "--mine", "--as", MERE]).await.out, "");
    // The payee of a payment is an outsider when the society ends, and no member's credit is left to look for.
    let outsider = world.people.signer("Baker").account();
    world.watch(outsider);
    let payment = world.pass_spend("Losa", outsider, 2 * UNIT, PotId::GENERAL).await;
    world.approve(payment, &["Mere", "Sione"]).await;
    world.pass("Joan", Action::Dissolve).await;
    shell.by(MERE).says(&["payment", "release", "0"], &[]).await;
    let baker = address::format(&outsider);
    shell.says(&["treasury", "credits"], &[&format!("{baker}\t2 UNIT\t\n"), &rangi]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proposal_says_what_is_missing_and_what_its_execution_would_do() {
    let (world, shell) = World::served(|_| {}).await;
    let payee = world.member("Salote").account();
    let spend = world.propose("Losa", Action::Spend { payee, amount: UNIT, pot: PotId::GENERAL }).await;
    let show = ["proposal", "show", "0"];
    shell
        .says(
            &show,
            &[
                "needed\t3 more ayes, if nobody else votes",
                "not voted yet\tmembers 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11\n",
                "if executed now\trefused: NotExecutable. The proposal is open for voting",
                ", in 29s",
            ],
        )
        .await;
    assert_eq!(shell.data(&show).await["ayes_missing"], 3);
    for voter in [MERE, LOSA] {
        shell.by(voter).says(&["proposal", "vote", "0", "aye"], &[]).await;
    }
    shell.by(NGAIRE).says(&["proposal", "vote", "0", "nay"], &[]).await;
    let shown = shell.says(&show, &["needed\t1 more aye, if nobody else votes"]).await;
    let ngaire = address::format(&world.member("Ngaire").account());
    assert!(shown.out.contains(&format!("6\tnay\t{ngaire}")), "{}", shown.out);

    world.ayes(spend).await;
    world.wait_for_execution(spend).await;
    let done = shell.says(&show, &["if executed now\tPayment 0 of 1 UNIT"]).await;
    assert!(!done.out.contains("not voted yet"), "{}", done.out);
    let foreseen = shell.data(&show).await;
    assert_eq!(foreseen["if_executed_now"]["would"], "succeed");
    shell.by(RANGI).says(&["proposal", "execute", "0"], &[]).await;
    let over = shell.says(&show, &["status\texecuted"]).await;
    assert!(!over.out.contains("if executed now"), "{}", over.out);
    assert_eq!(shell.data(&show).await["if_executed_now"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_a_society_says_what_waits_for_whom() {
    let (world, shell) = World::served(|_| {}).await;
    let payee = world.member("Salote").account();
    world.pass_spend("Rangi", payee, UNIT, PotId::GENERAL).await;
    world.propose("Losa", Action::Resolution).await;
    let page = shell
        .says(
            &["society", "show", "--as", MERE],
            &[
                "standing\t12 in good standing",
                "0\tGeneral\tgeneral\t4500 UNIT\t1 UNIT\t4299 UNIT",
                "proposal 1\tmembers, 12 at the most",
                "\tyes\tmutual proposal vote 1 aye",
                "payment 0\ttreasurers, 0 of 2 approved",
                "\tyes\tmutual payment approve 0",
            ],
        )
        .await;
    assert!(!page.out.contains("mutual treasury sweep"), "nothing came unbooked: {}", page.out);
    let waits = shell.data(&["society", "show", "--as", SALOTE]).await["waits"].clone();
    let mine: Vec<bool> = waits.as_array().unwrap().iter().map(|wait| wait["for_you"].as_bool().unwrap()).collect();
    assert_eq!(mine, [true, false], "she votes, and approves nothing: {waits}");
    world.approve(mutual_types::PaymentId(0), &["Mere", "Sione"]).await;
    shell.says(&["society", "show"], &["payment 0\tanyone\t", "mutual payment release 0"]).await;
}
