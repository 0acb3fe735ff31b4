//! Bounds: how far the rules may ever go. Hard ones are in the code, tighter ones are given at founding.

use crate::Planck;

/// A second, the shortest period.
pub const SECOND_MS: u64 = 1_000;
/// A day.
pub const DAY_MS: u64 = 86_400_000;
/// 365 days, the longest period.
pub const YEAR_MS: u64 = 31_536_000_000;

scale_type! {
    /// A closed range.
    #[derive(Copy)]
    pub struct Span<T> {
        /// The least value allowed.
        pub min: T,
        /// The greatest value allowed.
        pub max: T,
    }

    /// Tighter bounds, immutable from founding on.
    pub struct Bounds {
        /// Of the voting period, in ms.
        pub voting_period_ms: Span<u64>,
        /// Of the minimum open time, in ms.
        pub min_open_ms: Span<u64>,
        /// Of the notice, in ms.
        pub notice_ms: Span<u64>,
        /// Of the execution window, in ms.
        pub execution_window_ms: Span<u64>,
        /// Of the payment window, in ms.
        pub payment_window_ms: Span<u64>,
        /// Of a role's term, in ms.
        pub role_term_ms: Span<u64>,
        /// Of the quorum, in basis points.
        pub quorum_bps: Span<u16>,
        /// Of the special approval, in basis points.
        pub special_approval_bps: Span<u16>,
        /// Of the least number of ayes.
        pub min_ayes: Span<u8>,
        /// Of the treasurers' approvals.
        pub payment_approvals: Span<u8>,
        /// Of the reserve floor, in planck.
        pub reserve_floor: Span<Planck>,
        /// How long after the founding a larger roster may enter in batches, in ms; 0 for not at all.
        pub founding_window_ms: u64,
        /// How many may enter so.
        pub roster_max: u32,
    }
}

impl<T> Span<T> {
    /// From `min` to `max`, both allowed.
    pub const fn new(min: T, max: T) -> Self {
        Self { min, max }
    }
}

impl<T: Into<u128> + Copy> Span<T> {
    /// The same range as `u128`.
    pub fn wide(&self) -> Span<u128> {
        Span::new(self.min.into(), self.max.into())
    }
}

/// Of any period.
pub(crate) const PERIOD: Span<u64> = Span::new(SECOND_MS, YEAR_MS);
/// Of the dormancy: so long that nobody takes a quiet year for an end, and not so long that money is lost.
pub(crate) const DORMANCY: Span<u64> = Span::new(YEAR_MS, 315_360_000_000);
/// Of any count k, judged as `min(k, those eligible)`.
pub(crate) const COUNT: Span<u8> = Span::new(1, 7);

impl Bounds {
    /// The bounds in the code, which no founding can widen.
    pub const HARD: Self = Self {
        voting_period_ms: PERIOD,
        min_open_ms: PERIOD,
        notice_ms: PERIOD,
        execution_window_ms: PERIOD,
        payment_window_ms: PERIOD,
        role_term_ms: PERIOD,
        quorum_bps: Span::new(0, 5_000),
        special_approval_bps: Span::new(5_001, 9_000),
        min_ayes: Span::new(2, 7),
        payment_approvals: COUNT,
        reserve_floor: Span::new(0, Planck::MAX),
        founding_window_ms: 31_536_000_000,
        roster_max: u32::MAX,
    };
}
