//! A stand-in for a society, a few instructions long, assembled here: it answers what it has been told to answer, does what
//! it has been told to do instead, and sends what it is handed.

use mutual_types::{AccountId, Planck};

const INPUT_AT: i64 = 16;
const OUTPUT_AT: i64 = 40_000;
/// Where the memory is zero.
const ZERO_AT: i64 = 60_000;

const RETURN: u8 = 0;
const INPUT: u8 = 1;
const CALL: u8 = 2;
const SET_STORAGE: u8 = 3;
const GET_STORAGE: u8 = 4;
const SET_CODE: u8 = 5;

const LEARN: i64 = 0xff;
const SEND: i64 = 0xfe;
const BECOME: i64 = 0xfd;
const MODE_KEY: u8 = 0xaa;
/// Before the last byte of a selector: what is done where that is asked alone.
const MODE_WHEN: u8 = 0xab;

/// What it does when it is asked, before it answers or instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Answers a byte that is no answer.
    Nonsense,
    /// Traps.
    Trap,
    /// Reverts.
    Revert,
    /// Only answers.
    Answer,
    /// Calls this contract with this message, whatever comes of it, and answers.
    Meddle(AccountId, Vec<u8>),
    /// Never ends.
    Burn,
    /// Stores a kilobyte, whose deposit the signer would pay, and answers.
    Hoard,
    /// Answers nine thousand bytes.
    Flood,
}

/// What makes it answer `question`, a selector with its arguments, so.
pub fn learn(question: &[u8], answer: &[u8]) -> Vec<u8> {
    [&[0xff, u8::try_from(question.len()).unwrap()], question, answer].concat()
}

/// What makes it do so when it is asked.
pub fn behave(mode: &Mode) -> Vec<u8> {
    learn(&[MODE_KEY], &mode.told())
}

/// What makes it do so when it is asked by the message with this selector, whose last byte alone counts.
pub fn behave_when(selector: u32, mode: &Mode) -> Vec<u8> {
    learn(&[MODE_WHEN, selector.to_be_bytes()[3]], &mode.told())
}

impl Mode {
    fn told(&self) -> Vec<u8> {
        match self {
            Mode::Nonsense => vec![0, 9],
            Mode::Trap => vec![1],
            Mode::Revert => vec![2],
            Mode::Answer => vec![3],
            Mode::Meddle(callee, message) => [&[4], &callee.0[..], &[0; 16], message].concat(),
            Mode::Burn => vec![5],
            Mode::Hoard => vec![6],
            Mode::Flood => vec![7],
        }
    }
}

/// What makes it another contract, with the code of this hash.
pub fn turn_into(code_hash: [u8; 32]) -> Vec<u8> {
    [&[0xfd], &code_hash[..]].concat()
}

/// What makes it send a message to a contract, as itself.
pub fn send(callee: AccountId, message: &[u8]) -> Vec<u8> {
    send_with(callee, 0, message)
}

/// The same with money, which it has or is sent along.
pub fn send_with(callee: AccountId, value: Planck, message: &[u8]) -> Vec<u8> {
    [&[0xfe], &callee.0[..], &value.to_le_bytes(), message].concat()
}

/// Its wasm.
pub fn code() -> Vec<u8> {
    variant(0)
}

/// The same with other bytes, so that it is other code.
pub fn variant(number: u8) -> Vec<u8> {
    let mut body = Code(Vec::new());
    body.number(number.into()).drop();
    body.number(0).number(16_384).store();
    body.number(INPUT_AT).number(0).call(INPUT);
    body.byte_at(INPUT_AT).number(LEARN).equal().when(learns);
    body.byte_at(INPUT_AT).number(SEND).equal().when(sends);
    body.byte_at(INPUT_AT).number(BECOME).equal().when(becomes);
    // What it does, if it has been told.
    body.number(12).number(MODE_KEY.into()).store_byte();
    body.look_up(|code| code.number(12).number(1)).is_zero().when(behaves);
    body.number(12).number(MODE_WHEN.into()).store_byte();
    body.number(13).byte_at(INPUT_AT + 3).store_byte();
    body.look_up(|code| code.number(12).number(2)).is_zero().when(behaves);
    body.look_up(|code| code.number(INPUT_AT).word_at(0)).is_zero().when(|code| {
        code.number(0).number(OUTPUT_AT).word_at(8).call(RETURN);
    });
    // It knows nothing: Ok(None).
    body.number(0).number(ZERO_AT).number(2).call(RETURN);
    module(&body.0)
}

fn learns(code: &mut Code) {
    code.number(INPUT_AT + 2).byte_at(INPUT_AT + 1);
    code.number(INPUT_AT + 2).byte_at(INPUT_AT + 1).add();
    code.word_at(0).number(2).sub().byte_at(INPUT_AT + 1).sub();
    code.call(SET_STORAGE).drop();
    code.number(0).number(ZERO_AT).number(0).call(RETURN);
}

