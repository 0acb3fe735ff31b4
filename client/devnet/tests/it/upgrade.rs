//! Upgrades of the runtime, which is compiled in.

use std::sync::{Arc, Mutex};

use mutual_devnet::{Config, Devnet, Observer, Report};
use scale::Encode;
use serde_json::json;

use crate::{
    signed::{sudo, transfer, Signer},
    support::{account_key, ask, free, hex, UNIT},
};

/// `System.set_code` and `System.set_code_without_checks`.
const SET_CODE: u8 = 2;
const SET_CODE_WITHOUT_CHECKS: u8 = 3;

#[tokio::test]
async fn an_upgrade_fails_or_has_no_effect() {
    let told: Arc<Mutex<Vec<Report>>> = Arc::default();
    let hear = told.clone();
    let observer = Observer::new(move |report| hear.lock().unwrap().push(report));
    let devnet = Devnet::start(Config::in_process().observer(observer)).unwrap();
    let alice = Signer::of("//Alice", devnet.genesis_hash());
    let version = ask(&devnet, "state_getRuntimeVersion", json!([])).await.unwrap();
    let metadata = devnet.call("Metadata_metadata", &[]).unwrap();
    let code = b"\0asm\x01\0\0\0".to_vec();
    let mut outcomes = Vec::new();
    for (nonce, call) in [(0, SET_CODE), (1, SET_CODE_WITHOUT_CHECKS)] {
        devnet.submit(&alice.sign(nonce, &sudo(&(0u8, call, &code).encode()))).unwrap();
        let report = told.lock().unwrap().pop().unwrap();
        outcomes.push(report.transactions[0].error.clone());
        let stored = ask(&devnet, "state_getStorage", json!([hex(b":code")])).await.unwrap();
        assert_eq!(stored, if call == SET_CODE { json!(null) } else { json!(hex(&code)) });
    }
    assert_eq!(outcomes, [Some("System.FailedToExtractRuntimeVersion in sudo".to_owned()), None]);
    devnet.new_block().unwrap();
    assert_eq!(ask(&devnet, "state_getRuntimeVersion", json!([])).await.unwrap(), version);
    assert_eq!(devnet.call("Metadata_metadata", &[]).unwrap(), metadata);
    devnet.submit(&alice.sign(2, &transfer([9; 32], UNIT))).unwrap();
    assert_eq!(free(devnet.storage(&account_key(&[9; 32])).unwrap()), UNIT);
}
