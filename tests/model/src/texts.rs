//! Texts and lists are bounded.

use mutual_types::{Action, Charter, Collection, Document, Error, Field, PotKind, PotSpec};

use crate::outcome::{need, no, Res};

/// Refuses a text that is too long.
pub(crate) fn text(field: Field, words: &str) -> Res<()> {
    let max = match field {
        Field::Name | Field::Title | Field::PotName | Field::StageTitle | Field::Unit => 128,
        Field::Uri | Field::Purpose | Field::Reason | Field::Memo => 256,
    };
    let len = u32::try_from(words.len()).unwrap_or(u32::MAX);
    need(len <= max, Error::TextTooLong { field, len, max })
}

/// The same for a text that may be missing.
pub(crate) fn text_if(field: Field, words: Option<&str>) -> Res<()> {
    words.map_or(Ok(()), |words| text(field, words))
}

/// Refuses a reason that is none, or too long.
pub(crate) fn reason(words: &str) -> Res<()> {
    need(!words.is_empty(), Error::ReasonMissing)?;
    text(Field::Reason, words)
}

/// Refuses a list that is too long.
pub(crate) fn list(what: Collection, entries: usize, max: u32) -> Res<()> {
    let count = u32::try_from(entries).unwrap_or(u32::MAX);
    need(count <= max, Error::TooMany { what, count, max })
}

/// Refuses a document whose address is too long.
pub(crate) fn document(document: &Document) -> Res<()> {
    text(Field::Uri, &document.uri)
}

/// Refuses a pot that cannot be: a restriction belongs to a restricted pot, and to no other.
pub(crate) fn pot(spec: &PotSpec) -> Res<()> {
    text(Field::PotName, &spec.name)?;
    match (&spec.restriction, spec.kind == PotKind::Restricted) {
        (Some(restriction), true) => {
            list(Collection::Payees, restriction.payees.len(), 16)?;
            list(Collection::Kinds, restriction.kinds.len(), 16)
        }
        (None, false) => Ok(()),
        _ => no(Error::InvalidPots),
    }
}

/// Refuses a proposal's action for its texts and lists.
pub(crate) fn action(action: &Action) -> Res<()> {
    match action {
        Action::Grant(terms) => {
            text(Field::Unit, &terms.unit)?;
            list(Collection::Stages, terms.stages.len(), 12)?;
            terms.stages.iter().try_for_each(|stage| text(Field::StageTitle, &stage.title))
        }
        Action::OpenPot(spec) => pot(spec),
        Action::ReviewRelief { members } => list(Collection::Reviewed, members.len(), 16),
        Action::Call(terms) => list(Collection::CallInput, terms.input.len(), 4_096),
        Action::AmendCharter(Charter { document: text, .. }) | Action::Upgrade { document: text, .. } => document(text),
        _ => Ok(()),
    }
}
