//! G19: lists in which somebody is named twice, and lists of which a part is wrong.

use mutual_client::society::Society;
use mutual_model::{Answer, Message as M};
use mutual_tests::{Stage, World};
use mutual_types::{
    Action, Choice, DisputeSubject, Error, Founding, GrantTerms, Mode, PotKind, PotSpec, ReliefId, Restriction, Role,
    Ruling, StageTerms,
};

use crate::town::{account, member, Town, BEN, COIN, GENERAL, HOUR, PURPOSE, RELIEF, SECOND};

#[tokio::test(flavor = "multi_thread")]
async fn g19_a_founding_that_names_anything_twice_is_refused_whole() {
    let world = World::with(Stage::devnet().await, |_| {}).await;
    let example = || mutual_tests::people::example(world.stage.chain.unit()).founding;
    let (mere, roles) = (example().founders[0].account, example().founders[0].roles.clone());
    type Change = Box<dyn Fn(&mut Founding)>;
    let doubled = |kind: PotKind| -> Change {
        Box::new(move |founding: &mut Founding| {
            let pot = founding.pots.iter().find(|pot| pot.kind == kind).unwrap().clone();
            founding.pots.push(pot);
        })
    };
    let cases: [(Change, Error); 6] = [
        (Box::new(move |founding| founding.founders[7].account = mere), Error::DuplicateAccount(mere)),
        (Box::new(move |founding| founding.founders[0].roles.extend(roles.clone())), Error::DuplicateRole(mere)),
        (doubled(PotKind::General), Error::InvalidPots),
        (doubled(PotKind::Reserve), Error::InvalidPots),
        (doubled(PotKind::Relief), Error::InvalidPots),
        (Box::new(move |founding| founding.asset_lock.beneficiary = mere), Error::InvalidBeneficiary),
    ];
    for (change, expected) in cases {
        let mut founding = example();
        change(&mut founding);
        match Society::prepare_founding(&world.stage.chain, mere, &founding, 0).await {
            Err(mutual_client::Error::Contract { error, .. }) => assert_eq!(error, expected),
            Err(other) => panic!("{expected:?} was expected, and it is {other}"),
            Ok(_) => panic!("{expected:?} was expected, and it is accepted"),
        }
    }
}

#[test]
fn g19_a_batch_is_let_in_whole_or_not_at_all() {
    let mut town = Town::found(|_| {});
    for who in 20..26 {
        town.does(who, M::Apply { charter_version: 1 });
    }
    let batch = |people: &[usize]| M::AdmitBatch { accounts: people.iter().map(|who| account(*who)).collect() };
    let is_refused = |town: &Town, people: &[usize]| {
        let refused = town.refuses(3, 0, batch(people));
        let expected = matches!(refused, Error::ApplicationNotOpen(_) | Error::NoApplication | Error::AccountBound(_));
        assert!(expected, "{people:?}: {refused:?}");
    };
    // Twice the same at the beginning, at the end and in between; a stranger and a member among applicants.
    for people in [[20, 20, 21, 22], [20, 21, 22, 22], [20, 21, 22, 20], [20, 21, 40, 22], [0, 20, 21, 22]] {
        is_refused(&town, &people);
    }
    let events = town.cells().counters().seq;
    town.does(3, batch(&[20, 21, 22]));
    let counters = town.cells().counters();
    assert_eq!((counters.present, counters.active, counters.members), (15, 15, 15));
    assert_eq!(counters.seq - events, 3, "one event for each");
    // Once more, alone or with others, and the number of those who came so is what came.
    is_refused(&town, &[22]);
    is_refused(&town, &[23, 22]);
    assert_eq!(town.cells().admissions().batched, 3);
    town.does(3, batch(&[]));
    assert_eq!(town.cells().counters().present, 15);
}

#[test]
fn g19_whoever_is_counted_is_counted_once() {
    let mut town = Town::found(|founding| founding.rules.dues.amount = 0);
    town.does(20, M::Apply { charter_version: 1 });
    town.does(0, M::Sponsor { applicant: account(20) });
    assert_eq!(town.refuses(0, 0, M::Sponsor { applicant: account(20) }), Error::AlreadySponsored);

    let title = "Quietly".to_owned();
    let ask = M::Propose { title, document: None, action: Action::Resolution, mode: Mode::Consent };
    let Answer::Proposal(asked) = town.does(1, ask) else { panic!("it is a proposal") };
    let object = || M::Object { proposal: asked, reason: "no".to_owned() };
    town.does(0, object());
    assert_eq!(town.refuses(0, 0, object()), Error::AlreadyObjected);

    let proposal = town.proposes(1, Action::Spend { payee: account(30), amount: COIN, pot: GENERAL });
    town.votes(0, proposal, Choice::Aye);
    for choice in [Choice::Aye, Choice::Nay, Choice::Abstain] {
        let again = M::Vote { proposal, choice, reason: None };
        assert_eq!(town.refuses(0, 0, again), Error::AlreadyVoted(Choice::Aye));
    }
    town.passes(proposal);
    town.does(BEN, M::Execute { proposal });
    let payment = town.last_payment();
    town.does(0, M::ApprovePayment { payment });
    assert_eq!(town.refuses(0, 0, M::ApprovePayment { payment }), Error::AlreadyApproved);
    assert_eq!(town.refuses(0, 0, M::ReleasePayment { payment }), Error::NotEnoughApprovals { have: 1, needed: 2 });

    town.pays(BEN, 20 * COIN, M::Contribute { pot: RELIEF, memo: None });
    town.does(10, M::AskRelief { pot: RELIEF, amount: COIN, evidence: [0; 32] });
    let attest = || M::AttestRelief { request: ReliefId(0) };
    town.does(0, attest());
    assert_eq!(town.refuses(0, 0, attest()), Error::AlreadyAttested);

    let subject = DisputeSubject::Payment(payment);
    town.pays(10, 5 * COIN, M::OpenDispute { subject, wanted: Ruling::Against });
    let dispute = town.last_dispute();
    assert_eq!(town.refuses(10, 0, M::JoinDispute { dispute }), Error::AlreadyRuled, "a petition is of three members");
    town.does(9, M::JoinDispute { dispute });
    assert_eq!(town.refuses(9, 0, M::JoinDispute { dispute }), Error::AlreadyRuled);
}

