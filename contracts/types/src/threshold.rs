//! When a tally passes. Never a division: every ratio is compared by cross-multiplication.

use crate::{Class, Tally};

/// Basis points of a whole.
const WHOLE_BPS: u16 = 10_000;

scale_type! {
    /// What a proposal needs, fixed when it is made.
    pub struct Threshold {
        /// Ordinary or special.
        pub class: Class,
        /// Ayes and abstentions needed, in basis points of the electorate.
        pub quorum_bps: u16,
        /// Ayes a special proposal needs, in basis points of ayes and nays.
        pub special_approval_bps: u16,
        /// Ayes needed, already lowered to those who can vote; 1 where the kind asks for no more.
        pub min_ayes: u32,
        /// Quorum's denominator: active members, less those recused.
        pub electorate: u32,
        /// Ballots there can be: members present, less those recused.
        pub potential: u32,
    }
}

/// Whether ballots that are still out can change the outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// It passes, even if all who are out vote nay.
    Passes,
    /// It fails, even if all who are out vote aye.
    Fails,
    /// It is open.
    Open,
}

impl Threshold {
    /// `(aye + abstain) · 10,000 ≥ quorum_bps · electorate`.
    pub fn quorum_met(&self, tally: &Tally) -> bool {
        let present = wide(tally.aye).saturating_add(wide(tally.abstain));
        times(present, WHOLE_BPS) >= times(wide(self.electorate), self.quorum_bps)
    }

    /// Ordinary: `aye > nay`. Special: `aye · 10,000 ≥ special_approval_bps · (aye + nay)`. Both: at least one aye.
    fn approved(&self, aye: u64, nay: u64) -> bool {
        aye >= 1
            && match self.class {
                Class::Ordinary => aye > nay,
                Class::Special => times(aye, WHOLE_BPS) >= times(aye.saturating_add(nay), self.special_approval_bps),
            }
    }

    /// Whether this tally passes as it stands.
    pub fn passes(&self, tally: &Tally) -> bool {
        self.quorum_met(tally) && self.passes_with(wide(tally.aye), wide(tally.nay))
    }

    fn passes_with(&self, aye: u64, nay: u64) -> bool {
        aye >= wide(self.min_ayes) && self.approved(aye, nay)
    }

    /// What the `potential − cast` ballots still out can do. The worst for passing is that all are nays (a nay never
    /// helps the quorum, and weighs more than silence); the best is that all are ayes.
    pub fn certainty(&self, tally: &Tally) -> Certainty {
        let out = wide(self.potential).saturating_sub(tally.cast());
        let (aye, nay) = (wide(tally.aye), wide(tally.nay));
        if self.quorum_met(tally) && self.passes_with(aye, nay.saturating_add(out)) {
            return Certainty::Passes;
        }
        let best = Tally { aye: narrow(aye.saturating_add(out)), ..*tally };
        if self.passes(&best) {
            Certainty::Open
        } else {
            Certainty::Fails
        }
    }
}

/// `min(count, eligible)`, never below 1: a rule that asks for more people than there are still lets the rest act.
pub fn at_most_eligible(count: u8, eligible: u32) -> u8 {
    u8::try_from(eligible).unwrap_or(u8::MAX).clamp(1, count.max(1))
}

fn wide(count: u32) -> u64 {
    count.into()
}

/// Back to `u32`; a tally and the ballots still out never exceed `potential`, itself a `u32`.
fn narrow(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A count of at most 2^34 by basis points: fits `u64` with 16 bits to spare, so that saturation is never reached.
fn times(count: u64, bps: u16) -> u64 {
    count.saturating_mul(bps.into())
}
