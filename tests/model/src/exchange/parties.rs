//! What members have, have set aside, and have open; what a deal is at a moment.

use mutual_types::exchange::{Collection, DealId, DealStatus, Ending, Error, Minutes};
use mutual_types::{MemberIndex, Standing};

use super::state::{need, Course, Deal, Model, Res};

impl Deal {
    pub(super) fn said_by(&self, member: MemberIndex) -> Option<Minutes> {
        self.said.iter().rev().find(|(by, _)| *by == member).map(|(_, minutes)| *minutes)
    }

    pub(super) fn says_help(&self) -> bool {
        [self.giver, self.receiver].iter().any(|party| self.said_by(*party).is_some_and(|minutes| minutes > 0))
    }

    pub(super) fn settled_minutes(&self) -> Minutes {
        match (self.course, self.contest) {
            (Course::Settled { minutes, .. }, _) => minutes,
            // What was voided after it had been settled had been reported the same by both.
            (Course::Ended(Ending::Voided), Some(_)) if self.said_by(self.giver) == self.said_by(self.receiver) => {
                self.said_by(self.giver).unwrap_or(0)
            }
            _ => 0,
        }
    }

    pub(super) fn other(&self, member: MemberIndex) -> MemberIndex {
        if member == self.giver {
            self.receiver
        } else {
            self.giver
        }
    }

    pub(super) fn has(&self, member: MemberIndex) -> bool {
        [self.giver, self.receiver].contains(&member)
    }

    pub(super) fn status(&self, now: u64) -> DealStatus {
        match self.course {
            Course::Ended(ending) => DealStatus::Ended(ending),
            Course::Proposed { until } if now < until => DealStatus::Proposed,
            Course::Proposed { .. } => DealStatus::Unanswered,
            Course::Agreed { until } => match self.contest {
                Some((_, _, over)) if now < over => DealStatus::Contested,
                Some(_) => DealStatus::Undecided,
                None if now < until => DealStatus::Agreed,
                None if self.says_help() && now < until.saturating_add(self.windows.1) => DealStatus::Unconfirmed,
                None => DealStatus::Lapsed,
            },
            Course::Settled { until, .. } => match self.contest {
                Some((_, _, over)) if now < over.min(until) => DealStatus::Contested,
                None if now < until => DealStatus::Settled,
                _ => DealStatus::Final,
            },
        }
    }
}

impl Model {
    pub(super) fn find_deal(&self, id: DealId) -> Res<&Deal> {
        usize::try_from(id.0).ok().and_then(|id| self.deals.get(id)).ok_or(Error::NoDeal(id))
    }

    pub(super) fn deal_mut(&mut self, id: DealId) -> Res<&mut Deal> {
        usize::try_from(id.0).ok().and_then(|id| self.deals.get_mut(id)).ok_or(Error::NoDeal(id))
    }

    /// From now on they have an account.
    pub(super) fn get_to_know(&mut self, member: MemberIndex) -> Res<()> {
        need(member.0 < u32::MAX, Error::Overflow)?;
        if !self.known.contains(&member) {
            self.known.push(member);
        }
        Ok(())
    }

    fn agreed(&self, is_party: impl Fn(&Deal) -> bool) -> i128 {
        let agreed = self.deals.iter().filter(|deal| matches!(deal.course, Course::Agreed { .. }) && is_party(deal));
        agreed.fold(0, |sum, deal| sum.saturating_add(deal.terms.minutes.into()))
    }

    /// What they have agreed to give.
    pub fn incoming(&self, member: MemberIndex) -> i128 {
        self.agreed(|deal| deal.giver == member)
    }

    /// What they have agreed to receive.
    pub fn outgoing(&self, member: MemberIndex) -> i128 {
        self.agreed(|deal| deal.receiver == member)
    }

    /// Their open deals, by number.
    pub fn open_deals(&self, member: MemberIndex) -> Vec<DealId> {
        let open = (0_u32..).zip(&self.deals).filter(|(_, deal)| match deal.course {
            Course::Proposed { .. } => deal.proposer == member,
            Course::Agreed { .. } => deal.has(member),
            Course::Settled { .. } | Course::Ended(_) => false,
        });
        open.map(|(id, _)| DealId(id)).collect()
    }

    /// *Room*.
    pub(super) fn need_room(&self, member: MemberIndex, standing: Standing, gives: bool, minutes: Minutes) -> Res<()> {
        let balance = self.sum(Some(member));
        let committed = if gives { self.incoming(member) } else { self.outgoing(member) };
        // How far from level, in the way that this goes.
        let towards = if gives { balance } else { balance.saturating_neg() };
        let after = towards.saturating_add(committed).saturating_add(minutes.into());
        let limit = self.rules.limit_minutes;
        match standing {
            Standing::Good | Standing::Grace => {
                let narrow = |sum: i128| i64::try_from(sum).map_err(|_| Error::Overflow);
                let (balance, committed) = (narrow(balance)?, narrow(committed)?);
                need(after <= limit.into(), Error::OverLimit { member, balance, committed, minutes, limit })
            }
            Standing::Lapsed | Standing::Departed => need(after <= 0, Error::NotInGoodStanding { member, standing }),
            Standing::Suspended => Err(Error::NotInGoodStanding { member, standing }),
        }
    }

    pub(super) fn need_place(&self, member: MemberIndex) -> Res<()> {
        let count = u32::try_from(self.open_deals(member).len()).unwrap_or(u32::MAX).saturating_add(1);
        let max = self.rules.deals_max.into();
        need(count <= max, Error::TooMany { what: Collection::OpenDeals, count, max })
    }

    /// *Tidying*.
    pub(super) fn tidy(&mut self, member: MemberIndex) -> Res<()> {
        for id in self.open_deals(member) {
            if let Some(ending) = self.over(id)? {
                self.end(id, ending)?;
            }
        }
        Ok(())
    }

    /// How a deal ends if it is closed now.
    pub(super) fn over(&self, id: DealId) -> Res<Option<Ending>> {
        Ok(match self.find_deal(id)?.status(self.now) {
            DealStatus::Unanswered => Some(Ending::Unanswered),
            DealStatus::Lapsed | DealStatus::Undecided => Some(Ending::Lapsed),
            _ => None,
        })
    }

    pub(super) fn end(&mut self, id: DealId, ending: Ending) -> Res<()> {
        self.deal_mut(id)?.course = Course::Ended(ending);
        self.events.push("DealEnded");
        Ok(())
    }
}
