//! An exchange at play: one message after the other, drawn from a seed, and what happens in the society meanwhile.

pub use super::tally::{Missing, Tally};

use std::collections::BTreeMap;

use mutual_types::exchange::{
    Applied, Category, DealId, DealStatus, DealTerms, DealWith, Error, Founding, Minutes, OfferId, OfferKind,
    OfferTerms, Rules,
};
use mutual_types::{AccountId, Dispute, DisputeId, DisputeSubject, MemberIndex, PaymentId, Ruling, Standing};

use super::plot::Plot;
use super::{Answer, Change, Message, Model, Society};
use crate::play::Dice;

/// A message, who sends it and when, and what happens in the society just before.
#[derive(Clone, Debug)]
pub struct Step {
    /// When.
    pub at_ms: u64,
    /// What happens in the society first.
    pub changes: Vec<Change>,
    /// Who sends it.
    pub caller: AccountId,
    /// What.
    pub message: Message,
}

/// An exchange at play.
#[derive(Clone, Debug)]
pub struct Play {
    pub(super) dice: Dice,
    /// What the society knows.
    pub society: Society,
    /// The exchange as it should be.
    pub model: Model,
    /// The accounts of its people: some are nobody's.
    pub people: Vec<AccountId>,
    /// With what codes the society fails.
    pub silences: Vec<u32>,
    pub(super) now_ms: u64,
    pub(super) plot: Option<Plot>,
}

/// How an exchange of a seed is founded, at what time, and who there is.
#[derive(Clone, Debug)]
pub struct Opening {
    /// When.
    pub now_ms: u64,
    /// As what.
    pub founding: Founding,
    /// What the society knows.
    pub society: Society,
    /// All accounts that send messages, who founds first.
    pub people: Vec<AccountId>,
    dice: Dice,
}

impl Opening {
    /// That of a seed, in an exchange of `society`; `people` are at least six accounts.
    pub fn of(seed: u64, society: AccountId, people: &[AccountId], now_ms: u64) -> Self {
        let mut dice = Dice::new(seed);
        let limit_max = u32::try_from(dice.between(30, 1_200)).unwrap_or(30);
        let rules = Rules {
            limit_minutes: u32::try_from(dice.between(u64::from(limit_max / 2), limit_max.into())).unwrap_or(limit_max),
            offer_ms: dice.between(1_000, 120_000),
            answer_ms: dice.between(1_000, 60_000),
            ahead_ms: dice.between(1_000, 30_000),
            report_ms: dice.between(1_000, 60_000),
            dispute_ms: dice.between(1_000, 60_000),
            ruling_ms: dice.between(1_000, 120_000),
            offers_max: dice.small(1, 8),
            deals_max: dice.small(2, 16),
        };
        let founding = Founding { society, name: "Hours".to_string(), limit_max_minutes: limit_max, rules };
        // The last two are nobody's to begin with.
        let members = people.iter().take(people.len().saturating_sub(2)).zip(0_u32..);
        let members: BTreeMap<_, _> =
            members.map(|(account, index)| (*account, (MemberIndex(index), Standing::Good))).collect();
        let society = Society { members, ..Society::default() };
        Self { now_ms, founding, society, people: people.to_vec(), dice }
    }
}

impl Play {
    /// The play that begins so, for the exchange at the account `this`.
    ///
    /// # Errors
    /// If the exchange cannot be founded so.
    pub fn new(this: AccountId, opening: Opening) -> Result<Self, Error> {
        let Opening { now_ms, founding, society, people, dice } = opening;
        let founder = people.first().copied().unwrap_or(this);
        let model = Model::found(this, now_ms, founder, &founding, &society)?;
        Ok(Self { dice, society, model, people, silences: vec![0, 1, 2, 8], now_ms, plot: None })
    }

