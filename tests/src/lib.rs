//! What the whole-system tests share: worlds with named members, the books that must balance, and the command in a box.
//!
//! A test here may stop at the first surprise.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::missing_panics_doc
)]

pub mod books;
pub mod command;
pub mod decide;
pub mod node;
pub mod people;
pub mod raw;
pub mod stage;
pub mod world;

pub use books::Books;
pub use command::{Interruption, Ran, Shell};
pub use people::{example_path, example_text, repository, People};
pub use stage::{Clock, Stage};
pub use world::{World, UNIT};
