//! The clocks of payments. They stand still while a payment is held, disputed, or about to be released or cancelled by
//! the members; a deadline is the moment at which they have run for long enough.

use mutual_types::{Error, PaymentId, PaymentState, PaymentStatus, TimestampMs};

use crate::num::{big, time};
use crate::outcome::{like, no, Res};
use crate::records::{Promise, Stop};
use crate::state::Model;

/// The moment at which a clock that starts at `from` has run for `span`, standing still during `stops`; none while one
/// lasts whose end nobody knows.
pub(crate) fn deadline(stops: &[Stop], from: TimestampMs, span: u64) -> Res<Option<TimestampMs>> {
    let mut stops = stops.to_vec();
    stops.sort_by_key(|stop| stop.from);
    let (mut at, mut counted_until) = (big(from) + span, big(from));
    for stop in stops {
        let begins = big(stop.from).max(counted_until.clone());
        if begins >= at {
            continue;
        }
        let Some(to) = stop.to else { return Ok(None) };
        if big(to) > begins {
            at += big(to) - begins;
            counted_until = big(to);
        }
    }
    time(at).map(Some)
}

impl Promise {
    /// Whether anything makes its clocks stand still.
    pub(crate) fn is_stopped(&self, now: TimestampMs) -> bool {
        self.stops.iter().any(|stop| stop.from <= now && stop.to.is_none_or(|to| now < to))
    }

    /// When its window closes; none while nobody can know.
    pub(crate) fn ends(&self) -> Res<Option<TimestampMs>> {
        deadline(&self.stops, self.starts, self.window)
    }

    /// What it is at a time.
    pub(crate) fn status(&self, now: TimestampMs) -> Res<PaymentStatus> {
        Ok(match self.state {
            PaymentState::Released { .. } => PaymentStatus::Released,
            PaymentState::Cancelled { .. } => PaymentStatus::Cancelled,
            PaymentState::Credited { .. } => PaymentStatus::Credited,
            PaymentState::Waiting if self.is_stopped(now) => PaymentStatus::Stopped,
            PaymentState::Waiting => match self.ends()? {
                Some(ends) if now >= ends => PaymentStatus::Lapsed,
                _ => PaymentStatus::Waiting,
            },
        })
    }

    /// Before when it is not released, whoever approved.
    pub(crate) fn release_from(&self) -> Res<Option<TimestampMs>> {
        match self.cooling {
            None => Ok(Some(0)),
            Some((since, span)) => deadline(&self.stops, since, span),
        }
    }
}

impl Model {
    /// A payment.
    pub(crate) fn promise(&self, payment: PaymentId) -> Res<&Promise> {
        self.payments.get(&payment.0).ok_or(Error::NoPayment(payment).into())
    }

    /// A payment, to change it.
    pub(crate) fn promise_mut(&mut self, payment: PaymentId) -> Res<&mut Promise> {
        self.payments.get_mut(&payment.0).ok_or(Error::NoPayment(payment).into())
    }

    /// What a payment is now.
    pub(crate) fn payment_status(&self, payment: PaymentId) -> Res<PaymentStatus> {
        self.promise(payment)?.status(self.now)
    }

    /// Refuses a payment for what it is. When its window closes is only said of one whose window has closed.
    pub(crate) fn not_waiting<T>(&self, payment: PaymentId) -> Res<T> {
        let status = self.payment_status(payment)?;
        let ends_ms = self.promise(payment)?.ends()?.unwrap_or(0);
        let error = Error::PaymentNotWaiting { status, ends_ms };
        match status {
            PaymentStatus::Lapsed => no(error),
            _ => like(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::Cause;
    use mutual_types::{DisputeId, MemberIndex};

    fn stop(from: TimestampMs, to: Option<TimestampMs>) -> Stop {
        Stop { cause: Cause::Hold(MemberIndex(0)), from, to }
    }

    #[test]
    fn a_clock_stands_still_once_for_stops_that_overlap() {
        let stops = [stop(10, Some(30)), Stop { cause: Cause::Dispute(DisputeId(0)), from: 20, to: Some(50) }];
        assert_eq!(deadline(&stops, 0, 100).unwrap(), Some(140));
    }

    #[test]
    fn a_stop_after_the_end_or_before_the_start_changes_nothing() {
        assert_eq!(deadline(&[stop(100, None)], 0, 100).unwrap(), Some(100));
        assert_eq!(deadline(&[stop(0, Some(50))], 60, 100).unwrap(), Some(160));
        assert_eq!(deadline(&[stop(0, Some(80))], 60, 100).unwrap(), Some(180));
    }

    #[test]
    fn nobody_knows_the_end_while_a_stop_lasts() {
        assert_eq!(deadline(&[stop(99, None)], 0, 100).unwrap(), None);
    }

    #[test]
    fn a_stop_that_reaches_beyond_another_is_counted_to_its_end() {
        let stops = [stop(10, Some(90)), stop(20, Some(30)), stop(150, Some(160))];
        assert_eq!(deadline(&stops, 0, 100).unwrap(), Some(190));
    }
}
