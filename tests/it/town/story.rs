//! Everything that can happen in a society, each once at least.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use mutual_model::{Answer, Message as M};
use mutual_types::{
    Action, Charter, Choice, DisputeId, DisputeSubject, Document, GrantId, Mode, ProposalId, Role, Ruling,
};

use super::money::{grant, grants, pots, relief, spend, treasury};
use super::{account, member, Town, BEN, COIN, DAY, GENERAL, HOUR, PURPOSE, RELIEF, RESERVE, SECOND, TRUST, YEAR};

/// A town in which everything happened, and one that fell asleep.
pub static EVERYTHING: LazyLock<[Town; 2]> = LazyLock::new(|| [lived(), asleep()]);

/// A town in which everything happened, and one that fell asleep.
pub fn everything() -> &'static [Town; 2] {
    &EVERYTHING
}

/// The names of all deeds.
pub fn everything_that_happened() -> BTreeSet<&'static str> {
    everything().iter().flat_map(|town| &town.deeds).map(|deed| deed.name.as_str()).collect()
}

fn lived() -> Town {
    let mut town = Town::found(|_| {});
    joining(&mut town);
    proposing(&mut town);
    roles(&mut town);
    treasury(&mut town);
    pots(&mut town);
    grants(&mut town);
    relief(&mut town);
    conduct(&mut town);
    disputes(&mut town);
    amending(&mut town);
    leaving(&mut town);
    ending(&mut town);
    town
}

fn asleep() -> Town {
    let mut town = Town::found(|_| {});
    town.wait(YEAR);
    town.does(BEN, M::OpenDissolution {});
    town
}

pub fn document() -> Document {
    Document { uri: "https://mutual.example/paper".to_owned(), hash: [9; 32] }
}

fn joining(town: &mut Town) {
    for who in 12..16 {
        town.does(who, M::Apply { charter_version: 1 });
    }
    for sponsor in [9, 10] {
        town.does(sponsor, M::Sponsor { applicant: account(12) });
    }
    town.does(0, M::AdmitBatch { accounts: vec![account(13), account(14)] });
    town.decides(0, Action::Admit { account: account(15) });
    town.does(15, M::Acknowledge { charter_version: 1 });
    // All but the seventh.
    for who in (0..16).filter(|who| *who != 7) {
        town.pays(who, COIN, M::PayDues { member: member(who), periods: 1 });
    }
    town.pays(10, 8 * COIN, M::BuyShares { count: 4 });
    town.does(9, M::RotateAccount { to: account(20) });
    town.does(20, M::AcceptAccount { member: member(9) });
    town.decides(0, Action::RecoverAccount { member: member(10), account: account(21) });
    let theft = town.proposes(0, Action::RecoverAccount { member: member(BEN), account: account(22) });
    town.does(BEN, M::StopRecovery { proposal: theft });
    town.does(BEN, M::OfferProxy { holder: member(5) });
    town.does(5, M::AcceptProxy { member: member(BEN) });
}

fn proposing(town: &mut Town) {
    let proposal = town.proposes(0, Action::Resolution);
    town.does(5, M::VoteWithProxies { proposal, choice: Choice::Aye, reason: Some("for both".to_owned()) });
    town.passes(proposal);
    town.does(BEN, M::Execute { proposal });
    town.does(5, M::EndProxy { member: member(BEN) });

    let ask =
        M::Propose { title: "Quietly".to_owned(), document: None, action: Action::Resolution, mode: Mode::Consent };
    let Answer::Proposal(asked) = town.does(1, ask) else { panic!("it is a proposal") };
    for who in [2, 3] {
        town.does(who, M::Object { proposal: asked, reason: "not so quietly".to_owned() });
    }
    town.does(1, M::WithdrawProposal { proposal: asked });
    town.does(1, M::Settle { proposal: asked });

    // Four at once, of which the last has a deposit, and nobody cares.
    let open: Vec<ProposalId> = (0..3).map(|_| town.proposes(BEN, Action::Resolution)).collect();
    let spam = M::Propose {
        title: "Me".to_owned(),
        document: Some(document()),
        action: Action::Resolution,
        mode: Mode::Ballot,
    };
    let Answer::Proposal(spam) = town.pays(BEN, 5 * COIN, spam) else { panic!("it is a proposal") };
    town.does(BEN, M::WithdrawProposal { proposal: open[0] });
    town.reach(town.model.proposal_facts(spam).unwrap().ends_ms);
    for steward in [3, 4] {
        town.does(steward, M::JudgeSpam { proposal: spam });
    }
}

fn roles(town: &mut Town) {
    town.decides(0, Action::GrantRole { member: member(12), role: Role::Treasurer, term_ms: 30 * DAY });
    town.decides(0, Action::RevokeRole { member: member(12), role: Role::Treasurer });
    town.does(8, M::Resign { role: Role::Arbitrator });
    let keeper = Role::Keeper(PURPOSE);
    town.decides(0, Action::GrantRole { member: member(12), role: keeper, term_ms: YEAR });
    town.decides(0, Action::RevokeRole { member: member(12), role: keeper });
    let (payment_max, period_max) = (2 * COIN, 10 * COIN);
    town.decides(0, Action::SetAllowance { pot: GENERAL, payment_max, period_max, period_ms: HOUR });
    town.does(20, M::PayPetty { pot: GENERAL, payee: account(30), amount: COIN, memo: "bread".to_owned() });
}

/// Decided, and in its notice.
fn noticed(town: &mut Town, action: Action) -> ProposalId {
    let proposal = town.proposes(0, action);
    for who in [1, 2, 3] {
        town.votes(who, proposal, Choice::Aye);
    }
    town.reach(town.model.proposal_facts(proposal).unwrap().ends_ms);
    proposal
}

