//! The contract knows every message and read by its name, and understands its arguments.

use std::collections::BTreeSet;

use mutual_types::{
    DisputeId, DisputeSubject, Document, GrantId, GrantTerms, MemberIndex, PaymentId, ReliefId, Role, Ruling,
    StageTerms,
};

use super::*;

const BUNDLE: &[u8] = include_bytes!("../../../../contracts/bundles/society.contract");

/// The names of the contract's messages that write, or of those that read.
fn labels(writing: bool) -> BTreeSet<String> {
    let bundle: serde_json::Value = serde_json::from_slice(BUNDLE).unwrap();
    let messages = bundle["spec"]["messages"].as_array().unwrap().iter();
    let wanted = messages.filter(|message| message["mutates"] == writing);
    wanted.map(|message| message["label"].as_str().unwrap().to_owned()).collect()
}

/// A grant whose stages and unit have something in each field.
fn grant(payee: AccountId) -> Action {
    let stage = StageTerms { title: "Seeds".into(), amount: UNIT, due_ms: u64::MAX, months: 0 };
    let (pot, unit) = (PotId::GENERAL, "meals".into());
    Action::Grant(GrantTerms { payee, pot, stages: vec![stage], unit, repay_by_ms: Some(u64::MAX) })
}

#[tokio::test(flavor = "multi_thread")]
async fn the_society_understands_every_message() {
    let (_devnet, society) = founded().await;
    let (alice, bob) = (signer("//Alice").account(), signer("//Bob").account());
    let document = Document { uri: "https://example.org/a.md".into(), hash: [7; 32] };
    let (proposal, payment, pot, member) = (ProposalId(0), PaymentId(0), PotId::GENERAL, MemberIndex(1));
    let (request, dispute, stage) = (ReliefId(0), DisputeId(0), DisputeSubject::Stage { grant: GrantId(0), stage: 1 });
    let mut understood = BTreeSet::new();
    macro_rules! understand {
        ($($message:expr;)*) => {$({
            let message = $message;
            let label = message.label();
            match society.prepare(alice, message, Freshen::Never).await {
                Ok(_) | Err(Error::Contract { .. }) => understood.insert(label.to_owned()),
                Err(error) => panic!("{label}: {error}"),
            };
        })*};
    }
    understand! {
        Message::apply(1);
        Message::sponsor(bob);
        Message::admit_batch(&[alice, bob]);
        Message::acknowledge(1);
        Message::leave();
        Message::settle_exit(member);
        Message::pay_dues(member, 2, UNIT);
        Message::record_lapse(member);
        Message::record_return(member);
        Message::buy_shares(2, UNIT);
        Message::rotate_account(bob);
        Message::accept_account(member);
        Message::stop_recovery(proposal);
        Message::resign(Role::Keeper(pot));
        Message::offer_proxy(member);
        Message::accept_proxy(member);
        Message::end_proxy(member);
        Message::vote_with_proxies(proposal, Choice::Nay, Some("no"));
        Message::propose("Seeds", Some(&document), &grant(bob), Mode::Ballot, 0);
        Message::propose("Meet", None, &Action::Resolution, Mode::Consent, 0);
        Message::vote(proposal, Choice::Abstain, Some("why"));
        Message::object(proposal, "why");
        Message::certify(proposal);
        Message::state_case(proposal, &document);
        Message::withdraw_proposal(proposal);
        Message::execute(proposal);
        Message::extend_window(proposal);
        Message::settle(proposal);
        Message::judge_spam(proposal);
        Message::approve_payment(payment);
        Message::release_payment(payment);
        Message::renew_payment(payment);
        Message::hold_payment(payment, "why");
        Message::lift_hold(payment);
        Message::waive_payment(payment);
        Message::make_call(payment);
        Message::pay_petty(pot, bob, UNIT, "tea");
        Message::claim_expense(pot, UNIT, [7; 32], "tea");
        Message::claim_stage(GrantId(0), 1, &document, 40);
        Message::accept_stage(GrantId(0), 1);
        Message::return_stage(GrantId(0), 1, "why");
        Message::lapse_stage(GrantId(0), 1);
        Message::pay_stipend(GrantId(0));
        Message::repay_grant(GrantId(0), UNIT);
        Message::ask_relief(pot, UNIT, [7; 32]);
        Message::attest_relief(request);
        Message::promise_relief(request);
        Message::withdraw_relief(request);
        Message::open_dispute(stage, Ruling::Against, UNIT);
        Message::join_dispute(dispute);
        Message::rule_dispute(dispute, Ruling::For);
        Message::refer_dispute(dispute);
        Message::settle_dispute(dispute);
        Message::open_dissolution();
        Message::count_sharers(10);
        Message::cancel_payment(payment);
        Message::cancel_grant(GrantId(0));
        Message::liquidate_pot(pot);
        Message::divide();
        Message::claim_share(member);
        Message::forfeit_credit(bob);
        Message::contribute(pot, Some("for tea"), UNIT);
        Message::sweep();
        Message::withdraw_credit();
        Message::migrate(10);
    }
    assert_eq!(understood, labels(true));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_read_answers() {
    let (_devnet, society) = founded().await;
    let alice = signer("//Alice").account();
    let member = MemberIndex(0);
    let mut read = BTreeSet::new();
    macro_rules! read {
        ($($name:ident($($arg:expr),*);)*) => {$(
            let _ = society.$name($($arg),*).await.unwrap_or_else(|error| panic!("{}: {error}", stringify!($name)));
            read.insert(stringify!($name).to_owned());
        )*};
    }
    read! {
        society();
        member(alice);
        member_account(member);
        members(0, 50);
        standing(alice);
        proxies(member);
        application(alice);
        proposal(ProposalId(0));
        proposals(0, 50);
        statement(ProposalId(0));
        ballot(ProposalId(0), member);
        payment(PaymentId(0));
        payments(0, 50);
        pot(PotId::GENERAL);
        pots(0, 50);
        grant(GrantId(0));
        grants(0, 50);
        relief_request(ReliefId(0));
        relief_requests(0, 50);
        relief_record(member);
        dispute(DisputeId(0));
        disputes(0, 50);
        credit(alice);
    }
    assert_eq!(read, labels(false));
    let (index, standing) = society.standing(alice).await.unwrap().unwrap();
    assert_eq!((index, standing), (member, mutual_types::Standing::Good));
}
