//! Makes nonsense from what makes sense.

use mutual_devnet::H256;
use scale::{Compact, Encode};
use serde_json::Value;
use sp_core::twox_128;

use crate::support::hex;

/// What makes sense.
#[derive(Clone)]
pub struct Templates {
    pub methods: Vec<String>,
    pub transactions: Vec<Vec<u8>>,
    pub block: H256,
}

/// What the other side has told on this connection, so that the nonsense goes on where it left off.
#[derive(Default)]
pub struct Told {
    /// Followers of the chain that go on.
    follows: Vec<String>,
    /// Blocks that they were told of.
    blocks: Vec<String>,
    /// Operations, each with its follower.
    operations: Vec<(String, String)>,
    /// Other subscriptions.
    subscriptions: Vec<Value>,
    /// How many operations have begun so far, and events of them come.
    pub begun: u64,
    pub events: u64,
}

/// How much of that is remembered.
const REMEMBERED: usize = 32;

fn remember<T>(known: &mut Vec<T>, new: T) {
    if known.len() >= REMEMBERED {
        known.remove(0);
    }
    known.push(new);
}

impl Told {
    /// The connection is another, on which nothing has been told.
    pub fn forget(&mut self) {
        *self = Self { begun: self.begun, events: self.events, ..Self::default() };
    }

    /// Takes up the answer to a call of this method.
    pub fn answered(&mut self, method: &str, params: &str, answer: &Value) {
        let result = &answer["result"];
        if let (true, Some(id)) = (method == "chainHead_v1_follow", result.as_str()) {
            return remember(&mut self.follows, id.to_owned());
        }
        if method.contains("ubscribe") || method.contains("AndWatch") {
            return remember(&mut self.subscriptions, result.clone());
        }
        if let Some(operation) = result["operationId"].as_str() {
            let follow = serde_json::from_str::<Value>(params).unwrap_or_default()[0].clone();
            self.begun += 1;
            remember(&mut self.operations, (follow.as_str().unwrap_or_default().to_owned(), operation.to_owned()));
        }
    }

    /// Takes up a notification.
    pub fn notified(&mut self, notification: &Value) {
        let params = &notification["params"];
        let event = &params["result"];
        match event["event"].as_str() {
            Some("stop") => self.follows.retain(|follow| params["subscription"] != follow.as_str()),
            Some("initialized" | "finalized") => {
                let blocks = event["finalizedBlockHashes"].as_array().into_iter().flatten();
                for block in blocks.filter_map(Value::as_str) {
                    remember(&mut self.blocks, block.to_owned());
                }
            }
            Some(name) if name.starts_with("operation") => self.events += 1,
            _ => {}
        }
    }
}

/// Every function of the runtime.
const FUNCTIONS: [&str; 33] = [
    "AccountNonceApi_account_nonce",
    "AuraApi_authorities",
    "AuraApi_slot_duration",
    "BlockBuilder_apply_extrinsic",
    "BlockBuilder_check_inherents",
    "BlockBuilder_finalize_block",
    "BlockBuilder_inherent_extrinsics",
    "ContractsApi_call",
    "ContractsApi_get_storage",
    "ContractsApi_instantiate",
    "ContractsApi_upload_code",
    "Core_execute_block",
    "Core_initialize_block",
    "Core_version",
    "GenesisBuilder_build_state",
    "GenesisBuilder_get_preset",
    "GenesisBuilder_preset_names",
    "Metadata_metadata",
    "Metadata_metadata_at_version",
    "Metadata_metadata_versions",
    "OffchainWorkerApi_offchain_worker",
    "ReviveApi_bare_eth_transact",
    "ReviveApi_call",
    "ReviveApi_get_storage",
    "ReviveApi_instantiate",
    "ReviveApi_upload_code",
    "SessionKeys_decode_session_keys",
    "SessionKeys_generate_session_keys",
    "TaggedTransactionQueue_validate_transaction",
    "TransactionPaymentApi_query_fee_details",
    "TransactionPaymentApi_query_info",
    "TransactionPaymentCallApi_query_call_info",
    "TransactionPaymentApi_query_weight_to_fee",
];

