//! How much a call may use, from what its simulation used.
//!
//! A call without a deposit limit could take over a hundred UNIT from its signer, through any contract it calls. So
//! the limit is always explicit.

use mutual_types::Planck;
use subxt::ext::scale_decode::DecodeAsType;

use crate::chain::{Runtime, StorageDeposit, Weight};
use crate::error::Error;

/// What the extrinsic itself weighs beside its gas, kept free below the block's limit.
const OVERHEAD: Weight = Weight { ref_time: 5_000_000_000, proof_size: 65_536 };

/// What a call may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    pub gas: Weight,
    pub deposit: Planck,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct BlockWeights {
    per_class: PerClass,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct PerClass {
    normal: WeightsPerClass,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct WeightsPerClass {
    max_extrinsic: Option<ChainWeight>,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct ChainWeight {
    ref_time: u64,
    proof_size: u64,
}

impl Limits {
    /// The limits for a call that needs `gas` and `deposit` when simulated.
    ///
    /// # Errors
    /// [`Error::Node`].
    pub(crate) fn for_call(runtime: &Runtime, gas: Weight, deposit: StorageDeposit) -> Result<Self, Error> {
        let weights: BlockWeights = runtime.constant("System", "BlockWeights")?;
        let item = runtime.constant("Contracts", "DepositPerItem")?;
        let most = weights.per_class.normal.max_extrinsic;
        let most = most.map(|most| Weight { ref_time: most.ref_time, proof_size: most.proof_size });
        Ok(Self { gas: bounded(gas, most), deposit: with_margin(deposit, item) })
    }
}

/// A tenth more than needed, as far as an extrinsic may go. Never less than needed: the chain then says so itself.
fn bounded(needed: Weight, most: Option<Weight>) -> Weight {
    let wanted = needed.with_margin();
    let Some(most) = most else { return wanted };
    let bounded = wanted.at_most(most.less(OVERHEAD));
    Weight { ref_time: bounded.ref_time.max(needed.ref_time), proof_size: bounded.proof_size.max(needed.proof_size) }
}

/// A tenth more, and room for one more item: somebody else's message may come first, so that this one adds a cell.
fn with_margin(deposit: StorageDeposit, item: Planck) -> Planck {
    let charge = deposit.charge();
    charge.saturating_add(charge / 10).saturating_add(item)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gas_has_a_margin_within_what_an_extrinsic_may_use() {
        let weight = |ref_time, proof_size| Weight { ref_time, proof_size };
        let most = Some(weight(105_000_000_000, 1_065_536));
        assert_eq!(bounded(weight(10_000, 100), None), weight(11_000, 110));
        assert_eq!(bounded(weight(98_000_000_000, 100), most), weight(100_000_000_000, 110));
        assert_eq!(bounded(weight(104_000_000_000, 100), most), weight(104_000_000_000, 110));
    }

    #[test]
    fn a_deposit_limit_is_explicit_even_when_money_comes_back() {
        assert_eq!(with_margin(StorageDeposit::Refund(50), 100), 100);
        assert_eq!(with_margin(StorageDeposit::Charge(50), 100), 155);
    }
}
