//! A plot: somebody gives, spends what they earned and more, and the first deal is voided, so that the limit keeps them
//! from giving all of it back. Chance alone would seldom come so far.

use mutual_types::exchange::{DealId, DealStatus, DealTerms, DealWith};
use mutual_types::{AccountId, MemberIndex};

use super::play::Play;
use super::{Change, Message};

/// Who is in it, and how far it has come.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plot {
    giver: MemberIndex,
    receiver: MemberIndex,
    third: MemberIndex,
    first: Option<DealId>,
    second: Option<DealId>,
}

impl Play {
    /// The next message of the plot, or the first of a new one; none where it cannot go on.
    pub(super) fn plot(&mut self, changes: &mut Vec<Change>) -> Option<(AccountId, Message)> {
        let Some(mut plot) = self.plot.take() else {
            let [(_, giver), (_, receiver), (_, third)] = [self.member(), self.member(), self.member()];
            if giver != receiver && giver != third {
                self.plot = Some(Plot { giver, receiver, third, first: None, second: None });
            }
            return None;
        };
        let (_, deals, _, _) = self.model.counts();
        let next = DealId(deals);
        let Some(first) = plot.first else {
            let (up, down) = (self.room(plot.giver, true), self.room(plot.receiver, false));
            let message = self.propose_to(plot.receiver, true, up.min(down))?;
            plot.first = Some(next);
            self.plot = Some(plot);
            return Some((self.account_of(plot.giver), message));
        };
        let Some(second) = plot.second.filter(|_| self.status(first) != Some(DealStatus::Contested)) else {
            let (by, message) = match self.status(first)? {
                DealStatus::Settled => {
                    let (up, down) = (self.room(plot.third, true), self.room(plot.giver, false));
                    let message = self.propose_to(plot.third, false, up.min(down))?;
                    plot.second = Some(next);
                    (self.account_of(plot.giver), message)
                }
                DealStatus::Contested => return Some((self.account_of(plot.third), self.rule(first, changes)?)),
                _ => self.agree(first)?,
            };
            self.plot = Some(plot);
            return Some((by, message));
        };
        let (by, message) = match self.status(second)? {
            DealStatus::Agreed => (self.account_of(plot.receiver), Message::Contest { deal: first }),
            _ => self.agree(second)?,
        };
        self.plot = Some(plot);
        Some((by, message))
    }

    fn status(&self, id: DealId) -> Option<DealStatus> {
        self.model.deal(id, self.now_ms).map(|deal| deal.status)
    }

    /// What brings a deal nearer to being settled.
    fn agree(&mut self, id: DealId) -> Option<(AccountId, Message)> {
        let deal = self.model.deal(id, self.now_ms)?;
        let other = if deal.proposer == deal.giver { deal.receiver } else { deal.giver };
        let minutes = deal.terms.minutes;
        match (deal.status, deal.reports) {
            (DealStatus::Proposed, _) => Some((self.account_of(other), Message::Accept { deal: id })),
            (DealStatus::Agreed, (None, _)) => {
                Some((self.account_of(deal.giver), Message::Report { deal: id, minutes }))
            }
            (DealStatus::Agreed, _) => Some((self.account_of(deal.receiver), Message::Report { deal: id, minutes })),
            _ => None,
        }
    }

    fn propose_to(&mut self, member: MemberIndex, giving: bool, minutes: i128) -> Option<Message> {
        let minutes = u32::try_from(minutes).ok().filter(|minutes| *minutes > 0)?;
        let category = self.category();
        let terms = DealTerms { minutes, due_ms: self.now_ms, title: "plot".to_string() };
        Some(Message::Propose { with: DealWith::Member { member, giving, category }, terms })
    }

    fn room(&self, member: MemberIndex, gives: bool) -> i128 {
        let balance = i128::from(self.model.balance(member).unwrap_or(0));
        let limit = i128::from(self.model.rules().limit_minutes);
        if gives {
            limit.saturating_sub(balance).saturating_sub(self.model.incoming(member))
        } else {
            limit.saturating_add(balance).saturating_sub(self.model.outgoing(member))
        }
    }
}
