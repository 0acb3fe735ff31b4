use mutual_types::{Charter, RuleName, BENEFICIARY_NOTICE_MS};

use super::*;

fn charter(version: u32) -> Action {
    Action::AmendCharter(Charter { document: Document { uri: "new.md".to_string(), hash: [2; 32] }, version })
}

fn set_rules(world: &mut World, amount: Planck, since_ms: u64) -> u64 {
    let mut changed = rules();
    changed.dues.amount = amount;
    changed.dues.since_ms = since_ms;
    let id = world.pass(Action::SetRules(changed.into()));
    // Dues would be past due in seconds of test time.
    let call = world.by(HAL);
    world.state.execute(&call, id).unwrap();
    let rules = world.state.rules().unwrap();
    assert_eq!(rules.dues.amount, amount);
    for account in [ANA, BEN, CLEO, DAN, EVE, FAY] {
        let mut member = world.state.member(account).unwrap();
        member.dues_paid_until_ms = u64::MAX;
        world.state.set_member(account, member);
    }
    rules.dues.since_ms
}

#[ink::test]
fn rules_change_within_the_bounds_only() {
    let mut world = World::new();
    let mut wild = rules();
    wild.voting.quorum_bps = 5_001;
    let refusal = Error::RuleOutOfBounds { rule: RuleName::Quorum, value: 5_001, min: 0, max: 5_000 };
    assert_eq!(world.propose(EVE, Action::SetRules(wild.into())), refused(refusal));
}

#[ink::test]
fn dues_begin_when_they_are_introduced_whatever_was_proposed() {
    let mut world = World::new();
    assert_eq!(set_rules(&mut world, 0, 5), FOUNDED_MS, "no dues before, none after");
    let begun_ms = set_rules(&mut world, 1, 5);
    assert_eq!(begun_ms, world.now_ms);
    assert_eq!(set_rules(&mut world, 2, 5), begun_ms, "raised");
    assert_eq!(set_rules(&mut world, 0, 5), begun_ms, "abolished");
    assert_eq!(set_rules(&mut world, 1, 5), world.now_ms, "introduced anew");
}

#[ink::test]
fn new_rules_touch_no_open_proposal() {
    let mut world = World::new();
    let open = world.propose(FAY, Action::Resolution).unwrap();
    let (before, body) = (world.state.proposal(open).unwrap(), world.state.body(open).unwrap());
    set_rules(&mut world, 1, 0);
    assert_eq!((world.state.proposal(open).unwrap(), world.state.body(open).unwrap()), (before, body));
}

#[ink::test]
fn a_charter_follows_the_one_in_force() {
    let mut world = World::new();
    for given in [0, 1, 3] {
        assert_eq!(world.propose(EVE, charter(given)), refused(Error::WrongVersion { given, needed: 2 }));
    }
    let (first, second) = (world.pass(charter(2)), world.pass(charter(2)));
    world.execute(first).unwrap();
    assert_eq!(world.state.identity().unwrap().charter.document.hash, [2; 32]);
    assert_eq!(world.execute(second), refused(Error::WrongVersion { given: 2, needed: 3 }), "it would replace another");
    let call = world.by(GUS);
    let old = world.state.apply(&call, 1).err();
    assert_eq!(old, Some(Error::WrongCharterVersion { given: 1, current: 2 }.into()));
}

#[ink::test]
fn the_beneficiary_is_neither_the_society_nor_was_ever_a_member() {
    let mut world = World::with_rules(|rules| rules.membership.admission = AdmissionPolicy::Open);
    let mut left = world.state.member(ANA).unwrap();
    left.moved_to = Some(HAL);
    world.state.set_member(HAL, world.state.member(ANA).unwrap());
    world.state.set_member(ANA, left);
    for account in [SOCIETY, ANA, HAL] {
        assert_eq!(world.propose(EVE, Action::SetBeneficiary { account }), refused(Error::InvalidBeneficiary));
    }
    let mut world = World::with_rules(|rules| rules.membership.admission = AdmissionPolicy::Open);
    let id = world.pass(Action::SetBeneficiary { account: GUS });
    let call = world.by(GUS);
    world.state.apply(&call, 1).unwrap();
    assert_eq!(world.execute(id), refused(Error::InvalidBeneficiary), "a member by now");
}

#[ink::test]
fn no_beneficiary_present_or_next_becomes_a_member() {
    let mut world = World::with_rules(|rules| rules.membership.admission = AdmissionPolicy::Sponsored(1));
    let (gus, trust) = (world.by(GUS), world.by(TRUST));
    assert_eq!(world.state.apply(&trust, 1).err(), Some(Error::InvalidBeneficiary.into()));
    let id = world.pass(Action::SetBeneficiary { account: GUS });
    let applied = Call { now_ms: world.now_ms, ..gus };
    world.state.apply(&applied, 1).unwrap();
    world.execute(id).unwrap();
    let call = world.by(EVE);
    assert_eq!(world.state.sponsor(&call, GUS).err(), Some(Error::InvalidBeneficiary.into()));
}

#[ink::test]
fn a_new_beneficiary_waits_180_days() {
    let mut world = World::new();
    let id = world.pass(Action::SetBeneficiary { account: GUS });
    world.execute(id).unwrap();
    let from_ms = world.now_ms + BENEFICIARY_NOTICE_MS;
    assert_eq!(world.state.beneficiary(from_ms - 1), Ok(TRUST));
    assert_eq!(world.state.beneficiary(from_ms), Ok(GUS));
}

#[ink::test]
fn the_next_beneficiary_is_replaced_before_their_day_and_taken_over_after_it() {
    for (wait, between) in [(0, TRUST), (BENEFICIARY_NOTICE_MS, GUS)] {
        let mut world = World::with_rules(|rules| rules.roles.term_ms = YEAR_MS);
        for account in [GUS, HAL] {
            let id = world.pass(Action::SetBeneficiary { account });
            world.execute(id).unwrap();
            world.wait(wait);
        }
        let from_ms = world.state.identity().unwrap().next_beneficiary.unwrap().from_ms;
        assert_eq!(from_ms, world.now_ms - wait + BENEFICIARY_NOTICE_MS);
        assert_eq!(world.state.beneficiary(from_ms - 1), Ok(between));
        assert_eq!(world.state.beneficiary(from_ms), Ok(HAL));
    }
}