#[test]
fn g19_a_steward_is_one_of_two_judges_once() {
    let mut town = Town::found(|founding| founding.rules.voting.free_open_proposals = 1);
    town.proposes(BEN, Action::Resolution);
    let spam = M::Propose { title: "Me".to_owned(), document: None, action: Action::Resolution, mode: Mode::Ballot };
    let Answer::Proposal(proposal) = town.pays(BEN, 5 * COIN, spam) else { panic!("it is a proposal") };
    town.wait(60 * SECOND);
    town.does(3, M::JudgeSpam { proposal });
    assert_eq!(town.refuses(3, 0, M::JudgeSpam { proposal }), Error::AlreadyJudged);
    assert!(!town.model.proposal_facts(proposal).unwrap().settled);
}

#[test]
fn g19_twelve_stages_that_are_alike_are_paid_once_each_and_no_stage_before_its_turn() {
    let mut town = Town::found(|_| {});
    let stage = StageTerms { title: "Same".to_owned(), amount: COIN, due_ms: town.now_ms + 12 * HOUR, months: 0 };
    let terms = GrantTerms {
        payee: account(BEN),
        pot: GENERAL,
        stages: vec![stage; 12],
        unit: String::new(),
        repay_by_ms: None,
    };
    town.decides(0, Action::Grant(terms));
    let grant = town.last_grant();
    let evidence = mutual_types::Document { uri: String::new(), hash: [0; 32] };
    let claim = |stage| M::ClaimStage { grant, stage, evidence: evidence.clone(), metric: 0 };
    let wrong = |town: &Town, who: usize, message: M| {
        let refused = town.refuses(who, 0, message);
        assert!(matches!(refused, Error::WrongStage { .. } | Error::GrantOver(_)), "{refused:?}");
    };
    for stage in 0..12 {
        wrong(&town, BEN, claim(stage + 1));
        wrong(&town, 3, M::AcceptStage { grant, stage });
        town.does(BEN, claim(stage));
        wrong(&town, BEN, claim(stage));
        town.does(3, M::AcceptStage { grant, stage });
        wrong(&town, 3, M::AcceptStage { grant, stage });
    }
    assert_eq!(town.cells().counters().payments, 12);
    let pot = town.model.pot_facts(GENERAL).unwrap();
    assert_eq!(pot.reserved, 12 * COIN);
}

#[test]
fn g19_a_pot_that_names_a_payee_twice_pays_once_and_nobody_else() {
    let mut town = Town::found(|_| {});
    let restriction = Restriction {
        kinds: vec![mutual_types::Kind::Spend; 3],
        payees: vec![account(30), account(30)],
        ends_ms: None,
        fallback: account(46),
    };
    town.decides(
        0,
        Action::OpenPot(PotSpec { kind: PotKind::Restricted, name: String::new(), restriction: Some(restriction) }),
    );
    let pot = mutual_types::PotId(4);
    town.pays(BEN, 3 * COIN, M::Contribute { pot, memo: None });
    town.decides(0, Action::Spend { payee: account(30), amount: 2 * COIN, pot });
    assert_eq!(town.cells().counters().payments, 1);
    assert_eq!(town.model.pot_facts(pot).unwrap().reserved, 2 * COIN);
    let spend = Action::Spend { payee: account(31), amount: COIN, pot };
    let propose = M::Propose { title: String::new(), document: None, action: spend, mode: Mode::Ballot };
    assert_eq!(town.refuses(0, 0, propose), Error::PotForbids(mutual_types::PotRefusal::Payee));
}

#[test]
fn g19_who_is_concerned_twice_over_is_recused_once() {
    let mut town = Town::found(|founding| founding.founders[0].roles.push(Role::Arbitrator));
    // The payee is the proposer, and named in a review sixteen times.
    let spend = town.proposes(10, Action::Spend { payee: account(10), amount: COIN, pot: PURPOSE });
    let review = town.proposes(11, Action::ReviewRelief { members: vec![member(10); 16] });
    for proposal in [spend, review] {
        let facts = town.model.proposal_facts(proposal).unwrap();
        assert_eq!((facts.electorate, facts.potential), (11, 11));
        assert_eq!(town.cells().proposal(proposal).recused, [member(10)]);
    }
    town.passes(review);
    town.does(0, M::Execute { proposal: review });
    assert!(town.cells().relief_record(member(10)).barred_until_ms > town.now_ms);
}
