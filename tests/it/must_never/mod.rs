//! What must never happen (DESIGN §13): each sentence that the present version can be tried for, tried on chain.

mod deposits;
mod founding;
mod payments;
mod reads;
mod refusals;
mod stuck;
mod votes;
mod ways_out;
