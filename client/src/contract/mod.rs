//! Contracts: the code this client was built with, and the one way in which all of them are written to: simulate a
//! [`Message`], price it ([`Prepared`]), sign and send, and see what became of it ([`Outcome`]).

mod bundle;
mod decode;
mod founding;
mod freshen;
mod instance;
mod kind;
mod limits;
mod message;
mod outcome;
mod prepared;
mod read;
mod rehearsal;
mod simulate;
mod stranger;
mod wire;

pub use bundle::{Bundle, BundleError};
pub(crate) use decode::{decode_fallible, decode_output, decode_read};
pub(crate) use founding::prepare_founding;
pub use founding::PreparedFounding;
pub use freshen::Freshen;
pub use kind::Contract;
pub(crate) use limits::Limits;
pub use message::Message;
pub(crate) use message::{answer, done, simulated};
pub(crate) use outcome::{event_of, events_of};
pub use outcome::{Notice, Outcome};
pub use prepared::Prepared;
pub(crate) use prepared::{explained, prepare, Source};
pub(crate) use read::read;
pub use simulate::Simulation;
pub(crate) use simulate::{CallQuery, InstantiateQuery};
