//! Hostile contracts, a few instructions each, assembled here: no Rust compiler would let them be so small.

use mutual_client::chain::{RuntimeCall, Wait};
use mutual_client::keys::Signer;
use mutual_tests::{raw::PLENTY, World, UNIT};
use mutual_types::{AccountId, Planck};
use scale::Encode;

/// What a hostile contract does when it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hostile {
    /// Calls what its input names (callee, value, message) and reverts if that fails.
    Puppet,
    /// The same, and says that all is well whatever came of it.
    Lenient,
    /// Traps.
    Traps,
    /// Reverts with the bytes of a message that succeeded.
    Reverts,
    /// Never ends.
    Burns,
    /// Stores a kilobyte, whose deposit the signer pays.
    Hoards,
    /// Takes the code whose hash is its input.
    Mutates,
    /// Answers so much that nobody has asked for.
    Answers,
}

const INPUT_AT: i64 = 16;
const OUTPUT_AT: i64 = 32_768;

const RETURN: u8 = 0;
const INPUT: u8 = 1;
const CALL: u8 = 2;
const SET_CODE: u8 = 3;
const SET_STORAGE: u8 = 4;

impl Hostile {
    /// Its wasm.
    pub fn code(self) -> Vec<u8> {
        let mut body = Vec::new();
        match self {
            Self::Puppet | Self::Lenient => {
                read_input(&mut body);
                // The answer may be 16 KiB.
                constants(&mut body, &[8, 16_384]);
                body.extend([0x36, 2, 0]);
                constants(&mut body, &[0, INPUT_AT]);
                body.extend([0x42, 0]); // all gas there is
                constants(&mut body, &[INPUT_AT + 32, INPUT_AT + 48, 0]);
                body.extend([0x28, 2, 0]);
                constants(&mut body, &[48]);
                body.push(0x6b);
                constants(&mut body, &[OUTPUT_AT, 8]);
                body.extend([0x10, CALL]);
                // Flag 1 reverts.
                constants(&mut body, &[0]);
                body.push(if self == Self::Puppet { 0x47 } else { 0x6c });
                constants(&mut body, &[OUTPUT_AT, 8]);
                body.extend([0x28, 2, 0, 0x10, RETURN]);
            }
            Self::Traps => body.push(0x00),
            // The memory is zero: two bytes of it are Ok(Ok(())).
            Self::Reverts => returns(&mut body, 1, 2),
            Self::Burns => body.extend([0x03, 0x40, 0x0c, 0, 0x0b]),
            Self::Hoards => {
                constants(&mut body, &[0, 32, 64, 1_024]);
                body.extend([0x10, SET_STORAGE, 0x1a]);
            }
            Self::Mutates => {
                read_input(&mut body);
                constants(&mut body, &[INPUT_AT]);
                body.extend([0x10, SET_CODE, 0x1a]);
            }
            Self::Answers => returns(&mut body, 0, 60_000),
        }
        module(&body)
    }

    /// Puts it on the chain, paid by a member of the story.
    pub async fn deploy(self, world: &World, by: &Signer, value: Planck) -> AccountId {
        let (salt, code) = (world.stage.height().encode(), self.code());
        let call = RuntimeCall::Instantiate { value, gas: PLENTY, deposit: 50 * UNIT, code, input: Vec::new(), salt };
        let receipt = world.stage.chain.submit(by, &call, Wait::Block).await.unwrap();
        world.count_fee(receipt.fee.unwrap());
        let address = receipt.events.iter().find_map(|event| event.instantiated()).expect("it is there");
        world.watch(address);
        address
    }
}

/// What makes a puppet call.
pub fn strings(callee: AccountId, value: Planck, message: &[u8]) -> Vec<u8> {
    [callee.0.as_slice(), &value.to_le_bytes(), message].concat()
}

/// Reads the input to its place, and its length to 0.
fn read_input(body: &mut Vec<u8>) {
    constants(body, &[0, 16_384]);
    body.extend([0x36, 2, 0]);
    constants(body, &[INPUT_AT, 0]);
    body.extend([0x10, INPUT]);
}

fn returns(body: &mut Vec<u8>, flags: i64, length: i64) {
    constants(body, &[flags, 64, length]);
    body.extend([0x10, RETURN]);
}

/// Pushes 32-bit numbers.
fn constants(body: &mut Vec<u8>, values: &[i64]) {
    for value in values {
        body.push(0x41);
        signed(body, *value);
    }
}

fn signed(out: &mut Vec<u8>, mut value: i64) {
    loop {
        let byte = u8::try_from(value & 0x7f).unwrap();
        value >>= 7;
        if (value == 0 && byte & 0x40 == 0) || (value == -1 && byte & 0x40 != 0) {
            return out.push(byte);
        }
        out.push(byte | 0x80);
    }
}

fn unsigned(mut value: usize) -> Vec<u8> {
    let mut out = Vec::new();
    while value > 0x7f {
        out.push(u8::try_from(value & 0x7f).unwrap() | 0x80);
        value >>= 7;
    }
    out.push(u8::try_from(value).unwrap());
    out
}

fn section(id: u8, content: &[u8]) -> Vec<u8> {
    [&[id], unsigned(content.len()).as_slice(), content].concat()
}

fn name(text: &str) -> Vec<u8> {
    [unsigned(text.len()).as_slice(), text.as_bytes()].concat()
}

fn import(place: &str, function: &str, kind: u8) -> Vec<u8> {
    [name(place), name(function), vec![0, kind]].concat()
}

/// A contract whose constructor does nothing and whose only message is `body`.
fn module(body: &[u8]) -> Vec<u8> {
    const I32: u8 = 0x7f;
    const I64: u8 = 0x7e;
    let types = [
        vec![6, 0x60, 0, 0],
        vec![0x60, 2, I32, I32, 0],
        vec![0x60, 3, I32, I32, I32, 0],
        vec![0x60, 8, I32, I32, I64, I32, I32, I32, I32, I32, 1, I32],
        vec![0x60, 1, I32, 1, I32],
        vec![0x60, 4, I32, I32, I32, I32, 1, I32],
    ];
    let imports = [
        vec![6],
        import("seal0", "seal_return", 2),
        import("seal0", "input", 1),
        import("seal1", "call", 3),
        import("seal0", "set_code_hash", 4),
        import("seal2", "set_storage", 5),
        [name("env"), name("memory"), vec![2, 1, 2, 2]].concat(),
    ];
    let exports = [vec![2], name("call"), vec![0, 5], name("deploy"), vec![0, 6]];
    let message = [&[0], body, &[0x0b]].concat();
    let code = [vec![2], unsigned(message.len()), message, vec![2, 0, 0x0b]];
    [
        b"\0asm\x01\0\0\0".to_vec(),
        section(1, &types.concat()),
        section(2, &imports.concat()),
        section(3, &[2, 0, 0]),
        section(7, &exports.concat()),
        section(10, &code.concat()),
    ]
    .concat()
}
