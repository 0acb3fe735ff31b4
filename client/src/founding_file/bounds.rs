//! How far the rules may ever change: pairs of least and greatest, each with the hard bounds as default; and how large
//! a roster may enter in batches, by default none.

use mutual_types::{Bounds, Span};

use super::{
    reader::{Read, Reader, Section},
    values,
};

/// Reads the bounds.
pub(super) fn read<'s>(reader: &mut Reader<'s>, root: &mut Section<'s>) -> Bounds {
    let hard = Bounds::HARD;
    let section = &mut reader.section(root, "bounds");
    let bounds = Bounds {
        voting_period_ms: pair(reader, section, "voting_period", values::span, hard.voting_period_ms),
        min_open_ms: pair(reader, section, "min_open", values::span, hard.min_open_ms),
        notice_ms: pair(reader, section, "notice", values::span, hard.notice_ms),
        execution_window_ms: pair(reader, section, "execution_window", values::span, hard.execution_window_ms),
        payment_window_ms: pair(reader, section, "payment_window", values::span, hard.payment_window_ms),
        role_term_ms: pair(reader, section, "role_term", values::span, hard.role_term_ms),
        quorum_bps: pair(reader, section, "quorum_bps", values::basis_points, hard.quorum_bps),
        special_approval_bps: pair(
            reader,
            section,
            "special_approval_bps",
            values::basis_points,
            hard.special_approval_bps,
        ),
        min_ayes: pair(reader, section, "min_ayes", values::count8, hard.min_ayes),
        payment_approvals: pair(reader, section, "payment_approvals", values::count8, hard.payment_approvals),
        reserve_floor: pair(reader, section, "reserve_floor", values::amount, hard.reserve_floor),
        founding_window_ms: reader.optional(section, "founding_window", values::span, 0),
        roster_max: reader.optional(section, "roster_max", values::count32, 0),
    };
    for [given, missing] in [["founding_window", "roster_max"], ["roster_max", "founding_window"]] {
        if reader.gives(&section.path_of(given)) && !reader.gives(&section.path_of(missing)) {
            let message = format!("needs `{missing}` beside it: nobody could enter in batches without both");
            reader.report(section.path_of(given), message);
        }
    }
    reader.finish(section);
    bounds
}

fn pair<'s, T>(
    reader: &mut Reader<'s>,
    section: &mut Section<'s>,
    key: &'static str,
    read: Read<T>,
    hard: Span<T>,
) -> Span<T> {
    let Some(entries) = reader.list(section, key) else {
        return hard;
    };
    let [min, max] = entries.as_slice() else {
        let message = format!("must have two entries, the least and the greatest value, not {}", entries.len());
        reader.report(section.path_of(key), message);
        return hard;
    };
    match (reader.value(min, read), reader.value(max, read)) {
        (Some(min), Some(max)) => Span::new(min, max),
        _ => hard,
    }
}
