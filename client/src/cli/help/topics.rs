//! The topics of `mutual help`.

use super::super::shell;
use super::{glossary, Part};

/// The names of all topics.
const NAMES: [&str; 9] =
    ["exit-codes", "environment", "output", "amounts", "times", "money", "roles", "newcomers", "glossary"];

/// The names of all topics.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    NAMES.into_iter()
}

/// The topic of this name.
pub(super) fn find(name: &str) -> Option<Vec<Part>> {
    let name = names().find(|known| *known == name)?;
    Some(match name {
        "exit-codes" => exit_codes(),
        "environment" => environment(),
        "output" => output(),
        "amounts" => amounts(),
        "times" => times(),
        "money" => money(),
        "roles" => roles(),
        "newcomers" => newcomers(),
        _ => glossary::parts(),
    })
}

fn terms(terms: &[(&str, &str)]) -> Part {
    Part::Terms(terms.iter().map(|(term, text)| ((*term).to_owned(), (*text).to_owned())).collect())
}

fn exit_codes() -> Vec<Part> {
    vec![
        Part::Text("A command ends with one of these codes, which a shell shows as `$?`."),
        terms(&[
            ("0", "done; an empty list is done, too"),
            ("1", "unexpected: a fault of this program or this machine, such as a full disk"),
            ("2", "the command line, a file or a value in it is wrong; nothing was sent"),
            ("3", "what was named is not there: a proposal, a member, a society"),
            ("4", "the key: none was named, or it cannot be read"),
            ("5", "the node cannot be reached, or its answers make no sense, or it is of another chain"),
            ("6", "the society said no, and why"),
            ("7", "the chain said no: not enough money for the fee, or it does not take the transaction"),
            ("8", "sent, and what became of it is not known: `mutual transaction show` finds out, before you send it again"),
            ("9", "a question was to be answered, and nobody was there to ask: see `--yes`"),
            ("10", "the audit found that the society's events and its records do not agree"),
            ("130", "cancelled at a question, or with Ctrl-C, before anything was sent"),
        ]),
        Part::Text(
            "With `--output json` the document says more: `error.code` is a word that does not change, and for 6 it is the \
             name of the society's own reason, as in `contract.NotMember`.",
        ),
        Part::Text("`mutual doctor` ends with the code of the first check that failed."),
    ]
}

fn environment() -> Vec<Part> {
    let variables: Vec<(String, String)> = shell::variables().into_iter().collect();
    vec![
        Part::Text("What the command line says comes before these variables."),
        Part::Terms(variables),
        Part::Text("These belong to every program on this machine:"),
        terms(&[
            ("NO_COLOR", "set to anything, there is no colour"),
            ("CLICOLOR_FORCE", "set to anything but 0, there is colour where there is no terminal, too"),
            ("TERM", "if it is `dumb` there is no colour"),
        ]),
    ]
}

fn output() -> Vec<Part> {
    vec![
        Part::Text(
            "Results go to stdout, and everything else, such as cards, questions, notes and errors, to stderr. So `mutual \
             payment list > payments.txt` holds payments and nothing else.",
        ),
        Part::Text(
            "On a terminal, lists have headings and columns, and where it is too narrow each entry has lines of its own. \
             In a pipe or a file each entry is one line whose cells are separated by tabs, without headings, so that `cut` \
             and `awk` can use it. The columns and their order do not change with what is in them.",
        ),
        Part::Text(
            "With `--output json` stdout holds exactly one line, which is one document, on success and on failure, for \
             mistakes on the command line too:",
        ),
        terms(&[
            ("schema_version", "1; it grows when a field changes its meaning or goes"),
            ("success", "true or false"),
            ("data", "on success: the result"),
            ("error", "on failure: `code` for programs, `message` and `hint` for people, `details`"),
            ("warnings", "what was said beside it"),
        ]),
        Part::Text(
            "In documents an amount is a text with its number of planck, since it can be larger than what many programs \
             count exactly; a time is a number of milliseconds since 1970, with the same in RFC 3339 beside it; an \
             account is an address; a status is a word such as `no_quorum`.",
        ),
        Part::Text(
            "Lists show the newest first. `--limit NUMBER` says how many, `--after NUMBER` goes on after the last one of \
             the list before, `--status` and `--mine` narrow it. Yours is what you made, what is about you or pays you, and \
             what waits for you: a ballot that you have not cast, a payment that you are to approve, a stage that you are \
             to answer. You are who signs, or `--as ACCOUNT`.",
        ),
        Part::Text("Nobody is asked anything with `--output json` or where there is no terminal: agree with `--yes`."),
        Part::Text("`--quiet` leaves out notes and cards, `--verbose` says more; neither changes the result."),
    ]
}

