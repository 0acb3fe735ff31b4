//! What a proposal does, in one line that begins with a verb.

use mutual_types::{Action, CallTerms, GrantTerms, PotSpec, StageTerms};

use super::federation;
use super::names::{counted, pot_kind, role, ruling};
use crate::federation::Asked;
use crate::text::{address, amount, duration, moment, Unit};

/// What a proposal does, as in `pay 120 UNIT to 5F… from pot 3`, with accounts in full.
pub fn action(action: &Action, unit: &Unit) -> String {
    let money = |planck| amount::format(planck, unit);
    match action {
        Action::Resolution => "record a decision in words; nothing else happens".to_owned(),
        Action::Admit { account } => format!("admit {} as a member", address::format(account)),
        Action::Reinstate { member } => format!("reinstate member {member}"),
        Action::Suspend { member, until_ms } => format!("suspend member {member} until {}", moment::format(*until_ms)),
        Action::Expel { member } => format!("expel member {member}"),
        Action::RecoverAccount { member, account } => {
            format!("give member {member}, whose key is lost, the new account {}", address::format(account))
        }
        Action::GrantRole { member, role: seat, term_ms } => {
            format!("make member {member} {} for {}", role(*seat), duration::format(*term_ms))
        }
        Action::RevokeRole { member, role: seat } => format!("end the role of member {member} as {}", role(*seat)),
        Action::SetAllowance { pot, payment_max, period_max, period_ms } => format!(
            "allow payments with one signature from pot {pot}, up to {} each and {} every {}",
            money(*payment_max),
            money(*period_max),
            duration::format(*period_ms),
        ),
        Action::Spend { payee, amount, pot } => {
            format!("pay {} to {} from pot {pot}", money(*amount), address::format(payee))
        }
        Action::Grant(terms) => grant(terms, unit),
        Action::StopGrant { grant } => format!("stop grant {grant}; what was accepted is still paid"),
        Action::WaiveDues { member, until_ms } => {
            format!("count the dues of member {member} as paid until {}", moment::format(*until_ms))
        }
        Action::ForgiveDebt { member, amount } => format!("forgive member {member} a debt of {}", money(*amount)),
        Action::OpenPot(spec) => open_pot(spec),
        Action::MovePot { from, to, amount } | Action::MoveRestricted { from, to, amount } => {
            format!("move {} from pot {from} to pot {to}", money(*amount))
        }
        Action::ClosePot { pot } => format!("close pot {pot}"),
        Action::ReleasePayment { payment } => format!("release payment {payment} in place of the treasurers"),
        Action::CancelPayment { payment } => format!("cancel payment {payment} and free its money"),
        Action::ReviewRelief { members } => {
            let members: Vec<_> = members.iter().map(ToString::to_string).collect();
            format!("withdraw the right to attest relief from {}", list("member", &members))
        }
        Action::SetRules(_) => "replace the society's rules".to_owned(),
        Action::AmendCharter(charter) => format!(
            "put version {} of the charter in force: {} (hash 0x{})",
            charter.version,
            charter.document.uri,
            hex::encode(charter.document.hash),
        ),
        Action::SetBeneficiary { account } => {
            format!("make {} the beneficiary of what is left at dissolution", address::format(account))
        }
        Action::Call(terms) => call(terms, unit),
        Action::Upgrade { code_hash, document } => {
            format!("change the society's code to 0x{}, explained at {}", hex::encode(code_hash), document.uri)
        }
        Action::Dissolve => "dissolve the society".to_owned(),
        Action::DecideDispute { dispute, ruling: wanted, parties } => {
            let parties: Vec<_> = parties.iter().map(ToString::to_string).collect();
            format!("rule {} in dispute {dispute}, which concerns {}", ruling(*wanted), list("member", &parties))
        }
    }
}

fn grant(terms: &GrantTerms, unit: &Unit) -> String {
    let stages: Vec<_> = terms.stages.iter().map(|stage| self::stage(stage, unit)).collect();
    let number = u64::try_from(stages.len()).unwrap_or(u64::MAX);
    let repay = match terms.repay_by_ms {
        Some(ms) => format!("; to be paid back by {}", moment::format(ms)),
        None => String::new(),
    };
    format!(
        "grant {} money from pot {} in {}: {}; measured in {}{repay}",
        address::format(&terms.payee),
        terms.pot,
        counted(number, "stage"),
        stages.join(", "),
        terms.unit,
    )
}

