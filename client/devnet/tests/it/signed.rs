//! Transactions signed here, without asking any node, and a contract of a few instructions.

use scale::{Compact, Encode};
use sp_core::{blake2_256, sr25519, Pair, H256};

/// The contract's gas limit in the calls below.
const GAS: (Compact<u64>, Compact<u64>) = (Compact(20_000_000_000), Compact(1_000_000));

/// Who signs, and for which chain.
pub struct Signer {
    pub pair: sr25519::Pair,
    pub genesis: H256,
}

impl Signer {
    /// The account of a development path such as `//Alice`.
    pub fn of(path: &str, genesis: H256) -> Self {
        Self { pair: sr25519::Pair::from_string(path, None).unwrap(), genesis }
    }

    pub fn account(&self) -> [u8; 32] {
        self.pair.public().0
    }

    /// An extrinsic for ever valid, with its length in front.
    pub fn sign(&self, nonce: u32, call: &[u8]) -> Vec<u8> {
        let extra = (0u8, Compact(nonce), Compact(0u128)).encode();
        let (spec, transactions) = (100u32, 1u32);
        let payload = [call, &extra, &(spec, transactions, self.genesis, self.genesis).encode()].concat();
        let signature = match payload.len() {
            0..=256 => self.pair.sign(&payload),
            _ => self.pair.sign(&blake2_256(&payload)),
        };
        let head = [&[0x84, 0][..], &self.account(), &[1], &signature.0].concat();
        [head, extra, call.to_vec()].concat().encode()
    }
}

pub fn transfer(to: [u8; 32], amount: u128) -> Vec<u8> {
    (4u8, 3u8, 0u8, to, Compact(amount)).encode()
}

pub fn remark(length: usize) -> Vec<u8> {
    (0u8, 0u8, vec![7u8; length]).encode()
}

/// A call as the owner of the chain, who is Alice.
pub fn sudo(call: &[u8]) -> Vec<u8> {
    [&[7, 0], call].concat()
}

/// Writes to the state, which the owner alone may.
pub fn set_storage(key: &[u8], value: &[u8]) -> Vec<u8> {
    (0u8, 4u8, vec![(key, value)]).encode()
}

/// The calls of several: stopping at the first error, undoing all then, and going on.
pub const BATCH: u8 = 0;
pub const BATCH_ALL: u8 = 2;
pub const FORCE_BATCH: u8 = 4;

/// Several calls in one.
pub fn batch(kind: u8, calls: &[Vec<u8>]) -> Vec<u8> {
    [vec![2, kind], Compact(calls.len() as u32).encode(), calls.concat()].concat()
}

pub fn upload(code: &[u8]) -> Vec<u8> {
    (8u8, 3u8, code, None::<Compact<u128>>, 0u8).encode()
}

pub fn instantiate(code: &[u8], salt: &[u8]) -> Vec<u8> {
    let nothing: &[u8] = &[];
    (8u8, 7u8, Compact(0u128), GAS, None::<Compact<u128>>, code, nothing, salt).encode()
}

pub fn call(contract: [u8; 32], data: &[u8]) -> Vec<u8> {
    (8u8, 6u8, 0u8, contract, Compact(0u128), GAS, None::<Compact<u128>>, data).encode()
}

/// The address of a contract that `deployer` instantiates from `code` without arguments.
pub fn address(deployer: [u8; 32], code: &[u8], salt: &[u8]) -> [u8; 32] {
    let nothing: &[u8] = &[];
    blake2_256(&(b"contract_addr_v1", deployer, blake2_256(code), nothing, salt).encode())
}

/// A contract that undoes every call and says `no` in return. It is made without complaint.
pub fn refuser() -> Vec<u8> {
    let section = |id: u8, body: Vec<u8>| [vec![id, body.len() as u8], body].concat();
    let name = |text: &str| [vec![text.len() as u8], text.as_bytes().to_vec()].concat();
    let i32 = 0x7f;
    let types = [vec![2], vec![0x60, 3, i32, i32, i32, 0], vec![0x60, 0, 0]];
    let imports = [
        vec![2],
        [name("seal0"), name("seal_return"), vec![0, 0]].concat(),
        [name("env"), name("memory"), vec![2, 1, 1, 1]].concat(),
    ];
    let exports = [vec![2], name("deploy"), vec![0, 1], name("call"), vec![0, 2]];
    // The flag says that all is to be undone; then come the place and the length of what is returned.
    let refuse = [0, 0x41, 1, 0x41, 0, 0x41, 2, 0x10, 0, 0x0b];
    let code = [vec![2, 2, 0, 0x0b, refuse.len() as u8], refuse.to_vec()];
    [
        b"\0asm\x01\0\0\0".to_vec(),
        section(1, types.concat()),
        section(2, imports.concat()),
        section(3, vec![2, 1, 1]),
        section(7, exports.concat()),
        section(10, code.concat()),
        section(11, [&[1, 0, 0x41, 0, 0x0b, 2][..], b"no"].concat()),
    ]
    .concat()
}

/// A contract that stores its input under the input's first 32 bytes, emits it as an event with these 32 bytes as a
/// topic, and says `noted`.
pub fn noter() -> Vec<u8> {
    let section = |id: u8, body: Vec<u8>| [vec![id, body.len() as u8], body].concat();
    let name = |text: &str| [vec![text.len() as u8], text.as_bytes().to_vec()].concat();
    let import = |module: &str, item: &str, kind: &[u8]| [name(module), name(item), kind.to_vec()].concat();
    let i32 = 0x7f;
    let types = [
        vec![5],
        vec![0x60, 2, i32, i32, 0],
        vec![0x60, 4, i32, i32, i32, i32, 1, i32],
        vec![0x60, 4, i32, i32, i32, i32, 0],
        vec![0x60, 2, i32, i32, 1, i32],
        vec![0x60, 0, 0],
    ];
    let imports = [
        vec![5],
        import("seal0", "input", &[0, 0]),
        import("seal2", "set_storage", &[0, 1]),
        import("seal0", "deposit_event", &[0, 2]),
        import("seal0", "debug_message", &[0, 3]),
        import("env", "memory", &[2, 1, 1, 1]),
    ];
    let exports = [vec![2], name("deploy"), vec![0, 4], name("call"), vec![0, 5]];
    // The room for the input's length is at 0, a vector's length of one at 15, the input at 16, the text at 8.
    let length = [0x41, 0, 0x28, 2, 0];
    let body = [
        &[0, 0x41, 16, 0x41, 0, 0x10, 0, 0x41, 16, 0x41, 32, 0x41, 16][..],
        &length,
        &[0x10, 1, 0x1a, 0x41, 15, 0x41, 33, 0x41, 16],
        &length,
        &[0x10, 2, 0x41, 8, 0x41, 5, 0x10, 3, 0x1a, 0x0b],
    ]
    .concat();
    let code = [vec![2, 2, 0, 0x0b, body.len() as u8], body];
    let data = [vec![1, 0, 0x41, 0, 0x0b, 16, 0, 2, 0, 0, 0, 0, 0, 0], b"noted".to_vec(), vec![0, 0, 4]].concat();
    [
        b"\0asm\x01\0\0\0".to_vec(),
        section(1, types.concat()),
        section(2, imports.concat()),
        section(3, vec![2, 4, 4]),
        section(7, exports.concat()),
        section(10, code.concat()),
        section(11, data),
    ]
    .concat()
}
