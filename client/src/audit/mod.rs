//! The audit: every balance, reservation, membership and tally of a society, rebuilt from its events alone and compared
//! with what the contract says.
//!
//! [`Books::apply`] takes one [`Entry`] after the other; [`Books::differences`] compares with [`OnChain`], all records as
//! the contract gives them. Both are plain functions without a chain; [`OnChain::read`] and [`crate::index`] do the rest.
//! What events do not say, such as rules and who the founders are, comes from the [`Documents`]: the founding and what
//! members decided on, which nothing can change afterwards. `docs/history.md` lists what that is.

mod books;
mod differences;
mod documents;
mod entry;
mod ledger;
mod on_chain;
mod record;
mod shown;

pub use books::{Books, DisputeBook, GrantBook, MemberBook, PaymentBook, PotBook, ProposalBook, ReliefBook};
pub use differences::Difference;
pub use documents::Documents;
pub use entry::{Entry, Transfer, What};
pub use ledger::{Line, Place};
pub use on_chain::OnChain;
pub use record::Record;
pub use shown::Shown;
