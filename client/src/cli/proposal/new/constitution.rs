//! Rules, charter, beneficiary, and the society's end.

use std::path::PathBuf;

use clap::Subcommand;
use mutual_types::{Action, Charter, Rules};

use super::about::About;
use super::Scene;
use crate::error::Error;
use crate::founding_file;
use crate::names::Names;
use crate::words;

#[derive(Debug, Subcommand)]
pub(in super::super::super) enum Kind {
    /// Change the rules
    #[command(
        after_help = "Example:\n  mutual proposal new set-rules rules.toml --title \"A longer notice\" --suri-file key\n\nA file of rules has the [rules] of a founding file; what it leaves out stays as it is:\n  [rules.voting]\n  notice = \"3d\""
    )]
    SetRules {
        /// The file with the new rules (TOML)
        rules: PathBuf,
        #[command(flatten)]
        about: About,
    },
    /// Put a new version of the charter in force: the document that you name
    #[command(
        visible_alias = "amend-charter",
        after_help = "Example:\n  mutual proposal new charter --uri https://example.org/charter-2.md --file charter-2.md --suri-file key"
    )]
    Charter {
        #[command(flatten)]
        about: About,
    },
    /// Change who gets what is left at dissolution; it takes effect after 180 days
    #[command(
        visible_alias = "set-beneficiary",
        after_help = "Example:\n  mutual proposal new beneficiary 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty --suri-file key"
    )]
    Beneficiary {
        /// The new beneficiary: no member, and not the society
        account: String,
        #[command(flatten)]
        about: About,
    },
    /// Dissolve the society; there is no way back
    #[command(after_help = "Example:\n  mutual proposal new dissolve --title \"Our work is done\" --suri-file key")]
    Dissolve {
        #[command(flatten)]
        about: About,
    },
}

impl Kind {
    pub(super) fn about(&self) -> &About {
        match self {
            Self::SetRules { about, .. }
            | Self::Charter { about }
            | Self::Beneficiary { about, .. }
            | Self::Dissolve { about } => about,
        }
    }

    /// Whether its document is the charter itself.
    pub(super) fn takes_document(&self) -> bool {
        matches!(self, Self::Charter { .. })
    }

    pub(super) fn check(&self, names: &Names) -> Result<(), Error> {
        match self {
            Self::Charter { about } => about.needed_document("a charter").map(|_| ()),
            Self::Beneficiary { account, .. } => names.ensure(account),
            Self::SetRules { .. } | Self::Dissolve { .. } => Ok(()),
        }
    }

    pub(super) async fn action(&self, scene: &Scene<'_>) -> Result<Action, Error> {
        let view = scene.society.society().await?;
        Ok(match self {
            Self::SetRules { rules: file, .. } => {
                let text = std::fs::read_to_string(file)
                    .map_err(|error| Error::input(format!("cannot read {}: {error}", file.display())))?;
                let rules = founding_file::load_rules(&text, scene.unit, &view.rules, &view.bounds)
                    .map_err(|mistakes| Error::input(mistakes.of(&file.display().to_string())))?;
                if rules == view.rules {
                    return Err(Error::input(format!("{} says what the rules say already", file.display())));
                }
                Action::SetRules(Box::new(rules))
            }
            Self::Charter { about } => {
                let next = view.charter.version.checked_add(1);
                let version = next.ok_or_else(|| Error::input("the charter has had all its versions"))?;
                Action::AmendCharter(Charter { document: about.needed_document("a charter")?, version })
            }
            Self::Beneficiary { account, .. } => Action::SetBeneficiary { account: scene.account(account)? },
            Self::Dissolve { .. } => Action::Dissolve,
        })
    }
}

/// What new rules change, line by line.
pub(super) async fn changes(rules: &Rules, scene: &Scene<'_>) -> Result<Vec<String>, Error> {
    let before = words::rules(&scene.society.society().await?.rules, scene.unit);
    let after = words::rules(rules, scene.unit);
    let mut lines = Vec::new();
    for (label, value) in &after {
        match before.iter().find(|(earlier, _)| earlier == label) {
            Some((_, earlier)) if earlier == value => {}
            Some((_, earlier)) => lines.push(format!("{label}: {value} (now: {earlier})")),
            None => lines.push(format!("{label}: {value} (now: nothing)")),
        }
    }
    let gone = before.iter().filter(|(label, _)| !after.iter().any(|(later, _)| later == label));
    lines.extend(gone.map(|(label, earlier)| format!("{label}: nothing (now: {earlier})")));
    Ok(lines)
}