fn amounts() -> Vec<Part> {
    vec![
        Part::Text("Amounts are in the unit of the chain, which is UNIT on a development chain."),
        terms(&[
            ("12", "twelve units"),
            ("12.5", "twelve and a half; a point stands before decimals"),
            ("\"12.5 UNIT\"", "the same with its unit, in quotes because of the space; 12.5UNIT needs none"),
            ("12_500", "twelve thousand five hundred: `_` may stand between digits"),
            ("\"5 planck\"", "the smallest parts, without decimals, as documents give them"),
        ]),
        Part::Text(
            "A comma is refused, since half of the world reads 1,5 as one and a half and the other half 1,500 as fifteen \
             hundred. Nothing is ever rounded: more decimals than the chain can count are refused.",
        ),
    ]
}

fn times() -> Vec<Part> {
    vec![
        Part::Text("A span of time is whole numbers with a unit each, the larger first:"),
        terms(&[
            ("\"3d 4h\"", "three days and four hours; 3d4h is the same"),
            ("90s", "ninety seconds"),
            ("2w", "two weeks"),
            ("ms, s, min, h, d, w", "the units; `m` is a minute too. Months and years are counted in days"),
        ]),
        Part::Text("A moment is a day, a day with a time, or a span from now:"),
        terms(&[
            ("2026-12-24", "the beginning of that day, in UTC"),
            ("\"2026-12-24 18:00\"", "that time, in UTC"),
            ("\"2026-12-24 18:00 +13:00\"", "that time thirteen hours east of it"),
            ("2026-12-24T18:00:00Z", "as times are shown"),
            ("90d", "ninety days from now"),
        ]),
        Part::Text(
            "Times are shown in UTC. The society knows the time of the chain's last block only; what you read here is by \
             the later one of that time and this machine's clock, and the line `time` says which.",
        ),
    ]
}

fn money() -> Vec<Part> {
    vec![
        Part::Text("Money comes in by `mutual treasury deposit`, by dues, by shares, and by plain transfers, which `mutual treasury sweep` books."),
        Part::Text("It lies in pots. Of each pot a part is promised, and the rest is free; the general pot always keeps the reserve floor. Shares, credits and deposits are not the society's own and lie in no pot."),
        Part::Text("It leaves in four ways, and in no other:"),
        terms(&[
            ("a payment", "decided by the members or following from a grant, from relief or from an expense claim; approved by treasurers; then released by anyone: `mutual payment release`"),
            ("a petty payment", "by one treasurer or keeper, within the allowance of a pot: `mutual treasury petty`"),
            ("a credit", "withdrawn by its owner: `mutual treasury withdraw`"),
            ("a call", "of another contract with money, decided and approved like a payment: `mutual payment call`"),
        ]),
        Part::Text("From a wish to the money:"),
        terms(&[
            ("1. propose", "`mutual proposal new spend PAYEE AMOUNT --title TEXT`"),
            ("2. vote", "`mutual proposal vote NUMBER aye`"),
            ("3. wait", "for the end of voting, then for the notice; `mutual proposal show NUMBER` says how long"),
            ("4. execute", "`mutual proposal execute NUMBER`, by anyone: the money is promised now, and a payment begins"),
            ("5. approve", "`mutual payment approve NUMBER`, by as many treasurers as the rules say"),
            ("6. release", "`mutual payment release NUMBER`, by anyone: now it is paid"),
        ]),
        Part::Text("Who signs pays the chain's fee, and sometimes a storage deposit, which comes back to whoever clears the storage. Neither is the society's money. The card shows both before anything is signed."),
    ]
}

