//! Those who come late, and those who may not act for a while: what they can still decide is nothing.

use mutual_model::{Answer, Message as M};
use mutual_types::{
    Action, AdmissionPolicy, Choice, Conflict, DisputeSubject, Error, Mode, ReliefId, Ruling, Standing,
};

use crate::town::{account, member, Town, BEN, COIN, DAY, GENERAL, HOUR, PURPOSE, RELIEF, SECOND};

/// Where whoever applies is in, with an hour of probation.
fn open_town() -> Town {
    Town::found(|founding| {
        founding.rules.membership.admission = AdmissionPolicy::Open;
        founding.rules.membership.probation_ms = HOUR;
        founding.rules.dues.amount = 0;
    })
}

#[test]
fn g1_a_newcomer_decides_on_nothing_that_is_made_before_the_end_of_probation() {
    let mut town = open_town();
    town.pays(BEN, 50 * COIN, M::Contribute { pot: RELIEF, memo: None });
    town.does(20, M::Apply { charter_version: 1 });
    let member_of = town.cells().member(account(20));
    let eligible_from_ms = member_of.probation_ends_ms;
    town.wait(2 * SECOND);
    let made_ms = town.now_ms + 10;
    let proposal = town.proposes(0, Action::Resolution);
    let title = "Quietly".to_owned();
    let ask = M::Propose { title, document: None, action: Action::Resolution, mode: Mode::Consent };
    let Answer::Proposal(asked) = town.does(1, ask) else { panic!("it is a proposal") };
    town.does(10, M::AskRelief { pot: RELIEF, amount: COIN, evidence: [0; 32] });

    let not_yet = |made_ms| Error::NotEligible { made_ms, eligible_from_ms };
    let vote = |choice| M::Vote { proposal, choice, reason: None };
    assert_eq!(town.refuses(20, 0, vote(Choice::Aye)), not_yet(made_ms));
    let both = M::VoteWithProxies { proposal, choice: Choice::Aye, reason: None };
    assert_eq!(town.refuses(20, 0, both), not_yet(made_ms));
    let object = M::Object { proposal: asked, reason: "no".to_owned() };
    assert_eq!(town.refuses(20, 0, object), not_yet(made_ms + 10));
    let attest = M::AttestRelief { request: ReliefId(0) };
    assert_eq!(town.refuses(20, 0, attest), not_yet(made_ms + 20));
    // Somebody who votes for the newcomer has one ballot, not two.
    town.does(20, M::OfferProxy { holder: member(0) });
    town.does(0, M::AcceptProxy { member: member(12) });
    town.does(0, M::VoteWithProxies { proposal, choice: Choice::Aye, reason: None });
    assert_eq!(town.cells().proposal(proposal).tally.cast(), 1);
    // Nor does the newcomer count for the quorum's base of what was made before.
    let threshold = town.cells().proposal(proposal).terms.threshold;
    assert_eq!(threshold.electorate, 13, "members count from the day they join");
}

#[test]
fn g1_a_newcomer_vouches_for_nobody() {
    let mut town = Town::found(|founding| founding.rules.membership.probation_ms = HOUR);
    town.does(20, M::Apply { charter_version: 1 });
    town.does(21, M::Apply { charter_version: 1 });
    for sponsor in [0, 1] {
        town.does(sponsor, M::Sponsor { applicant: account(20) });
    }
    // A chain of newcomers, each let in by the last ones, would be a way in for a crowd.
    let refused = town.refuses(20, 0, M::Sponsor { applicant: account(21) });
    assert!(matches!(refused, Error::NotEligible { .. }), "{refused:?}");
    town.wait(HOUR / 2);
    town.does(22, M::Apply { charter_version: 1 });
    town.wait(HOUR / 2 + SECOND);
    let late = town.refuses(20, 0, M::Sponsor { applicant: account(22) });
    assert!(matches!(late, Error::NotEligible { .. } | Error::ApplicationNotOpen(_)), "{late:?}");
    town.does(23, M::Apply { charter_version: 1 });
    town.does(20, M::Sponsor { applicant: account(23) });
}

