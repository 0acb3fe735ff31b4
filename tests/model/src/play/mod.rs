//! A society at play: from a seed, a founding and a long row of messages, valid ones and others.
//!
//! The same seed always gives the same row, as long as the model answers the same.

mod actions;
mod carry;
mod dice;
mod drain;
mod draw;
mod draw_money;
mod edges;
mod flows;
mod flows_grants;
mod flows_members;
mod flows_money;
mod flows_votes;
mod nearly;
mod opening;
mod pick;
mod pick_money;
mod plan;
mod player;
mod schemes;
mod tally;
mod times;
mod trials;
mod weights;

pub use dice::Dice;
pub use edges::Edge;
pub use opening::Opening;
pub use player::{Play, Step};
pub use tally::{Tally, Wanted, NOT_PAYABLE};
