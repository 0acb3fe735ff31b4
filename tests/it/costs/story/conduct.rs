//! What the members decide about one another: members 10 (has left), 11, 12, 13, applicant 14.

use mutual_model::Message;
use mutual_types::Action;

use crate::costs::founding::{document, DAY_MS, UNIT};
use crate::costs::net::{person, Net};

use super::decide::{decide, execute_all, motion, pass, propose_all, propose_unmeasured, settle};
use super::ANYONE;

pub fn tell(net: &mut Net) {
    let [moved, suspended, expelled] = [11, 12, 13].map(|person| net.member(person));
    net.send(ANYONE, Message::PayDues { member: suspended, periods: 11 }, 11 * UNIT);
    let until_ms = net.now_ms + 12 * DAY_MS;
    let proposals = propose_all(
        net,
        vec![
            motion("suspend", 8, Action::Suspend { member: suspended, until_ms }),
            motion("expel", 9, Action::Expel { member: expelled }),
            motion("recover account", 7, Action::RecoverAccount { member: moved, account: person(16).account }),
            motion("waive dues", 5, Action::WaiveDues { member: moved, until_ms: net.now_ms + 100 * DAY_MS }),
            motion("admit", 6, Action::Admit { account: person(14).account }),
            motion("review relief", 4, Action::ReviewRelief { members: vec![net.member(8)] }),
        ],
    );
    let case = Message::StateCase { proposal: proposals[0].1, document: document(8) };
    net.measure("state_case", 12, case, 0);
    stop_recovery(net);
    pass(net, proposals.iter().map(|(_, id)| *id));
    execute_all(net, &proposals);

    net.pass_days(4);
    net.measure("record_return", ANYONE, Message::RecordReturn { member: suspended }, 0);
    decide(net, vec![motion("reinstate", 8, Action::Reinstate { member: net.member(10) })]);
}

/// A founder whose key is not lost says so.
fn stop_recovery(net: &mut Net) {
    let recovery = Action::RecoverAccount { member: net.member(9), account: person(17).account };
    let proposal = propose_unmeasured(net, 3, recovery, 0);
    net.measure("stop_recovery", 9, Message::StopRecovery { proposal }, 0);
    settle(net, proposal);
}
