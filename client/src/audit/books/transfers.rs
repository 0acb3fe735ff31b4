//! What the chain moved against what the society says: within each extrinsic both must agree, and what came beside is a
//! plain transfer.

use mutual_types::{AccountId, Planck};

use super::super::entry::Transfer;
use super::{Books, Line, Place, Record, Shown};

/// Movements of one extrinsic that are not matched yet.
#[derive(Clone, Debug, Default)]
pub(super) struct Unmatched {
    /// By the chain.
    moved: Vec<Transfer>,
    /// As the society says.
    said: Vec<Transfer>,
    /// Whether the society was founded here: its account got what it needs to exist.
    pub(super) is_founding: bool,
}

impl Unmatched {
    pub(super) fn add(&mut self, transfer: Transfer) {
        self.moved.push(transfer);
    }

    pub(super) fn expect(&mut self, transfer: Transfer) {
        self.said.push(transfer);
    }
}

impl Books {
    /// Matches what was said in this extrinsic so far with what was moved.
    pub(super) fn match_transfers(&mut self) {
        let Unmatched { mut moved, said, is_founding } = std::mem::take(&mut self.transfers);
        for said in said {
            match moved.iter().position(|moved| *moved == said) {
                Some(at) => drop(moved.remove(at)),
                None => {
                    let what = "an event tells of money that the chain did not move";
                    self.fault(Record::Society, what, Shown::Money(said.amount), Shown::Money(0));
                }
            }
        }
        let mut needs_minimum = is_founding;
        for Transfer { from, to, amount } in moved {
            if from == to {
                continue;
            }
            let (from, to) = if from == self.society {
                let what = "the chain paid money out that no event tells of";
                self.fault(Record::Society, what, Shown::Money(0), Shown::Money(amount));
                (Place::Surplus, Place::Outside(to))
            } else if needs_minimum && amount == self.minimum {
                needs_minimum = false;
                (Place::Outside(from), Place::Minimum)
            } else {
                (Place::Outside(from), Place::Surplus)
            };
            self.note(from, to, amount);
        }
    }

    /// Moves money of which no event tells.
    fn note(&mut self, from: Place, to: Place, amount: Planck) {
        for (place, comes) in [(from, false), (to, true)] {
            if place.is_inside() {
                let held = self.at(place);
                let then = if comes { held.saturating_add(amount) } else { held.saturating_sub(amount) };
                self.balances.insert(place, then);
            }
        }
        let (block, at_ms) = (self.now.block, self.now.at_ms);
        self.lines.push(Line { seq: None, block, at_ms, cause: "Transfer", from, to, amount });
    }

    /// An event tells that the chain moved money between the society and an account.
    pub(super) fn expect_transfer(&mut self, from: Place, to: Place, amount: Planck) {
        let transfer = |from: AccountId, to: AccountId| Transfer { from, to, amount };
        match (from, to) {
            (Place::Outside(from), _) => self.transfers.expect(transfer(from, self.society)),
            (_, Place::Outside(to)) => self.transfers.expect(transfer(self.society, to)),
            _ => {}
        }
    }
}
