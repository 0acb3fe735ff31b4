//! Contests, and the society's rulings on them.

use mutual_types::exchange::{Applied, DealId, DealStatus, Ending, Error};
use mutual_types::{AccountId, DisputeId, DisputeSubject, Ruling};

use super::state::{need, time, Course, Deal, Model, Res, Why};
use super::Society;

impl Model {
    pub(super) fn contest(&mut self, caller: AccountId, id: DealId, society: &Society) -> Res<u32> {
        let (_, deal) = self.party(caller, id, society)?;
        if let Some((case, _, _)) = deal.contest {
            return Err(Error::AlreadyContested { case });
        }
        let status = deal.status(self.now);
        let can = [DealStatus::Agreed, DealStatus::Unconfirmed, DealStatus::Settled].contains(&status);
        need(can, Error::WrongDeal { status })?;
        need(deal.says_help(), Error::NothingToContest)?;
        let over = time(self.now, deal.windows.2)?;
        self.new_case(id, self.now, over)
    }

    fn new_case(&mut self, id: DealId, since: u64, over: u64) -> Res<u32> {
        let case = self.cases;
        self.cases = case.checked_add(1).ok_or(Error::Overflow)?;
        let deal = self.deal_mut(id)?;
        deal.contest = Some((case, since, over));
        if let Course::Settled { minutes, .. } = deal.course {
            deal.course = Course::Settled { minutes, until: over };
        }
        self.events.push("DealContested");
        Ok(case)
    }

    pub(super) fn apply_ruling(&mut self, id: DealId, number: DisputeId, society: &Society) -> Res<Applied> {
        let deal = self.find_deal(id)?.clone();
        let status = deal.status(self.now);
        need(status == DealStatus::Contested, Error::WrongDeal { status })?;
        let Some((case, since, over)) = deal.contest else { return Err(Error::WrongDeal { status }) };
        let dispute = society.dispute(number)?;
        let subject = DisputeSubject::External { contract: self.this, case, a: deal.giver, b: deal.receiver };
        need(dispute.subject == subject, Error::WrongDispute(number))?;
        if dispute.opened_ms != 0 && dispute.opened_ms < since {
            return Ok(Applied::Renumbered { case: self.new_case(id, since, over)? });
        }
        let ruling = dispute.ruling.ok_or(Error::NotRuled(number))?;
        self.events.push("DealRuled");
        match (deal.course, ruling) {
            (Course::Settled { minutes, .. }, Ruling::For) => {
                let now = self.now;
                self.deal_mut(id)?.course = Course::Settled { minutes, until: now };
            }
            (Course::Settled { minutes, .. }, Ruling::Against) => self.void(id, &deal, minutes.into())?,
            (_, Ruling::For) => self.conclude(id, deal.said_by(deal.giver).unwrap_or(0), Ending::Voided)?,
            (_, Ruling::Against) => self.conclude(id, deal.said_by(deal.receiver).unwrap_or(0), Ending::Voided)?,
        }
        Ok(Applied::Applied)
    }

    /// Takes settled hours back, as far as the limits allow; the community bears the difference.
    fn void(&mut self, id: DealId, deal: &Deal, minutes: i128) -> Res<()> {
        let limit = i128::from(self.limit_max);
        let down = self.sum(Some(deal.giver)).saturating_sub(self.outgoing(deal.giver)).saturating_add(limit);
        let taken = minutes.min(down).max(0);
        let up = limit.saturating_sub(self.sum(Some(deal.receiver))).saturating_sub(self.incoming(deal.receiver));
        let returned = minutes.min(up).max(0);
        self.deal_mut(id)?.course = Course::Ended(Ending::Voided);
        self.moves.push((Some(deal.giver), taken.saturating_neg(), Why::Voided));
        self.moves.push((Some(deal.receiver), returned, Why::Voided));
        self.moves.push((None, taken.saturating_sub(returned), Why::Voided));
        self.events.push("DealVoided");
        Ok(())
    }
}
