//! The command in use: what it says before it sends, what it never sends, and a whole story told by commands alone.

use mutual_client::text::address;
use mutual_tests::{example_path, Shell, Stage, World, UNIT};
use mutual_types::{Action, Mode, PotId, ProposalId};

/// Each command that writes, in a state in which it would succeed, and who would sign it.
async fn writes(world: &World) -> Vec<Vec<String>> {
    let kaia = world.fund("Kaia", 50 * UNIT).await;
    world.fund("Manaia", 50 * UNIT).await;
    world.does(world.society.apply(&kaia, 1)).await;
    let payee = world.member("Salote").account();
    let payment = world.pass_spend("Rangi", payee, UNIT, PotId::GENERAL).await;
    world.approve(payment, &["Mere", "Aroha"]).await;
    // Above the free ones: the deposit of Joan's fourth is a credit once it is withdrawn and settled.
    let joan = world.member("Joan");
    for _ in 0..3 {
        world.propose("Joan", Action::Resolution).await;
    }
    let fourth =
        world.does(world.society.propose(&joan, "A fourth", None, &Action::Resolution, Mode::Ballot, UNIT)).await.value;
    world.does(world.society.withdraw_proposal(&joan, fourth)).await;
    world.does(world.society.settle(&joan, fourth)).await;
    let food = world.propose("Ngaire", Action::Spend { payee, amount: UNIT, pot: PotId(3) }).await;
    let executable = world.propose("Hemi", Action::Resolution).await;
    world.ayes(executable).await;
    world.wait_for_execution(executable).await;
    let surplus = world.stage.chain.prepare_transfer(kaia.account(), world.society.address(), UNIT).await.unwrap();
    world.does(surplus.send(&kaia, mutual_client::chain::Wait::Block)).await;

    let [food, executable] = [food, executable].map(|id: ProposalId| id.to_string());
    let kaia = address::format(&kaia.account());
    let file = example_path();
    [
        &["society", "found", file.to_str().unwrap(), "--suri", "//Alice"][..],
        &["member", "apply", "--suri", "//Manaia"],
        &["member", "sponsor", &kaia, "--suri", "//Alice"],
        &["member", "acknowledge", "--suri", "//Alice"],
        &["proposal", "new", "resolution", "--title", "Meet in May", "--suri", "//Alice"],
        &["proposal", "new", "admit", &kaia, "--suri", "//Alice"],
        &["proposal", "new", "spend", &kaia, "5 UNIT", "--title", "Roof", "--suri", "//Alice"],
        &["proposal", "new", "role", "4", "treasurer", "--suri", "//Alice"],
        &["proposal", "new", "revoke", "1", "treasurer", "--suri", "//Alice"],
        &["proposal", "vote", &food, "nay", "--reason", "not yet", "--suri", "//Alice"],
        &["proposal", "certify", &food, "--suri", "//Eve"],
        &["proposal", "execute", &executable, "--suri", "//Kaia"],
        &["proposal", "settle", "0", "--suri", "//Kaia"],
        &["payment", "approve", "0", "--suri", "//Dave"],
        &["payment", "release", "0", "--suri", "//Kaia"],
        &["treasury", "deposit", "5 UNIT", "--pot", "3", "--suri", "//Kaia"],
        &["treasury", "sweep", "--suri", "//Kaia"],
        &["treasury", "withdraw", "--suri", "//Charlie//stash"],
        &["account", "send", "//Bob", "1 UNIT", "--suri", "//Alice"],
    ]
    .map(|args| args.iter().map(|arg| (*arg).to_owned()).collect())
    .to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_shows_what_would_happen_and_sends_nothing() {
    let (world, shell) = World::served(|_| {}).await;
    let writes = writes(&world).await;
    let before = (world.stage.height(), world.storage().await, world.books().await);
    for args in &writes {
        let args: Vec<&str> = args.iter().map(String::as_str).chain(["--dry-run"]).collect();
        let ran = shell.run(&args).await;
        assert_eq!(ran.exit, 0, "{args:?}: {ran:?}");
        assert!(ran.out.contains("nothing was signed or sent"), "{args:?}: {ran:?}");
        for word in ["network", "signer", "action", "fee"] {
            assert!(ran.err.contains(word), "the card tells the {word}: {ran:?}");
        }
    }
    assert_eq!(world.stage.height(), before.0);
    assert!(world.storage().await == before.1);
    assert_eq!(world.books().await, before.2);
    assert_eq!(world.stage.as_devnet().pending(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_terminal_and_without_yes_nothing_is_sent() {
    let (world, shell) = World::served(|_| {}).await;
    let writes = writes(&world).await;
    let height = world.stage.height();
    for args in &writes {
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let ran = shell.run(&args).await;
        assert_eq!((ran.exit, ran.out.as_str()), (9, ""), "{args:?}: {ran:?}");
        assert_eq!(ran.errors().len(), 1, "{ran:?}");
        assert!(ran.err.contains("--yes"), "{ran:?}");
        let no_input = shell.with(&["--no-input"]).run_asked(&args, Some(&["yes"])).await;
        assert_eq!(no_input.exit, 9, "{args:?}: {no_input:?}");
    }
    assert_eq!(world.stage.height(), height);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_default_answer_is_no_and_sends_nothing() {
    let (world, shell) = World::served(|_| {}).await;
    let writes = writes(&world).await;
    let height = world.stage.height();
    for answer in ["", "no", "perhaps"] {
        for args in &writes {
            let args: Vec<&str> = args.iter().map(String::as_str).collect();
            let ran = shell.run_asked(&args, Some(&[answer])).await;
            assert_eq!((ran.exit, ran.out.as_str()), (130, ""), "{args:?}: {ran:?}");
        }
    }
    assert_eq!(world.stage.height(), height);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_write_agreed_to_is_one_transaction() {
    let (world, shell) = World::served(|_| {}).await;
    for args in writes(&world).await {
        let height = world.stage.height();
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let ran = shell.run_asked(&args, Some(&["yes"])).await;
        assert_eq!(ran.exit, 0, "{args:?}: {ran:?}");
        assert!(ran.out.contains("transaction\t0x"), "{args:?}: {ran:?}");
        assert_eq!(world.stage.height(), height + 1, "{args:?}");
        // What is not in the books is the second society.
        world.check().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_payment_is_a_failure_to_whoever_releases_it() {
    let (world, shell) = World::served(|_| {}).await;
    let minimum = world.stage.chain.existential_deposit().await.unwrap();
    let nobody = world.member("NobodyYet").account();
    let payment = world.pass_spend("Rangi", nobody, minimum - 1, PotId::GENERAL).await;
    world.approve(payment, &["Mere", "Aroha"]).await;
    let height = world.stage.height();

    let release = ["payment", "release", "0", "--suri", "//Alice", "--yes"];
    let ran = shell.run(&release).await;
    assert_eq!((ran.exit, ran.out.as_str()), (6, ""), "{ran:?}");
    assert!(ran.err.contains("the payment was not made") && ran.err.contains("still reserved"), "{ran:?}");
    assert_eq!(world.stage.height(), height, "what is known already is not sent for a fee");

    world.fund_account(nobody, minimum).await;
    assert_eq!(shell.run(&release).await.exit, 0);
    assert_eq!(world.purse(nobody).await, 2 * minimum - 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idle_chain_makes_a_block_first_when_only_its_time_stands_still() {
    let world = World::cannons_creek_on(Stage::served().await).await;
    let contract = address::format(&world.society.address());
    let shell = Shell::new(&world.stage.url()).with(&["--contract", &contract, "--suri", "//Alice", "--yes"]);
    let proposal = world.propose("Rangi", Action::Resolution).await;
    world.ayes(proposal).await;
    let from_ms = world.proposal(proposal).await.executable_from_ms();
    // The chain's clock runs with the wall, and nobody makes a block.
    let wall = world.stage.chain.moment().await.unwrap().wall_ms;
    tokio::time::sleep(std::time::Duration::from_millis(from_ms.saturating_sub(wall) + 50)).await;
    assert!(world.stage.now_ms().await < from_ms);

    let ran = shell.run(&["proposal", "execute", "0"]).await;

    assert_eq!(ran.exit, 0, "{ran:?}");
    assert!(ran.err.contains("no block since the time this needs"), "{ran:?}");
}
