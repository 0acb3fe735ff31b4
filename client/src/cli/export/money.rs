//! The ledger, the pots and the payments.

use mutual_types::{PaymentId, PaymentState, PotId};

use super::privacy::Privacy;
use super::table::{Cell, Table};
use crate::audit::{Books, Line, Place};
use crate::json::ToJson;
use crate::text::{moment, Unit};
use crate::words;

pub(super) fn ledger(lines: &[Line], privacy: &Privacy, unit: &Unit) -> Table {
    // Where a line stands among others tells its day: one without a day stands at the end of its month.
    let month = |line: &Line| moment::format(line.at_ms).get(..7).unwrap_or_default().to_owned();
    let mut sorted: Vec<(bool, &Line)> = lines.iter().map(|line| (privacy.hides_line(line), line)).collect();
    sorted.sort_by_cached_key(|(hidden, line)| (month(line), *hidden));
    let row = |(number, (hidden, line)): (u64, (bool, &Line))| {
        let shown = |cell: Cell| if hidden { Cell::Nothing } else { cell };
        let at = if hidden { Cell::month(line.at_ms) } else { Cell::at(line.at_ms) };
        let [amount, planck] = Cell::money(line.amount, unit);
        vec![
            number.into(),
            at,
            shown(line.block.into()),
            shown(line.seq.into()),
            line.cause.into(),
            line.from.kind().into(),
            line.from.id().into(),
            line.to.kind().into(),
            shown(line.to.id().into()),
            amount,
            planck,
        ]
    };
    Table {
        name: "ledger",
        columns: &[
            "line",
            "at",
            "block",
            "event",
            "cause",
            "from",
            "from_id",
            "to",
            "to_id",
            "amount",
            "amount_planck",
        ],
        rows: (0u64..).zip(sorted).map(row).collect(),
    }
}

pub(super) fn pots(books: &Books, unit: &Unit) -> Table {
    let row = |(id, pot): (PotId, &crate::audit::PotBook)| {
        let [balance, balance_planck] = Cell::money(books.at(Place::Pot(id)), unit);
        let [reserved, reserved_planck] = Cell::money(pot.reserved, unit);
        vec![
            id.0.into(),
            pot.spec.as_ref().map(|spec| spec.name.clone()).into(),
            words::pot_kind(pot.kind).into(),
            balance,
            balance_planck,
            reserved,
            reserved_planck,
            pot.closed.into(),
        ]
    };
    Table {
        name: "pots",
        columns: &["pot", "name", "kind", "balance", "balance_planck", "reserved", "reserved_planck", "closed"],
        rows: (0u32..).map(PotId).zip(books.pots()).map(row).collect(),
    }
}

pub(super) fn payments(books: &Books, privacy: &Privacy, unit: &Unit) -> Table {
    let row = |(id, payment): (PaymentId, &crate::audit::PaymentBook)| {
        let hidden = privacy.hides_payment(id);
        let shown = |cell: Cell| if hidden { Cell::Nothing } else { cell };
        let when = |ms| if hidden && ms != 0 { Cell::month(ms) } else { Cell::at(ms) };
        let (state, at_ms) = match payment.state {
            PaymentState::Waiting => ("waiting", 0),
            PaymentState::Released { at_ms } => ("paid", at_ms),
            PaymentState::Cancelled { at_ms } => ("given up", at_ms),
            PaymentState::Credited { at_ms } => ("credited", at_ms),
        };
        let [amount, planck] = Cell::money(payment.amount, unit);
        let approvals: Vec<String> = payment.approvals.iter().map(ToString::to_string).collect();
        let origin = if hidden { "relief".to_owned() } else { words::origin(payment.origin) };
        vec![
            id.0.into(),
            when(payment.created_ms),
            origin.into(),
            shown(Cell::account(&payment.payee)),
            shown(payment.payee_member.map(|member| member.0).into()),
            amount,
            planck,
            payment.pot.0.into(),
            approvals.join(" ").into(),
            payment.members_approved.into(),
            payment.hold.as_ref().map(|hold| hold.by.0).into(),
            shown(payment.hold_reason.clone().into()),
            payment.refused.map(|refusal| refusal.to_json()["kind"].as_str().unwrap_or_default().to_owned()).into(),
            state.into(),
            when(at_ms),
        ]
    };
    Table {
        name: "payments",
        columns: &[
            "payment",
            "created",
            "origin",
            "payee",
            "payee_member",
            "amount",
            "amount_planck",
            "pot",
            "approved_by",
            "released_by_members",
            "held_by",
            "held_because",
            "refused",
            "state",
            "ended",
        ],
        rows: (0u32..).map(PaymentId).zip(books.payments()).map(row).collect(),
    }
}
