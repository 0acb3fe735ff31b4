//! What a message would do for an account that has nothing yet, such as a newcomer's.
//!
//! The chain simulates nothing for an account without money. So the node simulates the making of a contract that never
//! comes to be, paid by somebody who has some: its constructor sends the message, and nobody has ever seen its account.

use mutual_types::AccountId;
use scale::{Decode, Encode};

use super::{InstantiateQuery, Simulation};
use crate::chain::{Chain, StorageDeposit, Weight};
use crate::error::Error;

/// The constructor. In words: read the input, which is an account and a message, to address 4, and its length to 0; call
/// that account with the message; return what the host function returned, and the answer's length, and the answer.
const CONSTRUCTOR: &[&[u8]] = &[
    b"\0asm\x01\0\0\0",
    // The types of the functions below.
    b"\x01\x1d\x04`\x02\x7f\x7f\0`\x03\x7f\x7f\x7f\0`\x0a\x7f\x7f~~\x7f\x7f\x7f\x7f\x7f\x7f\x01\x7f`\0\0",
    // What it asks of the chain: functions 0 to 2, and a page of memory.
    b"\x02?\x04\x05seal0\x05input\0\0\x05seal0\x0bseal_return\0\x01\x05seal2\x04call\0\x02\x03env\x06memory\x02\x01\x01\x01",
    // Functions 3 and 4 are its own: `deploy` and `call`.
    b"\x03\x03\x02\x03\x03\x07\x11\x02\x06deploy\0\x03\x04call\0\x04",
    // The code of both. `mem[0] = 32768; input(4, 0);`
    b"\x0a\\\x02W\0A\0A\x80\x80\x026\x02\0A\x04A\0\x10\0",
    // `mem[49156] = 16000;`
    b"A\x84\x80\x03A\x80\xfd\x006\x02\0",
    // `mem[49152] = call(0, 4, 0, 0, -1, 40960, 36, mem[0] - 32, 49160, 49156);` with all the gas, no limit of the deposit,
    // and no money.
    b"A\x80\x80\x03A\0A\x04B\0B\0A\x7fA\x80\xc0\x02A$A\0(\x02\0A kA\x88\x80\x03A\x84\x80\x03\x10\x026\x02\0",
    // `seal_return(0, 49152, mem[49156] + 8);`
    b"A\0A\x80\x80\x03A\x84\x80\x03(\x02\0A\x08j\x10\x01\x0b\x02\0\x0b",
];

/// The return codes of a call after which there is an answer.
const SUCCEEDED: u32 = 0;
const REVERTED: u32 = 2;

/// What a message would do for somebody who has nothing yet.
#[derive(Debug)]
pub(crate) struct AsStranger {
    /// The bytes returned.
    pub data: Vec<u8>,
    /// Whether it took everything back.
    pub reverted: bool,
    /// What its storage would take, and what it would use: both with what the constructor takes itself.
    pub deposit: StorageDeposit,
    pub gas: Weight,
}

impl Chain {
    /// What `contract` would answer to `message`, sent by an account that nobody has ever seen. `payer` needs the money for
    /// a small contract, and pays nothing.
    ///
    /// # Errors
    /// [`Error::Foreign`] if the contract traps; [`Error::NoFunds`] for a payer without that money.
    pub(crate) async fn simulate_as_stranger(
        &self,
        payer: AccountId,
        contract: AccountId,
        message: &[u8],
    ) -> Result<AsStranger, Error> {
        let input = [&contract.encode()[..], message].concat();
        let code = CONSTRUCTOR.concat();
        let query = InstantiateQuery { origin: payer, value: 0, code: &code, input: &input, salt: &[] };
        let Simulation { data, deposit, gas_consumed: gas, .. } = self.simulate_instantiate(&query).await?;
        let mut answer = &*data;
        let (outcome, _length) = <(u32, u32)>::decode(&mut answer).map_err(Error::node)?;
        match outcome {
            SUCCEEDED | REVERTED => {
                Ok(AsStranger { data: answer.to_vec(), reverted: outcome == REVERTED, deposit, gas })
            }
            _ => Err(Error::Foreign(format!("the call ends with the return code {outcome}"))),
        }
    }
}
