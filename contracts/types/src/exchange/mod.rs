//! The exchange: mutual credit in hours. Its types, rules and arithmetic, shared by the contract and the client.
//!
//! `docs/exchange.md` says what they mean. The order of variants is the wire format and is frozen: new ones go last.

mod account;
mod deal;
mod error;
pub mod event;
mod founding;
mod minutes;
mod offer;
mod refused;
mod text;
mod view;

pub use account::{Account, Side, Void, OPEN_MAX};
pub use deal::{Contest, Deal, DealId, DealState, DealStatus, DealTerms, DealWith, Ending, Reports, Windows};
pub use error::Error;
pub use founding::{Founding, Limit, RuleName, Rules, LIMIT_MAX};
pub use minutes::{minus, plus, Balance, Minutes};
pub use offer::{list, Category, Offer, OfferId, OfferKind, OfferTerms, CATEGORIES, LISTS};
#[cfg(feature = "ink")]
pub use refused::end_refused;
pub use refused::{Checked, Refused};
pub use text::{Collection, Field};
pub use view::{Applied, Counters, ExchangeView, Listed, Setup};