#[test]
fn g1_no_more_are_let_in_than_the_period_has_room_for() {
    let mut town = open_town();
    let mut rules = town.model.rules().clone();
    rules.membership.admissions_per_period = 3;
    rules.membership.admission_period_ms = DAY;
    town.decides(0, Action::SetRules(Box::new(rules)));
    town.wait(DAY);
    for who in 20..23 {
        town.does(who, M::Apply { charter_version: 1 });
    }
    let until_ms = town.cells().admissions().since_ms + DAY;
    assert_eq!(town.refuses(23, 0, M::Apply { charter_version: 1 }), Error::AdmissionsFull { until_ms });
    town.reach(until_ms);
    town.does(23, M::Apply { charter_version: 1 });
}

#[test]
fn g1_shares_dues_and_gifts_buy_no_second_ballot() {
    let mut town = Town::found(|_| {});
    let before = town.cells().counters();
    town.pays(10, 20 * COIN, M::BuyShares { count: 10 });
    town.pays(10, 12 * COIN, M::PayDues { member: member(10), periods: 12 });
    town.pays(10, 500 * COIN, M::Contribute { pot: GENERAL, memo: None });
    let after = town.cells().counters();
    assert_eq!((before.active, before.present), (after.active, after.present));
    let proposal = town.proposes(0, Action::Resolution);
    town.votes(10, proposal, Choice::Nay);
    town.votes(BEN, proposal, Choice::Aye);
    let record = town.cells().proposal(proposal);
    assert_eq!((record.tally.aye, record.tally.nay, record.terms.threshold.potential), (1, 1, 12));
}

#[test]
fn g2_who_is_suspended_or_behind_loses_the_vote_and_leaves_the_ballot() {
    let mut town = Town::found(|founding| founding.rules.voting.voting_period_ms = DAY / 2);
    for who in (0..12).filter(|who| *who != 11) {
        town.pays(who, COIN, M::PayDues { member: member(who), periods: 1 });
    }
    let long = town.proposes(0, Action::Resolution);
    town.votes(10, long, Choice::Nay);
    let until_ms = town.now_ms + DAY;
    town.decides(0, Action::Suspend { member: member(10), until_ms });
    let barred = Error::NotInGoodStanding(Standing::Suspended);
    let vote = |proposal| M::Vote { proposal, choice: Choice::Aye, reason: None };
    assert_eq!(town.refuses(10, 0, vote(long)), barred);
    let record = town.cells().proposal(long);
    assert_eq!((record.tally.nay, record.terms.threshold.electorate), (1, 12), "as it was");
    // What is made later counts eleven.
    let later = town.proposes(1, Action::Resolution);
    assert_eq!(town.cells().proposal(later).terms.threshold.electorate, 11);
    assert_eq!(town.refuses(10, 0, vote(later)), barred);
    for message in [
        M::Propose { title: String::new(), document: None, action: Action::Resolution, mode: Mode::Ballot },
        M::ClaimExpense { pot: GENERAL, amount: COIN, receipt: [0; 32], title: String::new() },
        M::AskRelief { pot: RELIEF, amount: COIN, evidence: [0; 32] },
    ] {
        assert_eq!(town.refuses(10, 0, message), barred);
    }
    // One day of grace is over for who never paid.
    town.reach(town.now_ms + DAY);
    let behind = town.proposes(2, Action::Resolution);
    assert_eq!(town.refuses(BEN, 0, vote(behind)), Error::NotInGoodStanding(Standing::Lapsed));
    town.pays(0, COIN, M::PayDues { member: member(BEN), periods: 1 });
    town.does(BEN, vote(behind));
}

#[test]
fn g3_nobody_votes_on_what_asks_for_no_ballots() {
    let mut town = Town::found(|_| {});
    let title = "Quietly".to_owned();
    let ask = M::Propose { title, document: None, action: Action::Resolution, mode: Mode::Consent };
    let Answer::Proposal(proposal) = town.does(1, ask) else { panic!("it is a proposal") };
    for choice in [Choice::Aye, Choice::Nay, Choice::Abstain] {
        let vote = town.refuses(0, 0, M::Vote { proposal, choice, reason: None });
        assert!(matches!(vote, Error::Consenting { .. }), "{vote:?}");
    }
}

