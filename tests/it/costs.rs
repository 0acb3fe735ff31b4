//! What each message costs. `scripts/costs.sh` shows the table and records it.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_macros)]

use mutual_tests::costs::{founding::*, net::Net};
use mutual_client::chain::{RuntimeCall, Wait, Weight};
use mutual_types::AdmissionPolicy;

#[tokio::test]
async fn speed() {
    let n = 500u32;
    let keys: Vec<_> = (10..10 + n).map(newcomer).collect();
    let accounts: Vec<_> = keys.iter().map(|k| k.account()).collect();
    let t = std::time::Instant::now();
    let mut net = Net::start(&accounts).await;
    println!("start {:?}", t.elapsed());
    let cost = net.found(&dev("//Alice"), &founding(&founders(), AdmissionPolicy::Open), 100 * UNIT, 0).await;
    println!("{cost:?}");
    let t = std::time::Instant::now();
    let input = net.input("apply", 1u32);
    use subxt::dynamic::Value;
    use subxt_signer::sr25519::Keypair;
    let at = net.chain.subxt().at_current_block().await.unwrap();
    let w = Value::named_composite([("ref_time", Value::u128(20_000_000_000)), ("proof_size", Value::u128(1_000_000))]);
    let fields: Vec<(&str, Value)> = vec![
        ("dest", Value::unnamed_variant("Id", [Value::from_bytes(net.society.0)])), ("value", Value::u128(0)), ("gas_limit", w),
        ("storage_deposit_limit", Value::unnamed_variant("Some", [Value::u128(UNIT)])), ("data", Value::from_bytes(&input))];
    let payload = subxt::dynamic::transaction("Contracts", "call", fields);
    let mut all = Vec::new();
    for i in 10..10 + n {
        let mut seed = [0u8; 32]; seed[28..].copy_from_slice(&i.to_be_bytes());
        let pair = Keypair::from_secret_key(seed).unwrap();
        let params = subxt::config::substrate::SubstrateExtrinsicParamsBuilder::<subxt::SubstrateConfig>::new().nonce(0).immortal().build();
        let signed = at.transactions().create_signable_offline(&payload, params).unwrap().sign(&pair).unwrap();
        all.push(signed.into_encoded());
    }
    println!("signed {n} {:?}", t.elapsed());
    let t = std::time::Instant::now();
    for bytes in &all { net.devnet.submit(bytes).unwrap(); }
    println!("{n} {:?}", t.elapsed());
    let c = net.measure(&dev(OUTSIDER), "apply", 1u32, 0).await;
    println!("{c:?}");
}
