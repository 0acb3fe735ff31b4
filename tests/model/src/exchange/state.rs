//! What the model remembers, and what can be seen of it.

use mutual_types::exchange::{
    Balance, Category, DealId, DealStatus, DealTerms, Ending, Error, Founding, Minutes, OfferId, OfferTerms, RuleName,
    Rules,
};
use mutual_types::{AccountId, MemberIndex};

use super::{Answer, Message, Society};

pub(super) type Res<T> = Result<T, Error>;

pub(super) const SECOND: u64 = 1_000;
pub(super) const YEAR: u64 = 31_536_000_000;

/// An exchange as it should be.
#[derive(Clone, Debug)]
pub struct Model {
    pub(super) this: AccountId,
    pub(super) society: AccountId,
    pub(super) limit_max: Minutes,
    pub(super) rules: Rules,
    pub(super) now: u64,
    pub(super) offers: Vec<Offer>,
    pub(super) deals: Vec<Deal>,
    /// Everything that moved: to whom, none for the community, and how many minutes.
    pub(super) moves: Vec<(Option<MemberIndex>, i128, Why)>,
    /// The offers of each kind and category that are not closed, in their order.
    pub(super) lists: Vec<Vec<OfferId>>,
    pub(super) cases: u32,
    /// Who has an account: those who ever posted, proposed or agreed.
    pub(super) known: Vec<MemberIndex>,
    pub(super) events: Vec<&'static str>,
}

/// Why minutes moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    Settled,
    Voided,
    Donated,
    Forgiven,
}

#[derive(Clone, Debug)]
pub(super) struct Offer {
    pub(super) member: MemberIndex,
    pub(super) terms: OfferTerms,
    pub(super) closed: bool,
}

/// Where a deal has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Course {
    Proposed {
        until: u64,
    },
    /// Both reports, the one end of reporting, and the contest.
    Agreed {
        until: u64,
    },
    /// What is settled can be contested until then.
    Settled {
        minutes: Minutes,
        until: u64,
    },
    Ended(Ending),
}

#[derive(Clone, Debug)]
pub(super) struct Deal {
    pub(super) giver: MemberIndex,
    pub(super) receiver: MemberIndex,
    pub(super) proposer: MemberIndex,
    pub(super) category: Category,
    pub(super) terms: DealTerms,
    /// `report_ms`, `dispute_ms`, `ruling_ms` of the rules when it was proposed.
    pub(super) windows: (u64, u64, u64),
    pub(super) course: Course,
    pub(super) said: Vec<(MemberIndex, Minutes)>,
    /// Case, when it began, when it is over.
    pub(super) contest: Option<(u32, u64, u64)>,
}

/// What can be seen of an offer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct OfferFacts {
    pub member: MemberIndex,
    pub terms: OfferTerms,
    pub place: Option<u32>,
}

/// What can be seen of a deal.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct DealFacts {
    pub giver: MemberIndex,
    pub receiver: MemberIndex,
    pub proposer: MemberIndex,
    pub category: Category,
    pub terms: DealTerms,
    pub status: DealStatus,
    pub ends_ms: Option<u64>,
    pub reports: (Option<Minutes>, Option<Minutes>),
    pub case: Option<(u32, u64)>,
    pub settled: Minutes,
}

pub(super) fn need(fact: bool, error: Error) -> Res<()> {
    if fact {
        Ok(())
    } else {
        Err(error)
    }
}

pub(super) fn text_len(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}

pub(super) fn time(start: u64, span: u64) -> Res<u64> {
    start.checked_add(span).ok_or(Error::Overflow)
}

fn within(rule: RuleName, value: u64, min: u64, max: u64) -> Res<()> {
    need((min..=max).contains(&value), Error::RuleOutOfBounds { rule, value, min, max })
}

pub(super) fn check_rules(rules: &Rules, limit_max: Minutes) -> Res<()> {
    within(RuleName::Limit, rules.limit_minutes.into(), 1, limit_max.into())?;
    let spans = [
        (RuleName::Offer, rules.offer_ms),
        (RuleName::Answer, rules.answer_ms),
        (RuleName::Ahead, rules.ahead_ms),
        (RuleName::Report, rules.report_ms),
        (RuleName::Dispute, rules.dispute_ms),
        (RuleName::Ruling, rules.ruling_ms),
    ];
    spans.into_iter().try_for_each(|(rule, value)| within(rule, value, SECOND, YEAR))?;
    within(RuleName::OffersMax, rules.offers_max.into(), 1, 16)?;
    within(RuleName::DealsMax, rules.deals_max.into(), 1, 16)
}

