#![doc = include_str!("../README.md")]

mod catch_up;
mod facts;
mod messages;
mod model;
pub mod play;
mod share;

pub use facts::{Facts, MemberFacts};
pub use messages::Message;
pub use model::Model;
