//! Everything that happens with money: treasury, pots, grants, relief.

use mutual_model::Message as M;
use mutual_types::{
    Action, CallTerms, DisputeId, DisputeSubject, GrantId, GrantTerms, Kind, PaymentId, PotId, PotKind, PotSpec,
    ReliefId, Restriction, Ruling, StageTerms,
};

use super::story::document;
use super::{account, member, Town, BEN, COIN, GENERAL, HOUR, PURPOSE, RELIEF, RESERVE, SECOND};

pub fn spend(town: &mut Town, amount: u128, pot: PotId) -> PaymentId {
    let proposal = town.proposes(0, Action::Spend { payee: account(30), amount, pot });
    if pot == PURPOSE {
        town.does(3, M::Certify { proposal });
    }
    town.passes(proposal);
    town.does(BEN, M::Execute { proposal });
    town.last_payment()
}

pub fn treasury(town: &mut Town) {
    for (pot, coins) in [(RESERVE, 50), (RELIEF, 15), (PURPOSE, 60)] {
        town.pays(BEN, coins * COIN, M::Contribute { pot, memo: Some("a gift".to_owned()) });
    }
    town.gives(BEN, 7 * COIN);
    town.does(BEN, M::Sweep {});

    let payment = spend(town, 10 * COIN, GENERAL);
    town.does(3, M::HoldPayment { payment, reason: "who is it?".to_owned() });
    town.does(3, M::LiftHold { payment });
    for treasurer in [1, 2] {
        town.does(treasurer, M::ApprovePayment { payment });
    }
    town.does(BEN, M::ReleasePayment { payment });

    let payment = spend(town, 11 * COIN, PURPOSE);
    town.does(30, M::WaivePayment { payment });
    let payment = spend(town, 12 * COIN, GENERAL);
    town.wait(2 * HOUR);
    town.does(1, M::RenewPayment { payment });
    town.decides(0, Action::CancelPayment { payment });
    let payment = spend(town, 13 * COIN, GENERAL);
    town.decides(0, Action::ReleasePayment { payment });

    let proposal = town.proposes(0, Action::Spend { payee: account(30), amount: 100_000 * COIN, pot: GENERAL });
    town.passes(proposal);
    town.does(BEN, M::ExtendWindow { proposal });

    let claim = M::ClaimExpense { pot: GENERAL, amount: 2 * COIN, receipt: [3; 32], title: "Tea".to_owned() };
    town.does(BEN, claim);
    let payment = town.last_payment();
    town.does(1, M::ApprovePayment { payment });

    let call = |town: &Town, (callee, input): (mutual_types::AccountId, Vec<u8>), value| {
        let code_hash = town.chain.bundle.hash().0;
        let (ref_time_limit, proof_size_limit, deposit_limit) = (0, 0, 0);
        let pot = GENERAL;
        Action::Call(CallTerms {
            callee,
            code_hash,
            input,
            value,
            pot,
            ref_time_limit,
            proof_size_limit,
            deposit_limit,
        })
    };
    let read = call(town, town.read.clone(), 0);
    town.decides(0, read);
    let donate = call(town, town.purse.clone(), 4 * COIN);
    town.decides(0, donate);
    let payment = town.last_payment();
    for treasurer in [1, 2] {
        town.does(treasurer, M::ApprovePayment { payment });
    }
    town.does(BEN, M::MakeCall { payment });
}

pub fn pots(town: &mut Town) {
    let restriction =
        Restriction { kinds: vec![Kind::Spend], payees: vec![account(30)], ends_ms: None, fallback: account(46) };
    let spec = PotSpec { kind: PotKind::Restricted, name: "Boat".to_owned(), restriction: Some(restriction) };
    town.decides(0, Action::OpenPot(spec));
    town.decides(0, Action::MovePot { from: GENERAL, to: PotId(4), amount: 5 * COIN });
    town.decides(0, Action::MoveRestricted { from: RESERVE, to: GENERAL, amount: COIN });
    town.decides(0, Action::ClosePot { pot: PotId(4) });
}

