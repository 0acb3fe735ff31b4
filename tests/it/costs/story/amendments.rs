//! What the members decide about the society itself: pots, rules, charter, beneficiary, other contracts, its code.

use mutual_model::Message;
use mutual_types::{Action, CallTerms, Charter, PaymentId, Planck, PotId, Rules};
use sp_core::hashing::blake2_256;

use crate::costs::founding::{document, restricted, FALLBACK, FOOD, GENERAL, RELIEF, RESERVE, UNIT};
use crate::costs::net::{person, Net, EMPTY_CONTRACT};
use crate::machine::cells::Cells;

use super::decide::{decide, motion};
use super::ANYONE;

pub fn tell(net: &mut Net) {
    let pot = PotId(net.counters().pots);
    let rules: Box<Rules> = Box::new(Cells(&net.chain).rules());
    let seeds = restricted("Seeds", person(FALLBACK).account);
    decide(
        net,
        vec![
            motion("open pot", 8, Action::OpenPot(seeds)),
            motion("move pot", 9, Action::MovePot { from: GENERAL, to: RELIEF, amount: UNIT }),
            motion("move restricted", 7, Action::MoveRestricted { from: RESERVE, to: FOOD, amount: UNIT }),
            motion("set rules", 6, Action::SetRules(rules)),
            motion("amend charter", 4, Action::AmendCharter(Charter { document: document(10), version: 2 })),
            motion("set beneficiary", 3, Action::SetBeneficiary { account: person(43).account }),
        ],
    );
    net.send(ANYONE, Message::Contribute { pot, memo: None }, UNIT);
    let callee = net.deploy_an_empty_contract();
    let call = |value: Planck| {
        Action::Call(CallTerms {
            callee,
            code_hash: blake2_256(EMPTY_CONTRACT),
            input: vec![7; 64],
            value,
            pot: GENERAL,
            ref_time_limit: 10_000_000_000,
            proof_size_limit: 100_000,
            deposit_limit: UNIT,
        })
    };
    let payment = PaymentId(net.counters().payments);
    let upgrade = Action::Upgrade { code_hash: net.chain.bundle.hash().0, document: document(11) };
    let (free, paid) = (call(0), call(UNIT));
    decide(
        net,
        vec![
            motion("close pot", 8, Action::ClosePot { pot }),
            motion("call", 9, free),
            motion("call (with value)", 7, paid),
            motion("upgrade", 6, upgrade),
        ],
    );
    for treasurer in [0, 1] {
        net.send(treasurer, Message::ApprovePayment { payment }, 0);
    }
    net.measure("make_call", ANYONE, Message::MakeCall { payment }, 0);
}
