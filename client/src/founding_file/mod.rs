//! The founding file: everything a society begins with, in TOML, as people write it.
//!
//! ```toml
//! name = "Cannons Creek Commons"
//! purpose = "Hold money together and help each other with it."
//! value = "4500 UNIT"                     # the first pool; goes to the general pot
//!
//! [charter]
//! uri = "https://example.org/charter.md"
//! file = "charter.md"                     # hashed with BLAKE2-256; or: hash = "0x…"
//!
//! [asset_lock]
//! locked = true                           # common funds are never divided; this is the default
//! beneficiary = "5…"                      # an outsider, who gets what is left at dissolution
//!
//! [[founders]]
//! name = "Mere"                           # for your address book only; never goes on chain
//! account = "5…"
//! roles = ["treasurer", { keeper = "Food" }]
//!
//! [[pots]]
//! kind = "general"                        # general (first), reserve, relief or restricted
//! name = "General"
//!
//! [[pots]]
//! kind = "restricted"
//! name = "Food"
//! kinds = ["spend"]                       # who may pay from it: these proposals; petty payments with "set-allowance"
//! payees = []                             # the only accounts it pays; none means any
//! ends = "2030-06-30"                     # optional
//! fallback = "5…"                         # who gets its rest at dissolution
//!
//! [rules.voting]
//! voting_period = "7d"                    # the four that each group chooses for itself:
//! notice = "2d"                           # these two,
//! quorum_bps = 2500                       # this one,
//!
//! [rules.payments]
//! approvals = 2                           # and this one. All others have defaults.
//!
//! [bounds]
//! voting_period = ["1d", "30d"]           # optional: how far the rules may ever change
//! founding_window = "14d"                 # optional: how long more of the first members may be let in at once,
//! roster_max = 200                        # and how many of them
//! ```
//!
//! Spans of time are written as in `"3d 4h"`, amounts as in `"4500 UNIT"`, accounts as addresses, and parts of a whole
//! in basis points (2500 is a quarter). All mistakes are reported at once, each with its line and field. Only where the
//! text is no TOML at all are mistakes in its meaning not looked for.

mod bounds;
mod charter;
mod check;
mod founders;
mod mistake;
mod parts;
mod pots;
mod reader;
mod rules;
#[cfg(test)]
mod tests;
mod values;

use std::path::Path;

use mutual_types::{AccountId, AssetLock, Founding, Planck};
use toml::de::DeTable;

pub use mistake::{Mistake, Mistakes};
pub use parts::{load_rules, load_stages, StagePlan};

use crate::text::Unit;
use reader::{Reader, Section};

/// What a founding file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundingFile {
    /// What goes on chain.
    pub founding: Founding,
    /// What is sent along, in planck: the first pool.
    pub value: Planck,
    /// The founders' names, for the address book.
    pub names: Vec<(String, AccountId)>,
}

/// Reads a founding file whose charter is given by its hash.
///
/// # Errors
/// All mistakes, in the order of their lines.
pub fn load(text: &str, unit: &Unit) -> Result<FoundingFile, Mistakes> {
    read(text, charter::Files::None, unit)
}

/// Reads a founding file that lies in the folder `base_dir`, to which the charter's `file` is relative.
///
/// # Errors
/// All mistakes, in the order of their lines.
pub fn load_in(text: &str, base_dir: &Path, unit: &Unit) -> Result<FoundingFile, Mistakes> {
    read(text, charter::Files::In(base_dir), unit)
}

/// Reads a founding file whose charter is `charter`, wherever its `file` says it lies.
///
/// # Errors
/// All mistakes, in the order of their lines.
pub fn load_with_charter(text: &str, charter: &[u8], unit: &Unit) -> Result<FoundingFile, Mistakes> {
    read(text, charter::Files::Given(charter), unit)
}

fn read(text: &str, files: charter::Files<'_>, unit: &Unit) -> Result<FoundingFile, Mistakes> {
    let mut reader = Reader::new(text, unit);
    let (document, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        for error in errors {
            let line = reader.line_at(error.span().map_or(0, |span| span.start));
            reader.report_at(line, String::new(), error.message().to_owned());
        }
        return Err(reader.into_mistakes());
    }
    let file = society(&mut reader, document.get_ref(), files);
    check::check(&mut reader, &file.founding);
    if reader.is_clean() {
        Ok(file)
    } else {
        Err(reader.into_mistakes())
    }
}

fn society<'s>(reader: &mut Reader<'s>, document: &'s DeTable<'s>, files: charter::Files<'_>) -> FoundingFile {
    let mut root = Section::root(document);
    let name = reader.required(&mut root, "name", values::filled_text, String::new());
    let purpose = reader.required(&mut root, "purpose", values::filled_text, String::new());
    let value = reader.optional(&mut root, "value", values::amount, 0);
    let charter = charter::read(reader, &mut root, files);
    let asset_lock = asset_lock(reader, &mut root);
    let bounds = bounds::read(reader, &mut root);
    let rules = rules::read(reader, &mut root);
    let pots = pots::read(reader, &mut root);
    let (founders, names) = founders::read(reader, &mut root, &pots);
    reader.finish(&root);
    FoundingFile {
        founding: Founding { name, purpose, charter, rules, bounds, pots, founders, asset_lock },
        value,
        names,
    }
}

fn asset_lock<'s>(reader: &mut Reader<'s>, root: &mut Section<'s>) -> AssetLock {
    let mut section = reader.section(root, "asset_lock");
    let locked = reader.optional(&mut section, "locked", values::boolean, true);
    let beneficiary = reader.required(&mut section, "beneficiary", values::account, NOBODY);
    reader.finish(&section);
    AssetLock { locked, beneficiary }
}

/// Stands for an account that could not be read.
const NOBODY: AccountId = AccountId([0xff; 32]);