/// A source of nonsense: the same seed gives the same.
pub struct Nonsense {
    state: u64,
    templates: Templates,
    pub told: Told,
}

impl Nonsense {
    pub fn new(seed: u64, templates: Templates) -> Self {
        Self { state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15), templates, told: Told::default() }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize].clone()
    }

    /// A length: mostly short, now and then long.
    fn length(&mut self) -> usize {
        let top = self.pick(&[4, 40, 40, 400, 4_000]);
        self.below(top) as usize
    }

    fn noise(&mut self) -> Vec<u8> {
        let length = self.length();
        (0..length).map(|_| self.next() as u8).collect()
    }

    /// An extrinsic, whole or damaged.
    pub fn extrinsic(&mut self) -> Vec<u8> {
        let mut bytes = match self.below(6) {
            0 => return self.noise(),
            1 => return self.nested(),
            _ => {
                let all = self.templates.transactions.clone();
                self.pick(&all)
            }
        };
        self.damage(&mut bytes);
        bytes
    }

    /// Calls within calls.
    fn nested(&mut self) -> Vec<u8> {
        let depth = self.pick(&[1, 10, 47, 49, 300, 20_000]);
        let mut call = vec![4u8];
        for _ in 0..depth {
            // Utility.batch of one, or Sudo.sudo.
            call.extend(self.pick(&[vec![2, 0, 4], vec![2, 0, 4], vec![10, 0]]));
        }
        call.extend([0, 0, 0]);
        [Compact(call.len() as u32).encode(), call].concat()
    }

    pub fn damage(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..self.below(4) {
            let at = self.below(bytes.len().max(1) as u64) as usize;
            match self.below(5) {
                0 => bytes.truncate(at),
                1 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                2 if at < bytes.len() => bytes[at] = self.pick(&[0, 1, 0x7f, 0xfc, 0xff]),
                3 => bytes.extend(self.noise()),
                _ => bytes.splice(at..at, [self.next() as u8]).for_each(drop),
            }
        }
    }

    /// The arguments of a function, likely of another.
    fn arguments(&mut self) -> Vec<u8> {
        match self.below(5) {
            0 => Vec::new(),
            1 => self.noise(),
            2 => self.extrinsic(),
            3 => [self.noise(), vec![0xff; 5], self.noise()].concat(),
            _ => {
                // Two accounts, an amount and options: the begin of a contract call.
                let mut bytes = [self.templates.transactions[0][4..36].to_vec(), vec![0; 32 + 16 + 2]].concat();
                bytes.extend(self.noise().encode());
                self.damage(&mut bytes);
                bytes
            }
        }
    }

    fn text(&mut self) -> String {
        match self.below(10) {
            0 => json_text(&String::from_utf8_lossy(&self.noise())),
            1 => self.pick(&["\"0x\"", "\"\"", "\"0x1\"", "\"zz\"", "\"0X11\"", "\"\\ud800\"", "\"\\u0000\""]).into(),
            2 => json_text(self.pick(&["value", "hash", "descendantsValues", "aura", "PERSISTENT", "none", "0"])),
            3 => format!("\"{}\"", hex(&self.arguments())),
            4 => format!("\"{}\"", hex(self.templates.block.as_bytes())),
            5 => "\"5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY\"".into(),
            6 => format!("\"{}\"", hex(&[b":child_storage:default:".to_vec(), self.noise()].concat())),
            7 => json_text(self.pick(&FUNCTIONS)),
            8 => format!("\"{}\"", hex(&self.noise())),
            _ => format!("\"{}\"", hex(&self.extrinsic())),
        }
    }

    /// Any JSON at all, and at times none.
    fn value(&mut self, depth: u32) -> String {
        match self.below(if depth == 0 { 8 } else { 11 }) {
            0 => "null".into(),
            1 => self.pick(&["true", "false"]).into(),
            2 => self
                .pick(&["0", "-1", "1.5", "1e400", "4294967296", "18446744073709551616", "1001", "01", "NaN", "-"])
                .into(),
            3 => self.below(3000).to_string(),
            4..=7 => self.text(),
            8 => {
                let items: Vec<String> = (0..self.below(5)).map(|_| self.value(depth - 1)).collect();
                format!("[{}]", items.join(","))
            }
            9 => {
                let keys = ["hash", "extrinsic", "key", "type", "count", "paginationStartKey", ""];
                let items: Vec<String> =
                    (0..self.below(4)).map(|_| format!("\"{}\":{}", self.pick(&keys), self.value(depth - 1))).collect();
                format!("{{{}}}", items.join(","))
            }
            _ => {
                let depth = self.pick(&[3, 100, 200, 5_000, 50_000]);
                let (open, close) = self.pick(&[("[", "]"), ("{\"a\":", "}")]);
                format!("{}1{}", open.repeat(depth), close.repeat(depth))
            }
        }
    }

    /// What a method of `chainHead_v1` takes, of followers, blocks and operations that there are if there are any.
    fn of_follower(&mut self, method: &str) -> String {
        let follow = match self.told.follows.clone() {
            known if !known.is_empty() && self.below(8) > 0 => self.pick(&known),
            _ => "id".to_owned(),
        };
        let block = match self.told.blocks.clone() {
            known if !known.is_empty() && self.below(8) > 0 => self.pick(&known),
            _ => hex(self.templates.block.as_bytes()),
        };
        let operations = self.told.operations.clone();
        match method {
            "chainHead_v1_follow" => self.pick(&["[true]", "[false]"]).to_owned(),
            "chainHead_v1_unfollow" => format!("[\"{follow}\"]"),
            "chainHead_v1_continue" | "chainHead_v1_stopOperation" => match operations.is_empty() {
                true => format!("[\"{follow}\",\"{}\"]", self.below(20)),
                false => {
                    let (follow, operation) = self.pick(&operations);
                    format!("[\"{follow}\",\"{operation}\"]")
                }
            },
            "chainHead_v1_call" => {
                format!("[\"{follow}\",\"{block}\",\"{}\",\"{}\"]", self.pick(&FUNCTIONS), hex(&self.arguments()))
            }
            "chainHead_v1_storage" => {
                let items: Vec<String> = (0..1 + self.below(6))
                    .map(|_| {
                        let kinds =
                            ["value", "hash", "closestDescendantMerkleValue", "descendantsValues", "descendantsHashes"];
                        let key = match self.below(3) {
                            0 => Vec::new(),
                            1 => twox_128(self.pick(&[&b"System"[..], b"Balances", b"Timestamp"])).to_vec(),
                            _ => self.noise(),
                        };
                        format!("{{\"key\":\"{}\",\"type\":\"{}\"}}", hex(&key), self.pick(&kinds))
                    })
                    .collect();
                let child = match self.below(4) {
                    0 => format!(",\"{}\"", hex(&self.noise())),
                    _ => String::new(),
                };
                format!("[\"{follow}\",\"{block}\",[{}]{child}]", items.join(","))
            }
            "chainHead_v1_unpin" if self.below(2) == 0 => format!("[\"{follow}\",[\"{block}\",\"{block}\"]]"),
            _ => format!("[\"{follow}\",\"{block}\"]"),
        }
    }

    /// What a development method takes. It makes few blocks, as a chain of millions is no answer to anything.
    fn of_development(&mut self, method: &str) -> String {
        match method {
            "dev_newBlock" => match self.below(4) {
                0 => "[]".to_owned(),
                1 => format!("[{{\"count\":{}}}]", self.below(4)),
                2 => format!("[{{\"transactions\":[\"{}\"]}}]", hex(&self.extrinsic())),
                _ => format!("[{{\"to\":{}}}]", self.below(40)),
            },
            "dev_setHead" => match self.below(3) {
                0 => format!("[{}]", self.below(30)),
                1 => format!("[-{}]", self.below(5)),
                _ => format!("[{}]", self.text()),
            },
            "dev_setStorage" => {
                // Also what the chain itself stands on.
                let places = [("System", "Number"), ("Timestamp", "Now"), ("System", "Events"), ("Sudo", "Key")];
                let key = match self.below(3) {
                    0 => {
                        let (pallet, item) = self.pick(&places);
                        [twox_128(pallet.as_bytes()), twox_128(item.as_bytes())].concat()
                    }
                    1 => self.pick(&[&b":extrinsic_index"[..], b":code", b":child_storage:default:x", b""]).to_vec(),
                    _ => self.noise(),
                };
                let value = match self.below(3) {
                    0 => "null".to_owned(),
                    _ => format!("\"{}\"", hex(&self.noise())),
                };
                format!("[[[\"{}\",{value}]]]", hex(&key))
            }
            "dev_timeTravel" => match self.below(3) {
                0 => "[\"2100-01-01T00:00:00Z\"]".to_owned(),
                1 => format!("[{}]", 4_102_444_800_000 + self.below(1 << 40)),
                _ => format!("[{}]", self.value(1)),
            },
            _ => format!("[{}]", self.below(9)),
        }
    }

    /// A method and its parameters.
    pub fn call(&mut self) -> (String, String) {
        let methods = self.templates.methods.clone();
        let of_followers: Vec<String> = methods.iter().filter(|name| name.starts_with("chainHead")).cloned().collect();
        let method = match self.below(40) {
            0 => "nope".to_owned(),
            // Most of what they are for needs a follower first.
            1..=8 if self.told.follows.is_empty() => "chainHead_v1_follow".to_owned(),
            1..=8 => self.pick(&of_followers),
            _ => self.pick(&methods),
        };
        let block = format!("\"{}\"", hex(self.templates.block.as_bytes()));
        let params = match (self.below(3), method.as_str()) {
            // What such a method takes, so that the nonsense comes further in.
            (0, name) if name.contains("xtrinsic") || name.contains("roadcast") || name.contains("query") => {
                format!("[\"{}\"]", hex(&self.extrinsic()))
            }
            (0 | 1, "state_call" | "state_callAt") => {
                format!("[\"{}\",\"{}\"]", self.pick(&FUNCTIONS), hex(&self.arguments()))
            }
            (0, name) if name.starts_with("state_get") => format!("[\"{}\",{block}]", hex(&self.noise())),
            (0, name) if name.starts_with("childstate") => {
                let child = hex(&[b":child_storage:default:".to_vec(), self.noise()].concat());
                format!("[\"{child}\",{},{block}]", self.value(2))
            }
            (0 | 1, name) if name.starts_with("chainHead") => self.of_follower(name),
            (0 | 1, name) if name.starts_with("dev_") => self.of_development(name),
            (0, name) if name.contains("unsubscribe") || name.contains("unwatch") => {
                let known = self.told.subscriptions.clone();
                if known.is_empty() {
                    "[1]".to_owned()
                } else {
                    format!("[{}]", self.pick(&known))
                }
            }
            _ => {
                let items: Vec<String> = (0..self.below(5)).map(|_| self.value(3)).collect();
                match self.below(12) {
                    0 => self.value(3),
                    1 => format!("[{}", items.join(",")),
                    _ => format!("[{}]", items.join(",")),
                }
            }
        };
        (method, params)
    }

    fn request(&mut self) -> String {
        let (method, params) = self.call();
        let id = self.pick(&["1", "1", "1", "\"x\"", "null", "-1", "[]", "1.5"]);
        format!("{{\"jsonrpc\":\"2.0\",\"id\":{id},\"method\":\"{method}\",\"params\":{params}}}")
    }

    /// The body of an HTTP request.
    pub fn body(&mut self) -> Vec<u8> {
        match self.below(60) {
            0 => self.noise(),
            1 => {
                let items: Vec<String> = (0..self.below(20)).map(|_| self.request()).collect();
                format!("[{}]", items.join(",")).into_bytes()
            }
            2 => {
                let mut bytes = self.request().into_bytes();
                self.damage(&mut bytes);
                bytes
            }
            3 => self.value(4).into_bytes(),
            4 if self.below(100) == 0 => {
                // Larger than what a server takes, or just not.
                let length = self.pick(&[1 << 20, (15 << 20) - 100, 16 << 20]);
                format!(
                    "{{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"state_call\",\"params\":[\"{}\"]}}",
                    "a".repeat(length)
                )
                .into_bytes()
            }
            _ => self.request().into_bytes(),
        }
    }
}

fn json_text(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}
