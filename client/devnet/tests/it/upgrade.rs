//! Upgrades of the runtime, which is compiled in.

use mutual_devnet::{Config, Devnet, SubmitError};
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
    let devnet = Devnet::start(Config::in_process()).unwrap();
    let alice = Signer::of("//Alice", devnet.genesis_hash());
    let version = ask(&devnet, "state_getRuntimeVersion", json!([])).await.unwrap();
    let metadata = devnet.call("Metadata_metadata", &[]).unwrap();
    let code = b"\0asm\x01\0\0\0".to_vec();
    // With checks it is refused, as there is nothing that could read the code's version.
    let checked = devnet.submit(&alice.sign(0, &sudo(&(0u8, SET_CODE, &code).encode())));
    assert!(matches!(checked, Err(SubmitError::Runtime(_))), "{checked:?}");
    assert_eq!(ask(&devnet, "state_getStorage", json!([hex(b":code")])).await.unwrap(), json!(null));
    // Without them it is stored, and nothing comes of it.
    devnet.submit(&alice.sign(0, &sudo(&(0u8, SET_CODE_WITHOUT_CHECKS, &code).encode()))).unwrap();
    assert_eq!(ask(&devnet, "state_getStorage", json!([hex(b":code")])).await.unwrap(), json!(hex(&code)));
    devnet.new_block().unwrap();
    assert_eq!(ask(&devnet, "state_getRuntimeVersion", json!([])).await.unwrap(), version);
    assert_eq!(devnet.call("Metadata_metadata", &[]).unwrap(), metadata);
    devnet.submit(&alice.sign(1, &transfer([9; 32], UNIT))).unwrap();
    assert_eq!(free(devnet.storage(&account_key(&[9; 32])).unwrap()), UNIT);
}