fn roles() -> Vec<Part> {
    vec![
        Part::Text("Every member votes, whatever their role. A role has an end, and only so many terms in a row; whether it is held is looked at each time it is used."),
        terms(&[
            ("member", "proposes, votes, objects, sponsors newcomers, attests relief, asks for relief, claims expenses"),
            ("treasurer", "approves payments, renews and holds them, pays small amounts; never for themselves or for what they proposed"),
            ("steward", "certifies that a payment fits its pot's purpose, accepts or returns what a grant's payee hands in, holds payments, calls proposals spam"),
            ("arbitrator", "sits on panels that decide disputes"),
            ("keeper", "pays small amounts out of one pot"),
            ("anyone", "carries out what is decided: executes, releases, settles, lapses, sweeps; for the fee alone"),
        ]),
        Part::Text("`mutual member roles` shows who holds what, and until when. The members give a role with `mutual proposal new role MEMBER ROLE` and take it with `mutual proposal new revoke MEMBER ROLE`; who has one gives it up with `mutual member resign ROLE`."),
    ]
}

fn newcomers() -> Vec<Part> {
    vec![
        Part::Text("Joining takes an account with a little money in it, since the chain takes a fee and a deposit for storing the application. A newcomer often has none, and somebody sends the first money:"),
        terms(&[
            ("a member", "`mutual member invite ADDRESS`, from their own account; the sum is computed, and told in its parts"),
            ("the society", "`mutual member invite ADDRESS --by petty`, by a treasurer or keeper within an allowance; or `--by proposal`, which asks the members"),
        ]),
        Part::Text("Then:"),
        terms(&[
            ("1. apply", "the newcomer reads the charter, and runs `mutual member apply`"),
            ("2. sponsor", "if the rules ask for sponsors, as many members run `mutual member sponsor ADDRESS`; else the members decide with `mutual proposal new admit ADDRESS`"),
            ("3. probation", "a newcomer decides only on what is proposed after it; `mutual member show ADDRESS` says when it ends"),
        ]),
        Part::Text("Accounts, votes with their reasons, titles and memos are public for ever, for everybody: put nobody's name there."),
    ]
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::super::super::args::Cli;
    use super::*;

    fn texts(parts: &[Part]) -> Vec<String> {
        let of = |part: &Part| match part {
            Part::Text(text) => vec![(*text).to_owned()],
            Part::Terms(terms) => terms.iter().flat_map(|(term, text)| [term.clone(), text.clone()]).collect(),
        };
        parts.iter().flat_map(of).collect()
    }

    #[test]
    fn each_topic_has_its_page() {
        for name in names() {
            assert!(find(name).unwrap().len() >= 2, "{name}");
        }
        assert!(find("nothing").is_none());
    }

    #[test]
    fn every_exit_code_of_an_error_is_explained() {
        let text = texts(&find("exit-codes").unwrap());
        for code in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 130] {
            assert!(text.contains(&code.to_string()), "{code}");
        }
    }

    #[test]
    fn every_variable_that_is_read_is_named() {
        let text = texts(&find("environment").unwrap());
        let read = shell::variables();
        assert!(["MUTUAL_URL", "MUTUAL_DB"].iter().all(|name| read.contains_key(*name)), "{read:?}");
        for name in read.keys() {
            assert!(text.contains(name), "{name}");
        }
    }

    #[test]
    fn the_list_of_topics_in_the_help_is_complete() {
        let mut page = Vec::new();
        Cli::command().write_long_help(&mut page).unwrap();
        let page = String::from_utf8(page).unwrap();
        for name in names() {
            assert!(page.contains(name), "{name}");
        }
    }
}
