//! Consent: what passes unless enough members object.

use ink::prelude::string::String;
use mutual_types::{event::ObjectionMade, Action, Checked, Error, Mode, PotId, ProposalId, Rules};

use crate::{call::Call, state::State};

impl State {
    /// Refuses consent for what needs ballots: all but the kinds that move no money and change no role, and spends from
    /// the general pot up to the rules' maximum.
    ///
    /// # Errors
    /// [`Error::NoConsent`].
    pub fn check_mode(&self, action: &Action, mode: Mode, rules: &Rules) -> Checked<()> {
        let kind = action.kind();
        let is_small = match action {
            Action::Spend { amount, pot, .. } => *pot == PotId::GENERAL && *amount <= rules.voting.consent_max,
            _ => false,
        };
        if mode == Mode::Ballot || is_small || kind.allows_consent() {
            Ok(())
        } else {
            Err(Error::NoConsent(kind).into())
        }
    }

    /// A member who could vote on it objects to a consent, once and with a reason. The last objection needed opens one
    /// ballot with the proposal's own electorate and rules. Objections are no ballots.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::NoProposal`], [`Error::NotInGoodStanding`], [`Error::NotEligible`],
    /// [`Error::Recused`], [`Error::ReasonMissing`], [`Error::TextTooLong`], [`Error::NotConsenting`],
    /// [`Error::AlreadyObjected`].
    pub fn object(&mut self, call: &Call, id: ProposalId, reason: String) -> Checked<ObjectionMade> {
        self.ensure_writable()?;
        let reason = Some(reason);
        let (member, mut proposal) = self.voter(call, id, &reason)?;
        let reason = reason.filter(|text| !text.is_empty()).ok_or(Error::ReasonMissing)?;
        let opens = proposal.take_objection(member.index, call.now_ms)?;
        let objections = u8::try_from(proposal.objectors.len()).map_err(|_| Error::overflow())?;
        let (needed, ends_ms) = (proposal.terms.objectors_needed, proposal.ends_ms);
        self.set_proposal(id, proposal);
        Ok(ObjectionMade {
            seq: self.counters.next_seq(),
            proposal: id,
            member: member.index,
            objections,
            needed,
            reason,
            ballot_ends_ms: opens.then_some(ends_ms),
        })
    }
}
