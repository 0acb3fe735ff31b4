//! A chain, a client and the few things that most tests do with them.

use mutual_devnet::{accounts, Config, Devnet};
use scale::{Decode, Encode};
use serde_json::Value as Json;
use sp_core::{blake2_128, twox_128};
use subxt::{
    client::OnlineClient,
    config::{substrate::SubstrateConfig, DefaultExtrinsicParamsBuilder},
    dynamic::{self, Value},
};
use subxt_rpcs::{
    client::{RawValue, RpcClient, RpcClientT, RpcParams},
    Error as RpcError, UserError,
};
use subxt_signer::sr25519::{dev, Keypair};

pub type Client = OnlineClient<SubstrateConfig>;

pub const UNIT: u128 = 1_000_000_000_000;

pub struct World {
    pub devnet: Devnet,
    pub client: Client,
}

impl World {
    pub async fn new() -> Self {
        Self::with(Config::in_process()).await
    }

    pub async fn with(config: Config) -> Self {
        let devnet = Devnet::start(config).unwrap();
        let client = connect(&devnet).await;
        Self { devnet, client }
    }

    /// A signed transfer with this nonce.
    pub async fn transfer(&self, from: &Keypair, to: &Keypair, amount: u128, nonce: u64) -> Vec<u8> {
        self.transfer_with_tip(from, to, amount, nonce, 0).await
    }

    pub async fn transfer_with_tip(
        &self,
        from: &Keypair,
        to: &Keypair,
        amount: u128,
        nonce: u64,
        tip: u128,
    ) -> Vec<u8> {
        let params = DefaultExtrinsicParamsBuilder::<SubstrateConfig>::new().immortal().nonce(nonce).tip(tip).build();
        let at = self.client.at_current_block().await.unwrap();
        let call = transfer_call(to, amount);
        let signed = at.transactions().create_signable_offline(&call, params).unwrap().sign(from).unwrap();
        signed.encoded().to_vec()
    }

    /// A signed remark of so many bytes.
    pub async fn remark(&self, from: &Keypair, length: usize, nonce: u64) -> Vec<u8> {
        let params = DefaultExtrinsicParamsBuilder::<SubstrateConfig>::new().immortal().nonce(nonce).build();
        let at = self.client.at_current_block().await.unwrap();
        let call = dynamic::transaction("System", "remark", vec![Value::from_bytes(vec![7; length])]);
        let signed = at.transactions().create_signable_offline(&call, params).unwrap().sign(from).unwrap();
        signed.encoded().to_vec()
    }

    /// A signed transfer that is valid for this many blocks from the last one on.
    pub async fn mortal_transfer(
        &self,
        from: &Keypair,
        to: &Keypair,
        amount: u128,
        nonce: u64,
        blocks: u64,
    ) -> Vec<u8> {
        let params = DefaultExtrinsicParamsBuilder::<SubstrateConfig>::new().mortal(blocks).nonce(nonce).build();
        let at = self.client.at_current_block().await.unwrap();
        let call = transfer_call(to, amount);
        let transactions = at.transactions();
        let mut signable = transactions.create_signable(&call, &from.public_key().into(), params).await.unwrap();
        signable.sign(from).unwrap().encoded().to_vec()
    }

    /// The answer of a method, or its error.
    pub async fn ask(&self, method: &str, params: Json) -> Result<Json, UserError> {
        ask(&self.devnet, method, params).await
    }

    pub fn free(&self, account: &Keypair) -> u128 {
        let key = account_key(&account.public_key().0);
        free(self.devnet.storage(&key).unwrap())
    }

    pub fn number(&self) -> u32 {
        self.devnet.head().1
    }
}

pub async fn connect(devnet: &Devnet) -> Client {
    Client::from_rpc_client(RpcClient::new(devnet.rpc_client())).await.unwrap()
}

pub fn transfer_call(to: &Keypair, amount: u128) -> impl subxt::transactions::Payload {
    let to = Value::unnamed_variant("Id", [Value::from_bytes(to.public_key().0)]);
    dynamic::transaction("Balances", "transfer_keep_alive", vec![to, Value::u128(amount)])
}

pub async fn ask(devnet: &Devnet, method: &str, params: Json) -> Result<Json, UserError> {
    let params = RawValue::from_string(params.to_string()).unwrap();
    match devnet.rpc_client().request_raw(method, Some(params)).await {
        Ok(answer) => Ok(serde_json::from_str(answer.get()).unwrap()),
        Err(RpcError::User(error)) => Err(error),
        Err(other) => panic!("{other}"),
    }
}

/// The data of an error as text.
pub fn data(error: &UserError) -> String {
    error.data.as_ref().map(|data| serde_json::from_str(data.get()).unwrap()).unwrap_or_default()
}

pub fn params(values: Json) -> RpcParams {
    let mut params = RpcParams::new();
    for value in values.as_array().unwrap() {
        params.push(value).unwrap();
    }
    params
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold("0x".to_owned(), |text, byte| text + &format!("{byte:02x}"))
}

pub fn unhex(text: &Json) -> Vec<u8> {
    let digits = text.as_str().unwrap().strip_prefix("0x").unwrap();
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

pub fn account_key(account: &[u8; 32]) -> Vec<u8> {
    [&twox_128(b"System")[..], &twox_128(b"Account"), &blake2_128(account), account].concat()
}

pub fn now_key() -> Vec<u8> {
    [twox_128(b"Timestamp"), twox_128(b"Now")].concat()
}

pub fn free(stored: Option<Vec<u8>>) -> u128 {
    stored.map_or(0, |bytes| <([u32; 4], u128)>::decode(&mut bytes.as_slice()).unwrap().1)
}

pub fn stored_now(devnet: &Devnet) -> u64 {
    devnet.storage(&now_key()).unwrap().map_or(0, |bytes| u64::decode(&mut bytes.as_slice()).unwrap())
}

/// The arguments of `AccountNonceApi_account_nonce` for Alice.
pub fn alice() -> [u8; 32] {
    assert_eq!(accounts::account("//Alice").unwrap().encode(), dev::alice().public_key().0);
    dev::alice().public_key().0
}
