//! A removed treasurer spends or approves. Nor does any other officer whose office is over, however it ended.

use mutual_model::Message as M;
use mutual_types::{
    Action, Choice, DisputeSubject, Document, Error, GrantId, GrantTerms, MemberIndex, PaymentId, ProposalId, Role,
    Ruling, StageTerms, Standing,
};

use crate::town::{account, member, Town, BEN, COIN, DAY, GENERAL, HOUR, PURPOSE, SECOND};

/// Who held every office.
const MIGHTY: usize = 1;

/// What the mighty could still do.
struct Open {
    payment: PaymentId,
    lapsed: PaymentId,
    grant: GrantId,
    special: ProposalId,
    spam: ProposalId,
    dispute: mutual_types::DisputeId,
}

/// One founder has every office, and there is something to do for each.
fn town() -> (Town, Open) {
    let mut town = Town::found(|founding| {
        let every = [Role::Treasurer, Role::Steward, Role::Arbitrator, Role::Keeper(GENERAL)];
        for (who, founder) in founding.founders.iter_mut().enumerate() {
            founder.roles = match who {
                MIGHTY => every.to_vec(),
                2..=4 => vec![Role::Treasurer],
                5 => vec![Role::Steward],
                6 | 7 => vec![Role::Arbitrator],
                _ => Vec::new(),
            };
        }
        founding.rules.voting.voting_period_ms = DAY / 2;
        founding.rules.voting.free_open_proposals = 7;
        founding.rules.payments.window_ms = 2 * HOUR;
        founding.rules.payments.review_ms = DAY;
        founding.rules.payments.dispute_ms = 2 * HOUR;
        founding.rules.voting.notice_ms = 2 * HOUR;
        founding.rules.voting.execution_window_ms = 5 * DAY;
        founding.rules.membership.application_window_ms = 100 * DAY;
        founding.rules.roles.term_ms = DAY + 12 * HOUR;
        founding.rules.dues.grace_ms = 10 * DAY;
        founding.bounds.founding_window_ms = 100 * DAY;
    });
    for who in 0..12 {
        town.pays(who, COIN, M::PayDues { member: member(who), periods: 1 });
    }
    town.pays(BEN, 50 * COIN, M::Contribute { pot: PURPOSE, memo: None });
    town.does(20, M::Apply { charter_version: 1 });
    let (payment_max, period_max) = (2 * COIN, 10 * COIN);
    let allowance = town.proposes(0, Action::SetAllowance { pot: GENERAL, payment_max, period_max, period_ms: HOUR });
    let stage = StageTerms { title: String::new(), amount: COIN, due_ms: town.now_ms + 90 * DAY, months: 0 };
    let grant = Action::Grant(GrantTerms {
        payee: account(BEN),
        pot: GENERAL,
        stages: vec![stage],
        unit: String::new(),
        repay_by_ms: None,
    });
    let grant = town.proposes(0, grant);
    let spend = || Action::Spend { payee: account(30), amount: COIN, pot: GENERAL };
    let (first, second) = (town.proposes(0, spend()), town.proposes(0, spend()));
    for proposal in [allowance, grant, first, second] {
        for who in 2..12 {
            if !town.cells().proposal(proposal).decided {
                town.votes(who, proposal, Choice::Aye);
            }
        }
    }
    let from_ms = town.cells().proposal(second).executable_from_ms();
    town.reach(from_ms);
    town.does(0, M::Execute { proposal: allowance });
    town.does(0, M::Execute { proposal: first });
    let lapsed = town.last_payment();
    town.wait(2 * HOUR);
    town.does(0, M::Execute { proposal: grant });
    let evidence = Document { uri: String::new(), hash: [0; 32] };
    town.does(BEN, M::ClaimStage { grant: GrantId(0), stage: 0, evidence, metric: 0 });
    let special = town.proposes(0, Action::Spend { payee: account(30), amount: COIN, pot: PURPOSE });
    for _ in 0..6 {
        town.proposes(BEN, Action::Resolution);
    }
    let spam = town.proposes(BEN, Action::Resolution);
    let subject = DisputeSubject::External { contract: account(0), case: 0, a: member(10), b: member(11) };
    town.pays(10, 5 * COIN, M::OpenDispute { subject, wanted: Ruling::For });
    let dispute = town.last_dispute();
    town.does(0, M::Execute { proposal: second });
    let payment = town.last_payment();
    town.does(MIGHTY, M::ApprovePayment { payment });
    town.does(2, M::ApprovePayment { payment });
    (town, Open { payment, lapsed, grant: GrantId(0), special, spam, dispute })
}

/// Everything that an officer does, with the refusal of who is none.
fn acts(open: &Open) -> Vec<(M, Error)> {
    let (payment, lapsed, grant) = (open.payment, open.lapsed, open.grant);
    let reason = || "because".to_owned();
    vec![
        (M::ApprovePayment { payment }, Error::NotTreasurer),
        (M::RenewPayment { payment: lapsed }, Error::NotTreasurer),
        (M::HoldPayment { payment, reason: reason() }, Error::NotSteward),
        (M::PayPetty { pot: GENERAL, payee: account(30), amount: COIN, memo: reason() }, Error::NotKeeper),
        (M::AdmitBatch { accounts: vec![account(20)] }, Error::NotSteward),
        (M::AcceptStage { grant, stage: 0 }, Error::NotSteward),
        (M::ReturnStage { grant, stage: 0, reason: reason() }, Error::NotSteward),
        (M::Certify { proposal: open.special }, Error::NotSteward),
        (M::RuleDispute { dispute: open.dispute, ruling: Ruling::For }, Error::NotOnPanel),
        (M::JudgeSpam { proposal: open.spam }, Error::NotSteward),
    ]
}

