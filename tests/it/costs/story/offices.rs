//! Roles and allowances: founder 9 becomes a treasurer and a steward for a time.

use mutual_model::Message;
use mutual_types::{Action, Role};

use crate::costs::founding::{DAY_MS, GENERAL, UNIT};
use crate::costs::net::Net;

use super::decide::{decide, execute_all, motion, pass, propose_all, propose_unmeasured, settle};
use super::ANYONE;

pub fn tell(net: &mut Net) {
    let member = net.member(9);
    let office = |role| Action::GrantRole { member, role, term_ms: 90 * DAY_MS };
    let (payment_max, period_max, period_ms) = (2 * UNIT, 10 * UNIT, 30 * DAY_MS);
    let proposals = propose_all(
        net,
        vec![
            motion("grant role", 8, office(Role::Treasurer)),
            motion("set allowance", 7, Action::SetAllowance { pot: GENERAL, payment_max, period_max, period_ms }),
        ],
    );
    let steward = propose_unmeasured(net, 6, office(Role::Steward), 0);
    pass(net, proposals.iter().map(|(_, id)| *id).chain([steward]));
    execute_all(net, &proposals);
    net.send(ANYONE, Message::Execute { proposal: steward }, 0);
    settle(net, steward);

    net.measure("resign", 9, Message::Resign { role: Role::Treasurer }, 0);
    decide(net, vec![motion("revoke role", 8, Action::RevokeRole { member, role: Role::Steward })]);
}
