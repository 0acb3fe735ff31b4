//! Each field of each message at its edges: what the contract answers is what the model expects.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use mutual_types::{Error, PotId};

use super::edge::{Edge, Hints};
use super::metadata::{Message, METADATA};
use crate::town::{account, agree, everything, reason, Deed, Dry, Town, STRANGER, TRUST, YEAR};

/// What an answer is called in the table; or what differs.
fn told(town: &Town, deed: &Deed, edge: &Edge) -> Result<String, String> {
    let dry = town.dry_run(deed.before, deed.caller, deed.value, &town.input(deed.message.label(), &edge.bytes));
    let Some(message) = mutual_model::Message::decode(deed.message.label(), &edge.bytes) else {
        return match dry {
            Dry::Reverted(data) if data == [1, 1] => Ok("unreadable".to_owned()),
            other => Err(format!("unreadable, and the contract says {other:?}")),
        };
    };
    let expected = deed.model.clone().apply(deed.caller, deed.at_ms, deed.value, message);
    match &dry {
        _ if !agree(&dry, &expected) => Err(format!("the contract says {dry:?}, the model {expected:?}")),
        Dry::Reverted(data) => Ok(name(&reason(data).unwrap())),
        _ => Ok("accepted".to_owned()),
    }
}

fn hints(town: &Town, deed: &Deed) -> Hints {
    let pots = (0..4).map(|id| (deed.model.pot_facts(PotId(id)).unwrap(), format!("all of pot {id}")));
    let mut amounts: Vec<(u128, String)> = pots.map(|(pot, name)| (pot.balance - pot.reserved, name)).collect();
    let rules = deed.model.rules();
    let of_rules = [
        (rules.payments.petty_max, "petty_max"),
        (rules.payments.expense_max, "expense_max"),
        (rules.voting.consent_max, "consent_max"),
        (rules.relief.request_max, "request_max"),
    ];
    amounts.extend(of_rules.map(|(amount, name)| (amount, name.to_owned())));
    let now_ms = deed.at_ms;
    let times = [(now_ms - 1, "now - 1"), (now_ms, "now"), (now_ms + 1, "now + 1")];
    let years = [(now_ms + YEAR, "now + a year"), (now_ms + YEAR + 1, "now + a year + 1")];
    let accounts = [
        (town.chain.society, "the society"),
        (account(0), "a member"),
        (account(40), "an outsider"),
        (account(TRUST), "the beneficiary"),
        (STRANGER, "nobody's"),
    ];
    Hints {
        times_ms: times.into_iter().chain(years).map(|(time, name)| (time, name.to_owned())).collect(),
        amounts,
        accounts: accounts.iter().map(|(account, name)| (account.0, (*name).to_owned())).collect(),
    }
}

/// The name of an error.
pub fn name(error: &Error) -> String {
    format!("{error:?}").split([' ', '(', '{']).next().unwrap().to_owned()
}

/// For each field, and each answer, at which edges.
pub type Table = BTreeMap<String, BTreeMap<String, Vec<String>>>;

/// Notes an answer at an edge.
pub fn note(table: &mut Table, edge: Edge, answer: String) {
    let edges = table.entry(edge.path).or_default().entry(answer).or_default();
    if !edges.contains(&edge.what) {
        edges.push(edge.what);
    }
}

/// The table as people read it.
pub fn text(table: &Table) -> String {
    let mut text = String::new();
    for (path, answers) in table {
        writeln!(text, "{path}").unwrap();
        for (answer, edges) in answers {
            writeln!(text, "  {answer}: {}", edges.join(", ")).unwrap();
        }
    }
    text
}

/// Tries each field, of the first two deeds that have it. Gives the table, how many were tried, and what differs.
fn try_all(towns: &[Town]) -> (Table, usize, Vec<String>) {
    let (mut table, mut tried, mut wrong) = (Table::new(), 0, Vec::new());
    let mut deeds: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let all = towns.iter().flat_map(|town| town.deeds.iter().map(move |deed| (town, deed)));
    for (number, (town, deed)) in all.enumerate() {
        let message = METADATA.message(deed.message.label());
        let (args, rest) = message.read(&deed.args).unwrap();
        assert_eq!(rest, 0, "all of {} is read", deed.name);
        for edge in message.edges(&args, &hints(town, deed)) {
            let of_path = deeds.entry(edge.path.clone()).or_default();
            if of_path.len() >= 2 && !of_path.contains(&number) {
                continue;
            }
            of_path.insert(number);
            tried += 1;
            match told(town, deed, &edge) {
                Ok(answer) => note(&mut table, edge, answer),
                Err(what) => wrong.push(format!("{} with {} {}: {what}", deed.name, edge.path, edge.what)),
            }
        }
    }
    (table, tried, wrong)
}

/// Parts that no proposal may have: the ballot on a dispute is made by `refer_dispute` alone.
const NEVER_READ: &str = "propose.action.DecideDispute";

#[test]
fn every_field_of_every_message_at_its_edges_is_accepted_or_refused_for_its_own_reason() {
    let (table, tried, wrong) = try_all(everything());
    println!("{tried} tried");
    assert!(wrong.is_empty(), "{} differ from the model:\n{}", wrong.len(), wrong.join("\n"));

    let messages = METADATA.messages.iter().filter(|message| message.mutates && message.label != "migrate");
    let paths = messages.flat_map(Message::paths).filter(|path| !path.starts_with(NEVER_READ));
    let untried: Vec<String> = paths.filter(|path| !table.contains_key(path)).collect();
    assert!(untried.is_empty(), "no deed of the town has {untried:?}");

    insta::assert_snapshot!("fields", text(&table));
}
