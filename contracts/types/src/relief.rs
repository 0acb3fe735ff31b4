//! Relief: help for members, attested by other members.

use alloc::vec::Vec;

use crate::{
    add, after, lower, Checked, Error, MemberIndex, PaymentId, Planck, PotId, ReliefId, TimestampMs, DAY_MS, YEAR_MS,
};

/// Payments of relief that a member may have had in 365 days.
pub const RELIEF_PAYMENTS_MAX: u32 = 12;
/// Days in which the pot's cap is counted, today included; one more than thirty, so that no thirty days exceed it.
pub const RELIEF_DAYS: u64 = 31;

scale_type! {
    /// A request for relief. Why it is asked for is not on chain.
    pub struct ReliefRequest {
        /// Who asks.
        pub asker: MemberIndex,
        /// From which pot; a relief pot.
        pub pot: PotId,
        /// How much, in planck.
        pub amount: Planck,
        /// BLAKE2-256 of salt and evidence.
        pub evidence: [u8; 32],
        /// When it was made.
        pub asked_ms: TimestampMs,
        /// Until when it is to be attested.
        pub ends_ms: TimestampMs,
        /// Members who must attest.
        pub attesters_needed: u8,
        /// Members who attested, in order.
        pub attesters: Vec<MemberIndex>,
        /// The payment it led to.
        pub payment: Option<PaymentId>,
        /// When the asker withdrew it; 0 for not.
        pub withdrawn_ms: TimestampMs,
    }

    /// What a request is now.
    #[derive(Copy)]
    pub enum ReliefStatus {
        /// Members can attest it.
        Asked,
        /// It is attested, and waits until the pot has the money or the caps leave room.
        Attested,
        /// It led to a payment.
        Promised,
        /// The asker withdrew it.
        Withdrawn,
        /// It was not attested in time.
        Expired,
    }

    /// What a member had, and what they attested.
    #[derive(Default)]
    pub struct ReliefRecord {
        /// Their last request.
        pub last: Option<ReliefId>,
        /// What was promised to them in the last 365 days, oldest first; at most [`RELIEF_PAYMENTS_MAX`].
        pub had: Vec<ReliefPaid>,
        /// When the year in which their attestations are counted began.
        pub attesting_since_ms: TimestampMs,
        /// How many they have made in it.
        pub attestations: u8,
        /// Until when they may not attest, by a decision of the members.
        pub barred_until_ms: TimestampMs,
    }

    /// A payment of relief to a member.
    pub struct ReliefPaid {
        /// Of which request.
        pub request: ReliefId,
        /// When it was promised.
        pub at_ms: TimestampMs,
        /// How much, in planck.
        pub amount: Planck,
    }

    /// What relief promised on each of the last days, to all.
    #[derive(Default)]
    pub struct ReliefDays {
        /// Days since the epoch, with what was promised, oldest first; at most [`RELIEF_DAYS`].
        pub days: Vec<ReliefDay>,
    }

    /// What relief promised on a day.
    #[derive(Copy)]
    pub struct ReliefDay {
        /// The day since the epoch.
        pub day: u64,
        /// How much, in planck.
        pub amount: Planck,
    }

    /// Which limit a request meets.
    #[derive(Copy)]
    pub enum ReliefCap {
        /// The largest request.
        Request,
        /// The most for one member in 365 days.
        MemberYear,
        /// Twelve payments for one member in 365 days.
        MemberCount,
        /// The most out of the pot in 30 days.
        PotMonth,
    }

    /// Why a member does not attest a request.
    #[derive(Copy)]
    pub enum Relation {
        /// They ask.
        Asker,
        /// They vouched for the asker.
        Sponsor,
        /// The asker vouched for them.
        Sponsored,
    }
}

impl ReliefCap {
    /// Refuses what is `needed` where `had` of `max` is used up.
    /// [`Error::ReliefCapped`] with what is left.
    pub fn refusal(self, max: Planck, had: Planck, needed: Planck) -> Option<Error> {
        // A change of the rules may have lowered the cap below what was had.
        let left = max.saturating_sub(had);
        (needed > left).then_some(Error::ReliefCapped { cap: self, left, needed })
    }
}

