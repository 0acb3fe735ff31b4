//! What a call uses: computation time and proof, and money that its storage holds.

// The derive of SCALE numbers variants with a cast.
#![allow(clippy::cast_possible_truncation)]

use mutual_types::Planck;

/// Computation time and proof size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, scale::Encode, scale::Decode)]
pub struct Weight {
    /// Computation time in picoseconds.
    #[codec(compact)]
    pub ref_time: u64,
    /// Proof in bytes.
    #[codec(compact)]
    pub proof_size: u64,
}

impl Weight {
    /// A tenth more, since the state may move between a simulation and its block.
    pub fn with_margin(self) -> Self {
        let more = |value: u64| value.saturating_add(value / 10);
        Self { ref_time: more(self.ref_time), proof_size: more(self.proof_size) }
    }

    /// The lesser of both, in each dimension.
    pub fn at_most(self, bound: Self) -> Self {
        Self { ref_time: self.ref_time.min(bound.ref_time), proof_size: self.proof_size.min(bound.proof_size) }
    }

    /// More by `other`.
    pub fn plus(self, other: Self) -> Self {
        Self {
            ref_time: self.ref_time.saturating_add(other.ref_time),
            proof_size: self.proof_size.saturating_add(other.proof_size),
        }
    }

    /// Less by `other`, and no less than nothing.
    pub fn less(self, other: Self) -> Self {
        Self {
            ref_time: self.ref_time.saturating_sub(other.ref_time),
            proof_size: self.proof_size.saturating_sub(other.proof_size),
        }
    }
}

/// Money that storage takes from the signer, or gives back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, scale::Encode, scale::Decode)]
pub enum StorageDeposit {
    /// Given back.
    Refund(Planck),
    /// Taken.
    Charge(Planck),
}

impl StorageDeposit {
    /// Positive for what is taken, negative for what is given back.
    pub fn signed(self) -> i128 {
        let wide = |amount: Planck| i128::try_from(amount).unwrap_or(i128::MAX);
        match self {
            Self::Charge(amount) => wide(amount),
            Self::Refund(amount) => wide(amount).saturating_neg(),
        }
    }

    /// What is taken, if anything.
    pub fn charge(self) -> Planck {
        match self {
            Self::Charge(amount) => amount,
            Self::Refund(_) => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refund_counts_as_negative() {
        assert_eq!(StorageDeposit::Charge(5).signed(), 5);
        assert_eq!(StorageDeposit::Refund(5).signed(), -5);
        assert_eq!(StorageDeposit::Refund(5).charge(), 0);
    }

    #[test]
    fn the_margin_is_a_tenth_and_keeps_to_the_bound() {
        let weight = Weight { ref_time: 100, proof_size: 20 }.with_margin();
        assert_eq!(weight, Weight { ref_time: 110, proof_size: 22 });
        assert_eq!(weight.at_most(Weight { ref_time: 105, proof_size: 50 }).ref_time, 105);
    }
}
