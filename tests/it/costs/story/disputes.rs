//! Two disputes about payments: one that the panel rules, one that members ask for and decide.

use mutual_model::Message;
use mutual_types::{Action, DisputeId, DisputeSubject, PaymentId, ProposalId, Ruling};

use crate::costs::founding::{ARBITRATORS, GENERAL, UNIT};
use crate::costs::net::{person, Net};

use super::decide::{pass, propose_unmeasured, settle};
use super::{ANYONE, PAYEE};

pub fn tell(net: &mut Net) {
    let (first, second) = (PaymentId(net.counters().payments), PaymentId(net.counters().payments + 1));
    let spend = || Action::Spend { payee: person(PAYEE).account, amount: UNIT, pot: GENERAL };
    let ids: Vec<ProposalId> = [8, 9].map(|by| propose_unmeasured(net, by, spend(), 0)).to_vec();
    pass(net, ids.iter().copied());
    for proposal in ids {
        net.send(ANYONE, Message::Execute { proposal }, 0);
        settle(net, proposal);
    }
    ruled(net, first);
    asked_for(net, second);
}

fn ruled(net: &mut Net, payment: PaymentId) {
    let dispute = DisputeId(net.counters().disputes);
    let open = Message::OpenDispute { subject: DisputeSubject::Payment(payment), wanted: Ruling::For };
    net.measure("open_dispute", 8, open, UNIT);
    let steps = ["rule_dispute, first of three", "rule_dispute, it is ruled", "rule_dispute, last of three"];
    for (step, arbitrator) in steps.into_iter().zip(ARBITRATORS) {
        net.measure(step, arbitrator, Message::RuleDispute { dispute, ruling: Ruling::For }, 0);
    }
    net.measure("settle_dispute", ANYONE, Message::SettleDispute { dispute }, 0);
}

/// Nobody of the panel rules.
fn asked_for(net: &mut Net, payment: PaymentId) {
    let dispute = DisputeId(net.counters().disputes);
    let open = Message::OpenDispute { subject: DisputeSubject::Payment(payment), wanted: Ruling::Against };
    net.measure("open_dispute, as a petition", 8, open, UNIT);
    net.measure("join_dispute, second of three", 3, Message::JoinDispute { dispute }, 0);
    net.measure("join_dispute, last of three", 4, Message::JoinDispute { dispute }, 0);
    net.pass_days(8);
    let ballot = ProposalId(net.counters().proposals);
    net.measure("refer_dispute", 8, Message::ReferDispute { dispute }, 0);
    pass(net, [ballot]);
    net.measure("execute, decide dispute", ANYONE, Message::Execute { proposal: ballot }, 0);
    net.measure("settle_dispute, decided by the members", ANYONE, Message::SettleDispute { dispute }, 0);
}
