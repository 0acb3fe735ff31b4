//! Deals: one person's help to another, agreed, reported by both, settled.

use alloc::string::String;

use super::{Category, Checked, Error, Field, Minutes, OfferId, Rules, Side};
use crate::{MemberIndex, TimestampMs};

id! {
    /// A deal, in the order proposed.
    DealId
}

scale_type! {
    /// With whom, and which way.
    #[derive(Copy)]
    pub enum DealWith {
        /// With who put this up, in the way it says.
        Offer(OfferId),
        /// With a member, without an offer: often written down afterwards.
        Member {
            /// Who.
            member: MemberIndex,
            /// Whether the caller gives.
            giving: bool,
            /// What kind of help.
            category: Category,
        },
    }

    /// What is proposed.
    pub struct DealTerms {
        /// How long it takes at the most.
        pub minutes: Minutes,
        /// When; it may be past.
        pub due_ms: TimestampMs,
        /// What.
        pub title: String,
    }

    /// The windows of the rules when it was proposed.
    #[derive(Copy)]
    pub struct Windows {
        /// How long both have to report.
        pub report_ms: u64,
        /// How long either has to contest.
        pub dispute_ms: u64,
        /// How long a contest waits for a ruling.
        pub ruling_ms: u64,
    }

    /// What each side reported.
    #[derive(Copy, Default)]
    pub struct Reports {
        /// The giver.
        pub giver: Option<Minutes>,
        /// The receiver.
        pub receiver: Option<Minutes>,
    }

    /// That it is, or was, contested.
    #[derive(Copy)]
    pub struct Contest {
        /// Its number in the society's disputes.
        pub case: u32,
        /// Since when. A dispute that opened sooner cannot have been about it.
        pub since_ms: TimestampMs,
    }

    /// A deal.
    pub struct Deal {
        /// Who helps.
        pub giver: MemberIndex,
        /// Who is helped.
        pub receiver: MemberIndex,
        /// Which of them proposed it.
        pub proposer: Side,
        /// The offer or request that it answers.
        pub offer: Option<OfferId>,
        /// What kind of help.
        pub category: Category,
        /// What was proposed.
        pub terms: DealTerms,
        /// When it was proposed.
        pub made_ms: TimestampMs,
        /// The windows that count for it.
        pub windows: Windows,
        /// When what it waits for is over.
        pub ends_ms: TimestampMs,
        /// What each side reported.
        pub reports: Reports,
        /// Its contest, if there was one.
        pub contest: Option<Contest>,
        /// The hours that moved; 0 if none did.
        pub settled_minutes: Minutes,
        /// What became of it.
        pub state: DealState,
    }

    /// What is stored of a deal's course; [`Deal::status`] says what it is now.
    #[derive(Copy)]
    pub enum DealState {
        /// It waits for an answer.
        Proposed,
        /// Both agreed; the minutes are set aside.
        Agreed,
        /// The hours have moved.
        Settled,
        /// It is over, and no hours moved, or they moved back.
        Ended(Ending),
    }

    /// How a deal ended without hours.
    #[derive(Copy)]
    pub enum Ending {
        /// By who proposed it, unanswered.
        Withdrawn,
        /// By who was asked.
        Declined,
        /// By either, once agreed; or both said that no help was given.
        Cancelled,
        /// Nobody answered in time.
        Unanswered,
        /// The two did not report the same in time.
        Lapsed,
        /// By a ruling.
        Voided,
    }

    /// What a deal is now.
    #[derive(Copy)]
    pub enum DealStatus {
        /// It waits for an answer.
        Proposed,
        /// Nobody answered in time; anyone can close it.
        Unanswered,
        /// Agreed, and waits for both reports.
        Agreed,
        /// One side reported help and the other did not say the same in time; it can be contested.
        Unconfirmed,
        /// Nothing came of it; anyone can close it.
        Lapsed,
        /// The hours have moved; it can be contested.
        Settled,
        /// The hours have moved for good.
        Final,
        /// It waits for a ruling of the society.
        Contested,
        /// There was no ruling in time; anyone can close it.
        Undecided,
        /// It is over without hours.
        Ended(Ending),
    }
}

