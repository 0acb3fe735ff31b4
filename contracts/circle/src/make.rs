//! Making a circle.

use mutual_types::circle::{event::CircleMade, Checked, Circle, Terms};

use crate::{call::Call, chain};

/// Anyone makes a circle with these terms; those named in them join by themselves.
///
/// # Errors
/// What [`Terms::check`] refuses.
pub fn make(call: &Call, terms: Terms) -> Checked<(Circle, CircleMade)> {
    terms.check(call.this, chain::is_contract(terms.society), call.now_ms)?;
    let mut circle = Circle::new(terms);
    let made = CircleMade {
        seq: circle.next_seq(),
        name: circle.terms.name.clone(),
        society: circle.terms.society,
        members: circle.terms.size(),
        contribution: circle.terms.contribution,
        starts_ms: circle.terms.starts_ms,
    };
    Ok((circle, made))
}
