//! Past the client's own checks: transactions that were never simulated, and the contract's storage byte by byte.

use std::collections::BTreeMap;

use mutual_client::chain::{Chain, Receipt, RuntimeCall, Wait, Weight};
use mutual_client::contract::Bundle;
use mutual_client::keys::Signer;
use mutual_client::Error;
use mutual_types::{AccountId, Planck};
use scale::Encode;
use serde_json::{json, Value};
use subxt::ext::scale_decode::DecodeAsType;
use subxt_rpcs::client::{rpc_params, RpcClient};

use crate::world::{World, UNIT};

/// More than any message needs, less than an extrinsic may use.
pub const PLENTY: Weight = Weight { ref_time: 500_000_000_000, proof_size: 1_000_000 };

/// Founds a society, or makes another of the contracts, at the address that these give, without simulating it first.
pub async fn found(
    chain: &Chain,
    founder: &Signer,
    bundle: &Bundle,
    founding: &impl Encode,
    value: Planck,
    salt: &[u8],
) -> AccountId {
    let input = [bundle.constructor("new").unwrap().as_slice(), &founding.encode()].concat();
    let (code, salt) = (bundle.code().to_vec(), salt.to_vec());
    let call = RuntimeCall::Instantiate { value, gas: PLENTY, deposit: 9_000 * UNIT, code, input, salt };
    let made = chain.submit(founder, &call, Wait::Block).await.unwrap();
    made.events.iter().find_map(|event| event.instantiated()).expect("a contract")
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct ContractInfo {
    trie_id: Vec<u8>,
}

impl World {
    /// Signs and sends a message without simulating it first.
    pub async fn force(
        &self,
        signer: &Signer,
        label: &str,
        args: impl Encode,
        value: Planck,
    ) -> Result<Receipt, Error> {
        let input = [Bundle::society()?.message(label)?.as_slice(), &args.encode()].concat();
        self.force_bytes(signer, input, value).await
    }

    /// The same with bytes for a message, whatever they are.
    pub async fn force_bytes(&self, signer: &Signer, input: Vec<u8>, value: Planck) -> Result<Receipt, Error> {
        let contract = self.society.address();
        let call = RuntimeCall::Call { contract, value, gas: PLENTY, deposit: 50 * UNIT, input };
        self.stage.chain.submit(signer, &call, Wait::Block).await
    }

    /// Everything that the contract stores. On a devnet.
    pub async fn storage(&self) -> BTreeMap<String, Value> {
        let info = subxt::dynamic::storage::<([u8; 32],), ContractInfo>("Contracts", "ContractInfoOf");
        let best = self.stage.chain.subxt().at_current_block().await.unwrap();
        let found = best.storage().try_fetch(info, (self.society.address().0,)).await.unwrap();
        let info: ContractInfo = found.expect("there is a contract").decode().unwrap();
        let child = format!("0x{}{}", hex::encode(":child_storage:default:"), hex::encode(info.trie_id));

        let rpc = RpcClient::new(self.stage.as_devnet().rpc_client());
        let keys: Vec<String> = rpc.request("childstate_getKeysPaged", rpc_params![&child, "0x", 1000]).await.unwrap();
        assert!(!keys.is_empty() && keys.len() < 1000, "all keys are on one page");
        let values: Value = rpc.request("childstate_getStorageEntries", rpc_params![&child, &keys]).await.unwrap();
        let values = values.as_array().expect("a list").iter().cloned();
        let storage: BTreeMap<String, Value> = keys.into_iter().zip(values).collect();
        assert!(storage.values().all(|value| *value != json!(null)));
        storage
    }
}
