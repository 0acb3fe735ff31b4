//! `mutual transaction show`: what became of something that was sent, said as the command that sent it would have.

use mutual_client::chain::{Chain, RuntimeCall, Ticket, Track, Wait, MORTAL_BLOCKS};
use mutual_client::contract::Bundle;
use mutual_client::keys::Signer;
use mutual_client::text::address;
use mutual_devnet::{Config, Devnet, Sealing};
use mutual_tests::{Ran, Shell, Stage, World, UNIT};
use mutual_types::{AccountId, Action, Choice, PaymentId, PotId};
use serde_json::Value;

/// Whole outputs are compared; what differs from run to run is replaced by its name.
fn redacted(ran: &Ran, names: &[(&str, &str)]) -> String {
    let mut text = format!("exit {}\n--- stdout\n{}--- stderr\n{}", ran.exit, ran.out, ran.err);
    for (value, name) in names {
        text = text.replace(value, name);
    }
    let mut shown = String::new();
    for word in text.split_inclusive(|c: char| !c.is_ascii_alphanumeric()) {
        let bare = word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
        let is_hash = bare.len() == 66 && bare.starts_with("0x");
        shown.push_str(&if is_hash { word.replace(bare, "HASH") } else { word.to_owned() });
    }
    shown
}

/// A ticket's command, as arguments.
fn words(ticket: &Ticket) -> Vec<String> {
    let command = ticket.command();
    let end = command.find(" --url").unwrap_or(command.len());
    command[..end].split(' ').skip(1).map(str::to_owned).collect()
}

async fn asked(shell: &Shell, ticket: &Ticket, more: &[&str]) -> Ran {
    let words = words(ticket);
    let args: Vec<&str> = words.iter().map(String::as_str).chain(more.iter().copied()).collect();
    shell.run(&args).await
}