fn becomes(code: &mut Code) {
    code.number(INPUT_AT + 1).call(SET_CODE).is_zero().when(|code| {
        code.number(0).number(ZERO_AT).number(0).call(RETURN);
    });
    // There is no such code.
    code.0.push(0x00);
}

fn sends(code: &mut Code) {
    code.number(8).number(16_384).store();
    code.call_out(INPUT_AT + 1, |code| code.word_at(0).number(49).sub());
    // Flag 1 reverts.
    code.number(0).differs();
    code.number(OUTPUT_AT).word_at(8).call(RETURN);
}

fn behaves(code: &mut Code) {
    let mode = |code: &mut Code, number, act: fn(&mut Code)| {
        code.byte_at(OUTPUT_AT).number(number).equal().when(act);
    };
    mode(code, 0, |code| {
        code.number(0).number(OUTPUT_AT + 1).number(1).call(RETURN);
    });
    mode(code, 1, |code| code.0.push(0x00));
    mode(code, 2, |code| {
        code.number(1).number(ZERO_AT).number(2).call(RETURN);
    });
    mode(code, 4, |code| {
        // Its answer overwrites what it was told, of which only the length is needed by then.
        code.call_out(OUTPUT_AT + 1, |code| code.word_at(8).number(49).sub()).drop();
    });
    mode(code, 5, |code| code.0.extend([0x03, 0x40, 0x0c, 0, 0x0b]));
    mode(code, 6, |code| {
        code.number(12).number(2).number(ZERO_AT).number(1_024).call(SET_STORAGE).drop();
    });
    mode(code, 7, |code| {
        code.number(0).number(ZERO_AT).number(9_000).call(RETURN);
    });
}

/// Instructions, one after the other.
struct Code(Vec<u8>);

impl Code {
    fn push(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.extend(bytes);
        self
    }

    fn number(&mut self, value: i64) -> &mut Self {
        self.0.push(0x41);
        signed(&mut self.0, value);
        self
    }

    /// The four bytes at an address.
    fn word_at(&mut self, address: i64) -> &mut Self {
        self.number(address).push(&[0x28, 2, 0])
    }

    fn byte_at(&mut self, address: i64) -> &mut Self {
        self.number(address).push(&[0x2d, 0, 0])
    }

    fn store(&mut self) -> &mut Self {
        self.push(&[0x36, 2, 0])
    }

    fn store_byte(&mut self) -> &mut Self {
        self.push(&[0x3a, 0, 0])
    }

    fn equal(&mut self) -> &mut Self {
        self.push(&[0x46])
    }

    fn differs(&mut self) -> &mut Self {
        self.push(&[0x47])
    }

    fn is_zero(&mut self) -> &mut Self {
        self.push(&[0x45])
    }

    fn add(&mut self) -> &mut Self {
        self.push(&[0x6a])
    }

    fn sub(&mut self) -> &mut Self {
        self.push(&[0x6b])
    }

    fn drop(&mut self) -> &mut Self {
        self.push(&[0x1a])
    }

    fn call(&mut self, function: u8) -> &mut Self {
        self.push(&[0x10, function])
    }

    fn when(&mut self, then: impl FnOnce(&mut Self)) -> &mut Self {
        self.push(&[0x04, 0x40]);
        then(self);
        self.push(&[0x0b])
    }

    /// Reads what is stored under a key to the place of outputs, and its length to 8; zero if there is something.
    fn look_up(&mut self, key: impl FnOnce(&mut Self) -> &mut Self) -> &mut Self {
        self.number(8).number(16_384).store();
        key(self);
        self.number(OUTPUT_AT).number(8).call(GET_STORAGE)
    }

    /// Calls out with callee, value and message that lie one after the other at an address.
    fn call_out(&mut self, at: i64, length: impl FnOnce(&mut Self) -> &mut Self) -> &mut Self {
        self.number(0).number(at).push(&[0x42, 0]).number(at + 32).number(at + 48);
        length(self);
        self.number(OUTPUT_AT).number(8).call(CALL)
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
        vec![0x60, 4, I32, I32, I32, I32, 1, I32],
        vec![0x60, 1, I32, 1, I32],
    ];
    let imports = [
        vec![7],
        import("seal0", "seal_return", 2),
        import("seal0", "input", 1),
        import("seal1", "call", 3),
        import("seal2", "set_storage", 4),
        import("seal1", "get_storage", 4),
        import("seal0", "set_code_hash", 5),
        [name("env"), name("memory"), vec![2, 1, 2, 2]].concat(),
    ];
    let exports = [vec![2], name("call"), vec![0, 6], name("deploy"), vec![0, 7]];
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
