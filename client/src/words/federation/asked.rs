//! What a message to a federation does, in a line that begins with a verb: for cards, and for proposals to call it.

use mutual_types::federation::{BackingTerms, Matter, Part, Report};
use mutual_types::Planck;

use super::super::names::counted;
use super::{repayment, share};
use crate::federation::Asked;
use crate::text::{address, amount, duration, moment, Unit};

/// What a society would do by this message, with `value` going along: `join it`, `pay in 40 UNIT for any other society …`.
pub fn asked(asked: &Asked, value: Planck, unit: &Unit) -> String {
    let money = |planck| amount::format(planck, unit);
    let said = match asked {
        Asked::Join => "join it".to_owned(),
        Asked::Apply { document } => format!("ask to be admitted to it, as written at {}", document.uri),
        Asked::Leave => {
            "leave it; what was paid in for others stays until the end agreed, and what is owed stays owed".to_owned()
        }
        Asked::MoveMotion { matter: what } => format!("move there, and vote for: {}", matter(what, unit)),
        Asked::Vote { motion, aye } => {
            format!("vote {} on motion {motion} there", if *aye { "aye" } else { "nay" })
        }
        Asked::Back { terms } => back(terms, value, unit),
        Asked::CloseBacking { backing } => format!("close backing {backing}, which is over"),
        Asked::Draw { parts, reason } => {
            format!("draw {}, for the reason written at {}", drawn(parts, unit), reason.uri)
        }
        Asked::Collect { draw, pot } => format!("have draw {draw} paid into the relief pot {pot} of who drew it"),
        Asked::Lapse { draw } => format!("let draw {draw}, which was not collected in time, go back"),
        Asked::Repay { draw } => format!("pay back {} of draw {draw}", money(value)),
        Asked::Forgive { draw, amount } => format!("forgive {} of what is owed of draw {draw}", money(*amount)),
        Asked::PayCredit { society } => format!("have society {society} paid what the federation owes it"),
        Asked::Sweep => "book the money that came without a message".to_owned(),
        Asked::Refresh { society } => format!("have society {society} read for the period that is now"),
        Asked::Report { period, report: said } => report(*period, said, unit),
    };
    let takes_money = matches!(asked, Asked::Back { .. } | Asked::Repay { .. });
    if value > 0 && !takes_money {
        return format!("{said}; {} would go along, which it does not take: the call would fail", money(value));
    }
    said
}

fn back(terms: &BackingTerms, value: Planck, unit: &Unit) -> String {
    let BackingTerms { backed, limit, ends_ms, repay_ms } = terms;
    let whom = match backed {
        Some(society) => format!("society {society}"),
        None => "any other society".to_owned(),
    };
    format!(
        "pay in {}, of which {whom} can draw up to {} at a time until {}: what it draws is {}; until then nothing of it can be \
         taken back",
        amount::format(value, unit),
        amount::format(*limit, unit),
        moment::format(*ends_ms),
        repayment(*repay_ms)
    )
}

fn drawn(parts: &[Part], unit: &Unit) -> String {
    let parts: Vec<_> =
        parts.iter().map(|part| format!("{} of backing {}", amount::format(part.amount, unit), part.backing)).collect();
    match parts.as_slice() {
        [] => "nothing".to_owned(),
        all => all.join(" and "),
    }
}

fn report(period: u32, report: &Report, unit: &Unit) -> String {
    let outcomes: Vec<_> =
        report.outcomes.iter().map(|outcome| format!(", {} of unit {}", outcome.amount, outcome.unit)).collect();
    format!(
        "report on period {period}: {} in, {} out, {} helped{}, as written at {}",
        amount::format(report.money_in, unit),
        amount::format(report.money_out, unit),
        people(report.people_helped),
        outcomes.concat(),
        report.document.uri
    )
}

pub(super) fn people(count: u64) -> String {
    if count == 1 {
        "1 person".to_owned()
    } else {
        format!("{count} people")
    }
}

/// What a motion would do.
pub fn matter(matter: &Matter, unit: &Unit) -> String {
    match matter {
        Matter::Resolution(document) => format!("record a decision in words, written at {}", document.uri),
        Matter::Admit { account, document, .. } => {
            format!(
                "admit the society {}, which says of itself what is written at {}",
                address::format(account),
                document.uri
            )
        }
        Matter::Expel(society) => format!("expel society {society}"),
        Matter::AcceptCode { society, code_hash } => {
            format!("know society {society} by the code that it has now, 0x{}", hex::encode(code_hash))
        }
        Matter::SetRules(rules) => format!(
            "set the rules: motions need the ayes of {} of those who may vote within {}; draws from {} after \
             joining, {} to collect, {} at a time; backings of at most {}",
            share(rules.approval_bps),
            duration::format(rules.voting_ms),
            duration::format(rules.waiting_ms),
            duration::format(rules.collect_ms),
            counted(rules.draws_max, "draw"),
            duration::format(rules.backing_max_ms)
        ),
        Matter::AmendCharter(document) => format!("put the charter in force that is written at {}", document.uri),
        Matter::AddUnit(name) => format!("count outcomes also in {name}"),
        Matter::Give { society, amount } => {
            format!("give {} of the common fund to society {society}", amount::format(*amount, unit))
        }
    }
}

#[cfg(test)]
mod tests {
    use mutual_types::federation::{BackingId, DrawId, MotionId};
    use mutual_types::Document;
    use proptest::prelude::*;
    use scale::Decode;

    use super::*;

    #[test]
    fn a_call_is_told_with_its_numbers() {
        let unit = Unit::default();
        let document = Document { uri: "https://example.org/flood".to_owned(), hash: [1; 32] };
        let parts = vec![
            Part { backing: BackingId(0), amount: 40_000_000_000_000 },
            Part { backing: BackingId(3), amount: 1_000_000_000_000 },
        ];
        let draw = Asked::Draw { parts, reason: document };
        assert_eq!(
            asked(&draw, 0, &unit),
            "draw 40 UNIT of backing 0 and 1 UNIT of backing 3, for the reason written at https://example.org/flood"
        );
        assert_eq!(asked(&Asked::Vote { motion: MotionId(2), aye: false }, 0, &unit), "vote nay on motion 2 there");
        assert_eq!(asked(&Asked::Repay { draw: DrawId(1) }, 5_000_000_000_000, &unit), "pay back 5 UNIT of draw 1");
        let lost = asked(&Asked::Join, 5_000_000_000_000, &unit);
        assert!(lost.ends_with("the call would fail"), "{lost}");
    }

    #[test]
    fn every_matter_has_a_line_of_its_own() {
        let samples: Vec<Matter> = (0..=u8::MAX)
            .map_while(|index| Matter::decode(&mut &[&[index][..], &[0; 400]].concat()[..]).ok())
            .collect();
        assert_eq!(samples.len(), 8);
        let lines: std::collections::BTreeSet<_> =
            samples.iter().map(|sample| matter(sample, &Unit::default())).collect();
        assert_eq!(lines.len(), 8);
    }

    proptest! {
        #[test]
        fn no_input_makes_it_panic(selector in 0_u8..20, bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let input = [&[0, 0, 0, selector][..], &bytes].concat();
            if let Some(message) = Asked::decode(&input) {
                prop_assert!(!asked(&message, u128::MAX, &Unit::default()).is_empty());
            }
        }
    }
}
