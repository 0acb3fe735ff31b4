//! Summaries: what was read, what was reported, and the sums, added up anew each time.

use mutual_types::federation::{Collection, Error, Reading, Report, SocietyId, Summary, Total};

use super::societies::known;
use super::state::{Circumstances, Model};
use super::{texts, Numbers};

const AMOUNT_MAX: u128 = 10_u128.pow(28);

fn amounts(amounts: &[u128]) -> Result<(), Error> {
    match amounts.iter().max() {
        Some(largest) if *largest > AMOUNT_MAX => Err(Error::AmountTooLarge { max: AMOUNT_MAX }),
        _ => Ok(()),
    }
}

impl Model {
    /// The period that is at a moment.
    pub fn period(&self, now_ms: u64) -> u32 {
        let passed = now_ms.saturating_sub(self.founded_ms);
        u32::try_from(passed.checked_div(self.period_ms).unwrap_or(0)).unwrap_or(u32::MAX)
    }

    pub(super) fn refresh(&mut self, it: Circumstances, id: SocietyId) -> Result<(), Error> {
        let society = self.taking_part(id)?;
        if society.account == it.caller {
            return Err(Error::CallingSociety);
        }
        known(it.outside, society.account, society.code)?;
        let Some(place) = it.outside.places.get(&society.account) else {
            return Err(Error::SocietySilent { code: 8 });
        };
        if let Some(code) = place.silent {
            return Err(Error::SocietySilent { code });
        }
        let Numbers { members, active, pots, shares, credits, grants, relief_requests, payments, dissolving } =
            place.numbers;
        amounts(&[pots, shares, credits])?;
        let at_ms = it.now_ms;
        let reading =
            Reading { at_ms, members, active, pots, shares, credits, grants, relief_requests, payments, dissolving };
        self.readings.insert((self.period(it.now_ms), id), reading);
        self.emit("SummaryRead");
        Ok(())
    }

    pub(super) fn report(&mut self, it: Circumstances, period: u32, report: Report) -> Result<(), Error> {
        let id = self.member(it)?;
        let current = self.period(it.now_ms);
        if period >= current {
            return Err(Error::WrongPeriod { given: period, current });
        }
        texts::at_most(Collection::Outcomes, report.outcomes.len(), 16)?;
        for (place, outcome) in report.outcomes.iter().enumerate() {
            if usize::from(outcome.unit) >= self.units.len() {
                return Err(Error::NoUnit(outcome.unit));
            }
            let before = place.checked_sub(1).and_then(|before| report.outcomes.get(before));
            if before.is_some_and(|before| outcome.unit <= before.unit) {
                return Err(Error::OutcomesUnordered);
            }
        }
        texts::uri(&report.document.uri)?;
        amounts(&[report.money_in, report.money_out])?;
        self.reports.insert((period, id), report);
        self.emit("SummaryReported");
        Ok(())
    }

    /// What is known of a society's period.
    pub fn summary(&self, period: u32, id: SocietyId) -> Summary {
        let key = (period, id);
        Summary { reading: self.readings.get(&key).copied(), report: self.reports.get(&key).cloned() }
    }

    /// The sums of a period.
    pub fn total(&self, period: u32) -> Total {
        let mut total = Total::default();
        let add = |sum: &mut u64, amount: u32| *sum = sum.saturating_add(amount.into());
        for (_, reading) in self.readings.iter().filter(|((of, _), _)| *of == period) {
            total.read = total.read.saturating_add(1);
            add(&mut total.members, reading.members);
            add(&mut total.active, reading.active);
            add(&mut total.grants, reading.grants);
            add(&mut total.relief_requests, reading.relief_requests);
            add(&mut total.payments, reading.payments);
            total.pots = total.pots.saturating_add(reading.pots);
            total.shares = total.shares.saturating_add(reading.shares);
            total.credits = total.credits.saturating_add(reading.credits);
        }
        for (_, report) in self.reports.iter().filter(|((of, _), _)| *of == period) {
            total.reported = total.reported.saturating_add(1);
            total.money_in = total.money_in.saturating_add(report.money_in);
            total.money_out = total.money_out.saturating_add(report.money_out);
            total.people_helped = total.people_helped.saturating_add(report.people_helped.into());
            for outcome in &report.outcomes {
                let place = usize::from(outcome.unit);
                total.outcomes.resize(total.outcomes.len().max(place.saturating_add(1)), 0);
                if let Some(sum) = total.outcomes.get_mut(place) {
                    *sum = sum.saturating_add(outcome.amount.into());
                }
            }
        }
        let last = total.outcomes.iter().rposition(|sum| *sum > 0);
        total.outcomes.truncate(last.map_or(0, |last| last.saturating_add(1)));
        total
    }
}
