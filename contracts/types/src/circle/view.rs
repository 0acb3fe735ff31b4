//! What the contract answers to who reads it.

use super::{Circle, CircleStatus};
use crate::{Planck, TimestampMs};

scale_type! {
    /// A circle as it is at a moment.
    pub struct CircleView {
        /// The circle, caught up.
        pub circle: Circle,
        /// What it is doing.
        pub status: CircleStatus,
        /// The moment.
        pub now_ms: TimestampMs,
        /// What the contract holds above the existential deposit, in planck.
        pub balance: Planck,
    }
}
