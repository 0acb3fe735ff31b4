//! The stages of a grant: written one by one, or in a file.

use std::path::PathBuf;

use clap::Args;
use mutual_types::{StageTerms, TimestampMs};

use super::super::super::{account, when};
use crate::error::Error;
use crate::founding_file::{self, StagePlan};
use crate::text::Unit;

#[derive(Debug, Args)]
#[group(id = "plan", required = true, multiple = false)]
pub(super) struct StageArgs {
    /// A stage, as in `50 UNIT; 2027-06-30; Dig the beds`: what it pays, until when it is claimed, what is to be done. A
    /// stipend is `20 UNIT x 6; 2027-07-31; Water them`: paid six times, monthly from that day. Once for each stage
    #[arg(long = "stage", value_name = "STAGE")]
    each: Vec<String>,
    /// A file with the stages (TOML)
    #[arg(long = "stages", value_name = "FILE")]
    plan_file: Option<PathBuf>,
}

impl StageArgs {
    /// Refuses what is wrong on any chain: only its unit is not known yet.
    pub(super) fn check(&self) -> Result<(), Error> {
        for text in &self.each {
            let parts = Parts::of(text)?;
            account::ensure_amount(parts.amount)?;
            when::ensure(parts.due)?;
        }
        Ok(())
    }

    pub(super) fn plan(&self, unit: &Unit, now_ms: TimestampMs) -> Result<StagePlan, Error> {
        if let Some(file) = &self.plan_file {
            let text = std::fs::read_to_string(file)
                .map_err(|error| Error::input(format!("cannot read {}: {error}", file.display())))?;
            return founding_file::load_stages(&text, unit)
                .map_err(|mistakes| Error::input(mistakes.of(&file.display().to_string())));
        }
        let mut stages = Vec::new();
        for text in &self.each {
            stages.push(Parts::of(text)?.stage(unit, now_ms)?);
        }
        Ok(StagePlan { stages, unit: String::new(), repay_by_ms: None })
    }
}

/// A stage as it is written.
struct Parts<'a> {
    amount: &'a str,
    months: u8,
    due: &'a str,
    title: &'a str,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Result<Self, Error> {
        let refused = || {
            Error::Input {
            what: format!("`{text}` is no stage"),
            hint: Some("write one as in \"50 UNIT; 2027-06-30; Dig the beds\", or monthly as in \"20 UNIT x 6; 2027-07-31; Water them\"".to_owned()),
        }
        };
        let mut parts = text.splitn(3, ';').map(str::trim);
        let (Some(pays), Some(due), Some(title)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(refused());
        };
        let (amount, months) = match pays.rsplit_once(" x ") {
            Some((amount, times)) => (amount, times.trim().parse().map_err(|_| refused())?),
            None => (pays, 0),
        };
        if title.is_empty() || (months == 0 && amount != pays) {
            return Err(refused());
        }
        Ok(Self { amount, months, due, title })
    }

    fn stage(&self, unit: &Unit, now_ms: TimestampMs) -> Result<StageTerms, Error> {
        Ok(StageTerms {
            title: self.title.to_owned(),
            amount: account::amount(self.amount, unit)?,
            due_ms: when::moment(self.due, now_ms)?,
            months: self.months,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_what_it_pays_when_and_for_what() {
        let stage = Parts::of("50 UNIT; 1970-01-02; Dig; and plant").unwrap().stage(&Unit::default(), 0).unwrap();
        assert_eq!(stage.title, "Dig; and plant");
        assert_eq!((stage.amount, stage.due_ms, stage.months), (50_000_000_000_000, 86_400_000, 0));
        let stipend = Parts::of("2 UNIT x 6; 30d; Water").unwrap().stage(&Unit::default(), 1).unwrap();
        assert_eq!((stipend.amount, stipend.due_ms, stipend.months), (2_000_000_000_000, 2_592_000_001, 6));
    }

    #[test]
    fn what_is_no_stage_is_refused() {
        for text in ["", "50 UNIT", "50 UNIT; 30d", "50 UNIT; 30d;", "2 UNIT x many; 30d; a", "2 UNIT x 0; 30d; a"] {
            assert!(Parts::of(text).is_err(), "{text}");
        }
    }
}
