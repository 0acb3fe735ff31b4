//! What the members agree to: who, how much, when, in which order. And what can be lost by that.

use alloc::{string::String, vec::Vec};

use super::{Checked, Error, TermName};
use crate::{AccountId, Planck, TimestampMs, TITLE_MAX, YEAR_MS};

/// Members of a circle at least.
pub const MEMBERS_MIN: u32 = 2;
/// Members of a circle at the most.
pub const MEMBERS_MAX: u32 = 32;
/// The largest contribution, in planck: all sums of a circle fit.
pub const CONTRIBUTION_MAX: Planck = 1_000_000_000_000_000_000_000_000_000_000;
/// The shortest round.
pub const PERIOD_MIN_MS: u64 = 1_000;
/// How long after the end, in ms, credits that nobody claims go to the society.
pub const UNCLAIMED_AFTER_MS: u64 = YEAR_MS;

scale_type! {
    /// What the members of a circle agree to. It never changes.
    pub struct Terms {
        /// What the circle is called.
        pub name: String,
        /// The society whose members they are, and which gets what nobody claims.
        pub society: AccountId,
        /// The members. Each has the number of their place, from 0.
        pub members: Vec<AccountId>,
        /// What each pays in each round, in planck; the deposit is as much.
        pub contribution: Planck,
        /// How long a round is.
        pub round_ms: u64,
        /// When the circle starts, if all have joined.
        pub starts_ms: TimestampMs,
        /// Whose turn it is when.
        pub order: Order,
    }

    /// The order of turns.
    #[derive(Copy)]
    pub enum Order {
        /// That of the list.
        Agreed,
        /// Drawn from secrets to which each commits when joining, and which are revealed before the first round.
        Drawn {
            /// How long they are revealed, from the start on.
            reveal_ms: u64,
        },
    }
}

impl Terms {
    /// How many members, and rounds, there are.
    pub fn size(&self) -> u32 {
        u32::try_from(self.members.len()).unwrap_or(u32::MAX)
    }

    /// Refuses terms that are out of bounds, for the circle `this` made now. That there is a contract at the society's account
    /// is for the caller to say.
    ///
    /// # Errors
    /// As listed in `docs/circle.md`.
    pub fn check(&self, this: AccountId, is_contract: bool, now_ms: TimestampMs) -> Checked<()> {
        let len = u32::try_from(self.name.len()).unwrap_or(u32::MAX);
        if len > TITLE_MAX {
            return Err(Error::TextTooLong { len, max: TITLE_MAX }.into());
        }
        let count = self.size();
        if !(MEMBERS_MIN..=MEMBERS_MAX).contains(&count) {
            return Err(Error::MemberCount { count, least: MEMBERS_MIN, most: MEMBERS_MAX }.into());
        }
        for (place, account) in self.members.iter().enumerate() {
            if self.members.iter().take(place).any(|other| other == account) {
                return Err(Error::DuplicateMember(*account).into());
            }
            if *account == this || *account == self.society {
                return Err(Error::InvalidMember(*account).into());
            }
        }
        if self.society == this || !is_contract {
            return Err(Error::NotASociety.into());
        }
        within(TermName::Contribution, self.contribution, 1, CONTRIBUTION_MAX)?;
        within(TermName::RoundMs, self.round_ms.into(), PERIOD_MIN_MS.into(), YEAR_MS.into())?;
        let (from, to) = (u128::from(now_ms), u128::from(YEAR_MS));
        within(TermName::StartsMs, self.starts_ms.into(), from.saturating_add(1), from.saturating_add(to))?;
        if let Order::Drawn { reveal_ms } = self.order {
            within(TermName::RevealMs, reveal_ms.into(), PERIOD_MIN_MS.into(), YEAR_MS.into())?;
        }
        // The last date there is. So no other sum of the calendar fails.
        self.unclaimed_from_ms(true)?;
        Ok(())
    }

    /// When the first round begins.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn first_ms(&self) -> Checked<TimestampMs> {
        let reveal_ms = match self.order {
            Order::Agreed => 0,
            Order::Drawn { reveal_ms } => reveal_ms,
        };
        self.starts_ms.checked_add(reveal_ms).ok_or_else(Error::overflow)
    }

    /// When round `round` begins, and the one before ends.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn round_starts_ms(&self, round: u32) -> Checked<TimestampMs> {
        let span_ms = self.round_ms.checked_mul(round.into()).ok_or_else(Error::overflow)?;
        self.first_ms()?.checked_add(span_ms).ok_or_else(Error::overflow)
    }

    /// When the last round ends.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn ends_ms(&self) -> Checked<TimestampMs> {
        self.round_starts_ms(self.size())
    }

    /// From when on credits count as unclaimed: a year after the end, or after a start that did not come about.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn unclaimed_from_ms(&self, has_started: bool) -> Checked<TimestampMs> {
        let over_ms = if has_started { self.ends_ms()? } else { self.starts_ms };
        over_ms.checked_add(UNCLAIMED_AFTER_MS).ok_or_else(Error::overflow)
    }

    /// What `count` contributions are, in planck.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn contributions(&self, count: u32) -> Checked<Planck> {
        self.contribution.checked_mul(count.into()).ok_or_else(Error::overflow)
    }

    /// What a round pays if nobody misses it, in planck.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn full_pot(&self) -> Checked<Planck> {
        self.contributions(self.size())
    }

    /// The most that one who stops paying takes from all the others together, in planck: the first pot, less the contribution and the
    /// deposit that had to be paid to receive it.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn most_taken(&self) -> Checked<Planck> {
        self.contributions(self.size().saturating_sub(2))
    }

    /// The most that each of the others loses if one alone stops paying, in planck.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn most_lost_to_one(&self) -> Checked<Planck> {
        Ok(self.most_taken()?.div_ceil(self.size().saturating_sub(1).max(1).into()))
    }

    /// The most that a member who always pays loses, in planck, even if all the others stop.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn most_lost(&self) -> Checked<Planck> {
        self.most_taken()
    }
}

/// Refuses a number that lies outside of its bounds.
fn within(term: TermName, value: u128, min: u128, max: u128) -> Checked<()> {
    if (min..=max).contains(&value) {
        Ok(())
    } else {
        Err(Error::OutOfBounds { term, value, min, max }.into())
    }
}
