//! One large roster blocks the rest. Sixty-four founders fit into one transaction; sixty-five are refused.

use mutual_client::chain::Wait;
use mutual_client::society::Society;
use mutual_client::Error;
use mutual_tests::{people::example, Stage, World};
use mutual_types::{AccountId, Collection, Founder, Founding, Role, FOUNDERS_MAX};
use subxt::ext::scale_decode::DecodeAsType;

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct BlockWeights {
    per_class: PerClass,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct PerClass {
    normal: OfClass,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct OfClass {
    max_extrinsic: Option<Limit>,
}

#[derive(DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
struct Limit {
    ref_time: u64,
    proof_size: u64,
}

/// A founding with so many founders, all accounts as far apart as accounts are.
fn founding_of(count: u8, stage: &Stage) -> Founding {
    let mut founding = example(stage.chain.unit()).founding;
    founding.founders = (1..=count)
        .map(|number| Founder {
            account: AccountId([number; 32]),
            roles: if number <= 16 { vec![Role::Treasurer] } else { Vec::new() },
        })
        .collect();
    founding
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_founders_are_founded_in_one_transaction() {
    let world = World::cannons_creek().await;
    let (stage, mere) = (&world.stage, world.member("Mere"));
    let prepared = Society::prepare_founding(&stage.chain, mere.account(), &founding_of(64, stage), 0).await.unwrap();

    let at = stage.chain.subxt().at_current_block().await.unwrap();
    let weights = at.constants().entry(subxt::dynamic::constant::<BlockWeights>("System", "BlockWeights")).unwrap();
    let most = weights.per_class.normal.max_extrinsic.expect("an extrinsic has a limit");
    let gas = prepared.gas();
    assert!(gas.ref_time < most.ref_time / 2, "{gas:?} leaves half of an extrinsic's {} free", most.ref_time);
    assert!(gas.proof_size < most.proof_size / 2, "{gas:?} leaves half of an extrinsic's {} free", most.proof_size);

    let founded = prepared.send(&mere, Wait::Block).await.unwrap();
    let society = Society::at(&stage.chain, founded.value).await.unwrap();
    assert_eq!(society.society().await.unwrap().counters.present, FOUNDERS_MAX);
    let last = society.members(50, 50).await.unwrap();
    assert_eq!(last.len(), 14);
    assert_eq!(last[13].account, AccountId([64; 32]));
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_five_founders_are_refused() {
    let world = World::cannons_creek().await;
    let founding = founding_of(65, &world.stage);
    let refused = Society::prepare_founding(&world.stage.chain, world.member("Mere").account(), &founding, 0).await;
    let Err(Error::Contract { error, .. }) = refused else { panic!("65 founders are too many") };
    let expected = mutual_types::Error::TooMany { what: Collection::Founders, count: 65, max: 64 };
    assert_eq!(error, expected);
}
