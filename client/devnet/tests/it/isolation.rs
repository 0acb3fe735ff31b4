//! Several chains in one process.

use subxt_signer::sr25519::dev;

use crate::support::{World, UNIT};

#[tokio::test]
async fn two_chains_do_not_disturb_one_another() {
    let (one, two) = (World::new().await, World::new().await);
    assert_eq!(one.devnet.genesis_hash(), two.devnet.genesis_hash());
    let transfer = one.transfer(&dev::alice(), &dev::bob(), UNIT, 0).await;
    one.devnet.submit(&transfer).unwrap();
    one.devnet.time_travel(4_102_444_800_000).unwrap();
    assert_eq!((one.number(), two.number()), (2, 0));
    assert_eq!(two.free(&dev::bob()), 1 << 60);
    two.devnet.submit(&transfer).unwrap();
    assert!(two.devnet.now_ms() < 4_102_444_800_000);
    assert_eq!(one.free(&dev::bob()), two.free(&dev::bob()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_chains_work_at_the_same_time() {
    let chains = (0..8u64).map(|number| {
        tokio::spawn(async move {
            let world = World::new().await;
            for nonce in 0..number {
                world.devnet.submit(&world.transfer(&dev::alice(), &dev::bob(), UNIT, nonce).await).unwrap();
            }
            world.number()
        })
    });
    for (number, chain) in futures::future::join_all(chains).await.into_iter().enumerate() {
        assert_eq!(chain.unwrap() as usize, number);
    }
}

#[tokio::test]
async fn a_clone_is_the_same_chain() {
    let world = World::new().await;
    world.devnet.clone().new_block().unwrap();
    assert_eq!(world.number(), 1);
}