impl ReliefRecord {
    /// Forgets what the member had 365 days ago or earlier.
    pub fn prune(&mut self, now_ms: TimestampMs) {
        self.had.retain(|paid| now_ms < paid.at_ms.saturating_add(YEAR_MS));
    }

    /// Prunes, and says whether twelve payments or `year_max` in 365 days leave no room for `amount` more:
    /// [`Error::ReliefCapped`].
    pub fn refusal(&mut self, amount: Planck, year_max: Planck, now_ms: TimestampMs) -> Option<Error> {
        self.prune(now_ms);
        let (mut count, mut sum): (Planck, Planck) = (0, 0);
        for paid in &self.had {
            count = count.saturating_add(1);
            sum = sum.saturating_add(paid.amount);
        }
        ReliefCap::MemberCount
            .refusal(RELIEF_PAYMENTS_MAX.into(), count, 1)
            .or_else(|| ReliefCap::MemberYear.refusal(year_max, sum, amount))
    }

    /// What no longer counts because it was given up, if it still counted.
    pub fn forget(&mut self, request: ReliefId) -> Option<ReliefPaid> {
        let at = self.had.iter().position(|paid| paid.request == request)?;
        Some(self.had.remove(at))
    }

    /// Counts an attestation. The year begins with the first one, and anew with the first after it.
    ///
    /// # Errors
    /// [`Error::AttestationsFull`] with the end of the year, [`Error::Overflow`].
    pub fn attest(&mut self, per_year: u8, now_ms: TimestampMs) -> Checked<()> {
        let until_ms = after(self.attesting_since_ms, YEAR_MS)?;
        if self.attestations == 0 || now_ms >= until_ms {
            self.attesting_since_ms = now_ms;
            self.attestations = 0;
        } else if self.attestations >= per_year {
            return Err(Error::AttestationsFull { until_ms }.into());
        }
        self.attestations = self.attestations.checked_add(1).ok_or_else(Error::overflow)?;
        Ok(())
    }
}

impl ReliefDays {
    /// The day since the epoch.
    pub fn day(now_ms: TimestampMs) -> u64 {
        now_ms / DAY_MS
    }

    /// Forgets all days but the last [`RELIEF_DAYS`], today included.
    pub fn prune(&mut self, now_ms: TimestampMs) {
        let today = Self::day(now_ms);
        self.days.retain(|entry| today < entry.day.saturating_add(RELIEF_DAYS));
    }

    /// Prunes, and says whether `month_max` in the last days leaves no room for `amount` more: [`Error::ReliefCapped`].
    pub fn refusal(&mut self, amount: Planck, month_max: Planck, now_ms: TimestampMs) -> Option<Error> {
        self.prune(now_ms);
        let mut sum: Planck = 0;
        for entry in &self.days {
            sum = sum.saturating_add(entry.amount);
        }
        ReliefCap::PotMonth.refusal(month_max, sum, amount)
    }

    /// Counts what is promised now.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn promise(&mut self, amount: Planck, now_ms: TimestampMs) -> Checked<()> {
        let day = Self::day(now_ms);
        match self.days.last_mut() {
            Some(entry) if entry.day == day => entry.amount = add(entry.amount, amount)?,
            _ => self.days.push(ReliefDay { day, amount }),
        }
        Ok(())
    }

    /// Counts no longer what was given up, if its day still counts.
    ///
    /// # Errors
    /// [`Error::Overflow`] if so much was not promised on its day.
    pub fn forget(&mut self, paid: &ReliefPaid) -> Checked<()> {
        let day = Self::day(paid.at_ms);
        for entry in &mut self.days {
            if entry.day == day {
                lower(&mut entry.amount, paid.amount)?;
            }
        }
        Ok(())
    }
}
