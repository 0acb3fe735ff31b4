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
    prelude::{vec, vec::Vec},
    primitives::Key,
    scale::Encode,
    storage::traits::StorageKey,
};
use mutual_types::{
    federation::{end_refused, Checked, Error, Founding},
    read::Read,
};

use crate::{
    call::Call,
    federation::Federation,
    state::State,
    store::{self, Whole},
};

/// The bytes of `Result::<Result<T, Error>, LangError>::Ok(…)` begin so.
const MESSAGE_OK: u8 = 0;

/// An argument of a message. What ink! decodes into its dispatcher it copies three times, by code of each message's own;
/// so there it decodes nothing, and the message reads its arguments itself, with [`Args::read`]. For the metadata, and for
/// contracts that call this one, an argument is what it is.
#[cfg(any(feature = "std", feature = "ink-as-dependency"))]
pub type Arg<T> = T;

/// An argument of a message, which ink! leaves to the message to read.
#[cfg(not(any(feature = "std", feature = "ink-as-dependency")))]
pub struct Arg<T>(core::marker::PhantomData<T>);

#[cfg(not(any(feature = "std", feature = "ink-as-dependency")))]
impl<T> ink::scale::Decode for Arg<T> {
    fn decode<I: ink::scale::Input>(_: &mut I) -> Result<Self, ink::scale::Error> {
        Ok(Self(core::marker::PhantomData))
    }
}

/// ink! asks for it, since contracts may call themselves; this one never does.
#[cfg(not(any(feature = "std", feature = "ink-as-dependency")))]
impl<T> Encode for Arg<T> {
    fn encode_to<O: ink::scale::Output + ?Sized>(&self, _: &mut O) {
        panic!("an argument that was not read cannot be sent");
    }
}

/// The arguments of the message under way.
pub struct Args(Vec<u8>);

impl Args {
    /// What was sent, after the selector.
    #[inline(never)]
    fn current() -> Self {
        let mut input = ink::env::decode_input::<Whole>().map_or(Vec::new(), |whole| whole.0);
        input.drain(..input.len().min(4));
        Self(input)
    }

    /// All arguments. Bytes that are none end the message, as they do in any ink! contract; what follows them is not read.
    pub fn read<T: Read>(&self) -> T {
        match mutual_types::read::decode(&mut &self.0[..]) {
            Ok(args) => args,
            Err(_) => unreadable(),
        }
    }
}

/// Applies a rule that may write, and ends the message.
pub fn write<T: Encode>(state: &mut State, rule: fn(&mut State, &Call, &Args) -> Checked<T>) -> ! {
    match black_box(rule)(state, &Call::current(), &Args::current()) {
        Ok(answer) => {
            let mut bytes = vec![MESSAGE_OK, 0];
            answer.encode_to(&mut bytes);
            end_writing(state, bytes)
        }
        Err(refused) => end_refused(refused),
    }
}

/// Applies the rule that founds a federation, and ends the constructor.
pub fn found(founding: Founding, rule: fn(&Call, Founding) -> Checked<State>) -> ! {
    match black_box(rule)(&Call::current(), founding) {
        Ok(state) => end_writing(&state, vec![MESSAGE_OK, 0]),
        Err(refused) => end_refused(refused),
    }
}

/// Applies a rule that only reads, and ends the message with the bytes of its answer.
#[inline(never)]
pub fn read(state: &State, rule: fn(&State, &Args, &mut Vec<u8>)) -> ! {
    let mut bytes = vec![MESSAGE_OK];
    black_box(rule)(state, &Args::current(), &mut bytes);
    end(ReturnFlags::empty(), bytes)
}

/// Ends a message that answers with one record of the map `map`, whose keys have `len` bytes.
#[inline(never)]
pub fn record(map: u32, len: usize) -> ! {
    let mut bytes = vec![MESSAGE_OK];
    let Args(id) = Args::current();
    let Some(id) = id.get(..len) else { unreadable() };
    crate::read::record(map, id, &mut bytes);
    end(ReturnFlags::empty(), bytes)
}

/// Ends a message that answers with a page of at most `max` records of a map with dense numbers.
#[inline(never)]
pub fn page(map: u32, max: u32, count: u32) -> ! {
    let mut bytes = vec![MESSAGE_OK];
    let (from, limit): (u32, u32) = Args::current().read();
    crate::read::page(map, from, limit.min(max), count, &mut bytes);
    end(ReturnFlags::empty(), bytes)
}

/// Stores the root cell, and answers.
#[inline(never)]
fn end_writing(state: &State, answer: Vec<u8>) -> ! {
    if !state.counters.has_numbers() {
        end_refused(Error::overflow());
    }
    let root: Key = <Federation as StorageKey>::KEY;
    store::save_root(root, state.version, &state.counters);
    end(ReturnFlags::empty(), answer)
}

/// Ends a message whose bytes are none of its arguments: `Err(LangError::CouldNotReadInput)`.
#[inline(never)]
fn unreadable() -> ! {
    end(ReturnFlags::REVERT, vec![1, 1])
}

fn end(flags: ReturnFlags, bytes: Vec<u8>) -> ! {
    return_value(flags, &Whole(bytes))
}
