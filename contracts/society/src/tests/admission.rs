use mutual_types::{event::MemberAdmitted, ApplicationStatus, MemberIndex};

use super::*;

fn apply(world: &mut World, account: AccountId) -> Result<Option<MemberAdmitted>, Box<Error>> {
    let call = world.by(account);
    world.state.apply(&call, 1).map(|(_, admitted)| admitted)
}

fn sponsor(world: &mut World, sponsor: AccountId, account: AccountId) -> Result<Option<MemberAdmitted>, Box<Error>> {
    let call = world.by(sponsor);
    world.state.sponsor(&call, account).map(|(_, admitted)| admitted)
}

#[ink::test]
fn two_sponsors_let_an_applicant_in() {
    let mut world = World::new();
    assert_eq!(apply(&mut world, GUS), Ok(None));
    assert_eq!(sponsor(&mut world, EVE, GUS), Ok(None));
    let admitted = sponsor(&mut world, FAY, GUS).unwrap().unwrap();
    assert_eq!(admitted.member, MemberIndex(6));
    assert_eq!(world.state.counters.active, 7);
    let member = world.state.member(GUS).unwrap();
    assert_eq!((member.charter_version, member.probation_ends_ms), (1, world.now_ms + 3_000));
    let kept = world.state.application(GUS).unwrap();
    assert_eq!(kept.sponsors, [MemberIndex(4), MemberIndex(5)]);
    assert_eq!(apply(&mut world, GUS), refused(Error::AccountBound(MemberIndex(6))));
}

#[ink::test]
fn nobody_sponsors_twice_or_without_an_application() {
    let mut world = World::new();
    assert_eq!(sponsor(&mut world, EVE, GUS), refused(Error::NoApplication));
    apply(&mut world, GUS).unwrap();
    assert_eq!(apply(&mut world, GUS), refused(Error::AlreadyApplied { ends_ms: world.now_ms + 30_000 }));
    sponsor(&mut world, EVE, GUS).unwrap();
    assert_eq!(sponsor(&mut world, EVE, GUS), refused(Error::AlreadySponsored));
    assert_eq!(sponsor(&mut world, HAL, GUS), refused(Error::NotMember));
}

#[ink::test]
fn a_sponsorship_counts_as_open_only_while_the_application_is() {
    let mut world = World::new();
    apply(&mut world, GUS).unwrap();
    apply(&mut world, HAL).unwrap();
    sponsor(&mut world, EVE, GUS).unwrap();
    assert_eq!(sponsor(&mut world, EVE, HAL), refused(Error::SponsorshipsFull { open: 1, max: 1 }));
    sponsor(&mut world, FAY, GUS).unwrap();
    assert_eq!(sponsor(&mut world, EVE, HAL), Ok(None));
}

#[ink::test]
fn who_applies_anew_is_not_sponsored_by_who_sponsored_them_before() {
    let mut world = World::new();
    apply(&mut world, GUS).unwrap();
    sponsor(&mut world, EVE, GUS).unwrap();
    world.wait(30_000);
    apply(&mut world, GUS).unwrap();
    apply(&mut world, HAL).unwrap();
    assert_eq!(sponsor(&mut world, EVE, HAL), Ok(None), "her one open sponsorship");
    assert_eq!(sponsor(&mut world, EVE, GUS), refused(Error::SponsorshipsFull { open: 1, max: 1 }));
}

#[ink::test]
fn an_expired_application_is_over_and_can_be_made_anew() {
    let mut world = World::new();
    apply(&mut world, GUS).unwrap();
    sponsor(&mut world, EVE, GUS).unwrap();
    world.wait(30_000);
    assert_eq!(sponsor(&mut world, FAY, GUS), refused(Error::ApplicationNotOpen(ApplicationStatus::Expired)));
    assert_eq!(apply(&mut world, GUS), Ok(None));
    assert_eq!(sponsor(&mut world, FAY, GUS), Ok(None), "earlier sponsors vouched for another application");
}

#[ink::test]
fn a_newcomer_sponsors_only_who_applies_after_their_probation() {
    let mut world = World::with_rules(|rules| rules.membership.admission = AdmissionPolicy::Open);
    let joined_ms = world.now_ms;
    assert!(apply(&mut world, GUS).unwrap().is_some());
    let mut rules = world.state.rules().unwrap();
    rules.membership.admission = AdmissionPolicy::Sponsored(1);
    world.state.set_rules(rules);
    world.wait(2_999);
    apply(&mut world, HAL).unwrap();
    world.wait(1);
    let refusal = Error::NotEligible { made_ms: joined_ms + 2_999, eligible_from_ms: joined_ms + 3_000 };
    assert_eq!(sponsor(&mut world, GUS, HAL), refused(refusal));
    assert!(sponsor(&mut world, EVE, HAL).unwrap().is_some());
}

#[ink::test]
fn the_open_policy_needs_nobody() {
    let mut world = World::with_rules(|rules| rules.membership.admission = AdmissionPolicy::Open);
    assert!(apply(&mut world, GUS).unwrap().is_some());
}

#[ink::test]
fn the_ballot_policy_needs_a_proposal_and_the_applicants_own_application() {
    let mut world = World::with_rules(|rules| rules.membership.admission = AdmissionPolicy::Ballot);
    assert_eq!(world.propose(EVE, Action::Admit { account: GUS }), refused(Error::NoApplication));
    apply(&mut world, GUS).unwrap();
    assert_eq!(sponsor(&mut world, EVE, GUS), refused(Error::NothingToSponsor));
    let id = world.pass(Action::Admit { account: GUS });
    world.execute(id).unwrap();
    assert!(world.state.member(GUS).is_ok());
}

#[ink::test]
fn admissions_are_limited_per_period_and_go_on_in_the_next() {
    let mut world = World::with_rules(|rules| rules.membership.admission = AdmissionPolicy::Open);
    apply(&mut world, GUS).unwrap();
    apply(&mut world, HAL).unwrap();
    let until_ms = FOUNDED_MS + 100_000;
    assert_eq!(apply(&mut world, AccountId([9; 32])), refused(Error::AdmissionsFull { until_ms }));
    world.now_ms = until_ms;
    assert!(apply(&mut world, AccountId([9; 32])).unwrap().is_some());
}

#[ink::test]
fn only_the_charter_in_force_can_be_acknowledged() {
    let mut world = World::new();
    let call = world.by(GUS);
    assert_eq!(world.state.apply(&call, 2).err(), Some(Error::WrongCharterVersion { given: 2, current: 1 }.into()));
    let call = world.by(EVE);
    assert!(world.state.acknowledge(&call, 0).is_err());
    world.state.acknowledge(&call, 1).unwrap();
    assert_eq!(world.state.member(EVE).unwrap().charter_version, 1);
}
