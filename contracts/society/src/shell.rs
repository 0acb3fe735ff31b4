//! How a message begins and ends: one piece of code for all of them.
//!
//! ink! would put into its dispatcher, for each message, the whole of it: its rule inlined, its result encoded in two ways,
//! the root cell stored. Code is paid for twice at every call: some 700 ref_time for each byte that is there, and some 8,400
//! for each byte of a function that is reached, since the chain translates wasm lazily, function by function. So a rule
//! is called through a pointer that the optimizer cannot see through, and the message ends here, as ink! would end it: a
//! refusal with the flag REVERT and nothing stored, an answer with the root cell stored. Of the dispatcher's own ending
//! nothing is left, since a function that does not return is not returned from.

use core::hint::black_box;

use ink::{
    env::{return_value, ReturnFlags},
    prelude::{boxed::Box, vec, vec::Vec},
    primitives::Key,
    scale::{Encode, Output},
    storage::traits::StorageKey,
};
use mutual_types::{Checked, Error, Founding};

use crate::{call::Call, society::Society, state::State, store};

/// Bytes that are encoded already.
struct Encoded(Vec<u8>);

impl Encode for Encoded {
    fn encode_to<T: Output + ?Sized>(&self, dest: &mut T) {
        dest.write(&self.0);
    }
}

/// The bytes of `Result::<Result<T, Error>, LangError>::Ok(…)` begin so.
const MESSAGE_OK: u8 = 0;

/// Applies a rule that may write, and ends the message.
pub fn write<A, T: Encode>(state: &mut State, args: A, rule: fn(&mut State, &Call, A) -> Checked<T>) -> ! {
    let call = Call::current();
    match black_box(rule)(state, &call, args) {
        Ok(answer) => {
            let mut bytes = vec![MESSAGE_OK, 0];
            answer.encode_to(&mut bytes);
            end_writing(state, bytes)
        }
        Err(refusal) => refuse(refusal),
    }
}

/// Applies the rule that founds a society, and ends the constructor.
pub fn found(founding: Founding, rule: fn(&Call, Founding) -> Checked<State>) -> ! {
    match black_box(rule)(&Call::current(), founding) {
        Ok(state) => end_writing(&state, vec![MESSAGE_OK, 0]),
        Err(refusal) => refuse(refusal),
    }
}

/// Applies a rule that only reads, and ends the message with the bytes of its answer.
pub fn read<A>(state: &State, args: A, rule: fn(&State, A, &mut Vec<u8>)) -> ! {
    let mut bytes = vec![MESSAGE_OK];
    black_box(rule)(state, args, &mut bytes);
    end(ReturnFlags::empty(), bytes)
}

/// Ends a message that answers with one record, of whatever map.
pub fn record(_state: &State, map: u32, id: impl Encode) -> ! {
    record_bytes(map, id.encode())
}

#[inline(never)]
fn record_bytes(map: u32, id: Vec<u8>) -> ! {
    let mut bytes = vec![MESSAGE_OK];
    crate::read::record(map, &id, &mut bytes);
    end(ReturnFlags::empty(), bytes)
}

/// Ends a message that answers with a page of records, of whatever map with dense numbers.
#[inline(never)]
pub fn page(_state: &State, map: u32, from: u32, limit: u32, count: u32) -> ! {
    let mut bytes = vec![MESSAGE_OK];
    crate::read::page(map, from, limit, count, &mut bytes);
    end(ReturnFlags::empty(), bytes)
}

/// Stores the root cell, and answers.
#[inline(never)]
fn end_writing(state: &State, answer: Vec<u8>) -> ! {
    let root: Key = <Society as StorageKey>::KEY;
    store::save_root(root, state.version, &state.counters);
    end(ReturnFlags::empty(), answer)
}

/// Takes everything back that the message did.
#[inline(never)]
fn refuse(refusal: Box<Error>) -> ! {
    let mut bytes = vec![MESSAGE_OK, 1];
    refusal.encode_to(&mut bytes);
    end(ReturnFlags::REVERT, bytes)
}

fn end(flags: ReturnFlags, bytes: Vec<u8>) -> ! {
    return_value(flags, &Encoded(bytes))
}