fn stage(stage: &StageTerms, unit: &Unit) -> String {
    let money = amount::format(stage.amount, unit);
    match stage.months {
        0 => format!("{money} for “{}” by {}", stage.title, moment::format(stage.due_ms)),
        months => format!("{money} a month for “{}”, {} times", stage.title, months),
    }
}

fn open_pot(spec: &PotSpec) -> String {
    let kind = pot_kind(spec.kind);
    match &spec.restriction {
        None => format!("open the {kind} pot “{}”", spec.name),
        Some(restriction) => {
            let kinds: Vec<_> = restriction.kinds.iter().map(|kind| super::kind(*kind).to_owned()).collect();
            let payees: Vec<_> = restriction.payees.iter().map(address::format).collect();
            let to = if payees.is_empty() { "any account".to_owned() } else { payees.join(", ") };
            let until = restriction.ends_ms.map(|ms| format!(" until {}", moment::format(ms))).unwrap_or_default();
            format!(
                "open the {kind} pot “{}”, which pays {to}{until} by {}; at dissolution the rest goes to {}",
                spec.name,
                list("proposals of kind", &kinds),
                address::format(&restriction.fallback),
            )
        }
    }
}

fn call(terms: &CallTerms, unit: &Unit) -> String {
    let (callee, code) = (address::format(&terms.callee), hex::encode(terms.code_hash));
    let value = amount::format(terms.value, unit);
    let deposit = match terms.deposit_limit {
        0 => "any storage deposit".to_owned(),
        limit => format!("at most {} of storage deposit", amount::format(limit, unit)),
    };
    match Asked::of(terms) {
        Some(asked) => format!(
            "call the federation {callee} (code 0x{code}) to {}; with {value} from pot {} and {deposit}",
            federation::asked(&asked, terms.value, unit),
            terms.pot,
        ),
        None => format!(
            "call the contract {callee} (code 0x{code}) with {value} from pot {} and the input 0x{}, with {deposit}",
            terms.pot,
            hex::encode(&terms.input),
        ),
    }
}

/// `member 3`, `members 3, 4`, `no members`.
fn list(noun: &str, entries: &[String]) -> String {
    let plural = |noun: &str| {
        if noun == "member" {
            "members".to_owned()
        } else {
            noun.to_owned()
        }
    };
    match entries {
        [] => format!("no {}", plural(noun)),
        [one] => format!("{noun} {one}"),
        several => format!("{} {}", plural(noun), several.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use mutual_types::{MemberIndex, PotId};
    use proptest::prelude::*;
    use scale::Decode;

    use super::*;

    #[test]
    fn a_spend_says_how_much_to_whom_and_from_where() {
        let payee = address::parse("//Bob").unwrap();
        let spend = Action::Spend { payee, amount: 120_000_000_000_000, pot: PotId(3) };
        let line = action(&spend, &Unit::default());
        assert_eq!(line, "pay 120 UNIT to 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty from pot 3");
    }

    #[test]
    fn a_review_names_each_member() {
        let unit = Unit::default();
        let review =
            |members: &[u32]| Action::ReviewRelief { members: members.iter().copied().map(MemberIndex).collect() };
        assert!(action(&review(&[7]), &unit).ends_with("from member 7"));
        assert!(action(&review(&[7, 9]), &unit).ends_with("from members 7, 9"));
    }

    #[test]
    fn every_action_has_a_line_of_its_own() {
        let samples: Vec<Action> = (0..=u8::MAX)
            .map_while(|index| {
                let mut bytes = vec![0; 1_024];
                bytes[0] = index;
                Action::decode(&mut &bytes[..]).ok()
            })
            .collect();
        assert_eq!(samples.len(), 28);
        for sample in samples {
            let line = action(&sample, &Unit::default());
            assert!(!line.is_empty() && !line.contains('\n'), "{line}");
        }
    }

    proptest! {
        #[test]
        fn no_action_makes_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(sample) = Action::decode(&mut &bytes[..]) {
                let _ = action(&sample, &Unit::default());
            }
        }
    }
}
