//! Makes nonsense from what makes sense.

use mutual_devnet::H256;
use scale::{Compact, Encode};

use crate::support::hex;

/// What makes sense.
#[derive(Clone)]
pub struct Templates {
    pub methods: Vec<String>,
    pub transactions: Vec<Vec<u8>>,
    pub block: H256,
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
}

impl Nonsense {
    pub fn new(seed: u64, templates: Templates) -> Self {
        Self { state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15), templates }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
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
    fn extrinsic(&mut self) -> Vec<u8> {
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

    fn damage(&mut self, bytes: &mut Vec<u8>) {
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

    /// A method and its parameters.
    pub fn call(&mut self) -> (String, String) {
        let methods = self.templates.methods.clone();
        let method = if self.below(40) == 0 { "nope".to_owned() } else { self.pick(&methods) };
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
            (0, name) if name.starts_with("chainHead") => format!("[\"{}\",{block},{}]", "id", self.value(2)),
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
