//! The stream of events.

use std::time::Duration;

use futures::{StreamExt, TryStreamExt};

use super::*;
use crate::chain::Until;

#[tokio::test(flavor = "multi_thread")]
async fn the_past_is_told_in_order_and_without_gaps_and_ends_at_the_last_final_block() {
    let (devnet, society) = founded().await;
    let (alice, bob) = (signer("//Alice"), signer("//Bob"));
    let id = society.propose(&alice, "Tools", None, &Action::Resolution, Mode::Ballot, 0).await.unwrap().value;
    society.vote(&bob, id, Choice::Aye, None).await.unwrap();
    // More blocks than are asked for at once, most of which say nothing.
    for _ in 0..300 {
        devnet.new_block().unwrap();
    }
    let last = society.vote(&alice, id, Choice::Nay, None).await.unwrap().block.unwrap();

    let told: Vec<Happened> = society.events(0).try_collect().await.unwrap();

    let seqs: Vec<u64> = told.iter().map(|happened| happened.event.seq()).collect();
    assert_eq!(seqs, (0..seqs.len() as u64).collect::<Vec<_>>());
    assert!(matches!(told[0].event, Event::SocietyFounded(_)));
    let end = told.last().unwrap();
    assert!(matches!(end.event, Event::VoteCast(_)), "{end:?}");
    assert_eq!((end.block.hash, end.block.number), (last.hash, last.number));
    assert!(end.extrinsic.is_some() && end.time_ms > told[0].time_ms);
    let later: Vec<Happened> = society.events(end.block.number).try_collect().await.unwrap();
    assert_eq!(later, told[told.len() - later.len()..]);
    let blocks: Vec<BlockEvents> = society.blocks(0, Until::Now).try_collect().await.unwrap();
    let numbers: Vec<u64> = blocks.iter().map(|events| events.block.number).collect();
    assert_eq!(numbers, (0..=last.number).collect::<Vec<_>>(), "every block is in it once, those without events too");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_later_is_told_when_it_does() {
    let (_devnet, society) = founded().await;
    let alice = signer("//Alice");
    let before = society.chain().final_block().await.unwrap().number;
    let mut told = society.follow(before + 1);

    let nothing = tokio::time::timeout(Duration::from_millis(100), told.next()).await;
    assert!(nothing.is_err(), "nothing has happened: {nothing:?}");
    for title in ["One", "Two"] {
        society.propose(&alice, title, None, &Action::Resolution, Mode::Ballot, 0).await.unwrap();
        let happened = tokio::time::timeout(Duration::from_secs(20), told.try_next()).await.unwrap().unwrap().unwrap();
        assert!(matches!(happened.event, Event::ProposalMade(_)), "{happened:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_from_beyond_the_end_is_empty() {
    let (_devnet, society) = founded().await;
    let told: Vec<Happened> = society.events(1_000).try_collect().await.unwrap();
    assert!(told.is_empty());
}
