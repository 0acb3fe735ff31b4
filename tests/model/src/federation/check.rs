//! What must hold of the model itself, after every message.

use mutual_types::federation::{BackingId, SocietyId};

use super::state::{count, Model};

impl Model {
    /// What does not hold, in words.
    pub fn check_invariants(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let covered = self.ledger().into_iter().fold(0, u128::saturating_add);
        if covered > self.balance {
            wrong.push(format!("{covered} planck are owed, {} are there", self.balance));
        }
        if self.present() > 32 {
            wrong.push(format!("{} societies take part", self.present()));
        }
        for (id, backing) in (0..).map(BackingId).zip(&self.backings) {
            for society in (0..count(&self.societies)).map(SocietyId) {
                let taken = self.taken(id, Some(society));
                if taken > backing.terms.limit {
                    wrong.push(format!("society {society} has {taken} of backing {id}"));
                }
            }
            if self.taken(id, None) > backing.paid_in {
                wrong.push(format!("more is drawn of backing {id} than was paid in"));
            }
        }
        for (number, motion) in self.motions.iter().enumerate() {
            if motion.votes.len() > usize::try_from(motion.eligible).unwrap_or(0) {
                wrong.push(format!("more societies than may have voted on motion {number}"));
            }
        }
        for (id, _) in self.numbers() {
            let open = self.open_draws(id, 0).len();
            if open > 16 {
                wrong.push(format!("society {id} has {open} draws open"));
            }
        }
        wrong
    }
}
