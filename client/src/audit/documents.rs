//! What events refer to and do not say. None of it can change once it is there.

use std::collections::BTreeMap;

use mutual_types::{Founding, PotSpec, ProposalBody, ProposalId, Rules};

/// The founding, and what each proposal says.
#[derive(Clone, Debug, Default)]
pub struct Documents {
    /// What the society was founded with, from the founding transaction; none where that cannot be read.
    pub founding: Option<Founding>,
    bodies: BTreeMap<ProposalId, ProposalBody>,
}

impl Documents {
    /// Those of a society with this founding.
    pub fn of(founding: Option<Founding>) -> Self {
        Self { founding, bodies: BTreeMap::new() }
    }

    /// Adds what a proposal says.
    pub fn learn(&mut self, proposal: ProposalId, body: ProposalBody) {
        self.bodies.insert(proposal, body);
    }

    /// What a proposal says, if that is known.
    pub fn body(&self, proposal: ProposalId) -> Option<&ProposalBody> {
        self.bodies.get(&proposal)
    }

    /// The rules at founding. A proposal holds those that were in force when it was made, and the first one was made
    /// before any other could change them.
    pub(super) fn first_rules(&self) -> Option<&Rules> {
        let founded = self.founding.as_ref().map(|founding| &founding.rules);
        founded.or_else(|| self.body(ProposalId(0)).map(|body| &body.rules))
    }

    /// The pots at founding.
    pub(super) fn first_pots(&self) -> &[PotSpec] {
        self.founding.as_ref().map_or(&[], |founding| &founding.pots)
    }
}