/// As long as the offices last, all of it is possible but two: the approval is given, and the proposal is no spam yet.
#[test]
fn an_officer_does_it_all() {
    let (town, open) = town();
    let impossible: Vec<&str> = acts(&open)
        .into_iter()
        .filter(|(message, _)| {
            let mut model = town.model.clone();
            model.apply(account(MIGHTY), town.now_ms, 0, message.clone()).is_err()
        })
        .map(|(message, _)| message.label())
        .collect();
    assert_eq!(impossible, ["approve_payment", "judge_spam"]);
    let given = town.refuses(MIGHTY, 0, M::ApprovePayment { payment: open.payment });
    assert_eq!(given, Error::AlreadyApproved);
}

/// Nothing of it is possible to `who`, and what they approved counts no more. `instead` is what is said to those who are
/// not even members of good standing.
fn is_over(town: &Town, open: &Open, who: usize, instead: Option<Error>) {
    for (message, refusal) in acts(open) {
        let expected = instead.unwrap_or(refusal);
        assert_eq!(town.refuses(who, 0, message.clone()), expected, "{message:?}");
    }
    let release = town.refuses(0, 0, M::ReleasePayment { payment: open.payment });
    assert_eq!(release, Error::NotEnoughApprovals { have: 1, needed: 2 }, "an approval that counts no more");
}

fn passes_by_others(town: &mut Town, action: Action) {
    let proposal = town.proposes(8, action);
    for who in 2..12 {
        if !town.cells().proposal(proposal).decided {
            town.votes(who, proposal, Choice::Aye);
        }
    }
    let from_ms = town.cells().proposal(proposal).executable_from_ms();
    town.reach(from_ms);
    town.does(0, M::Execute { proposal });
}

fn every_role() -> [Role; 4] {
    [Role::Treasurer, Role::Steward, Role::Arbitrator, Role::Keeper(GENERAL)]
}

#[test]
fn who_resigned_is_no_officer() {
    let (mut town, open) = town();
    for role in every_role() {
        town.does(MIGHTY, M::Resign { role });
    }
    is_over(&town, &open, MIGHTY, None);
}

#[test]
fn who_left_is_no_officer() {
    let (mut town, open) = town();
    town.does(MIGHTY, M::Leave {});
    is_over(&town, &open, MIGHTY, Some(Error::NotMember));
}

#[test]
fn an_account_that_was_left_behind_is_no_officers() {
    let (mut town, open) = town();
    town.does(MIGHTY, M::RotateAccount { to: account(21) });
    town.does(21, M::AcceptAccount { member: member(MIGHTY) });
    for (message, _) in acts(&open) {
        assert_eq!(town.refuses(MIGHTY, 0, message), Error::NotMember);
    }
    // The person is who they were, under their new account: the approval counts.
    town.does(21, M::HoldPayment { payment: open.payment, reason: "mine".to_owned() });
    town.wait(10 * SECOND);
    town.does(0, M::ReleasePayment { payment: open.payment });
}

#[test]
fn whose_term_has_ended_is_no_officer() {
    let (mut town, open) = town();
    let ends_ms = town.cells().roster().seats.iter().map(|seat| seat.expires_ms).min().unwrap();
    // Keep the payment's window open until then.
    town.reach(ends_ms);
    for (message, refusal) in acts(&open) {
        assert_eq!(town.refuses(MIGHTY, 0, message), refusal);
    }
}

#[test]
fn who_was_revoked_is_no_officer() {
    let (mut town, open) = town();
    for role in every_role() {
        passes_by_others(&mut town, Action::RevokeRole { member: member(MIGHTY), role });
    }
    for (message, refusal) in acts(&open) {
        assert_eq!(town.refuses(MIGHTY, 0, message), refusal);
    }
}

#[test]
fn who_is_suspended_is_no_officer() {
    let (mut town, open) = town();
    let until_ms = town.now_ms + 30 * DAY;
    passes_by_others(&mut town, Action::Suspend { member: member(MIGHTY), until_ms });
    for (message, _) in acts(&open) {
        assert_eq!(town.refuses(MIGHTY, 0, message), Error::NotInGoodStanding(Standing::Suspended));
    }
}

#[test]
fn who_is_behind_with_dues_is_no_officer() {
    let (mut town, open) = town();
    // The others pay for a second month, and grace is over for one.
    for who in (0..12).filter(|who| *who != MIGHTY) {
        town.pays(who, COIN, M::PayDues { member: MemberIndex(u32::try_from(who).unwrap()), periods: 1 });
    }
    town.wait(40 * DAY);
    for (message, _) in acts(&open) {
        assert_eq!(town.refuses(MIGHTY, 0, message), Error::NotInGoodStanding(Standing::Lapsed));
    }
}
