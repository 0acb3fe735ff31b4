//! How a proposal stands: counting, quorum, approval, certainty, and what it is at a time.

use mutual_types::{Choice, Error, ProposalId, ProposalState, ProposalStatus, TimestampMs};
use num_bigint::BigInt;

use crate::num::{big, count, time};
use crate::outcome::Res;
use crate::records::Motion;
use crate::state::Model;

/// Up to so many open ballots, certainty is found by trying every way in which they can fall.
const TRIED_ONE_BY_ONE: u32 = 12;

/// Ballots, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// For.
    pub ayes: u32,
    /// Against.
    pub nays: u32,
    /// Neither.
    pub abstentions: u32,
}

impl Count {
    fn with(self, ayes: u32, nays: u32, abstentions: u32) -> Res<Self> {
        Ok(Self {
            ayes: count(big(self.ayes) + ayes)?,
            nays: count(big(self.nays) + nays)?,
            abstentions: count(big(self.abstentions) + abstentions)?,
        })
    }

    /// All of them.
    pub fn cast(&self) -> u64 {
        u64::from(self.ayes).saturating_add(self.nays.into()).saturating_add(self.abstentions.into())
    }
}

impl Motion {
    /// The ballots so far; without those that proxies cast, or with them.
    pub(crate) fn counted(&self, with_proxies: bool) -> Res<Count> {
        let ballots = self.ballots.values().filter(|ballot| with_proxies || !ballot.by_proxy);
        ballots.map(|ballot| ballot.choice).try_fold(Count::default(), |counted, choice| match choice {
            Choice::Aye => counted.with(1, 0, 0),
            Choice::Nay => counted.with(0, 1, 0),
            Choice::Abstain => counted.with(0, 0, 1),
        })
    }

    /// The ballots that proxies cast and their members have not replaced.
    pub(crate) fn by_proxies(&self) -> Res<Count> {
        let (all, own) = (self.counted(true)?, self.counted(false)?);
        Ok(Count {
            ayes: count(big(all.ayes) - own.ayes)?,
            nays: count(big(all.nays) - own.nays)?,
            abstentions: count(big(all.abstentions) - own.abstentions)?,
        })
    }

    /// Whether enough took part: nays never help.
    pub(crate) fn has_quorum(&self, counted: Count) -> bool {
        let took_part = big(counted.ayes) + counted.abstentions;
        took_part * 10_000u32 >= big(self.rules.voting.quorum_bps) * self.electorate
    }

    fn is_approved(&self, counted: Count) -> bool {
        let (ayes, nays) = (big(counted.ayes), big(counted.nays));
        let least: BigInt = if self.needs_min_ayes {
            big(self.rules.voting.min_ayes).min(big(self.potential)).max(big(1))
        } else {
            big(1)
        };
        if ayes < least {
            return false;
        }
        if self.special {
            &ayes * 10_000u32 >= (&ayes + &nays) * self.rules.voting.special_approval_bps
        } else {
            ayes > nays
        }
    }

    fn passes(&self, counted: Count) -> bool {
        self.has_quorum(counted) && self.is_approved(counted)
    }

    /// Whether the outcome is the same however the ballots fall that are still out. A proxy's ballot is as if still out.
    pub(crate) fn is_certain(&self) -> Res<bool> {
        let own = self.counted(false)?;
        let cast = count(big(own.cast()))?;
        let out = self.potential.saturating_sub(cast);
        let (best, worst) = (self.passes(own.with(out, 0, 0)?), self.passes(own.with(0, out, 0)?));
        if best != worst || out > TRIED_ONE_BY_ONE {
            return Ok(best == worst);
        }
        for ayes in 0..=out {
            for nays in 0..=out.saturating_sub(ayes) {
                for abstentions in 0..=out.saturating_sub(ayes).saturating_sub(nays) {
                    if self.passes(own.with(ayes, nays, abstentions)?) != best {
                        return Ok(false);
                    }
                }
            }
        }
        Ok(true)
    }

    /// Moves the end after a ballot: certainty wins over a late quorum, and each moves it once.
    pub(crate) fn move_end(&mut self, now: TimestampMs, had_quorum: bool) -> Res<()> {
        if self.decided {
            return Ok(());
        }
        if self.is_certain()? {
            self.decided = true;
            self.ends = big_max(now, time(big(self.opened) + self.min_open)?);
            return Ok(());
        }
        let has_quorum = self.has_quorum(self.counted(true)?);
        let is_late = big(now) + self.extension >= big(self.ends);
        if has_quorum && !had_quorum && is_late && !self.extended {
            self.extended = true;
            self.ends = big_max(self.ends, time(big(now) + self.extension)?);
        }
        Ok(())
    }

    /// When it can first be executed.
    pub(crate) fn executable_from(&self) -> Res<TimestampMs> {
        time(big(self.ends) + self.notice + self.delay)
    }

    /// When it can no longer be executed.
    pub(crate) fn expires(&self) -> Res<TimestampMs> {
        let windows: u8 = if self.window_extended { 2 } else { 1 };
        time(big(self.executable_from()?) + big(self.rules.voting.execution_window_ms) * windows)
    }

    /// What it is at a time.
    pub(crate) fn status(&self, now: TimestampMs) -> Res<ProposalStatus> {
        match self.state {
            ProposalState::Executed { .. } => return Ok(ProposalStatus::Executed),
            ProposalState::Withdrawn { .. } => return Ok(ProposalStatus::Withdrawn),
            ProposalState::Annulled { .. } => return Ok(ProposalStatus::Annulled),
            ProposalState::Open => {}
        }
        if now < self.ends {
            return Ok(if self.consenting { ProposalStatus::Consenting } else { ProposalStatus::Voting });
        }
        let counted = self.counted(true)?;
        if !self.consenting && !self.has_quorum(counted) {
            return Ok(ProposalStatus::NoQuorum);
        }
        if !self.consenting && !self.is_approved(counted) {
            return Ok(ProposalStatus::Rejected);
        }
        Ok(if self.appealed_since != 0 {
            ProposalStatus::Appealed
        } else if now < self.executable_from()? {
            ProposalStatus::Notice
        } else if now < self.expires()? {
            ProposalStatus::Executable
        } else {
            ProposalStatus::Expired
        })
    }
}

fn big_max(a: TimestampMs, b: TimestampMs) -> TimestampMs {
    if a > b {
        a
    } else {
        b
    }
}

impl Model {
    /// A proposal.
    pub(crate) fn motion(&self, proposal: ProposalId) -> Res<&Motion> {
        self.proposals.get(&proposal.0).ok_or(Error::NoProposal(proposal).into())
    }

    /// A proposal, to change it.
    pub(crate) fn motion_mut(&mut self, proposal: ProposalId) -> Res<&mut Motion> {
        self.proposals.get_mut(&proposal.0).ok_or(Error::NoProposal(proposal).into())
    }

    /// What a proposal is now.
    pub(crate) fn status_of(&self, proposal: ProposalId) -> Res<ProposalStatus> {
        self.motion(proposal)?.status(self.now)
    }
}
