//! Records and views.

use mutual_types::{
    Allowance, Application, Claim, Counters, Dispute, DisputeView, Dissolution, Division, DuesTerms, Grant, GrantId,
    GrantView, Hold, Ledger, Member, MemberIndex, MemberView, NextBeneficiary, PanelVote, Payment, PaymentView, Planck,
    Pot, PotView, Proposal, ProposalBody, ProposalStop, ProposalTerms, ProposalView, Proxies, ReliefDay, ReliefDays,
    ReliefPaid, ReliefRecord, ReliefRequest, ReliefView, Roster, Seat, SocietyView, Stage, Standing, Stops, Tally,
    Threshold,
};
use serde_json::Value;

use super::{
    object::{record, Object},
    ToJson,
};

record! {
    SocietyView {
        version, name, purpose, charter, rules, bounds, asset_lock, next_beneficiary, counters, roster, balance,
        live_treasurers, dissolution,
    }

    NextBeneficiary { account, from_ms: at }

    Counters {
        seq, members, present, active, proposals, payments, pots, grants, relief_requests, disputes, expenses,
        last_activity_ms: at, dissolving_since_ms: at, ledger,
    }

    Ledger { pots, shares, credits, deposits }

    Roster { seats }

    Seat { role, member, expires_ms: at, terms, last_case_ms: at }
}

record! {
    MemberView { account, member }

    Member {
        index, joined_ms: at, probation_ends_ms: at, dues_paid_until_ms: at, suspended_from_ms: at,
        suspended_until_ms: at, counted, good_since_ms: at, departed_ms: at, exit_due_ms: at, charter_version,
        open_proposals, shares, share_capital, loans, share_claimed, moved_to,
    }

    Proxies { offered_to, holder, holds }

    Application { applied_ms: at, ends_ms: at, charter_version, sponsors, admitted }
}

record! {
    ProposalView { id, proposal }

    Proposal {
        proposer, kind, made_ms: at, opened_ms: at, ends_ms: at, terms, recused, tally, proxied, decided, extended,
        window_extended, certified_by, state, mode, objectors, spam_judges, appealed_since_ms: at, delay_ms, settled,
    }

    ProposalTerms {
        threshold, voting_period_ms, min_open_ms, late_extension_ms, notice_ms, execution_window_ms, dues,
        objectors_needed,
    }

    DuesTerms { grace_ms, since_ms: at }

    Threshold { class, quorum_bps, special_approval_bps, min_ayes, electorate, potential }

    Tally { aye, nay, abstain }

    ProposalBody { title, document, action, rules, deposit }
}

record! {
    PaymentView { id, payment }

    Payment {
        payee, payee_member, proposer, amount, pot, origin, approvals_needed, starts_ms: at, ends_ms: at,
        release_from_ms: at, window_ms, approvals, members_approved, reserved, renewed, stops, refused, state,
    }

    Stops { since_ms: at, pending, ended_ms: at, hold, release_proposal, cancel_proposal }

    Hold { by, until_ms: at }

    ProposalStop { proposal, over }

    PotView { id, pot }

    Pot { spec, balance, reserved, open_items, allowance, closed }

    Allowance { payment_max, period_max, period_ms, since_ms: at, spent }
}

record! {
    GrantView { id, grant }

    Grant {
        proposal, proposer, payee, payee_member, pot, stages, current, claim, review_ms, approvals_needed,
        payment_window_ms, reserved, pending, paid, repay_by_ms: at, repaid, forgiven, stopped,
    }

    Stage { amount, due_ms: at, months, payments, lapsed }

    Claim { at_ms: at, evidence, metric, returned }
}

record! {
    ReliefView { id, request }

    ReliefRequest {
        asker, pot, amount, evidence, asked_ms: at, ends_ms: at, attesters_needed, attesters, payment,
        withdrawn_ms: at,
    }

    ReliefRecord { last, had, attesting_since_ms: at, attestations, barred_until_ms: at }

    ReliefPaid { request, at_ms: at, amount }

    ReliefDays { days }

    ReliefDay { day, amount }
}

record! {
    DisputeView { id, dispute }

    Dispute {
        subject, opener, wanted, deposit, parties, petitioners, opened_ms: at, ends_ms: at, panel, votes, ballot,
        ruling, settled,
    }

    PanelVote { arbitrator, ruling }

    Dissolution { opened_ms: at, made_ms: at, claims_until_ms: at, next, sharers, division }

    Division { at_ms: at, each, extra, claimed }
}

/// What of a grant was paid back.
impl ToJson for (GrantId, Planck) {
    fn to_json(&self) -> Value {
        let (grant, amount) = self;
        Object::default().with("grant", grant).with("amount", amount).into()
    }
}

/// What other contracts ask about an account.
impl ToJson for (MemberIndex, Standing) {
    fn to_json(&self) -> Value {
        let (member, standing) = self;
        Object::default().with("member", member).with("standing", standing).into()
    }
}
