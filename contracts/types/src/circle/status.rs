//! What a circle is doing: a function of its record and the time.

use super::{Circle, Order, Stage};
use crate::TimestampMs;

scale_type! {
    /// What a circle is doing.
    #[derive(Copy)]
    pub enum CircleStatus {
        /// Those named in the terms join.
        Gathering,
        /// All have joined, and reveal what the order is drawn from.
        Drawing,
        /// Rounds are under way.
        Running,
        /// Somebody did not join in time: deposits are credits again.
        Void,
        /// All rounds are closed: everything is credits.
        Ended,
    }
}

impl Circle {
    /// What the circle is doing at `now_ms`. It is caught up to then.
    pub fn status(&self, now_ms: TimestampMs) -> CircleStatus {
        match self.stage {
            Stage::Gathering if matches!(self.terms.order, Order::Drawn { .. }) && now_ms >= self.terms.starts_ms => {
                CircleStatus::Drawing
            }
            Stage::Gathering => CircleStatus::Gathering,
            Stage::Running => CircleStatus::Running,
            Stage::Void => CircleStatus::Void,
            Stage::Ended => CircleStatus::Ended,
        }
    }
}
