//! A message said to read writes.

use mutual_client::chain::{RuntimeCall, Wait};
use mutual_tests::{raw::PLENTY, repository, World, UNIT};
use mutual_types::{Action, MemberIndex, PaymentId, PotId, ProposalId};
use scale::Encode;
use serde_json::Value;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_to_read_writes_nothing_when_it_is_sent_as_a_transaction() {
    let world = World::cannons_creek().await;
    let payee = world.member("Salote").account();
    world.pass_spend("Rangi", payee, UNIT, PotId::GENERAL).await;
    world.propose("Rangi", Action::Resolution).await;
    let before = (world.storage().await, world.society.society().await.unwrap());

    let reads = reads();
    assert!(reads.len() >= 13, "{reads:?}");
    for (label, selector) in &reads {
        let args = arguments(label, payee).unwrap_or_else(|| panic!("what does the new read {label} take?"));
        let input = [selector.as_slice(), &args].concat();
        let contract = world.society.address();
        let call = RuntimeCall::Call { contract, value: 0, gas: PLENTY, deposit: 50 * UNIT, input };
        let receipt = world.stage.chain.submit(&world.member("Mere"), &call, Wait::Block).await;
        let receipt = receipt.unwrap_or_else(|error| panic!("{label}: {error}"));

        assert_eq!(receipt.deposit, 0, "{label} takes or frees no storage");
        assert!(receipt.events.iter().all(|event| event.emitted().is_none()), "{label} emits nothing");
        assert!(world.storage().await == before.0, "{label} writes");
    }
    assert_eq!(world.society.society().await.unwrap(), before.1);
}

/// The messages that do not mutate, by the metadata.
fn reads() -> Vec<(String, Vec<u8>)> {
    let bundle = std::fs::read(repository().join("contracts/bundles/society.contract")).unwrap();
    let bundle: Value = serde_json::from_slice(&bundle).unwrap();
    let messages = bundle["spec"]["messages"].as_array().unwrap();
    let reads = messages.iter().filter(|message| message["mutates"] == false);
    reads
        .map(|message| {
            assert_eq!(message["payable"], false, "a read takes no money");
            let selector = message["selector"].as_str().unwrap().trim_start_matches("0x");
            (message["label"].as_str().unwrap().to_owned(), hex::decode(selector).unwrap())
        })
        .collect()
}

/// Arguments with which a read has something to find.
fn arguments(label: &str, account: mutual_types::AccountId) -> Option<Vec<u8>> {
    Some(match label {
        "society" => Vec::new(),
        "member" | "application" | "credit" | "standing" => account.encode(),
        "member_account" | "proxies" | "relief_record" => MemberIndex(1).encode(),
        "members" | "proposals" | "payments" | "pots" | "grants" | "relief_requests" | "disputes" => {
            (0u32, 50u32).encode()
        }
        "grant" | "relief_request" | "dispute" => 0u32.encode(),
        "proposal" | "statement" => ProposalId(0).encode(),
        "ballot" => (ProposalId(0), MemberIndex(0)).encode(),
        "payment" => PaymentId(0).encode(),
        "pot" => PotId(0).encode(),
        _ => return None,
    })
}
