//! Who was helped: unless the rules let it be shown, relief is an amount, a month and a number, as in `mutual export`.

use std::collections::BTreeSet;

use serde_json::Value;

use super::facts::Facts;
use crate::error::Error;
use crate::index::{Index, KeptEvent};
use crate::json::ToJson;

/// What is left out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Privacy {
    hides: bool,
}

impl Privacy {
    pub(super) fn new(hides: bool) -> Self {
        Self { hides }
    }

    /// Whether anything is left out.
    pub(super) fn hides(self) -> bool {
        self.hides
    }

    /// Whether a payment's payee is not named.
    pub(super) fn hides_payment(self, payment: &Value) -> bool {
        self.hides && is_relief(payment)
    }

    /// Whether it is not told who has a part in a dispute: it is about a payment of relief.
    pub(super) async fn hides_dispute(self, index: &mut Index, dispute: &str) -> Result<bool, Error> {
        if !self.hides {
            return Ok(false);
        }
        let Some(dispute) = index.record("dispute", dispute).await? else { return Ok(false) };
        let Some(payment) = dispute.some_number("subject.payment") else { return Ok(false) };
        Ok(index.record("payment", &payment.to_string()).await?.is_some_and(|payment| is_relief(&payment)))
    }

    /// The events that may be shown. What tells of a request, of its payment or of a dispute about it is not among them.
    pub(super) async fn shown(self, index: &mut Index, events: Vec<KeptEvent>) -> Result<Vec<KeptEvent>, Error> {
        if !self.hides {
            return Ok(events);
        }
        let (mut relief, mut disputes) = (BTreeSet::new(), BTreeSet::new());
        let (mut known, mut known_disputes) = (BTreeSet::new(), BTreeSet::new());
        let mut shown = Vec::new();
        for kept in events {
            let event = kept.event.to_json();
            if let Some(payment) = event.some_number("payment").filter(|payment| known.insert(*payment)) {
                let record = index.record("payment", &payment.to_string()).await?;
                if record.is_some_and(|payment| is_relief(&payment)) {
                    relief.insert(payment);
                }
            }
            if let Some(dispute) = event.some_number("dispute").filter(|dispute| known_disputes.insert(*dispute)) {
                if self.hides_dispute(index, &dispute.to_string()).await? {
                    disputes.insert(dispute);
                }
            }
            let is_about = |field: &str, hidden: &BTreeSet<u64>| {
                event.some_number(field).is_some_and(|number| hidden.contains(&number))
            };
            let tells = kept.event.name().starts_with("Relief") || kept.event.name() == "AttestersBarred";
            if !tells && !is_about("payment", &relief) && !is_about("dispute", &disputes) {
                shown.push(kept);
            }
        }
        Ok(shown)
    }
}

/// Whether a payment follows from a request for relief.
pub(super) fn is_relief(payment: &Value) -> bool {
    payment.words("origin.kind") == "relief"
}
