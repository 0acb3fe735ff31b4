//! What members see of an upgrade by the command.

use mutual_client::contract::Bundle;
use mutual_tests::{example_path, Ran, Shell, World};
use mutual_types::ProposalId;

use super::{next, Upgrade};
use crate::attacks::hostile::Hostile;

async fn propose(shell: &Shell, code_hash: &str) -> Ran {
    let file = example_path();
    let about = ["--uri", "https://example.org/upgrade.md", "--file", file.to_str().unwrap()];
    let args = [&["proposal", "new", "upgrade", code_hash][..], &about, &["--suri", "//Alice", "--yes"]].concat();
    shell.run(&args).await
}

fn refused(ran: &Ran, exit: u8, words: &[&str]) {
    assert_eq!((ran.exit, ran.out.as_str(), ran.errors().len()), (exit, "", 1), "{ran:?}");
    for word in words {
        assert!(ran.err.contains(word), "{word:?} is not in {}", ran.err);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn code_that_cannot_go_on_from_the_societys_records_is_not_even_proposed() {
    let (world, shell) = World::served(|_| {}).await;
    let hash = next().hash().to_string();
    refused(&propose(&shell, &hash).await, 2, &["the chain has no code", &hash, "hint: upload it first"]);
    let own = Bundle::society().unwrap().hash().to_string();
    refused(&propose(&shell, &own).await, 2, &["runs the code", "already"]);
    let code = Hostile::Reverts.code();
    world.upload(&code).await;
    let foreign = format!("0x{}", hex::encode(sp_core::hashing::blake2_256(&code)));
    refused(&propose(&shell, &foreign).await, 2, &[&foreign, "cannot read what the society has stored", "hint:"]);
    assert_eq!(world.society.society().await.unwrap().counters.proposals, 0);

    world.upload(next().code()).await;
    let ran = propose(&shell, &hash).await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    assert!(ran.err.contains("change the society's code to") && ran.err.contains(&hash), "{ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_client_carries_the_upgrade_out_and_then_says_that_it_needs_another_version() {
    let (mut world, shell) = World::served(|_| {}).await;
    world.upload(next().code()).await;
    let (old, new) = (Bundle::society().unwrap().hash().to_string(), next().hash().to_string());
    assert_eq!(propose(&shell, &new).await.exit, 0);
    let shown = shell.run(&["proposal", "show", "0"]).await;
    assert!(shown.exit == 0 && shown.out.contains(&new), "{shown:?}");
    world.ayes(ProposalId(0)).await;
    world.wait_for_execution(ProposalId(0)).await;

    let executed = shell.run(&["proposal", "execute", "0", "--suri", "//Bob", "--yes"]).await;
    assert_eq!(executed.exit, 0, "{executed:?}");
    assert!(executed.out.contains(&format!("The society's code is {new} now")), "{executed:?}");
    assert!(executed.out.contains("another version of `mutual`"), "{executed:?}");

    let height = world.stage.height();
    let commands: [&[&str]; 4] = [
        &["society", "show"],
        &["proposal", "list"],
        &["society", "migrate", "--suri", "//Bob", "--yes"],
        &["treasury", "deposit", "1 UNIT", "--suri", "//Alice", "--yes"],
    ];
    for args in commands {
        refused(&shell.run(args).await, 5, &["other code", &new, &old, "hint: if its members have upgraded it"]);
    }
    let document = shell.with(&["--output", "json"]).run(&["society", "show"]).await;
    let error = &document.json()["error"];
    assert_eq!((document.exit, error["code"].as_str()), (5, Some("other-code")));
    assert_eq!(error["details"]["on_chain"].as_str(), Some(&*new));
    assert_eq!(world.stage.height(), height, "nothing was sent");

    world.with_next_client().await;
    assert!(world.does(world.society.migrate(&world.member("Rangi"), 50)).await.value);
}