pub fn grant(town: &mut Town, payee: usize, stages: &[(u64, u8)], repay_in_ms: Option<u64>) -> GrantId {
    let now_ms = town.now_ms;
    let stage = |(in_ms, months): &(u64, u8)| StageTerms {
        title: "A stage".to_owned(),
        amount: 3 * COIN,
        due_ms: now_ms + in_ms,
        months: *months,
    };
    let terms = GrantTerms {
        payee: account(payee),
        pot: GENERAL,
        stages: stages.iter().map(stage).collect(),
        unit: "loaves".to_owned(),
        repay_by_ms: repay_in_ms.map(|in_ms| now_ms + in_ms),
    };
    town.decides(0, Action::Grant(terms));
    town.last_grant()
}

pub fn grants(town: &mut Town) {
    let claim = |grant, stage| M::ClaimStage { grant, stage, evidence: document(), metric: 12 };
    let built = grant(town, BEN, &[(HOUR, 0), (2 * HOUR, 0), (3 * HOUR, 2), (4 * HOUR, 0)], None);
    town.does(BEN, claim(built, 0));
    town.does(3, M::ReturnStage { grant: built, stage: 0, reason: "a photo, please".to_owned() });
    town.does(BEN, claim(built, 0));
    town.does(3, M::AcceptStage { grant: built, stage: 0 });
    town.wait(3 * HOUR);
    town.does(BEN, M::LapseStage { grant: built, stage: 1 });
    town.wait(HOUR);
    town.does(BEN, M::PayStipend { grant: built });

    // A payee who does not agree with what was returned.
    let argued = grant(town, BEN, &[(HOUR, 0), (2 * HOUR, 3)], None);
    town.does(BEN, claim(argued, 0));
    town.does(3, M::ReturnStage { grant: argued, stage: 0, reason: "no".to_owned() });
    let subject = DisputeSubject::Stage { grant: argued, stage: 0 };
    town.pays(BEN, 5 * COIN, M::OpenDispute { subject, wanted: Ruling::For });
    let dispute = DisputeId(0);
    for arbitrator in [5, 6] {
        town.does(arbitrator, M::RuleDispute { dispute, ruling: Ruling::For });
    }

    let lent = grant(town, 12, &[(HOUR, 0)], Some(2 * HOUR));
    town.does(12, claim(lent, 0));
    town.does(4, M::AcceptStage { grant: lent, stage: 0 });
    let payment = town.last_payment();
    for treasurer in [0, 1, 2] {
        let approve = M::ApprovePayment { payment };
        if town.model.clone().apply(account(treasurer), town.now_ms + 10, 0, approve.clone()).is_ok() {
            town.does(treasurer, approve);
        }
    }
    town.does(12, M::ReleasePayment { payment });
    town.wait(2 * HOUR);
    town.pays(12, COIN, M::RepayGrant { grant: lent });
    town.decides(0, Action::ForgiveDebt { member: member(12), amount: COIN });

    let stopped = grant(town, BEN, &[(HOUR, 0)], None);
    town.decides(0, Action::StopGrant { grant: stopped });
}

pub fn relief(town: &mut Town) {
    let ask = |amount| M::AskRelief { pot: RELIEF, amount, evidence: [5; 32] };
    town.does(12, ask(10 * COIN));
    for who in [4, 5] {
        town.does(who, M::AttestRelief { request: ReliefId(0) });
    }
    let payment = town.last_payment();
    town.does(1, M::ApprovePayment { payment });
    town.wait(2 * SECOND);
    town.does(BEN, M::ReleasePayment { payment });
    town.does(13, ask(COIN));
    town.does(13, M::WithdrawRelief { request: ReliefId(1) });
    // The pot is short.
    town.does(15, ask(20 * COIN));
    for who in [4, 5] {
        town.does(who, M::AttestRelief { request: ReliefId(2) });
    }
    town.pays(BEN, 50 * COIN, M::Contribute { pot: RELIEF, memo: None });
    town.does(BEN, M::PromiseRelief { request: ReliefId(2) });
    town.decides(0, Action::ReviewRelief { members: vec![member(4)] });
}
