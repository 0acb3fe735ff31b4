//! The panel of a dispute: three arbitrators who are not concerned, by turns. Two equal votes decide.

use ink::prelude::vec::Vec;
use mutual_types::{
    event::PanelVoted, Checked, DisputeId, DisputeStatus, Error, MemberIndex, PanelVote, Role, Rules, Ruling, PANEL,
    RULING_VOTES,
};

use crate::{call::Call, dispute::wrong_dispute, emit::Emission, execute::Effects, state::State};

impl State {
    /// The live arbitrators, none of them a party, whose last case is the longest ago, and notes that they have one now;
    /// nobody if there are too few to decide.
    ///
    /// # Errors
    /// [`Error::Migrating`].
    pub fn choose_panel(&mut self, call: &Call, parties: &[MemberIndex], rules: &Rules) -> Checked<Vec<MemberIndex>> {
        let mut roster = self.roster()?;
        let (places, enough) = (size(PANEL), size(RULING_VOTES));
        let mut chosen: Vec<(u64, MemberIndex)> = Vec::new();
        for seat in &roster.seats {
            if seat.role != Role::Arbitrator || !seat.is_live(call.now_ms) || parties.contains(&seat.member) {
                continue;
            }
            // Behind all whose last case is no later: so the order of seats decides among equals.
            let place = chosen.iter().filter(|(last_ms, _)| *last_ms <= seat.last_case_ms).count();
            if place < places && self.can_act(seat.member, rules, call.now_ms) {
                chosen.insert(place, (seat.last_case_ms, seat.member));
                chosen.truncate(places);
            }
        }
        if chosen.len() < enough {
            return Ok(Vec::new());
        }
        let mut panel = Vec::new();
        for (_, member) in chosen {
            panel.push(member);
        }
        for seat in &mut roster.seats {
            if seat.role == Role::Arbitrator && panel.contains(&seat.member) {
                seat.last_case_ms = call.now_ms;
            }
        }
        self.set_roster(roster);
        Ok(panel)
    }

    /// A live arbitrator of the panel votes. The second equal vote decides; the third only shows whether all agree.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::NotInGoodStanding`], [`Error::NoDispute`], [`Error::NotOnPanel`],
    /// [`Error::AlreadyRuled`], [`Error::WrongDispute`].
    pub fn rule_dispute(&mut self, call: &Call, id: DisputeId, ruling: Ruling) -> Checked<Effects> {
        self.ensure_running()?;
        let rules = self.rules()?;
        let arbitrator = self.active_member(call, &rules)?.index;
        let mut dispute = self.dispute(id)?;
        if !dispute.panel.contains(&arbitrator) || !self.roster()?.holds(Role::Arbitrator, arbitrator, call.now_ms) {
            return Err(Error::NotOnPanel.into());
        }
        if dispute.votes.iter().any(|vote| vote.arbitrator == arbitrator) {
            return Err(Error::AlreadyRuled.into());
        }
        match dispute.status(call.now_ms) {
            DisputeStatus::Panel => {}
            DisputeStatus::Ruled if call.now_ms < dispute.ends_ms => {}
            status => return Err(wrong_dispute(&dispute, status).into()),
        }
        dispute.votes.push(PanelVote { arbitrator, ruling });
        let seq = self.counters.next_seq();
        let mut effects = Emission::only(&PanelVoted { seq, dispute: id, arbitrator, ruling });
        if dispute.ruling.is_none() && dispute.votes_for(ruling) >= size(RULING_VOTES) {
            effects.extend(self.make_ruling(call, id, &mut dispute, ruling, false)?);
        }
        self.set_dispute(id, dispute);
        Ok(effects)
    }

    /// Whether a member's standing lets them act.
    fn can_act(&self, member: MemberIndex, rules: &Rules, now_ms: u64) -> bool {
        self.find_by_index(member).is_some_and(|(_, record)| record.standing(rules, now_ms).is_active())
    }
}

/// A small count as the length of a list.
fn size(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
