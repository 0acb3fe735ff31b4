//! Roles: each with an end, held in a roster of bounded length.

use alloc::vec::Vec;

use crate::{after, Checked, Collection, Error, MemberIndex, PotId, RoleRules, TimestampMs};

/// Seats of one role at the most, so that counting who is live never grows.
pub const SEATS_PER_ROLE_MAX: u32 = 16;
/// Seats of all roles at the most.
pub const SEATS_MAX: u32 = 64;

scale_type! {
    /// What a member may do beside voting.
    #[derive(Copy)]
    pub enum Role {
        /// Approves payments.
        Treasurer,
        /// Certifies purposes and accepts results.
        Steward,
        /// Decides disputes.
        Arbitrator,
        /// Makes petty payments from one pot.
        Keeper(PotId),
    }

    /// A role held by a member until its term ends.
    pub struct Seat {
        /// Which role.
        pub role: Role,
        /// Who holds it.
        pub member: MemberIndex,
        /// When the term ends; the role is checked at each use.
        pub expires_ms: TimestampMs,
        /// How many terms in a row, this one included.
        pub terms: u8,
        /// When an arbitrator was last put on a panel; 0 for never.
        pub last_case_ms: TimestampMs,
    }

    /// All seats, those whose term has ended included until they are needed.
    pub struct Roster {
        /// In the order granted.
        pub seats: Vec<Seat>,
    }
}

impl Seat {
    /// Whether the term runs.
    pub fn is_live(&self, now_ms: TimestampMs) -> bool {
        now_ms < self.expires_ms
    }
}

impl Roster {
    /// The seat of `member` in `role`, whether its term runs or not.
    pub fn seat(&self, role: Role, member: MemberIndex) -> Option<&Seat> {
        self.seats.iter().find(|seat| seat.role == role && seat.member == member)
    }

    /// Whether a member's term in one of `roles` runs.
    pub fn holds_any(&self, roles: &[Role], member: MemberIndex, now_ms: TimestampMs) -> bool {
        roles.iter().any(|role| self.holds(*role, member, now_ms))
    }

    /// Whether the term of `member` in `role` runs.
    pub fn holds(&self, role: Role, member: MemberIndex, now_ms: TimestampMs) -> bool {
        self.seat(role, member).is_some_and(|seat| seat.is_live(now_ms))
    }

    /// The members whose term in `role` runs.
    pub fn live(&self, role: Role, now_ms: TimestampMs) -> impl Iterator<Item = MemberIndex> + '_ {
        self.seats.iter().filter(move |seat| seat.role == role && seat.is_live(now_ms)).map(|seat| seat.member)
    }

    /// Gives `member` the `role` for `term_ms` from now. A term that follows the last one within a term's length counts
    /// as consecutive.
    ///
    /// # Errors
    /// [`Error::TermsExhausted`], [`Error::TooMany`] seats, [`Error::Overflow`].
    pub fn grant(
        &mut self,
        role: Role,
        member: MemberIndex,
        term_ms: u64,
        rules: &RoleRules,
        now_ms: TimestampMs,
    ) -> Checked<TimestampMs> {
        let expires_ms = after(now_ms, term_ms)?;
        let previous = match self.seat(role, member) {
            Some(seat) if now_ms < after(seat.expires_ms, rules.term_ms)? => seat.terms,
            _ => 0,
        };
        let last_case_ms = self.seat(role, member).map_or(0, |seat| seat.last_case_ms);
        let terms = previous.checked_add(1).ok_or_else(Error::overflow)?;
        if terms > rules.consecutive_terms {
            return Err(Error::TermsExhausted { terms: previous, max: rules.consecutive_terms }.into());
        }
        self.revoke(role, member);
        self.make_room(role, now_ms);
        let same = self.seats.iter().filter(|seat| seat.role == role).count();
        Collection::Seats.check(same.saturating_add(1), SEATS_PER_ROLE_MAX)?;
        Collection::Seats.check(self.seats.len().saturating_add(1), SEATS_MAX)?;
        self.seats.push(Seat { role, member, expires_ms, terms, last_case_ms });
        Ok(expires_ms)
    }

    /// Ends a term that runs, and says whether one did. The seat is kept: a term given up still counts as one of those
    /// in a row, or else who resigns shortly before the end would begin to count anew.
    pub fn end(&mut self, role: Role, member: MemberIndex, now_ms: TimestampMs) -> bool {
        let seat =
            self.seats.iter_mut().find(|seat| seat.role == role && seat.member == member && seat.is_live(now_ms));
        seat.map(|seat| seat.expires_ms = now_ms).is_some()
    }

    /// Takes the seat away, and says whether there was one.
    pub fn revoke(&mut self, role: Role, member: MemberIndex) -> bool {
        let before = self.seats.len();
        self.seats.retain(|seat| seat.role != role || seat.member != member);
        self.seats.len() < before
    }

    /// Drops the seat that ended first, if `role` or the roster is full. Ended seats are kept till then because they
    /// count for consecutive terms.
    fn make_room(&mut self, role: Role, now_ms: TimestampMs) {
        let same = self.seats.iter().filter(|seat| seat.role == role).count();
        let role_is_full = same >= usize::try_from(SEATS_PER_ROLE_MAX).unwrap_or(usize::MAX);
        let roster_is_full = self.seats.len() >= usize::try_from(SEATS_MAX).unwrap_or(usize::MAX);
        if !role_is_full && !roster_is_full {
            return;
        }
        let ended = self.seats.iter().enumerate();
        let ended = ended.filter(|(_, seat)| !seat.is_live(now_ms) && (seat.role == role || !role_is_full));
        if let Some((at, _)) = ended.min_by_key(|(_, seat)| seat.expires_ms) {
            self.seats.remove(at);
        }
    }
}
