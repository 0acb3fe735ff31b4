//! Members, what accounts may withdraw, and help.

use mutual_types::{MemberIndex, ReliefId, TimestampMs};

use super::privacy::Privacy;
use super::table::{Cell, Table};
use crate::audit::Books;
use crate::text::Unit;
use crate::words;

pub(super) fn members(books: &Books, now_ms: TimestampMs, unit: &Unit) -> Table {
    let row = |book: &crate::audit::MemberBook| {
        let member = &book.member;
        let standing = books.standing(member.index, now_ms).map(|standing| words::standing(standing).to_owned());
        let [capital, capital_planck] = Cell::money(books.share_capital(member.index), unit);
        let [debt, debt_planck] = Cell::money(books.debt(member.index), unit);
        let roles: Vec<String> = books
            .live_seats(now_ms)
            .into_iter()
            .filter(|seat| seat.member == member.index)
            .map(|seat| words::role(seat.role))
            .collect();
        vec![
            member.index.0.into(),
            Cell::account(&book.account),
            standing.into(),
            member.counted.into(),
            roles.join(", ").into(),
            Cell::at(member.joined_ms),
            Cell::at(member.probation_ends_ms),
            Cell::at(member.dues_paid_until_ms),
            Cell::at(member.suspended_until_ms),
            Cell::at(member.departed_ms),
            member.charter_version.into(),
            member.shares.into(),
            capital,
            capital_planck,
            debt,
            debt_planck,
        ]
    };
    Table {
        name: "members",
        columns: &[
            "member",
            "account",
            "standing",
            "counted",
            "roles",
            "joined",
            "probation_ends",
            "dues_paid_until",
            "suspended_until",
            "departed",
            "charter_version",
            "shares",
            "share_capital",
            "share_capital_planck",
            "debt",
            "debt_planck",
        ],
        rows: books.members().iter().map(row).collect(),
    }
}

pub(super) fn credits(books: &Books, unit: &Unit) -> Table {
    let rows = books.credits().filter(|(_, amount)| *amount > 0).map(|(account, planck)| {
        let member: Option<MemberIndex> = books.member_of(account);
        let [amount, planck] = Cell::money(planck, unit);
        vec![Cell::account(&account), member.map(|member| member.0).into(), amount, planck]
    });
    Table { name: "credits", columns: &["account", "member", "amount", "amount_planck"], rows: rows.collect() }
}

pub(super) fn relief(books: &Books, privacy: &Privacy, unit: &Unit) -> Table {
    let row = |(id, request): (ReliefId, &crate::audit::ReliefBook)| {
        let shown = |cell: Cell| if privacy.hides() { Cell::Nothing } else { cell };
        let account = books.member(request.asker).map(|book| Cell::account(&book.account));
        let [amount, planck] = Cell::money(request.amount, unit);
        let state = match (request.payment, request.withdrawn_ms) {
            (Some(_), _) => "promised",
            (None, 0) => "asked",
            (None, _) => "withdrawn",
        };
        let attesters: Vec<String> = request.attesters.iter().map(ToString::to_string).collect();
        vec![
            id.0.into(),
            Cell::month(request.asked_ms),
            amount,
            planck,
            request.pot.0.into(),
            state.into(),
            request.payment.map(|payment| payment.0).into(),
            shown(request.asker.0.into()),
            shown(account.unwrap_or(Cell::Nothing)),
            shown(attesters.join(" ").into()),
        ]
    };
    Table {
        name: "relief",
        columns: &[
            "request",
            "month",
            "amount",
            "amount_planck",
            "pot",
            "state",
            "payment",
            "member",
            "account",
            "attested_by",
        ],
        rows: (0u32..).map(ReliefId).zip(books.relief()).map(row).collect(),
    }
}