#[test]
fn g4_a_steward_does_not_turn_a_special_proposal_into_an_ordinary_one_for_their_own_sake() {
    let mut town = Town::found(|_| {});
    town.pays(BEN, 50 * COIN, M::Contribute { pot: PURPOSE, memo: None });
    let spend = |payee: usize| Action::Spend { payee: account(payee), amount: COIN, pot: PURPOSE };
    let own = town.proposes(3, spend(30));
    assert_eq!(town.refuses(3, 0, M::Certify { proposal: own }), Error::ConflictOfInterest(Conflict::Proposer));
    let to_steward = town.proposes(0, spend(3));
    assert_eq!(town.refuses(3, 0, M::Certify { proposal: to_steward }), Error::ConflictOfInterest(Conflict::Payee));
    for other in [0, 5, 9, 10] {
        assert_eq!(town.refuses(other, 0, M::Certify { proposal: own }), Error::NotSteward);
    }
    // A majority is not enough for it, while nobody says that it fits the purpose.
    for (who, choice) in [(0, Choice::Aye), (1, Choice::Aye), (2, Choice::Aye), (9, Choice::Nay), (10, Choice::Nay)] {
        town.votes(who, own, choice);
    }
    town.reach(town.model.proposal_facts(own).unwrap().executable_from_ms);
    let refused = town.refuses(0, 0, M::Execute { proposal: own });
    assert!(matches!(refused, Error::NotExecutable { .. }), "{refused:?}");
}

#[test]
fn p10_deposits_of_proposals_and_disputes_and_repayments_are_taken_to_the_planck() {
    let mut town = Town::found(|_| {});
    let propose =
        || M::Propose { title: String::new(), document: None, action: Action::Resolution, mode: Mode::Ballot };
    for _ in 0..3 {
        town.does(10, propose());
    }
    let needed = 5 * COIN;
    for given in [0, 1, needed - 1, needed + 1] {
        assert_eq!(town.refuses(10, given, propose()), Error::WrongDeposit { given, needed });
        let subject = DisputeSubject::External { contract: account(0), case: 0, a: member(1), b: member(2) };
        let open = M::OpenDispute { subject, wanted: Ruling::For };
        assert_eq!(town.refuses(0, given, open), Error::WrongValue { given, needed });
    }
    town.pays(10, needed, propose());
    assert_eq!(
        town.refuses(0, 0, M::RepayGrant { grant: mutual_types::GrantId(0) }),
        Error::NoGrant(mutual_types::GrantId(0))
    );
}

#[test]
fn p9_a_gift_before_or_after_makes_no_share_dearer_and_no_share_of_the_end_larger() {
    let end = |gift_before: u128, gift_after: u128| {
        let mut town = Town::found(|_| {});
        if gift_before > 0 {
            town.gives(BEN, gift_before);
        }
        town.pays(10, 2 * COIN, M::BuyShares { count: 1 });
        town.decides(0, Action::Dissolve);
        town.reach(town.model.dissolution_record().unwrap().claims_until_ms);
        for pot in 1..4 {
            town.does(0, M::LiquidatePot { pot: mutual_types::PotId(pot) });
        }
        town.does(0, M::CountSharers { limit: 50 });
        if gift_after > 0 {
            town.does(0, M::Divide {});
            let seen = town.chain.step(
                town.now_ms + 10,
                gift_after,
                account(0),
                0,
                &town.input("claim_share", &[10, 0, 0, 0]),
            );
            assert_eq!(seen.end, crate::machine::chain::End::Success);
        } else {
            town.does(0, M::Divide {});
            town.does(0, M::ClaimShare { member: member(10) });
        }
        town.cells().credit(account(10))
    };
    // The 1,000 coins of the founding in twelve parts, a planck of the rest for who comes first, and two of the share.
    let plain = end(0, 0);
    assert_eq!(plain, 2 * COIN + 1_000 * COIN / 12 + 1);
    assert_eq!(end(0, 120 * COIN), plain, "what comes after the division is the beneficiary's");
    // A gift of coins that nobody has swept is in no pot; one coin came with a message.
    assert_eq!(end(120 * COIN, 0), 2 * COIN + 1_001 * COIN / 12 + 1);
}
