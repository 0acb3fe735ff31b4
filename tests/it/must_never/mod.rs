//! What must never happen (DESIGN §13), sentence by sentence, tried on chain:
//!
//! - money leaves by another way than the four: `ways_out`; or without an executed decision, a live allowance or an attested and
//!   approved request, the distinct and live approvals, and time: `payments`, `officers`, and `attacks::money`
//! - a member votes twice, or on what was proposed before joining: `votes`
//! - a change of rules revives or alters an open proposal: `rules`
//! - a refused payment is marked paid: `payments`
//! - a removed treasurer spends or approves: `officers`, `payments`
//! - one dust account, one long text, one large roster, or one closed proposal blocks the rest: `payments`, `texts`, `founding`
//!   and `attacks::caps`, `deposits`
//! - money becomes unreachable: `stuck`, `deposits`, and the contract's own tests from the midst of plays
//! - a message said to read writes: `reads`; what is refused changes nothing: `refusals`
//! - a client shows success for a reverted call: `votes`

mod deposits;
mod founding;
mod officers;
mod payments;
mod reads;
mod refusals;
mod rules;
mod stuck;
mod texts;
mod votes;
mod ways_out;
