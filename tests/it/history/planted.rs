//! Discrepancies planted in an index: the audit finds each, and says which record it is about.
//!
//! An index keeps digests of its rows and tables worked out from them, so that hardly any alteration needs more to be found.
//! Whoever alters rows could write those anew, too: so each fact that is altered here must show against the chain as well.

use std::path::PathBuf;
use std::sync::OnceLock;

use mutual_client::chain::Chain;
use mutual_client::contract::Bundle;
use mutual_client::index::{Index, Keeper, Place};
use mutual_client::society::Society;
use mutual_client::Error;
use mutual_devnet::Devnet;
use mutual_types::event::{self, Event};
use mutual_types::{AccountId, Action, Choice, Founding, ProposalBody};
use rusqlite::{params, Connection};
use scale::{Decode, DecodeAll, Encode};

use super::stories::{differences, indexed, Story};

/// A play with some of everything, and its index.
struct Original {
    devnet: Devnet,
    society: AccountId,
    bundle: &'static Bundle,
    folder: tempfile::TempDir,
}

fn original() -> &'static Original {
    static MADE: OnceLock<Original> = OnceLock::new();
    MADE.get_or_init(|| {
        let story = Story::tell(4, 420);
        let (devnet, society, bundle) =
            (story.player.chain.devnet.clone(), story.player.chain.society, story.player.chain.bundle);
        let original = Original { devnet, society, bundle, folder: tempfile::tempdir().unwrap() };
        runtime().block_on(async {
            let file = original.folder.path().join("original.sqlite");
            let mut keeper = indexed(&original.society().await, Place::File(file)).await;
            assert_eq!(differences(&mut keeper).await, Vec::<String>::new(), "the original is whole");
        });
        original
    })
}

impl Original {
    async fn society(&self) -> Society {
        let chain = Chain::from_rpc(self.devnet.rpc_client()).await.unwrap();
        Society::with_bundle(&chain, self.society, self.bundle).await.unwrap()
    }

