//! Code tried on what a contract has stored, before anyone decides that the contract shall run it.
//!
//! The node simulates the making of a contract that never comes to be. Its constructor stores the root cell of the real
//! one as its own, and has the code that is tried handle a message there. So it is the chain itself that says whether it
//! has the code, and whether the code understands what is stored.

use mutual_types::AccountId;
use scale::{Decode, Encode};

use super::InstantiateQuery;
use crate::chain::{Chain, Hash};
use crate::error::Error;

/// The constructor. In words: read the input, which is a code hash, a message of eight bytes and a root cell, to address
/// 4, and its length to 0; store the cell under a key of four zeros; let the code handle the message by
/// `delegate_call`; return what that host function returned, and the answer's length, and the answer.
const CONSTRUCTOR: &[&[u8]] = &[
    b"\0asm\x01\0\0\0",
    // The types of the functions below.
    b"\x01\x21\x05\x60\x02\x7f\x7f\0\x60\x03\x7f\x7f\x7f\0\x60\x04\x7f\x7f\x7f\x7f\x01\x7f",
    b"\x60\x06\x7f\x7f\x7f\x7f\x7f\x7f\x01\x7f\x60\0\0",
    // What it asks of the chain: functions 0 to 3, and a page of memory.
    b"\x02\x5c\x05\x05seal0\x05input\0\0\x05seal0\x0bseal_return\0\x01\x05seal2\x0bset_storage\0\x02",
    b"\x05seal0\x0ddelegate_call\0\x03\x03env\x06memory\x02\x01\x01\x01",
    // Functions 4 and 5 are its own: `deploy` and `call`.
    b"\x03\x03\x02\x04\x04\x07\x11\x02\x06deploy\0\x04\x04call\0\x05",
    // The code of both. `mem[0] = 32768; input(4, 0);`
    b"\x0a\x5e\x02\x59\0\x41\0\x41\x80\x80\x02\x36\x02\0\x41\x04\x41\0\x10\0",
    // `set_storage(40000, 4, 44, mem[0] - 40);`
    b"\x41\xc0\xb8\x02\x41\x04\x41\x2c\x41\0\x28\x02\0\x41\x28\x6b\x10\x02\x1a",
    // `mem[49156] = 1024; mem[49152] = delegate_call(0, 4, 36, 8, 49160, 49156);`
    b"\x41\x84\x80\x03\x41\x80\x08\x36\x02\0",
    b"\x41\x80\x80\x03\x41\0\x41\x04\x41\x24\x41\x08\x41\x88\x80\x03\x41\x84\x80\x03\x10\x03\x36\x02\0",
    // `seal_return(0, 49152, mem[49156] + 8);`
    b"\x41\0\x41\x80\x80\x03\x41\x84\x80\x03\x28\x02\0\x41\x08\x6a\x10\x01\x0b",
    b"\x02\0\x0b",
];

/// The return codes of `delegate_call` after which there is an answer.
const SUCCEEDED: u32 = 0;
const REVERTED: u32 = 2;

/// The key of the root cell.
const ROOT: [u8; 4] = [0; 4];

/// What code answers on a storage that holds the root cell of a contract, and nothing else.
#[derive(Debug)]
pub(crate) struct Rehearsal {
    /// The bytes returned.
    pub data: Vec<u8>,
    /// Whether it took everything back.
    pub reverted: bool,
}

impl Chain {
    /// What a contract has stored under a key, as the contract has it; none for nothing.
    ///
    /// # Errors
    /// [`Error::NoContract`], [`Error::Node`].
    pub(crate) async fn cell(&self, contract: AccountId, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        let answer = self.state_call("ContractsApi_get_storage", &(contract, key).encode(), None).await?;
        // The error is an enum without fields.
        let found = Result::<Option<Vec<u8>>, u8>::decode(&mut &*answer).map_err(Error::node)?;
        found.map_err(|_| Error::NoContract(contract))
    }

    /// What the root cell of a contract holds.
    pub(crate) async fn root_cell(&self, contract: AccountId) -> Result<Vec<u8>, Error> {
        self.cell(contract, &ROOT).await?.ok_or(Error::NoContract(contract))
    }

    /// What the code would answer to `message`, a selector and a `u32`, if it ran on a storage with this root cell. The call
    /// is simulated as one of `asker`'s.
    ///
    /// # Errors
    /// [`Error::Foreign`] if it traps, or the chain has no such code; [`Error::Dispatch`] if it asks too much of the chain.
    pub(crate) async fn rehearse(
        &self,
        asker: AccountId,
        code: Hash,
        root: &[u8],
        message: [u8; 8],
    ) -> Result<Rehearsal, Error> {
        let input = [&code.0[..], &message, root].concat();
        let constructor = CONSTRUCTOR.concat();
        let query = InstantiateQuery { origin: asker, value: 0, code: &constructor, input: &input, salt: &[] };
        let simulation = self.simulate_instantiate(&query).await?;
        let mut answer = &*simulation.data;
        let (outcome, _length) = <(u32, u32)>::decode(&mut answer).map_err(Error::node)?;
        match outcome {
            SUCCEEDED | REVERTED => Ok(Rehearsal { data: answer.to_vec(), reverted: outcome == REVERTED }),
            _ => Err(Error::Foreign(format!("the chain does not run it (return code {outcome})"))),
        }
    }
}