    /// Sends a step to the model.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn take(&mut self, step: &Step) -> Result<Answer, Error> {
        step.changes.iter().for_each(|change| self.society.change(change.clone()));
        self.model.apply(step.caller, step.at_ms, step.message.clone(), &self.society)
    }

    /// The next step.
    pub fn step(&mut self) -> Step {
        self.now_ms = self.next_time();
        let mut changes: Vec<Change> = if self.dice.chance(6) { vec![self.something_happens()] } else { Vec::new() };
        if self.society.silent.is_some() && self.dice.chance(70) {
            changes.push(Change::Silent(None));
        }
        let plotted = if self.dice.chance(40) { self.plot(&mut changes) } else { None };
        let drawn = match plotted {
            Some(plotted) => Some(plotted),
            None if self.dice.chance(60) => self.carry_on(&mut changes),
            None => None,
        };
        let (caller, message) = match drawn {
            Some(drawn) => drawn,
            None => self.anything(),
        };
        // Now and then somebody else tries.
        let caller = if self.dice.chance(4) { self.anybody() } else { caller };
        Step { at_ms: self.now_ms, changes, caller, message }
    }

    /// Soon, later, or at, just before or just after a moment that matters; at least 5 ms later, as blocks are.
    fn next_time(&mut self) -> u64 {
        let soon = self.now_ms.saturating_add(self.dice.between(5, 400));
        match self.dice.below(20) {
            0..=15 => soon,
            16 => self.now_ms.saturating_add(self.dice.between(5, 20_000)),
            _ => {
                let (_, deals, _, _) = self.model.counts();
                let ends = (0..deals).filter_map(|id| self.model.deal(DealId(id), self.now_ms)?.ends_ms);
                let offers = self.model.lists().concat();
                let offers = offers.into_iter().filter_map(|id| self.model.offer(id).map(|offer| offer.terms.ends_ms));
                let soonest = self.now_ms.saturating_add(5);
                let last = self.now_ms.saturating_add(120_000);
                let moments: Vec<u64> = ends.chain(offers).filter(|end| (soonest..last).contains(end)).collect();
                let moment = self.dice.one_or(&moments, soon);
                moment.saturating_add(self.dice.below(3)).saturating_sub(1).max(soonest)
            }
        }
    }

    fn anybody(&mut self) -> AccountId {
        let people = self.people.clone();
        self.dice.one_or(&people, self.model.society)
    }

    pub(super) fn member(&mut self) -> (AccountId, MemberIndex) {
        let members: Vec<_> = self.society.members.iter().map(|(account, (index, _))| (*account, *index)).collect();
        self.dice.one_or(&members, (self.model.society, MemberIndex(0)))
    }

    /// The account that acts for a member now, or anybody's.
    pub(super) fn account_of(&mut self, member: MemberIndex) -> AccountId {
        let found = self.society.members.iter().find(|(_, (index, _))| *index == member).map(|(account, _)| *account);
        found.unwrap_or_else(|| self.anybody())
    }

    fn something_happens(&mut self) -> Change {
        let (account, member) = self.member();
        match self.dice.below(12) {
            0 => Change::Silent(Some(self.dice.one_or(&self.silences, 1))),
            1 => Change::Nobody(account),
            // The last index there is has no account here, whoever says they are that.
            2 if self.dice.chance(10) => Change::Member(self.anybody(), MemberIndex(u32::MAX), Standing::Good),
            2..=4 => {
                // Somebody is back, at this account or another.
                let known: Vec<_> = self.society.members.values().map(|(index, _)| *index).collect();
                let away = (0_u32..8).map(MemberIndex).find(|index| !known.contains(index));
                match away {
                    Some(index) => {
                        let taken: Vec<_> = self.society.members.keys().copied().collect();
                        let free: Vec<_> =
                            self.people.iter().copied().filter(|account| !taken.contains(account)).collect();
                        let account = self.dice.one_or(&free, account);
                        Change::Member(account, index, Standing::Good)
                    }
                    None => Change::Member(account, member, Standing::Good),
                }
            }
            5 => Change::Member(account, member, Standing::Suspended),
            6 => Change::Member(account, member, Standing::Lapsed),
            7 => Change::Member(account, member, Standing::Departed),
            8 => Change::Member(account, member, Standing::Grace),
            _ => {
                let behind = self.society.members.iter().find(|(_, (_, standing))| *standing != Standing::Good);
                let (account, member) = behind.map_or((account, member), |(account, (index, _))| (*account, *index));
                Change::Member(account, member, Standing::Good)
            }
        }
    }

    /// A deal that is under way goes on.
    fn carry_on(&mut self, changes: &mut Vec<Change>) -> Option<(AccountId, Message)> {
        let (_, deals, _, _) = self.model.counts();
        let recent = deals.saturating_sub(30)..deals;
        let going: Vec<_> = recent
            .filter_map(|id| Some((DealId(id), self.model.deal(DealId(id), self.now_ms)?)))
            .filter(|(_, deal)| !matches!(deal.status, DealStatus::Ended(_) | DealStatus::Final))
            .collect();
        let (id, deal) = self.dice.one_of(&going)?;
        let (giver, receiver) = (self.account_of(deal.giver), self.account_of(deal.receiver));
        let gives = self.dice.chance(50);
        let someone = if gives { giver } else { receiver };
        let asked = self.account_of(if deal.proposer == deal.giver { deal.receiver } else { deal.giver });
        let others = if gives { deal.reports.1 } else { deal.reports.0 };
        let luck = self.dice.below(100);
        let message = match deal.status {
            // Who proposed is gone when the other accepts.
            DealStatus::Proposed if luck < 3 => {
                let gone = self.account_of(deal.proposer);
                changes.push(Change::Nobody(gone));
                Message::Accept { deal: id }
            }
            DealStatus::Proposed if luck < 85 => Message::Accept { deal: id },
            DealStatus::Proposed => Message::Cancel { deal: id, reason: None },
            DealStatus::Agreed if luck < 75 => {
                let minutes = self.report_of(deal.terms.minutes, others);
                Message::Report { deal: id, minutes }
            }
            DealStatus::Agreed if luck < 90 => Message::Contest { deal: id },
            DealStatus::Agreed => Message::Cancel { deal: id, reason: Some("ill".to_string()) },
            DealStatus::Unconfirmed | DealStatus::Settled if luck < 60 => Message::Contest { deal: id },
            DealStatus::Contested if luck < 70 => self.rule(id, changes)?,
            DealStatus::Contested => {
                let minutes = self.report_of(deal.terms.minutes, others.or(Some(0)));
                Message::Report { deal: id, minutes }
            }
            _ => Message::CloseDeal { deal: id },
        };
        let accepts = matches!(message, Message::Accept { .. }) && self.dice.chance(90);
        Some((if accepts { asked } else { someone }, message))
    }

    fn report_of(&mut self, agreed: Minutes, others: Option<Minutes>) -> Minutes {
        match (self.dice.below(10), others) {
            (0..=6, Some(minutes)) => minutes,
            (7, _) => 0,
            (8, _) => u32::try_from(self.dice.below(u64::from(agreed).saturating_add(2))).unwrap_or(agreed),
            _ => agreed,
        }
    }

    /// A dispute about a contested deal: right, early, about something else, ruled or not; or none.
    pub(super) fn rule(&mut self, id: DealId, changes: &mut Vec<Change>) -> Option<Message> {
        let deal = self.model.deal(id, self.now_ms)?;
        let (case, since) = deal.case?;
        let number = u32::try_from(self.society.disputes.len()).ok()?;
        if self.dice.chance(15) {
            return Some(Message::ApplyRuling { deal: id, dispute: DisputeId(self.dice.recent(number)) });
        }
        let this = self.model.this;
        let subject = DisputeSubject::External { contract: this, case, a: deal.giver, b: deal.receiver };
        let wrong = [
            DisputeSubject::External { contract: self.model.society, case, a: deal.giver, b: deal.receiver },
            DisputeSubject::External { contract: this, case: case.wrapping_add(1), a: deal.giver, b: deal.receiver },
            DisputeSubject::External { contract: this, case, a: deal.receiver, b: deal.giver },
            DisputeSubject::Payment(PaymentId(case)),
        ];
        let subject = if self.dice.chance(10) { self.dice.one_or(&wrong, subject) } else { subject };
        let opened_ms = match self.dice.below(12) {
            0 => since.saturating_sub(1),
            1 => 0,
            2 => since,
            _ => self.now_ms,
        };
        let ruling = self.dice.one_of(&[Some(Ruling::For), Some(Ruling::Against), Some(Ruling::Against), None])?;
        let dispute = Dispute {
            subject,
            opener: this,
            wanted: Ruling::For,
            deposit: 5,
            parties: vec![deal.giver, deal.receiver],
            petitioners: Vec::new(),
            opened_ms,
            ends_ms: self.now_ms,
            panel: vec![MemberIndex(4), MemberIndex(5)],
            votes: Vec::new(),
            ballot: None,
            ruling,
            settled: false,
        };
        changes.push(Change::Dispute(DisputeId(number), Box::new(dispute)));
        Some(Message::ApplyRuling { deal: id, dispute: DisputeId(number) })
    }

    fn anything(&mut self) -> (AccountId, Message) {
        let (account, member) = self.member();
        let (offers, deals, _, end) = self.model.counts();
        let society = self.model.society;
        match self.dice.below(100) {
            0..=14 => (account, Message::PostOffer { terms: self.offer_terms() }),
            15..=22 => {
                let by = if self.dice.chance(20) { society } else { account };
                let id = OfferId(self.dice.recent(offers));
                let owner = self.model.offer(id).map(|offer| offer.member);
                let by = match owner {
                    Some(owner) if self.dice.chance(50) => self.account_of(owner),
                    _ => by,
                };
                (by, Message::CloseOffer { offer: id })
            }
            23..=79 => (account, self.proposal(offers, member)),
            80..=84 => {
                let spendable = self.model.balance(member).unwrap_or(0).clamp(0, 500);
                let most = u64::try_from(spendable).unwrap_or(0).saturating_add(2);
                let minutes = u32::try_from(self.dice.below(most)).unwrap_or(0);
                (account, Message::Donate { minutes })
            }
            85..=88 => {
                let someone =
                    MemberIndex(u32::try_from(self.dice.below(u64::from(end.min(9)).saturating_add(2))).unwrap_or(0));
                let owing: Vec<_> = (0..end.min(9))
                    .map(MemberIndex)
                    .filter(|it| self.model.balance(*it).is_some_and(|it| it < 0))
                    .collect();
                let member = if self.dice.chance(70) { self.dice.one_or(&owing, someone) } else { someone };
                let owed = self.model.balance(member).unwrap_or(0).saturating_neg().clamp(0, 5_000);
                let most = u64::try_from(owed).unwrap_or(0).saturating_add(2);
                let minutes = u32::try_from(self.dice.below(most)).unwrap_or(0);
                (if self.dice.chance(90) { society } else { account }, Message::Forgive { member, minutes })
            }
            89..=91 => {
                let rules = self.other_rules();
                (if self.dice.chance(80) { society } else { account }, Message::SetRules { rules })
            }
            92 => (account, Message::Accept { deal: DealId(self.dice.recent(deals)) }),
            93 => {
                let reason = Some("x".repeat(usize::from(self.dice.one_or(&[1_u16, 256, 257], 1))));
                (account, Message::Cancel { deal: DealId(self.dice.recent(deals)), reason })
            }
            94 => (account, Message::Report { deal: DealId(self.dice.recent(deals)), minutes: 1 }),
            95 => (account, Message::Contest { deal: DealId(self.dice.recent(deals)) }),
            96 | 97 => (account, Message::CloseDeal { deal: DealId(self.dice.recent(deals)) }),
            _ => {
                let deal = DealId(self.dice.recent(deals));
                (account, Message::ApplyRuling { deal, dispute: DisputeId(self.dice.small(0, 3).into()) })
            }
        }
    }

    pub(super) fn category(&mut self) -> Category {
        use Category::*;
        let all = [Childcare, Translation, Transport, Food, Repairs, EmotionalSupport, Other];
        self.dice.one_or(&all, Other)
    }

    fn text(&mut self, max: usize) -> String {
        let len = match self.dice.below(30) {
            0 => max,
            1 => max.saturating_add(1),
            2 => 0,
            _ => 5,
        };
        "x".repeat(len)
    }

    fn offer_terms(&mut self) -> OfferTerms {
        let kind = if self.dice.chance(50) { OfferKind::Offer } else { OfferKind::Request };
        let offer_ms = self.model.rules().offer_ms;
        let span = match self.dice.below(12) {
            0 => 0,
            1 => offer_ms,
            2 => offer_ms.saturating_add(1),
            _ => self.dice.between(1, offer_ms),
        };
        OfferTerms {
            kind,
            category: if self.dice.chance(50) { Category::Food } else { self.category() },
            minutes: if self.dice.chance(3) { 0 } else { 60 },
            title: self.text(128),
            place: self.text(64),
            ends_ms: self.now_ms.saturating_add(span),
        }
    }

    fn proposal(&mut self, offers: u32, caller: MemberIndex) -> Message {
        let mut open = self.model.lists().concat();
        open.retain(|id| self.model.offer(*id).is_some_and(|offer| self.now_ms < offer.terms.ends_ms));
        let answers = if open.is_empty() { 8 } else { 40 };
        let with = if offers > 0 && self.dice.chance(answers) {
            let recent = OfferId(self.dice.recent(offers));
            DealWith::Offer(if self.dice.chance(85) { self.dice.one_or(&open, recent) } else { recent })
        } else {
            let (_, mut other) = self.member();
            if other == caller && self.dice.chance(80) {
                (_, other) = self.member();
            }
            let member = if self.dice.chance(98) { other } else { caller };
            DealWith::Member { member, giving: self.dice.chance(50), category: self.category() }
        };
        let rules = *self.model.rules();
        let limit = u64::from(rules.limit_minutes);
        // Some need all the room there is, so that limits are met, and some little.
        let minutes = match self.dice.below(20) {
            0 => 0,
            1 => limit.saturating_add(1),
            2..=4 => limit,
            5..=8 => self.dice.between(1, limit),
            // What brings an account level, or nearly.
            9..=12 => {
                let balance = self.model.balance(caller).unwrap_or(0).unsigned_abs();
                balance.saturating_add(self.dice.below(2)).max(1)
            }
            _ => self.dice.between(1, (limit / 6).max(1)),
        };
        let due_ms = match self.dice.below(12) {
            0 => self.now_ms.saturating_add(rules.ahead_ms).saturating_add(1),
            1 => self.now_ms.saturating_add(rules.ahead_ms),
            2 => 0,
            _ => self.now_ms,
        };
        let title = self.text(128);
        Message::Propose { with, terms: DealTerms { minutes: u32::try_from(minutes).unwrap_or(1), due_ms, title } }
    }

    fn other_rules(&mut self) -> Rules {
        let mut rules = *self.model.rules();
        match self.dice.below(8) {
            0 => rules.limit_minutes = u32::try_from(self.dice.below(1_202)).unwrap_or(1),
            1 => rules.limit_minutes = self.model.limit_max,
            2 => rules.answer_ms = self.dice.between(999, 60_000),
            3 => rules.report_ms = self.dice.between(1_000, 60_000),
            4 => rules.dispute_ms = self.dice.between(1_000, 60_000),
            5 => rules.ruling_ms = self.dice.between(1_000, 120_000),
            6 => rules.deals_max = self.dice.small(0, 17),
            _ => rules.offers_max = self.dice.small(1, 8),
        }
        rules
    }
}

impl Answer {
    /// The name of what it says.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Applied(Applied::Renumbered { .. }) => "Renumbered",
            Self::Done | Self::Offer(_) | Self::Deal(_) | Self::Case(_) | Self::Applied(Applied::Applied) => "",
        }
    }
}
