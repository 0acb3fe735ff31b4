//! Ballots and objections.

use mutual_types::{AccountId, Choice, Error, Field, MemberIndex, ProposalId, ProposalStatus};

use crate::num::{big, len, time};
use crate::outcome::{need, no, Res};
use crate::people::{acts, standing};
use crate::records::Ballot;
use crate::state::Model;
use crate::texts;

impl Model {
    /// Refuses who does not decide on a proposal, by the dues that it took along.
    fn may_take_part(&self, member: MemberIndex, proposal: ProposalId) -> Res<()> {
        let motion = self.motion(proposal)?;
        let standing = standing(self.person(member)?, motion.dues, self.now);
        need(acts(standing), Error::NotInGoodStanding(standing))?;
        self.eligible(member, motion.made)?;
        need(!motion.recused.contains(&member), Error::Recused)
    }

    fn takes_ballots(&self, proposal: ProposalId) -> Res<()> {
        let motion = self.motion(proposal)?;
        match motion.status(self.now)? {
            ProposalStatus::Voting => Ok(()),
            ProposalStatus::Consenting => no(Error::Consenting { ends_ms: motion.ends }),
            _ => no(Error::VotingClosed { ended_ms: motion.ends, now_ms: self.now }),
        }
    }

    fn may_vote(&self, member: MemberIndex, proposal: ProposalId, reason: Option<&str>) -> Res<()> {
        self.may_take_part(member, proposal)?;
        texts::text_if(Field::Reason, reason)?;
        self.takes_ballots(proposal)
    }

    /// Writes a ballot down, in place of a proxy's if there is one.
    fn cast(&mut self, member: MemberIndex, proposal: ProposalId, choice: Choice, by_proxy: bool) -> Res<()> {
        let now = self.now;
        let motion = self.motion_mut(proposal)?;
        let had_quorum = motion.has_quorum(motion.counted(true)?);
        motion.ballots.insert(member, Ballot { choice, by_proxy });
        motion.move_end(now, had_quorum)?;
        self.last_activity = now;
        self.emit("VoteCast");
        Ok(())
    }

    /// A member's own ballot, if they have cast one.
    fn own_ballot(&self, member: MemberIndex, proposal: ProposalId) -> Res<Option<Choice>> {
        let ballot = self.motion(proposal)?.ballots.get(&member);
        Ok(ballot.filter(|ballot| !ballot.by_proxy).map(|ballot| ballot.choice))
    }

    pub(crate) fn vote(
        &mut self,
        caller: AccountId,
        proposal: ProposalId,
        choice: Choice,
        reason: Option<&str>,
    ) -> Res<()> {
        let member = self.member(caller)?;
        self.may_vote(member, proposal, reason)?;
        if let Some(cast) = self.own_ballot(member, proposal)? {
            return no(Error::AlreadyVoted(cast));
        }
        self.cast(member, proposal, choice, false)
    }

    pub(crate) fn vote_with_proxies(
        &mut self,
        caller: AccountId,
        proposal: ProposalId,
        choice: Choice,
        reason: Option<&str>,
    ) -> Res<()> {
        let holder = self.member(caller)?;
        self.may_vote(holder, proposal, reason)?;
        let own = self.own_ballot(holder, proposal)?;
        let mut cast = own.is_none();
        for giver in self.person(holder)?.proxies_held.clone() {
            let dues = self.motion(proposal)?.dues;
            if !acts(standing(self.person(giver)?, dues, self.now)) {
                self.drop_proxy(giver, holder)?;
                continue;
            }
            let has_voted = self.motion(proposal)?.ballots.contains_key(&giver);
            if !has_voted && self.may_take_part(giver, proposal).is_ok() {
                self.cast(giver, proposal, choice, true)?;
                cast = true;
            }
        }
        if own.is_none() {
            self.cast(holder, proposal, choice, false)?;
        }
        match own {
            Some(cast_before) if !cast => no(Error::AlreadyVoted(cast_before)),
            _ => Ok(()),
        }
    }

    pub(crate) fn object(&mut self, caller: AccountId, proposal: ProposalId, reason: &str) -> Res<()> {
        let member = self.member(caller)?;
        self.may_take_part(member, proposal)?;
        texts::reason(reason)?;
        let status = self.status_of(proposal)?;
        need(status == ProposalStatus::Consenting, Error::NotConsenting(status))?;
        let now = self.now;
        let motion = self.motion_mut(proposal)?;
        need(!motion.objectors.contains(&member), Error::AlreadyObjected)?;
        motion.objectors.push(member);
        if len(&motion.objectors) >= u32::from(motion.objectors_needed) {
            motion.consenting = false;
            motion.opened = now;
            motion.ends = time(big(now) + motion.voting_period)?;
        }
        self.emit("ObjectionMade");
        Ok(())
    }
}