fn conduct(town: &mut Town) {
    let until_ms = town.now_ms + HOUR;
    let proposal = town.proposes(0, Action::Suspend { member: member(13), until_ms });
    town.does(13, M::StateCase { proposal, document: document() });
    for who in [1, 2, 3] {
        town.votes(who, proposal, Choice::Aye);
    }
    town.reach(town.model.proposal_facts(proposal).unwrap().ends_ms);
    let subject = DisputeSubject::Expulsion(proposal);
    town.pays(13, 5 * COIN, M::OpenDispute { subject, wanted: Ruling::Against });
    let dispute = town.last_dispute();
    for arbitrator in [5, 6, 7] {
        town.does(arbitrator, M::RuleDispute { dispute, ruling: Ruling::For });
    }
    town.does(BEN, M::SettleDispute { dispute });
    town.reach(town.model.proposal_facts(proposal).unwrap().executable_from_ms);
    town.does(BEN, M::Execute { proposal });
    town.reach(until_ms);
    town.does(BEN, M::RecordReturn { member: member(13) });
    let until_ms = town.now_ms + DAY;
    town.decides(0, Action::Suspend { member: member(13), until_ms });
    town.decides(0, Action::Reinstate { member: member(13) });
    let until_ms = town.now_ms + DAY;
    town.decides(0, Action::WaiveDues { member: member(14), until_ms });
    town.decides(0, Action::Expel { member: member(14) });
}

fn disputes(town: &mut Town) {
    let payment = spend(town, 14 * COIN, GENERAL);
    let subject = DisputeSubject::Payment(payment);
    town.pays(12, 5 * COIN, M::OpenDispute { subject, wanted: Ruling::Against });
    let dispute = town.last_dispute();
    for who in [13, 15] {
        town.does(who, M::JoinDispute { dispute });
    }
    let subject = DisputeSubject::External { contract: account(BEN), case: 7, a: member(12), b: member(13) };
    town.pays(BEN, 5 * COIN, M::OpenDispute { subject, wanted: Ruling::For });
    town.wait(20 * SECOND);
    let Answer::Proposal(proposal) = town.does(BEN, M::ReferDispute { dispute }) else { panic!("it is a proposal") };
    town.passes(proposal);
    town.does(BEN, M::Execute { proposal });
    town.does(BEN, M::SettleDispute { dispute });
}

fn amending(town: &mut Town) {
    let mut rules = town.model.rules().clone();
    rules.voting.quorum_bps = 1_500;
    town.decides(0, Action::SetRules(Box::new(rules)));
    town.decides(0, Action::AmendCharter(Charter { document: document(), version: 2 }));
    town.decides(0, Action::SetBeneficiary { account: account(45) });
    let upgrade = Action::Upgrade { code_hash: town.chain.bundle.hash().0, document: document() };
    noticed(town, upgrade);
}

fn leaving(town: &mut Town) {
    town.does(20, M::Resign { role: Role::Keeper(GENERAL) });
    town.does(21, M::Leave {});
    town.wait(10 * SECOND);
    town.does(BEN, M::SettleExit { member: member(10) });
    town.does(21, M::WithdrawCredit {});
    town.wait(2 * DAY);
    town.does(BEN, M::RecordLapse { member: member(7) });
}

fn ending(town: &mut Town) {
    // Promised, and never kept.
    let payment = spend(town, 15 * COIN, GENERAL);
    let owed = spend(town, 16 * COIN, GENERAL);
    for treasurer in [1, 2] {
        town.does(treasurer, M::ApprovePayment { payment: owed });
    }
    let unfinished = grant(town, BEN, &[(YEAR, 0)], None);
    let title = "An end".to_owned();
    let dissolve = M::Propose { title, document: None, action: Action::Dissolve, mode: Mode::Ballot };
    let Answer::Proposal(proposal) = town.does(0, dissolve) else { panic!("it is a proposal") };
    town.passes(proposal);
    town.does(BEN, M::Execute { proposal });
    town.does(BEN, M::ReleasePayment { payment: owed });
    town.reach(town.model.dissolution_record().unwrap().claims_until_ms);
    let waiting = (0..town.cells().counters().payments).map(mutual_types::PaymentId);
    let waiting: Vec<_> = waiting.filter(|id| cancels(town, M::CancelPayment { payment: *id })).collect();
    assert!(waiting.contains(&payment));
    for payment in waiting {
        town.does(BEN, M::CancelPayment { payment });
    }
    assert!(cancels(town, M::CancelGrant { grant: unfinished }));
    for grant in (0..=unfinished.0).map(GrantId) {
        if cancels(town, M::CancelGrant { grant }) {
            town.does(BEN, M::CancelGrant { grant });
        }
    }
    for dispute in (0..town.cells().counters().disputes).map(DisputeId) {
        if cancels(town, M::SettleDispute { dispute }) {
            town.does(BEN, M::SettleDispute { dispute });
        }
    }
    for pot in [RESERVE, RELIEF, PURPOSE] {
        town.does(BEN, M::LiquidatePot { pot });
    }
    town.does(BEN, M::CountSharers { limit: 50 });
    town.does(BEN, M::Divide {});
    for who in [0, 1, BEN] {
        town.does(BEN, M::ClaimShare { member: member(who) });
    }
    town.does(0, M::WithdrawCredit {});
    town.wait(YEAR);
    town.does(TRUST, M::ForfeitCredit { account: account(1) });
    town.does(TRUST, M::WithdrawCredit {});
}

fn cancels(town: &Town, message: M) -> bool {
    town.model.clone().apply(account(BEN), town.now_ms + 10, 0, message).is_ok()
}
