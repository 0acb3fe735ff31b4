//! The end of a play: from wherever it got, time, an honest majority and the messages bring all money to its owners.

use std::collections::BTreeSet;

use mutual_types::{
    AccountId, Action, Choice, DisputeId, GrantId, MemberIndex, Mode, PaymentId, PotId, ProposalId, ProposalStatus,
};

use super::player::{Play, Step, PURSE};
use crate::message::Message as M;
use crate::num::YEAR;

impl Play {
    /// Whether nothing is anybody's any more, and the contract is empty but for the existential deposit.
    pub fn is_drained(&self) -> bool {
        self.model.owed() == Ok(0) && self.model.chain.balance == 0
    }

    /// Whether the society dissolves.
    pub fn is_dissolving(&self) -> bool {
        self.model.dissolution.is_some()
    }

    /// The next step towards the end, [`Play::take`]n like any other; none when there is nothing left to do.
    pub fn next_drain_step(&mut self) -> Option<Step> {
        if self.is_drained() {
            return None;
        }
        for _ in 0..200 {
            let at_ms = self.now.saturating_add(5);
            self.model.look_at(at_ms);
            let calls = if self.model.version < self.model.code {
                vec![(self.anyone(), 0, M::Migrate { limit: u32::MAX })]
            } else if self.model.dissolution.is_some() {
                self.endings()
            } else {
                self.ways_to_dissolve()
            };
            for (caller, value, message) in calls.into_iter().filter(|(_, value, _)| *value <= PURSE) {
                let step = Step { at_ms, gift: 0, caller, value, message };
                if self.succeeds(&step) {
                    return Some(step);
                }
            }
            // Nothing can be done now: time goes on to the next moment that matters.
            let year = self.model.last_activity.saturating_add(self.model.rules.dormancy_ms.max(YEAR));
            let next = self.model.moments().into_iter().map(|(moment, _)| moment).find(|moment| *moment > at_ms);
            // A date may lie at the end of all time; nobody waits for it.
            let most = at_ms.saturating_add(YEAR).max(year);
            self.now = next.unwrap_or(most).min(most);
        }
        None
    }

    /// An honest majority dissolves; where nobody can vote, dormancy does.
    fn ways_to_dissolve(&mut self) -> Vec<(AccountId, u128, M)> {
        let anyone = self.anyone();
        let last = self.model.proposals.iter().rev().find(|(_, motion)| motion.action == Action::Dissolve);
        let now = self.model.now;
        let open = last.map(|(id, motion)| (ProposalId(*id), motion.status(now)));
        let mut calls = vec![(anyone, 0, M::OpenDissolution {})];
        if self.opening.falls_asleep {
            return calls;
        }
        let members = self.model.members.values().filter(|person| person.departed == 0);
        let members: Vec<AccountId> = members.map(|person| person.account).collect();
        match open {
            Some((proposal, Ok(ProposalStatus::Voting))) => {
                let choice = Choice::Aye;
                calls.extend(members.iter().map(|caller| (*caller, 0, M::Vote { proposal, choice, reason: None })));
            }
            Some((_, Ok(ProposalStatus::Notice))) => {}
            Some((proposal, Ok(ProposalStatus::Executable))) => calls.push((anyone, 0, M::Execute { proposal })),
            // Voted down or forgotten: not again and again, so that dormancy comes in the end.
            _ if self.model.proposals.values().filter(|motion| motion.action == Action::Dissolve).count() > 2 => {}
            _ => {
                let title = "Dissolve".to_owned();
                let propose = M::Propose { title, document: None, action: Action::Dissolve, mode: Mode::Ballot };
                let deposit = self.model.rules.voting.proposal_deposit;
                calls.extend(members.iter().map(|caller| (*caller, 0, propose.clone())));
                calls.extend(members.iter().map(|caller| (*caller, deposit, propose.clone())));
            }
        }
        calls
    }

    /// All that can be left to do in a dissolution.
    fn endings(&mut self) -> Vec<(AccountId, u128, M)> {
        let anyone = self.anyone();
        let model = &self.model;
        let mut messages = Vec::new();
        let unsettled = model.proposals.iter().filter(|(_, motion)| !motion.settled);
        messages.extend(unsettled.map(|(id, _)| M::Settle { proposal: ProposalId(*id) }));
        let unsettled = model.disputes.iter().filter(|(_, case)| !case.settled);
        messages.extend(unsettled.map(|(id, _)| M::SettleDispute { dispute: DisputeId(*id) }));
        let waiting = model.payments.iter().filter(|(id, _)| model.not_final(PaymentId(**id)).is_ok());
        messages.extend(waiting.map(|(id, _)| M::CancelPayment { payment: PaymentId(*id) }));
        let running = model.grants.keys().filter(|id| model.is_running(**id));
        messages.extend(running.map(|id| M::CancelGrant { grant: GrantId(*id) }));
        let open = model.pots.iter().filter(|(id, book)| **id != 0 && !book.closed);
        messages.extend(open.map(|(id, _)| M::LiquidatePot { pot: PotId(*id) }));
        messages.extend([M::CountSharers { limit: 50 }, M::Sweep {}, M::Divide {}]);
        messages.extend(model.members.keys().map(|index| M::ClaimShare { member: MemberIndex(*index) }));
        messages.extend(model.credits.keys().map(|account| M::ForfeitCredit { account: *account }));
        // Some only remember once it could be too late.
        let year_is_over = model.dissolution.as_ref().and_then(|ending| ending.division.as_ref());
        let year_is_over = year_is_over.is_some_and(|parts| model.now > parts.at.saturating_add(YEAR));
        let own = model.credits.keys().filter(|account| self.opening.accounts.contains(account));
        let own: BTreeSet<AccountId> =
            own.filter(|account| year_is_over || account.0.first().is_some_and(|byte| byte % 3 > 0)).copied().collect();
        let mut calls: Vec<_> = messages.into_iter().map(|message| (anyone, 0, message)).collect();
        calls.extend(own.into_iter().map(|account| (account, 0, M::WithdrawCredit {})));
        calls
    }
}
