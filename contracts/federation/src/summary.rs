//! Summaries: what a society's books say, what its members say, and the sums of all.

use ink::prelude::vec;
use mutual_types::federation::{
    event::{SummaryRead, SummaryReported},
    Checked, Error, Reading, Report, SocietyId, Way,
};

use crate::{
    ask,
    call::Call,
    emit::{Effects, Emission},
    state::State,
};

impl State {
    /// Anyone has a society read, for the period that is now.
    ///
    /// # Errors
    /// [`Error::NoSociety`], [`Error::CallingSociety`], [`Error::CodeChanged`], [`Error::SocietySilent`],
    /// [`Error::AmountTooLarge`].
    pub fn refresh(&mut self, call: &Call, society: SocietyId) -> Checked<Effects> {
        let record = self.present(society)?;
        ask::ensure_askable(call, &record)?;
        let reading = Reading::of(&*ask::view(record.account)?, call.now_ms);
        reading.check()?;
        let period = self.setup()?.period(call.now_ms);
        let (mut summary, mut total) = (self.summary(period, society), self.total(period));
        if let Some(before) = &summary.reading {
            total.count_reading(before, Way::Out)?;
        }
        total.count_reading(&reading, Way::In)?;
        summary.reading = Some(reading);
        self.set_summary(period, society, &summary);
        self.set_total(period, &total);
        let read = SummaryRead { seq: self.counters.next_seq(), society, period, reading };
        Ok(vec![Emission::of(&read)])
    }

    /// A society's members report on a period that is over.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::WrongPeriod`], and those of [`Report::check`].
    pub fn report(&mut self, call: &Call, period: u32, report: Report) -> Checked<Effects> {
        let (society, _) = self.member(call)?;
        let setup = self.setup()?;
        let current = setup.period(call.now_ms);
        if period >= current {
            return Err(Error::WrongPeriod { given: period, current }.into());
        }
        report.check(setup.units.len())?;
        let (mut summary, mut total) = (self.summary(period, society), self.total(period));
        if let Some(before) = &summary.report {
            total.count_report(before, Way::Out)?;
        }
        total.count_report(&report, Way::In)?;
        summary.report = Some(report.clone());
        self.set_summary(period, society, &summary);
        self.set_total(period, &total);
        let reported = SummaryReported { seq: self.counters.next_seq(), society, period, report };
        Ok(vec![Emission::of(&reported)])
    }
}