impl DealTerms {
    /// Checks what may be proposed at `now_ms`.
    ///
    /// # Errors
    /// [`Error::TextTooLong`], [`Error::ZeroMinutes`], [`Error::DateOutOfRange`].
    pub fn check(&self, now_ms: TimestampMs, ahead_ms: u64) -> Checked<()> {
        Field::Title.check(&self.title)?;
        if self.minutes == 0 {
            return Err(Error::ZeroMinutes.into());
        }
        let max_ms = now_ms.saturating_add(ahead_ms);
        if self.due_ms > max_ms {
            return Err(Error::DateOutOfRange { given_ms: self.due_ms, max_ms }.into());
        }
        Ok(())
    }
}

impl Windows {
    /// The windows of the rules.
    pub fn of(rules: &Rules) -> Self {
        Self { report_ms: rules.report_ms, dispute_ms: rules.dispute_ms, ruling_ms: rules.ruling_ms }
    }
}

impl Reports {
    /// What a side reported.
    pub fn of(&self, side: Side) -> Option<Minutes> {
        match side {
            Side::Giver => self.giver,
            Side::Receiver => self.receiver,
        }
    }

    /// Sets what a side reports.
    pub fn set(&mut self, side: Side, minutes: Minutes) {
        match side {
            Side::Giver => self.giver = Some(minutes),
            Side::Receiver => self.receiver = Some(minutes),
        }
    }

    /// Whether nobody reported yet.
    pub fn are_missing(&self) -> bool {
        self.giver.is_none() && self.receiver.is_none()
    }

    /// Whether somebody says that help was given.
    pub fn claim_help(&self) -> bool {
        self.giver.unwrap_or(0) > 0 || self.receiver.unwrap_or(0) > 0
    }
}

impl Deal {
    /// What it is at `now_ms`.
    pub fn status(&self, now_ms: TimestampMs) -> DealStatus {
        let waits = now_ms < self.ends_ms;
        match (self.state, self.contest) {
            (DealState::Ended(ending), _) => DealStatus::Ended(ending),
            (DealState::Proposed, _) if waits => DealStatus::Proposed,
            (DealState::Proposed, _) => DealStatus::Unanswered,
            (DealState::Agreed | DealState::Settled, Some(_)) if waits => DealStatus::Contested,
            (DealState::Agreed, Some(_)) => DealStatus::Undecided,
            (DealState::Settled, Some(_)) => DealStatus::Final,
            (DealState::Agreed, None) if waits => DealStatus::Agreed,
            (DealState::Agreed, None) if self.reports.claim_help() && now_ms < self.contest_until_ms() => {
                DealStatus::Unconfirmed
            }
            (DealState::Agreed, None) => DealStatus::Lapsed,
            (DealState::Settled, None) if waits => DealStatus::Settled,
            (DealState::Settled, None) => DealStatus::Final,
        }
    }

    /// Until when one that is not confirmed can be contested.
    pub fn contest_until_ms(&self) -> TimestampMs {
        self.ends_ms.saturating_add(self.windows.dispute_ms)
    }

    /// How it ends when anyone closes it at `now_ms`; none while it is not over, or once it has ended.
    pub fn ending(&self, now_ms: TimestampMs) -> Option<Ending> {
        match self.status(now_ms) {
            DealStatus::Unanswered => Some(Ending::Unanswered),
            DealStatus::Lapsed | DealStatus::Undecided => Some(Ending::Lapsed),
            DealStatus::Proposed
            | DealStatus::Agreed
            | DealStatus::Unconfirmed
            | DealStatus::Settled
            | DealStatus::Final
            | DealStatus::Contested
            | DealStatus::Ended(_) => None,
        }
    }

    /// Which side `member` is on; none for who is no party.
    pub fn side_of(&self, member: MemberIndex) -> Option<Side> {
        if member == self.giver {
            Some(Side::Giver)
        } else if member == self.receiver {
            Some(Side::Receiver)
        } else {
            None
        }
    }

    /// Who is on a side.
    pub fn party(&self, side: Side) -> MemberIndex {
        match side {
            Side::Giver => self.giver,
            Side::Receiver => self.receiver,
        }
    }
}
