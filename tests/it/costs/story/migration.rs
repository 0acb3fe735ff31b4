//! New code, and bringing the storage over to it by pages. Then the society goes back to the code that is measured.

use std::sync::LazyLock;

use mutual_client::contract::Bundle;
use mutual_model::Message;
use mutual_types::Action;

use crate::costs::founding::document;
use crate::costs::growth::{set_migrated, set_version};
use crate::costs::net::Net;

use super::decide::{pass, propose_unmeasured, settle};
use super::ANYONE;

/// The code of the version that follows.
static NEXT: LazyLock<Bundle> =
    LazyLock::new(|| Bundle::parse(include_bytes!("../../../bundles/society-next.contract")).unwrap());

/// How many members a page is of, in every society.
const PAGE: u32 = 10;
const LAST_PAGE: u32 = 4;

pub fn tell(net: &mut Net) {
    let (old, new) = (net.chain.bundle.hash().0, NEXT.hash().0);
    net.upload(NEXT.code());
    let upgrade = decide_on_code(net, new);
    net.measure("execute, upgrade (to another version)", ANYONE, Message::Execute { proposal: upgrade }, 0);

    net.measure("migrate, the first page of ten", ANYONE, Message::Migrate { limit: PAGE }, 0);
    if net.counters().members >= 2 * PAGE + 50 {
        net.measure("migrate, a page of fifty", ANYONE, Message::Migrate { limit: 50 }, 0);
    }
    // In every society those who joined last did so in this story.
    set_migrated(net, net.counters().members - LAST_PAGE);
    net.measure("migrate, the last page of four", ANYONE, Message::Migrate { limit: LAST_PAGE }, 0);
    settle(net, upgrade);

    let back = decide_on_code(net, old);
    net.send(ANYONE, Message::Execute { proposal: back }, 0);
    set_version(net, 1);
    settle(net, back);
}

fn decide_on_code(net: &mut Net, code_hash: [u8; 32]) -> mutual_types::ProposalId {
    let proposal = propose_unmeasured(net, 8, Action::Upgrade { code_hash, document: document(12) }, 0);
    pass(net, [proposal]);
    proposal
}
