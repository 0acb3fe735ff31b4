//! Several chains in one process.

use std::{
    collections::HashSet,
    env, panic,
    process::Command,
    sync::{
        atomic::{AtomicUsize, Ordering},
        Arc,
    },
};

use mutual_devnet::{Config, Devnet, H256};
use subxt_signer::sr25519::dev;

use crate::support::{World, UNIT};

#[tokio::test]
async fn two_chains_do_not_disturb_one_another() {
    let config = || Config::in_process().identity([1; 32]);
    let (one, two) = (World::with(config()).await, World::with(config()).await);
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

#[test]
fn chains_are_told_apart_by_their_first_block_unless_asked_to_be_the_same() {
    let start = |config| Devnet::start(config).unwrap();
    let chains: Vec<Devnet> = (0..20).map(|_| start(Config::in_process())).collect();
    let hashes: HashSet<H256> = chains.iter().map(Devnet::genesis_hash).collect();
    assert_eq!(hashes.len(), 20);
    let same = || start(Config::in_process().identity([7; 32])).genesis_hash();
    assert_eq!(same(), same());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_chains_work_at_the_same_time() {
    let chains = (0..20u64).map(|number| {
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

/// Plays a program that reports panics in its own manner and has a chain.
#[test]
#[ignore = "it is run by another test, in a process of its own"]
fn a_process_with_a_panic_hook() {
    let heard = Arc::<AtomicUsize>::default();
    let count = heard.clone();
    panic::set_hook(Box::new(move |_| {
        count.fetch_add(1, Ordering::SeqCst);
    }));
    let devnet = Devnet::start(Config::in_process()).unwrap();
    assert!(devnet.call("Core_initialize_block", &[0xff; 9]).is_err());
    let of_the_runtime = heard.load(Ordering::SeqCst);
    assert!(panic::catch_unwind(|| panic!("of the program")).is_err());
    // No panic while there is one to compare: what is wrong shows in how the process ends.
    let of_the_program = heard.load(Ordering::SeqCst);
    std::process::exit(if (of_the_runtime, of_the_program) == (0, 1) { 42 } else { 9 });
}

#[test]
fn the_panic_hook_of_a_program_hears_its_own_panics_and_not_those_of_the_runtime() {
    let mut command = Command::new(env::current_exe().unwrap());
    let status = command.args(["--exact", "isolation::a_process_with_a_panic_hook", "--ignored"]).status().unwrap();
    assert_eq!(status.code(), Some(42));
}

#[tokio::test]
async fn a_clone_is_the_same_chain() {
    let world = World::new().await;
    world.devnet.clone().new_block().unwrap();
    assert_eq!(world.number(), 1);
}
