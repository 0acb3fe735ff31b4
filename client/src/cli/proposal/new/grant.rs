//! Money promised in stages.

use clap::{Args, Subcommand};
use mutual_types::{Action, GrantId, GrantTerms, PotId};

use super::super::super::when;
use super::about::About;
use super::stages::StageArgs;
use super::Scene;
use crate::error::Error;
use crate::names::Names;

const EXAMPLES: &str = "\
Examples:
  mutual proposal new grant 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty --unit beds \\
    --stage \"50 UNIT; 2027-06-30; Dig the beds\" --stage \"20 UNIT x 6; 2027-07-31; Water them\" --suri-file key
  mutual proposal new grant 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty --stages garden.toml --suri-file key

A file of stages:
  unit = \"beds\"
  repay_by = \"2028-06-30\"      # left out: a gift
  [[stages]]
  title = \"Dig the beds\"
  amount = \"50 UNIT\"
  due = \"2027-06-30\"
  [[stages]]
  title = \"Water them\"
  amount = \"20 UNIT\"
  due = \"2027-07-31\"
  months = 6                   # paid monthly, six times, and without a claim";

#[derive(Debug, Subcommand)]
pub(in super::super::super) enum Kind {
    /// Promise somebody money in stages, each paid when a steward accepts what was done
    #[command(after_help = EXAMPLES)]
    Grant(GrantArgs),
    /// Stop a grant; what was accepted is still paid
    #[command(
        after_help = "Example:\n  mutual proposal new stop-grant 0 --title \"The garden is gone\" --suri-file key"
    )]
    StopGrant {
        /// The grant's number
        grant: u32,
        #[command(flatten)]
        about: About,
    },
}

#[derive(Debug, Args)]
pub(in super::super::super) struct GrantArgs {
    /// Who gets it
    payee: String,
    /// From which pot; the default is the general one
    #[arg(long, default_value_t = PotId::GENERAL.0, value_name = "NUMBER")]
    pot: u32,
    #[command(flatten)]
    stages: StageArgs,
    /// In what its outcome is measured, such as `beds`
    #[arg(long, value_name = "TEXT")]
    unit: Option<String>,
    /// By when it is to be paid back; left out, it is a gift
    #[arg(long, value_name = "WHEN")]
    repay_by: Option<String>,
    #[command(flatten)]
    about: About,
}

impl Kind {
    pub(super) fn about(&self) -> &About {
        match self {
            Self::Grant(args) => &args.about,
            Self::StopGrant { about, .. } => about,
        }
    }

    pub(super) fn check(&self, names: &Names) -> Result<(), Error> {
        let Self::Grant(args) = self else { return Ok(()) };
        names.ensure(&args.payee)?;
        args.repay_by.as_deref().map_or(Ok(()), when::ensure)?;
        args.stages.check()
    }

    pub(super) fn action(&self, scene: &Scene<'_>) -> Result<Action, Error> {
        let args = match self {
            Self::Grant(args) => args,
            Self::StopGrant { grant, .. } => return Ok(Action::StopGrant { grant: GrantId(*grant) }),
        };
        let plan = args.stages.plan(scene.unit, scene.now_ms)?;
        let repay_by_ms = match &args.repay_by {
            Some(text) => Some(when::moment(text, scene.now_ms)?),
            None => plan.repay_by_ms,
        };
        Ok(Action::Grant(GrantTerms {
            payee: scene.account(&args.payee)?,
            pot: PotId(args.pot),
            stages: plan.stages,
            unit: args.unit.clone().unwrap_or(plan.unit),
            repay_by_ms,
        }))
    }
}
