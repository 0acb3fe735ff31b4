//! Records and views.

use mutual_types::{
    Application, Counters, Ledger, Member, MemberView, Payment, PaymentView, Pot, PotView, Proposal, ProposalBody,
    ProposalTerms, ProposalView, Roster, Seat, SocietyView, Tally, Threshold,
};

use super::object::record;

record! {
    SocietyView {
        version, name, purpose, charter, rules, bounds, asset_lock, counters, roster, balance, live_treasurers,
    }

    Counters {
        seq, members, present, active, proposals, payments, pots, grants, relief_requests, disputes, expenses,
        last_activity_ms: at, dissolving_since_ms: at, ledger,
    }

    Ledger { pots, shares, credits, deposits }

    Roster { seats }

    Seat { role, member, expires_ms: at, terms }

    MemberView { account, member }

    Member {
        index, joined_ms: at, probation_ends_ms: at, dues_paid_until_ms: at, suspended_until_ms: at, lapse_recorded,
        departed_ms: at, charter_version, open_proposals, moved_to,
    }

    Application { applied_ms: at, ends_ms: at, charter_version, sponsors, admitted }

    ProposalView { id, proposal }

    Proposal {
        proposer, kind, made_ms: at, opened_ms: at, ends_ms: at, terms, recused, tally, decided, extended,
        window_extended, certified_by, state, settled,
    }

    ProposalTerms { threshold, min_open_ms, late_extension_ms, notice_ms, execution_window_ms, dues_grace_ms }

    Threshold { class, quorum_bps, special_approval_bps, min_ayes, electorate, potential }

    Tally { aye, nay, abstain }

    ProposalBody { title, document, action, rules, deposit }

    PaymentView { id, payment }

    Payment {
        payee, payee_member, proposer, amount, pot, origin, approvals_needed, starts_ms: at, ends_ms: at, window_ms,
        approvals, renewed, refused, state,
    }

    PotView { id, pot }

    Pot { spec, balance, reserved, open_items, closed }
}