/// A transfer of Alice's that waits in the pool of a chain whose blocks are made on demand.
async fn waiting() -> (Devnet, mutual_devnet::Handle, Chain, Ticket) {
    let (devnet, handle) = mutual_devnet::spawn(Config::port(0).sealing(Sealing::Manual)).await.unwrap();
    let chain = Chain::from_rpc(devnet.rpc_client()).await.unwrap();
    let (alice, track) = (Signer::from_dev_uri("//Alice").unwrap(), Track::default());
    let call = RuntimeCall::Transfer { to: AccountId([9; 32]), amount: UNIT };
    chain.submit_tracked(&alice, &call, Wait::None, &track).await.unwrap();
    (devnet, handle, chain, track.sent().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn it_says_what_the_command_that_sent_it_would_have() {
    let world = World::cannons_creek_on(Stage::served().await).await;
    let shell = Shell::new(&world.stage.url());
    let id = world.propose("Rangi", Action::Resolution).await;
    let mere = world.member("Mere");
    let vote = world.society.vote(&mere, id, Choice::Aye, None).await.unwrap();
    let tx = vote.tx.to_string();

    // The society need not be named: its code is known.
    let human = shell.run(&["transaction", "show", &tx]).await;
    let json = shell.run(&["transaction", "show", &tx, "-o", "json"]).await;

    let voting = human.out.split("voting ends ").nth(1).and_then(|rest| rest.split("Z.").next()).unwrap().to_owned();
    let fee = vote.fee.unwrap().to_string();
    let ends = json.json()["data"]["events"][0]["ends_ms"].to_string();
    let weight = json.json()["data"]["transaction"]["weight"].to_string();
    let fee_text = mutual_client::text::amount::format(vote.fee.unwrap(), world.stage.chain.unit());
    let names = [
        (voting.as_str(), "TIME"),
        (ends.as_str(), "TIME"),
        (fee_text.as_str(), "FEE"),
        (fee.as_str(), "FEE"),
        (weight.as_str(), "WEIGHT"),
    ];
    insta::assert_snapshot!("transaction_show", redacted(&human, &names));
    insta::assert_snapshot!("transaction_show_json", redacted(&json, &names));
}

#[tokio::test(flavor = "multi_thread")]
async fn it_waits_or_says_that_nobody_can_know_yet() {
    let (devnet, handle, _chain, ticket) = waiting().await;
    let shell = Shell::new(&handle.url());
    let url = handle.url();

    let early = asked(&shell, &ticket, &["--timeout", "300ms"]).await;
    insta::assert_snapshot!("transaction_show_waiting", redacted(&early, &[(&url, "URL")]));
    let document = asked(&shell, &ticket, &["--timeout", "300ms", "-o", "json"]).await;
    insta::assert_snapshot!("transaction_show_waiting_json", redacted(&document, &[(&url, "URL")]));
    let once: Vec<String> = words(&ticket).iter().map(|word| word.replace("block", "none")).collect();
    let once = shell.run(&once.iter().map(String::as_str).collect::<Vec<_>>()).await;
    assert_eq!(once.exit, 8, "a look is only one: {once:?}");

    let sealing = async {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        devnet.new_block().unwrap();
    };
    let (ran, ()) = futures::future::join(asked(&shell, &ticket, &[]), sealing).await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    assert!(ran.out.contains("block\t1 (0x") && ran.out.contains("fee\t"), "{ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_says_when_it_can_never_be() {
    let (devnet, handle, chain, ticket) = waiting().await;
    let shell = Shell::new(&handle.url());
    let forget = vec![serde_json::json!({ "hash": ticket.tx.to_string() })];
    let rpc = subxt_rpcs::RpcClient::new(devnet.rpc_client());
    let _: Value = rpc.request("author_removeExtrinsic", subxt_rpcs::rpc_params![forget]).await.unwrap();
    let possible = asked(&shell, &ticket, &["--timeout", "0s"]).await;
    assert_eq!(possible.exit, 8, "{possible:?}");
    assert!(possible.err.contains("another may, until block 256"), "{possible:?}");

    for _ in 0..MORTAL_BLOCKS {
        chain.new_block().await.unwrap();
    }

    let ran = asked(&shell, &ticket, &[]).await;
    insta::assert_snapshot!("transaction_show_never", redacted(&ran, &[]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_one_ends_as_the_command_that_sent_it() {
    let world = World::cannons_creek_on(Stage::served().await).await;
    let shell = Shell::new(&world.stage.url());
    let mere = world.member("Mere");
    // The execution of a proposal that is not there, sent past the simulation.
    let selector = Bundle::society().unwrap().message("execute").unwrap();
    let call = RuntimeCall::Call {
        contract: world.society.address(),
        value: 0,
        gas: mutual_client::chain::Weight { ref_time: 50_000_000_000, proof_size: 500_000 },
        deposit: UNIT,
        input: [&selector[..], &7u32.to_le_bytes()].concat(),
    };
    let track = Track::default();
    let error = world.stage.chain.submit_tracked(&mere, &call, Wait::Block, &track).await.unwrap_err();
    assert_eq!(error.exit(), 7, "{error}");

    let ran = asked(&shell, &track.sent().unwrap(), &[]).await;

    assert_eq!((ran.exit, ran.out.as_str()), (6, ""), "{ran:?}");
    assert!(ran.err.contains("the society refuses: NoProposal"), "{ran:?}");
    assert!(ran.err.contains("cost its fee and changed nothing"), "{ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_that_could_not_be_made_is_a_failure_here_too() {
    let world = World::cannons_creek_on(Stage::served().await).await;
    let shell = Shell::new(&world.stage.url());
    let payee = AccountId([0x77; 32]);
    // Less than an account must hold, to one that does not exist.
    let payment = world.pass_spend("Rangi", payee, 1, PotId::GENERAL).await;
    let _: PaymentId = payment;
    for name in ["Mere", "Sione"] {
        world.society.approve_payment(&world.member(name), payment).await.unwrap();
    }
    let released = world.society.release_payment(&world.member("Losa"), payment).await.unwrap();

    let ran = shell.run(&["transaction", "show", &released.tx.to_string(), "-o", "json"]).await;

    assert_eq!((ran.exit, ran.json()["error"]["code"].as_str()), (6, Some("payment-refused")), "{ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_nowhere_is_not_found() {
    let (_devnet, handle, _chain, ticket) = waiting().await;
    let shell = Shell::new(&handle.url());
    let hash = ticket.tx.to_string();
    let ran = shell.run(&["transaction", "show", &hash]).await;
    assert_eq!(ran.exit, 3, "only a ticket's command waits: {ran:?}");
    assert!(ran.err.contains("in blocks 0 to 0"), "{ran:?}");
    assert_eq!(shell.run(&["transaction", "show", "0x12"]).await.exit, 2);
    let signer = address::format(&ticket.signer);
    assert_eq!(shell.run(&["transaction", "show", &hash, "--signer", &signer]).await.exit, 2);
}
