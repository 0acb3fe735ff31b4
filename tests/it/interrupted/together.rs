//! Several commands at once from one account.

use mutual_client::text::address;
use mutual_tests::UNIT;
use mutual_types::AccountId;

use super::rig::{spawn, Done, Node};

#[tokio::test(flavor = "multi_thread")]
async fn commands_at_once_from_one_account_are_all_carried_out() {
    for sealing in [&[][..], &["--block-time", "300"]] {
        let folder = tempfile::tempdir().unwrap();
        let node = Node::start(&folder.path().join("chain"), sealing);
        let payees = [1u8, 2, 3, 4].map(|number| AccountId([number; 32]));
        let running: Vec<_> = payees
            .iter()
            .map(|payee| {
                let payee = address::format(payee);
                spawn(&["account", "send", &payee, "1 UNIT", "--suri", "//Bob", "--yes", "--url", node.url()])
            })
            .collect();

        for process in running {
            let done = Done::of(process);
            assert_eq!(done.exit(), 0, "{done:?}");
        }

        let chain = node.chain().await;
        for payee in payees {
            assert_eq!(chain.balance(payee).await.unwrap().free, UNIT, "{sealing:?}");
        }
    }
}
