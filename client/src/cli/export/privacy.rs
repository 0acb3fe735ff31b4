//! Who was helped: unless the rules let it be shown, relief is an amount, a month and a number.

use std::collections::{BTreeMap, BTreeSet};

use mutual_types::{DisputeSubject, Origin, PaymentId};

use crate::audit::{Books, Line, Place, Record};

/// What is left out.
pub(super) struct Privacy {
    hides: bool,
    /// Payments of relief.
    payments: BTreeSet<PaymentId>,
    /// The events about them, by their numbers.
    events: BTreeMap<u64, PaymentId>,
}

impl Privacy {
    /// As the rules in force have it.
    pub(super) fn of(books: &Books) -> Self {
        let hides = !books.rules().is_some_and(|rules| rules.relief.publish_names);
        let relief = (0u32..).map(PaymentId).zip(books.payments());
        let payments: BTreeSet<PaymentId> =
            relief.filter(|(_, payment)| matches!(payment.origin, Origin::Relief(_))).map(|(id, _)| id).collect();
        let events =
            payments.iter().flat_map(|id| books.trail(Record::Payment(*id)).iter().map(|seq| (*seq, *id))).collect();
        Self { hides, payments, events }
    }

    /// Whether anything is left out.
    pub(super) fn hides(&self) -> bool {
        self.hides
    }

    /// Whether a payment's payee is not named.
    pub(super) fn hides_payment(&self, id: PaymentId) -> bool {
        self.hides && self.payments.contains(&id)
    }

    /// Whether a line of the ledger names who was helped.
    pub(super) fn hides_line(&self, line: &Line) -> bool {
        let names_somebody = matches!(line.to, Place::Outside(_) | Place::Credit(_));
        self.hides && names_somebody && line.seq.is_some_and(|seq| self.events.contains_key(&seq))
    }

    /// Whether a dispute is about a payment of relief.
    pub(super) fn hides_dispute(&self, subject: DisputeSubject) -> bool {
        matches!(subject, DisputeSubject::Payment(id) if self.hides_payment(id))
    }
}
