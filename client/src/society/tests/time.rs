//! What a chain that makes no block while nothing happens would refuse for ever.

use std::time::Duration;

use mutual_types::{DisputeStatus, DisputeSubject, MemberIndex, PaymentId, PaymentStatus, Ruling, YEAR_MS};

use super::*;

const RELIEF: PotId = PotId(2);

/// Longer than the second that the times of these tests last.
async fn pass() {
    tokio::time::sleep(Duration::from_millis(1_300)).await;
}

/// Refused as out of date where no block may be made; then done, with a block made first.
async fn goes_on<T: scale::Decode>(society: &Society, signer: &Signer, message: Message<T>) -> Outcome<T> {
    let stale = society.prepare(signer.account(), message.clone(), Freshen::Never).await.err();
    assert!(matches!(stale, Some(Error::Contract { is_stale: true, .. })), "{stale:?}");
    let outcome = society.send(signer, message).await.unwrap();
    assert!(matches!(outcome.notices[..], [Notice::BlockMade(_)]), "{:?}", outcome.notices);
    outcome
}

async fn refusal<T: scale::Decode>(society: &Society, signer: &Signer, message: Message<T>) -> mutual_types::Error {
    match society.prepare(signer.account(), message, Freshen::OnDemand).await {
        Err(Error::Contract { error, is_stale: false, sent: None }) => error,
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("it was not refused"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_waiting_time_that_a_refusal_names_is_over_with_the_clock() {
    let (_devnet, society) = founded_with(&[("waiting = \"1m\"", "waiting = \"1s\"")]).await;
    let rangi = signer("//Dave//stash");
    let ask = || Message::ask_relief(RELIEF, UNIT, [7; 32]);
    let early = refusal(&society, &rangi, ask()).await;
    assert!(matches!(early, mutual_types::Error::ReliefTooEarly { .. }), "{early:?}");

    pass().await;
    let request = goes_on(&society, &rangi, ask()).await.value;

    assert_eq!(society.relief_record(MemberIndex(9)).await.unwrap().last, Some(request));
    assert_eq!(society.relief_request(request).await.unwrap().unwrap().amount, UNIT);
}

#[tokio::test(flavor = "multi_thread")]
async fn dues_that_were_too_far_ahead_are_paid_once_the_clock_has_come_so_far() {
    let dues = "[rules.dues]\namount = \"0.000001 UNIT\"\nperiod = \"1s\"\ngrace = \"1h\"\nlapse_notice = \"1h\"\n";
    let (_devnet, society) = founded_with(&[("[rules.roles]", &format!("{dues}\n[rules.roles]"))]).await;
    let rangi = signer("//Dave//stash");
    // A year ahead is allowed, and this is a second more.
    let seconds = u32::try_from(YEAR_MS / 1_000 + 1).unwrap();
    let pay = || Message::pay_dues(MemberIndex(9), seconds, UNIT / 1_000_000 * u128::from(seconds));
    let too_far = refusal(&society, &rangi, pay()).await;
    assert!(matches!(too_far, mutual_types::Error::TooFarAhead { .. }), "{too_far:?}");

    pass().await;
    goes_on(&society, &rangi, pay()).await;

    let member = society.member(rangi.account()).await.unwrap().unwrap();
    assert_eq!(member.dues_paid_until_ms, member.joined_ms + YEAR_MS + 1_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hold_that_ended_since_stands_in_the_way_no_more() {
    let (_devnet, society) =
        founded_with(&[("expense_max = \"0\"", "expense_max = \"9 UNIT\""), ("hold = \"1m\"", "hold = \"1s\"")]).await;
    let (alice, bob, rangi) = (signer("//Alice"), signer("//Bob"), signer("//Dave//stash"));
    let payment = society.claim_expense(&rangi, PotId::GENERAL, UNIT, [7; 32], "Tea").await.unwrap().value;
    assert_eq!(payment, PaymentId(0));
    society.hold_payment(&alice, payment, "the receipt is missing").await.unwrap();
    let held = refusal(&society, &bob, Message::approve_payment(payment)).await;
    assert!(matches!(held, mutual_types::Error::PaymentNotWaiting { status: PaymentStatus::Stopped, .. }), "{held:?}");

    pass().await;
    goes_on(&society, &bob, Message::approve_payment(payment)).await;

    let record = society.payment(payment).await.unwrap().unwrap();
    assert_eq!((record.approvals.len(), record.reserved), (1, true));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dispute_without_a_ruling_is_referred_once_its_time_is_over() {
    let (_devnet, society) =
        founded_with(&[("expense_max = \"0\"", "expense_max = \"9 UNIT\""), ("dispute = \"5m\"", "dispute = \"1s\"")])
            .await;
    let (alice, rangi) = (signer("//Alice"), signer("//Dave//stash"));
    let payment = society.claim_expense(&rangi, PotId::GENERAL, UNIT, [7; 32], "Tea").await.unwrap().value;
    let deposit = society.society().await.unwrap().rules.voting.proposal_deposit;
    let subject = DisputeSubject::Payment(payment);
    let dispute = society.open_dispute(&alice, subject, Ruling::Against, deposit).await.unwrap().value;
    let refer = || Message::refer_dispute(dispute);
    let early = refusal(&society, &alice, refer()).await;
    assert!(matches!(early, mutual_types::Error::WrongDispute { status: DisputeStatus::Panel, .. }), "{early:?}");

    pass().await;
    let proposal = goes_on(&society, &alice, refer()).await.value;

    assert_eq!(society.dispute(dispute).await.unwrap().unwrap().ballot, Some(proposal));
}