impl Model {
    /// An exchange that is founded at `now` by `founder`, at the account `this`.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn found(
        this: AccountId,
        now: u64,
        founder: AccountId,
        founding: &Founding,
        society: &Society,
    ) -> Result<Self, Error> {
        let len = text_len(&founding.name);
        let field = mutual_types::exchange::Field::Name;
        need(len <= 128, Error::TextTooLong { field, len, max: 128 })?;
        within(RuleName::LimitMax, founding.limit_max_minutes.into(), 1, 600_000)?;
        check_rules(&founding.rules, founding.limit_max_minutes)?;
        if let Err(silent @ Error::SocietySilent { .. }) = society.caller(founder) {
            return Err(silent);
        }
        Ok(Self {
            this,
            society: founding.society,
            limit_max: founding.limit_max_minutes,
            rules: founding.rules,
            now,
            offers: Vec::new(),
            deals: Vec::new(),
            moves: Vec::new(),
            lists: vec![Vec::new(); 14],
            cases: 0,
            known: Vec::new(),
            events: vec!["ExchangeFounded"],
        })
    }

    /// Takes a message, whole or not at all.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn apply(&mut self, caller: AccountId, now: u64, message: Message, society: &Society) -> Result<Answer, Error> {
        let before = self.clone();
        self.now = now;
        self.events.clear();
        let answer = match message {
            Message::PostOffer { terms } => self.post_offer(caller, terms, society).map(Answer::Offer),
            Message::CloseOffer { offer } => self.close_offer(caller, offer, society),
            Message::Propose { with, terms } => self.propose(caller, with, terms, society).map(Answer::Deal),
            Message::Accept { deal } => self.accept(caller, deal, society),
            Message::Cancel { deal, reason } => self.cancel(caller, deal, reason.as_deref(), society),
            Message::Report { deal, minutes } => self.report(caller, deal, minutes, society),
            Message::Contest { deal } => self.contest(caller, deal, society).map(Answer::Case),
            Message::ApplyRuling { deal, dispute } => self.apply_ruling(deal, dispute, society).map(Answer::Applied),
            Message::CloseDeal { deal } => self.close_deal(deal),
            Message::Donate { minutes } => self.donate(caller, minutes, society),
            Message::Forgive { member, minutes } => self.forgive(caller, member, minutes),
            Message::SetRules { rules } => self.set_rules(caller, rules),
        };
        if answer.is_err() {
            *self = before;
            self.events.clear();
        }
        answer
    }

    /// The names of the events of the last message.
    pub fn events(&self) -> &[&'static str] {
        &self.events
    }

    /// What an account sums to.
    pub(super) fn sum(&self, member: Option<MemberIndex>) -> i128 {
        self.moves
            .iter()
            .filter(|(of, _, _)| *of == member)
            .fold(0, |sum, (_, minutes, _)| sum.saturating_add(*minutes))
    }

    /// A member's balance; none for who has no account.
    pub fn balance(&self, member: MemberIndex) -> Option<Balance> {
        let known = self.known.contains(&member);
        known.then(|| Balance::try_from(self.sum(Some(member))).unwrap_or(Balance::MAX))
    }

    /// What the community's account holds.
    pub fn community(&self) -> Balance {
        Balance::try_from(self.sum(None)).unwrap_or(Balance::MAX)
    }

    /// What moved between members, was donated, was forgiven, and was put on the community by rulings.
    pub fn sums(&self) -> [Balance; 4] {
        let total = |why, community: bool| {
            let of = self.moves.iter().filter(|(of, minutes, because)| {
                *because == why && if community { of.is_none() } else { of.is_some() && *minutes > 0 }
            });
            of.fold(0_i128, |sum, (_, minutes, _)| sum.saturating_add(*minutes))
        };
        let sums = [
            total(Why::Settled, false),
            total(Why::Donated, true),
            total(Why::Forgiven, true).saturating_neg(),
            total(Why::Voided, true),
        ];
        sums.map(|sum| Balance::try_from(sum).unwrap_or(Balance::MAX))
    }

    /// How many offers, deals, cases there ever were, and the end of the member indices with an account.
    pub fn counts(&self) -> (u32, u32, u32, u32) {
        let count = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
        let end = self.known.iter().map(|member| member.0.saturating_add(1)).max().unwrap_or(0);
        (count(self.offers.len()), count(self.deals.len()), self.cases, end)
    }

    /// Each list of offers.
    pub fn lists(&self) -> &[Vec<OfferId>] {
        &self.lists
    }

    /// The rules in force.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// What can be seen of an offer.
    pub fn offer(&self, id: OfferId) -> Option<OfferFacts> {
        let offer = self.offers.get(usize::try_from(id.0).ok()?)?;
        let place = self.list(&offer.terms).iter().position(|listed| *listed == id);
        let place = place.and_then(|place| u32::try_from(place).ok());
        Some(OfferFacts { member: offer.member, terms: offer.terms.clone(), place })
    }

    /// What can be seen of a deal at `now`.
    pub fn deal(&self, id: DealId, now: u64) -> Option<DealFacts> {
        let deal = self.deals.get(usize::try_from(id.0).ok()?)?;
        let ends_ms = match (deal.course, deal.contest) {
            (Course::Ended(_), _) => None,
            (Course::Proposed { until }, _) => Some(until),
            // A contest that has been concluded ended then.
            (Course::Settled { until, .. }, Some((_, _, over))) => Some(until.min(over)),
            (_, Some((_, _, over))) => Some(over),
            (Course::Agreed { until } | Course::Settled { until, .. }, None) => Some(until),
        };
        Some(DealFacts {
            giver: deal.giver,
            receiver: deal.receiver,
            proposer: deal.proposer,
            category: deal.category,
            terms: deal.terms.clone(),
            status: deal.status(now),
            ends_ms,
            reports: (deal.said_by(deal.giver), deal.said_by(deal.receiver)),
            case: deal.contest.map(|(case, since, _)| (case, since)),
            settled: deal.settled_minutes(),
        })
    }
}
