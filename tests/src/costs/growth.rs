//! Making a society large: members join one by one, each by their own application, as anywhere.

use mutual_client::chain::Weight;
use mutual_types::{AdmissionPolicy, Rules, Stored};
use scale::{Decode, Encode};
use subxt::{
    config::substrate::SubstrateExtrinsicParamsBuilder, dynamic::Value, ext::scale_value::Composite, SubstrateConfig,
};
use subxt_rpcs::{client::rpc_params, RpcClient};
use subxt_signer::sr25519::Keypair;

use super::{founding::seed, net::Net};

/// The end of the key of the cell that holds the rules: their number in the contract's storage.
const RULES_CELL: [u8; 4] = 0x4d55_0002_u32.to_le_bytes();
/// Enough for an application.
const GAS: Weight = Weight { ref_time: 20_000_000_000, proof_size: 1_000_000 };

/// Lets the accounts of [`super::founding::newcomer`] with these numbers join an open society.
pub async fn join(net: &Net, numbers: std::ops::Range<u32>) {
    let number = |value: u64| Value::u128(value.into());
    let gas = Value::named_composite([("ref_time", number(GAS.ref_time)), ("proof_size", number(GAS.proof_size))]);
    let fields = Composite::named([
        ("dest", Value::unnamed_variant("Id", [Value::from_bytes(net.society.0)])),
        ("value", number(0)),
        ("gas_limit", gas),
        ("storage_deposit_limit", Value::unnamed_variant("None", [])),
        ("data", Value::from_bytes(net.input("apply", 1u32))),
    ]);
    let apply = subxt::dynamic::transaction("Contracts", "call", fields);
    // Signed here and given to the chain directly: a third faster than by the client, and as real.
    let at = net.chain.subxt().at_current_block().await.unwrap();
    for number in numbers {
        let params = SubstrateExtrinsicParamsBuilder::<SubstrateConfig>::new().nonce(0).immortal().build();
        let pair = Keypair::from_secret_key(seed(number)).unwrap();
        let signed = at.transactions().create_signable_offline(&apply, params).unwrap().sign(&pair).unwrap();
        net.devnet.submit(&signed.into_encoded()).unwrap();
    }
}

/// Changes the way in, in the cell of the rules and nowhere else: no proposal can yet.
pub async fn set_admission(net: &Net, trie: &[u8], admission: AdmissionPolicy) {
    let key = rules_key(net, trie).await;
    let cell = net.devnet.child_storage(trie, &key).unwrap().unwrap();
    let mut rules = Stored::<Rules>::decode(&mut &*cell).unwrap().into_latest();
    rules.membership.admission = admission;
    net.devnet.set_child_storage(trie, vec![(key, Some(Stored::V1(rules).encode()))]).unwrap();
}

/// The name of the trie that holds the society's storage.
pub async fn trie_of(net: &Net) -> Vec<u8> {
    let at = net.chain.subxt().at_current_block().await.unwrap();
    let address = subxt::dynamic::storage::<(Value,), Value>("Contracts", "ContractInfoOf");
    let info = at.storage().fetch(address, (Value::from_bytes(net.society.0),)).await.unwrap();
    Vec::<u8>::decode(&mut info.bytes()).unwrap()
}

async fn rules_key(net: &Net, trie: &[u8]) -> Vec<u8> {
    let rpc = RpcClient::new(net.devnet.rpc_client());
    let child = format!("0x{}", hex::encode([b":child_storage:default:".as_slice(), trie].concat()));
    let mut start: Option<String> = None;
    loop {
        let params = rpc_params![&child, "0x", 1_000, &start];
        let page: Vec<String> = rpc.request("childstate_getKeysPaged", params).await.unwrap();
        // A hash of 16 bytes, then the number.
        let keys = page.iter().map(|key| hex::decode(key.trim_start_matches("0x")).unwrap());
        if let Some(key) = keys.into_iter().find(|key| key.len() == 20 && key.ends_with(&RULES_CELL)) {
            return key;
        }
        start = Some(page.last().expect("the society has rules").clone());
    }
}