    /// A copy for a test to alter.
    fn copy(&self, name: &str) -> (PathBuf, Connection) {
        let (from, to) =
            (self.folder.path().join("original.sqlite"), self.folder.path().join(format!("{name}.sqlite")));
        let source = Connection::open(from).unwrap();
        source.execute("VACUUM INTO ?1", [to.to_str().unwrap()]).unwrap();
        (to.clone(), Connection::open(to).unwrap())
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()
}

/// What a difference is about.
#[derive(Clone, Copy, PartialEq)]
enum Shows {
    /// Against the chain, or as events that cannot be; whatever digests and tables say.
    OnChain,
    /// In the index alone: the chain does not keep it.
    InIndex,
}

/// Alters a copy, audits it, and says whether what was planted is found, in a record of this kind.
fn finds(name: &str, shows: Shows, record: &str, plant: impl FnOnce(&Connection)) {
    let (file, connection) = original().copy(name);
    plant(&connection);
    drop(connection);
    let found = runtime().block_on(async {
        let society = original().society().await;
        let index = Index::open(Place::File(file), &society).await.unwrap();
        match Keeper::begin(&society, index).await {
            Ok(mut keeper) => differences(&mut keeper).await,
            Err(Error::Index(error)) => vec![format!("index: {error}")],
            Err(error) => panic!("{error}"),
        }
    });
    let is_of_index = |line: &&String| {
        line.contains("in the index:") || line.contains("of the index's table") || line.starts_with("index: ")
    };
    let (in_index, on_chain): (Vec<&String>, Vec<&String>) = found.iter().partition(is_of_index);
    let named = |lines: &[&String]| lines.iter().any(|line| line.contains(record));
    match shows {
        Shows::OnChain => assert!(named(&on_chain), "{name}: nothing about {record} in {found:#?}"),
        Shows::InIndex => {
            assert!(named(&in_index), "{name}: nothing about {record} in {found:#?}");
            assert!(on_chain.is_empty(), "{name}: the chain knows nothing of this: {on_chain:#?}");
        }
    }
}

/// The rows of a kind: their numbers and payloads.
fn rows(connection: &Connection, kind: &str) -> Vec<(i64, Vec<u8>)> {
    let mut statement =
        connection.prepare("SELECT number, payload FROM entries WHERE kind = ?1 ORDER BY number").unwrap();
    let rows = statement.query_map([kind], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let rows: Vec<(i64, Vec<u8>)> = rows.map(Result::unwrap).collect();
    assert!(!rows.is_empty(), "the history has {kind}");
    rows
}

fn set_payload(connection: &Connection, number: i64, payload: Vec<u8>) {
    assert_eq!(
        connection.execute("UPDATE entries SET payload = ?1 WHERE number = ?2", params![payload, number]).unwrap(),
        1
    );
}

/// Changes the last event of a kind for which `change` says that it did.
fn change<E: Decode + Encode>(connection: &Connection, kind: &str, change: impl Fn(&mut E) -> bool) {
    for (number, payload) in rows(connection, kind).into_iter().rev() {
        let mut event = E::decode(&mut &*payload).unwrap();
        if change(&mut event) {
            return set_payload(connection, number, event.encode());
        }
    }
    panic!("no {kind} can be changed so");
}

fn delete(connection: &Connection, kind: &str) {
    let (number, _) = rows(connection, kind).pop().unwrap();
    assert_eq!(connection.execute("DELETE FROM entries WHERE number = ?1", [number]).unwrap(), 1);
}

#[test]
fn a_missing_event_is_found() {
    finds("missing", Shows::OnChain, "an event is missing", |index| delete(index, "PaymentApproved"));
}

#[test]
fn a_missing_vote_is_found() {
    finds("missing-vote", Shows::OnChain, "tally", |index| delete(index, "VoteCast"));
}

#[test]
fn a_missing_transfer_is_found() {
    finds("missing-transfer", Shows::OnChain, "the society: ", |index| delete(index, "Transfer"));
}

#[test]
fn an_event_that_stands_twice_is_found() {
    finds("twice", Shows::OnChain, "an event comes twice", |index| {
        let (number, _) = rows(index, "Contributed").pop().unwrap();
        // The place between two rows is made by moving all that follow.
        index.execute("UPDATE entries SET number = -number - 1 WHERE number > ?1", [number]).unwrap();
        index.execute("UPDATE entries SET number = -number WHERE number < 0", []).unwrap();
        let copied = "INSERT INTO entries SELECT number + 1, block, extrinsic, at_ms, kind, seq, payload FROM entries WHERE number = ?1";
        assert_eq!(index.execute(copied, [number]).unwrap(), 1);
    });
}

#[test]
fn events_in_another_order_are_found() {
    finds("order", Shows::OnChain, "out of its place", |index| {
        let votes = rows(index, "VoteCast");
        let [.., (first, one), (second, other)] = &votes[..] else { panic!("two votes") };
        set_payload(index, *first, other.clone());
        set_payload(index, *second, one.clone());
    });
}

#[test]
fn swapped_amounts_are_found() {
    finds("swapped", Shows::OnChain, "payment ", |index| {
        let created = rows(index, "PaymentCreated");
        let decode = |payload: &[u8]| event::PaymentCreated::decode(&mut &*payload).unwrap();
        let (last, last_payload) = created.last().unwrap();
        let mut last_event = decode(last_payload);
        let other = created.iter().rev().find(|(_, payload)| decode(payload).amount != last_event.amount);
        let (other, other_payload) = other.expect("two payments of different amounts");
        let mut other_event = decode(other_payload);
        std::mem::swap(&mut last_event.amount, &mut other_event.amount);
        set_payload(index, *last, last_event.encode());
        set_payload(index, *other, other_event.encode());
    });
}

#[test]
fn an_altered_contribution_is_found() {
    finds("contribution", Shows::OnChain, "balance", |index| {
        change(index, "Contributed", |event: &mut event::Contributed| {
            event.amount += 1;
            true
        });
    });
}

#[test]
fn a_contribution_to_another_pot_is_found() {
    finds("pot", Shows::OnChain, "pot ", |index| {
        change(index, "Contributed", |event: &mut event::Contributed| {
            event.pot.0 = if event.pot.0 == 0 { 1 } else { 0 };
            true
        });
    });
}

#[test]
fn another_payee_is_found() {
    finds("payee", Shows::OnChain, "payee", |index| {
        change(index, "PaymentCreated", |event: &mut event::PaymentCreated| {
            event.payee = AccountId([7; 32]);
            true
        });
    });
}

#[test]
fn another_choice_is_found() {
    finds("choice", Shows::OnChain, "tally", |index| {
        change(index, "VoteCast", |event: &mut event::VoteCast| {
            event.choice = if event.choice == Choice::Aye { Choice::Nay } else { Choice::Aye };
            true
        });
    });
}

#[test]
fn a_vote_on_another_proposal_is_found() {
    finds("proposal", Shows::OnChain, "proposal 0: ", |index| {
        change(index, "VoteCast", |event: &mut event::VoteCast| {
            let was_another = event.proposal.0 > 0;
            event.proposal.0 = 0;
            was_another
        });
    });
}

#[test]
fn an_altered_end_of_voting_is_found() {
    finds("ends", Shows::OnChain, "ends", |index| {
        // Each vote says anew when voting ends: the last one counts.
        change(index, "VoteCast", |event: &mut event::VoteCast| {
            event.ends_ms += 60_000;
            true
        });
    });
}

#[test]
fn an_altered_electorate_is_found() {
    finds("electorate", Shows::OnChain, "electorate", |index| {
        change(index, "ProposalMade", |event: &mut event::ProposalMade| {
            event.electorate += 1;
            true
        });
    });
}

#[test]
fn another_members_admission_is_found() {
    finds("admission", Shows::OnChain, "account", |index| {
        change(index, "MemberAdmitted", |event: &mut event::MemberAdmitted| {
            event.account = AccountId([9; 32]);
            true
        });
    });
}

#[test]
fn dues_paid_for_longer_are_found() {
    finds("dues", Shows::OnChain, "dues paid until", |index| {
        change(index, "DuesPaid", |event: &mut event::DuesPaid| {
            event.paid_until_ms += 1_000;
            true
        });
    });
}

#[test]
fn a_longer_term_is_found() {
    finds("term", Shows::OnChain, "the roles: terms that run", |index| {
        // A founder's: the granted ones may have ended.
        let founding: Vec<u8> = index.query_row("SELECT body FROM founding", [], |row| row.get(0)).unwrap();
        let mut founding = Founding::decode_all(&mut &*founding).unwrap();
        founding.rules.roles.term_ms += 1_000;
        index.execute("UPDATE founding SET body = ?1", [founding.encode()]).unwrap();
    });
}

#[test]
fn another_founder_is_found() {
    finds("founder", Shows::OnChain, "member 0: account", |index| {
        let founding: Vec<u8> = index.query_row("SELECT body FROM founding", [], |row| row.get(0)).unwrap();
        let mut founding = Founding::decode_all(&mut &*founding).unwrap();
        founding.founders[0].account = AccountId([9; 32]);
        index.execute("UPDATE founding SET body = ?1", [founding.encode()]).unwrap();
    });
}

#[test]
fn another_content_of_a_proposal_is_found() {
    finds("content", Shows::OnChain, "kind of what it does", |index| {
        let mut body = body(index, 0);
        body.action = match body.action {
            Action::Resolution => Action::Dissolve,
            _ => Action::Resolution,
        };
        set_body(index, 0, &body);
    });
}

#[test]
fn another_deposit_of_a_proposal_is_found() {
    finds("deposit", Shows::OnChain, "deposit", |index| {
        let mut body = body(index, 0);
        body.deposit += 1;
        set_body(index, 0, &body);
    });
}

#[test]
fn an_altered_transfer_is_found() {
    finds("transfer", Shows::OnChain, "the society: ", |index| {
        let (number, payload) = rows(index, "Transfer").pop().unwrap();
        let mut transfer = mutual_client::audit::Transfer::decode(&mut &*payload).unwrap();
        transfer.amount += 1;
        set_payload(index, number, transfer.encode());
    });
}

#[test]
fn another_name_of_an_event_is_found() {
    finds("name", Shows::OnChain, "account", |index| {
        let (number, _) = rows(index, "AccountRotated").pop().unwrap();
        // Both hold the same; this one only says that an account is offered.
        let (_, payload) = rows(index, "AccountRotated").pop().unwrap();
        let moved = event::AccountRotated::decode(&mut &*payload).unwrap();
        let offered = event::AccountOffered { seq: moved.seq, member: moved.member, to: moved.to };
        set_payload(index, number, offered.encode());
        index.execute("UPDATE entries SET kind = 'AccountOffered' WHERE number = ?1", [number]).unwrap();
    });
}

#[test]
fn another_time_of_a_block_is_found() {
    finds("time", Shows::OnChain, "last activity", |index| {
        let (number, _) = rows(index, "VoteCast").pop().unwrap();
        // Of this entry and all later ones, by two seconds: what follows from it has another time, too.
        index.execute("UPDATE entries SET at_ms = at_ms + 2000 WHERE number >= ?1", [number]).unwrap();
    });
}

#[test]
fn a_history_that_was_cut_off_is_found() {
    finds("cut", Shows::OnChain, "the society: events", |index| {
        let last: i64 = index.query_row("SELECT MAX(number) FROM entries", [], |row| row.get(0)).unwrap();
        index.execute("DELETE FROM entries WHERE number > ?1", [last - 10]).unwrap();
    });
}

#[test]
fn a_row_that_is_no_event_is_found() {
    finds("garbage", Shows::InIndex, "was altered", |index| {
        let (number, _) = rows(index, "VoteCast").pop().unwrap();
        set_payload(index, number, vec![1, 2, 3]);
    });
}

#[test]
fn altered_words_are_found() {
    finds("words", Shows::InIndex, "rows of block", |index| {
        change(index, "Contributed", |event: &mut event::Contributed| {
            event.memo = Some("what nobody said".to_owned());
            true
        });
    });
}

#[test]
fn another_hash_of_a_block_is_found() {
    finds("hash", Shows::InIndex, "rows of block", |index| {
        let sql = "UPDATE blocks SET hash = ?1 WHERE number = (SELECT MAX(number) FROM blocks)";
        assert_eq!(index.execute(sql, [vec![1u8; 32]]).unwrap(), 1);
    });
}

#[test]
fn an_altered_line_of_the_ledger_is_found() {
    finds("line", Shows::InIndex, "table lines", |index| {
        let sql = "UPDATE lines SET amount = '1' WHERE number = (SELECT MAX(number) FROM lines)";
        assert_eq!(index.execute(sql, []).unwrap(), 1);
    });
}

#[test]
fn an_altered_sum_of_a_month_is_found() {
    finds("month", Shows::InIndex, "table months", |index| {
        assert!(index.execute("UPDATE months SET amount = amount || '0'", []).unwrap() > 0);
    });
}

#[test]
fn an_altered_record_is_found() {
    finds("record", Shows::InIndex, "table records", |index| {
        let sql = "UPDATE records SET body = replace(body, '\"balance\":\"', '\"balance\":\"9') WHERE kind = 'pot' AND id = '0'";
        assert_eq!(index.execute(sql, []).unwrap(), 1);
    });
}

#[test]
fn a_removed_ballot_is_found() {
    finds("ballot", Shows::InIndex, "table votes", |index| {
        assert!(index.execute("DELETE FROM votes WHERE proposal = (SELECT MAX(proposal) FROM votes)", []).unwrap() > 0);
    });
}

#[test]
fn an_altered_outcome_is_found() {
    finds("outcome", Shows::InIndex, "table outcomes", |index| {
        assert!(index.execute("UPDATE outcomes SET metric = metric || '0'", []).unwrap() > 0);
    });
}

#[test]
fn a_society_that_runs_other_code_is_not_audited() {
    let refused = runtime().block_on(async {
        let chain = Chain::from_rpc(original().devnet.rpc_client()).await.unwrap();
        Society::with_bundle(&chain, original().society, crate::upgrade::next()).await.map(drop)
    });
    assert!(matches!(refused, Err(Error::OtherCode { .. })), "{refused:?}");
}

#[test]
fn an_index_of_another_society_is_refused() {
    use mutual_client::index::IndexError;

    let (file, _) = original().copy("another");
    let other = Story::tell(1, 3);
    let refused = runtime().block_on(async {
        let society = other.society().await;
        Index::open(Place::File(file), &society).await.map(drop)
    });
    let Err(Error::Index(IndexError::OtherSociety { .. })) = refused else { panic!("{refused:?}") };
}

#[test]
fn an_index_of_a_chain_that_was_begun_anew_is_refused() {
    use mutual_client::index::IndexError;

    let (file, connection) = original().copy("anew");
    connection.execute("UPDATE progress SET hash = ?1", [vec![5u8; 32]]).unwrap();
    drop(connection);
    let refused = runtime().block_on(async {
        let society = original().society().await;
        let index = Index::open(Place::File(file), &society).await.unwrap();
        Keeper::begin(&society, index).await.map(drop)
    });
    let Err(Error::Index(IndexError::OtherChain { found: Some(_), .. })) = refused else { panic!("{refused:?}") };
}

/// What a proposal says, as the index keeps it.
fn body(connection: &Connection, proposal: u32) -> ProposalBody {
    let bytes: Vec<u8> =
        connection.query_row("SELECT body FROM bodies WHERE proposal = ?1", [proposal], |row| row.get(0)).unwrap();
    ProposalBody::decode_all(&mut &*bytes).unwrap()
}

fn set_body(connection: &Connection, proposal: u32, body: &ProposalBody) {
    let changed =
        connection.execute("UPDATE bodies SET body = ?1 WHERE proposal = ?2", params![body.encode(), proposal]);
    assert_eq!(changed.unwrap(), 1);
}

#[test]
fn the_history_that_is_altered_has_what_is_altered() {
    let (_, index) = original().copy("kinds");
    for kind in
        ["VoteCast", "PaymentCreated", "PaymentApproved", "Contributed", "MemberAdmitted", "DuesPaid", "AccountRotated"]
    {
        assert!(!rows(&index, kind).is_empty());
        assert!(Event::NAMES.contains(&kind));
    }
}
