//! How an exchange is founded, and the rules that its society can change.

use alloc::string::String;

use super::{Checked, Error, Field, Minutes};
use crate::{AccountId, YEAR_MS};

/// The highest limit that an exchange can be founded with: ten thousand hours.
pub const LIMIT_MAX: Minutes = 600_000;

scale_type! {
    /// An exchange, as it is founded.
    pub struct Founding {
        /// The society whose members' hours it counts, for ever.
        pub society: AccountId,
        /// What it is called.
        pub name: String,
        /// How far from level an account may ever be; never changes.
        pub limit_max_minutes: Minutes,
        /// The rules to begin with.
        pub rules: Rules,
    }

    /// The rules of an exchange.
    #[derive(Copy)]
    pub struct Rules {
        /// How far from level an agreement may bring an account.
        pub limit_minutes: Minutes,
        /// How long an offer may stand.
        pub offer_ms: u64,
        /// How long a proposal waits for an answer.
        pub answer_ms: u64,
        /// How far ahead help may be agreed.
        pub ahead_ms: u64,
        /// How long both have, from the agreed date, to report; and the other from the first report.
        pub report_ms: u64,
        /// How long after that, or after settling, either may contest.
        pub dispute_ms: u64,
        /// How long a contest waits for a ruling.
        pub ruling_ms: u64,
        /// Offers that a member may have open.
        pub offers_max: u8,
        /// Proposals and agreements that a member may have open.
        pub deals_max: u8,
    }

    /// A rule with bounds, named in [`Error::RuleOutOfBounds`].
    #[derive(Copy)]
    pub enum RuleName {
        /// `limit_max_minutes`.
        LimitMax,
        /// `limit_minutes`.
        Limit,
        /// `offer_ms`.
        Offer,
        /// `answer_ms`.
        Answer,
        /// `ahead_ms`.
        Ahead,
        /// `report_ms`.
        Report,
        /// `dispute_ms`.
        Dispute,
        /// `ruling_ms`.
        Ruling,
        /// `offers_max`.
        OffersMax,
        /// `deals_max`.
        DealsMax,
    }
}

/// A rule's value with the span that it may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Which rule.
    pub rule: RuleName,
    /// What it is.
    pub value: u64,
    /// The least it may be.
    pub min: u64,
    /// The most it may be.
    pub max: u64,
}

impl Limit {
    /// Checks the value.
    ///
    /// # Errors
    /// [`Error::RuleOutOfBounds`].
    #[inline(never)]
    fn check(self) -> Checked<()> {
        let Self { rule, value, min, max } = self;
        if value < min || value > max {
            return Err(Error::RuleOutOfBounds { rule, value, min, max }.into());
        }
        Ok(())
    }
}

impl Rules {
    /// Every rule with its span.
    pub fn limits(&self, limit_max_minutes: Minutes) -> [Limit; 9] {
        let count = |rule, value: u8| Limit { rule, value: value.into(), min: 1, max: 16 };
        let span = |rule, value| Limit { rule, value, min: 1_000, max: YEAR_MS };
        [
            Limit { rule: RuleName::Limit, value: self.limit_minutes.into(), min: 1, max: limit_max_minutes.into() },
            span(RuleName::Offer, self.offer_ms),
            span(RuleName::Answer, self.answer_ms),
            span(RuleName::Ahead, self.ahead_ms),
            span(RuleName::Report, self.report_ms),
            span(RuleName::Dispute, self.dispute_ms),
            span(RuleName::Ruling, self.ruling_ms),
            count(RuleName::OffersMax, self.offers_max),
            count(RuleName::DealsMax, self.deals_max),
        ]
    }

    /// Checks that every rule lies within its bounds.
    ///
    /// # Errors
    /// [`Error::RuleOutOfBounds`] for the first that does not.
    pub fn validate(&self, limit_max_minutes: Minutes) -> Checked<()> {
        self.limits(limit_max_minutes).into_iter().try_for_each(Limit::check)
    }
}

impl Founding {
    /// Checks all that can be checked without the society.
    ///
    /// # Errors
    /// [`Error::TextTooLong`], [`Error::RuleOutOfBounds`].
    pub fn validate(&self) -> Checked<()> {
        Field::Name.check(&self.name)?;
        let max = LIMIT_MAX.into();
        Limit { rule: RuleName::LimitMax, value: self.limit_max_minutes.into(), min: 1, max }.check()?;
        self.rules.validate(self.limit_max_minutes)
    }
}
