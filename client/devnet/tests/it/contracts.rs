//! Contracts run.

use subxt::dynamic::{self, Value};
use subxt_signer::sr25519::dev;

use crate::support::World;

/// A contract whose message calls itself, again and again, and lets the innermost call fail.
///
/// Spelled out as there is no assembler here. Its parts: the types of the two imports and of the exports; the imports
/// `seal0::address`, `seal1::call` and the memory; two functions, exported as `deploy` and `call`; their code; at 64 the
/// length of an address.
pub fn recursive() -> Vec<u8> {
    let section = |id: u8, body: Vec<u8>| [vec![id, body.len() as u8], body].concat();
    let name = |text: &str| [vec![text.len() as u8], text.as_bytes().to_vec()].concat();
    let import = |module: &str, item: &str, kind: &[u8]| [name(module), name(item), kind.to_vec()].concat();
    let (i32, i64) = (0x7f, 0x7e);
    let types = [
        vec![3],
        vec![0x60, 2, i32, i32, 0],
        vec![0x60, 8, i32, i32, i64, i32, i32, i32, i32, i32, 1, i32],
        vec![0x60, 0, 0],
    ];
    let imports = [
        vec![3],
        import("seal0", "address", &[0, 0]),
        import("seal1", "call", &[0, 1]),
        import("env", "memory", &[2, 1, 1, 1]),
    ];
    let exports = [vec![2], name("deploy"), vec![0, 2], name("call"), vec![0, 3]];
    let body = vec![
        0, // no locals
        0x41, 0, 0x41, 0xc0, 0, 0x10, 0, // own address to 0, its length at 64
        0x41, 8, 0x41, 0, 0x42, 0, // re-entry allowed, callee at 0, all gas
        0x41, 0x80, 1, 0x41, 0, 0x41, 0, 0x41, 0x7f, 0x41, 0, // value at 128, no input, no output
        0x10, 1, 0x1a, 0x0b, // call, forget the result
    ];
    let code = [vec![2, 2, 0, 0x0b, body.len() as u8], body];
    let data = vec![1, 0, 0x41, 0xc0, 0, 0x0b, 4, 32, 0, 0, 0];
    [
        b"\0asm\x01\0\0\0".to_vec(),
        section(1, types.concat()),
        section(2, imports.concat()),
        section(3, vec![2, 2, 2]),
        section(7, exports.concat()),
        section(10, code.concat()),
        section(11, data),
    ]
    .concat()
}

fn gas() -> Value {
    Value::named_composite([("ref_time", Value::u128(400_000_000_000)), ("proof_size", Value::u128(4_000_000))])
}

#[tokio::test]
async fn contracts_call_each_other_as_deep_as_the_runtime_allows() {
    let world = World::new().await;
    let none = || Value::unnamed_variant("None", []);
    let instantiate = dynamic::transaction(
        "Contracts",
        "instantiate_with_code",
        vec![
            Value::u128(0),
            gas(),
            none(),
            Value::from_bytes(recursive()),
            Value::from_bytes([]),
            Value::from_bytes([]),
        ],
    );
    let mut transactions = world.client.transactions().await.unwrap();
    let progress = transactions.sign_and_submit_then_watch_default(&instantiate, &dev::alice()).await.unwrap();
    let events = progress.wait_for_finalized_success().await.unwrap();
    let made = events.iter().map(|event| event.unwrap()).find(|event| event.event_name() == "Instantiated").unwrap();
    let contract = made.field_bytes()[32..64].to_vec();

    // The batches around the call use the stack as well.
    let to = Value::unnamed_variant("Id", [Value::from_bytes(contract)]);
    let fields = [
        ("dest", to),
        ("value", Value::u128(0)),
        ("gas_limit", gas()),
        ("storage_deposit_limit", none()),
        ("data", Value::from_bytes([])),
    ];
    let mut call = Value::unnamed_variant("Contracts", [Value::named_variant("call", fields)]);
    for _ in 0..30 {
        let batch = Value::named_variant("batch", [("calls", Value::unnamed_composite([call]))]);
        call = Value::unnamed_variant("Utility", [batch]);
    }
    let call = dynamic::transaction("Utility", "batch", vec![Value::unnamed_composite([call])]);
    let mut transactions = world.client.transactions().await.unwrap();
    let progress = transactions.sign_and_submit_then_watch_default(&call, &dev::alice()).await.unwrap();
    let events = progress.wait_for_finalized_success().await.unwrap();
    let calls = events.iter().filter(|event| event.as_ref().unwrap().event_name() == "Called").count();
    assert_eq!(calls, 23);
}
