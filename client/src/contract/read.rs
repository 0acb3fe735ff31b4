//! Reads: they cost nothing and need no signer.

use scale::{Decode, Encode};

use super::{decode_read, CallQuery, Contract};
use crate::chain::Hash;
use crate::error::Error;

/// What a contract's read answers, at a block or at the best one. The contract itself is named as the one who asks.
pub(crate) async fn read<T: Decode, C: Contract>(
    contract: &C,
    label: &str,
    args: impl Encode,
    at: Option<Hash>,
) -> Result<T, Error> {
    let input = [contract.bundle()?.message(label)?.as_slice(), &args.encode()].concat();
    let address = contract.address();
    let query = CallQuery { origin: address, contract: address, value: 0, input: &input, at };
    let simulation = contract.chain().simulate_call(&query).await?;
    decode_read(&simulation.data, simulation.reverted)
}
