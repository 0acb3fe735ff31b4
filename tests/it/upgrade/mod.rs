//! A living society gets new code: whatever was there is there, nothing is done before all is brought over, and then it
//! goes on.

mod client;
mod living;
mod pages;
mod plays;
mod probe;
mod wrong;

use std::sync::LazyLock;

use mutual_client::chain::{RuntimeCall, Wait};
use mutual_client::contract::Bundle;
use mutual_client::society::Society;
use mutual_tests::{raw::PLENTY, repository, World, UNIT};
use mutual_types::{Action, Document};
use scale::Encode;

/// The code of the version that follows, which `scripts/build-contracts.sh` builds and checks like the society's own.
pub fn next() -> &'static Bundle {
    static NEXT: LazyLock<Bundle> = LazyLock::new(|| {
        let file = std::fs::read(repository().join("tests/bundles/society-next.contract")).unwrap();
        Bundle::parse(&file).unwrap()
    });
    &NEXT
}

/// The proposal to run this code from now on.
pub fn upgrade(code_hash: [u8; 32]) -> Action {
    let uri = "https://example.org/upgrade.md".to_owned();
    Action::Upgrade { code_hash, document: Document { uri, hash: [2; 32] } }
}

pub trait Upgrade {
    /// Puts code on the chain, by founding another society with it. Whoever does is paid by nobody.
    async fn upload(&self, code: &[u8]);

    /// The society as a client of the version that follows knows it.
    async fn with_next_client(&mut self);
}

impl Upgrade for World {
    async fn upload(&self, code: &[u8]) {
        let stranger = self.fund("Uploader", 10_000 * UNIT).await;
        let mut founding = mutual_tests::people::example(self.stage.chain.unit()).founding;
        founding.name = "Another".to_owned();
        let input = [Bundle::society().unwrap().constructor("new").unwrap().as_slice(), &founding.encode()].concat();
        let (salt, code) = (self.stage.height().encode(), code.to_vec());
        let call = RuntimeCall::Instantiate { value: 0, gas: PLENTY, deposit: 9_000 * UNIT, code, input, salt };
        let made = self.stage.chain.submit(&stranger, &call, Wait::Block).await.unwrap();
        self.count_fee(made.fee.unwrap());
        self.watch(made.events.iter().find_map(|event| event.instantiated()).expect("a contract"));
    }

    async fn with_next_client(&mut self) {
        let (chain, address) = (&self.stage.chain, self.society.address());
        self.society = Society::with_bundle(chain, address, next()).await.unwrap();
    }
}
