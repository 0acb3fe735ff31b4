use super::*;

fn found(founding: Founding) -> Result<State, Box<Error>> {
    let call = Call { caller: HAL, now_ms: FOUNDED_MS, value: 1_000, this: SOCIETY };
    State::found(&call, founding).map(|(state, _)| state)
}

fn roster_of(count: u8) -> Founding {
    let founders = (1..=count)
        .map(|n| Founder { account: AccountId([n; 32]), roles: if n <= 3 { vec![Role::Treasurer] } else { vec![] } });
    Founding { founders: founders.collect(), ..founding() }
}

#[ink::test]
fn a_society_is_founded_whole() {
    let state = found(founding()).unwrap();
    assert_eq!((state.counters.members, state.counters.present, state.counters.active), (6, 6, 6));
    assert_eq!(state.counters.pots, 3);
    assert_eq!(state.pot(PotId::GENERAL).unwrap().balance, 1_000);
    assert_eq!(state.counters.ledger.total(), Ok(1_000));
    assert_eq!(state.live_treasurers(&[], &rules(), FOUNDED_MS), Ok(3));
    assert_eq!(state.member(ANA).unwrap().charter_version, 0, "nobody signed for Ana");
}

#[ink::test]
fn sixty_four_founders_are_enough_and_sixty_five_too_many() {
    assert_eq!(found(roster_of(64)).unwrap().counters.members, 64);
    let what = mutual_types::Collection::Founders;
    assert_eq!(found(roster_of(65)).err(), Some(Error::TooMany { what, count: 65, max: 64 }.into()));
}

#[ink::test]
fn nobody_is_founder_twice() {
    let mut founding = founding();
    founding.founders[5].account = ANA;
    assert_eq!(found(founding).err(), Some(Error::DuplicateAccount(ANA).into()));
}

#[ink::test]
fn payments_need_one_treasurer_more_than_approvals() {
    let mut few = founding();
    few.founders[2].roles.clear();
    assert_eq!(found(few).err(), Some(Error::TooFewTreasurers { count: 2, needed: 3 }.into()));
}

#[ink::test]
fn two_people_may_have_one_treasurer_and_three_may_not() {
    let mut two = roster_of(2);
    two.rules.payments.approvals = 1;
    two.founders[1].roles.clear();
    assert!(found(two).is_ok());
    let mut three = roster_of(3);
    three.rules.payments.approvals = 1;
    three.founders[1].roles.clear();
    three.founders[2].roles.clear();
    assert_eq!(found(three).err(), Some(Error::TooFewTreasurers { count: 1, needed: 2 }.into()));
}

#[ink::test]
fn the_beneficiary_is_neither_member_nor_society() {
    for beneficiary in [ANA, SOCIETY] {
        let mut founding = founding();
        founding.asset_lock.beneficiary = beneficiary;
        assert_eq!(found(founding).err(), Some(Error::InvalidBeneficiary.into()));
    }
}

#[ink::test]
fn the_first_pot_is_the_general_one_and_the_only_one() {
    for kinds in [vec![], vec![PotKind::Reserve], vec![PotKind::General, PotKind::General]] {
        let pots = kinds.into_iter().map(pot).collect();
        assert_eq!(found(Founding { pots, ..founding() }).err(), Some(Error::InvalidPots.into()));
    }
}

#[ink::test]
fn eight_pots_are_enough_and_nine_too_many() {
    let pots = |count: usize| {
        let mut pots = vec![pot(PotKind::General)];
        pots.resize(count, pot(PotKind::Restricted));
        Founding { pots, ..founding() }
    };
    assert_eq!(found(pots(8)).unwrap().counters.pots, 8);
    let what = mutual_types::Collection::Pots;
    assert_eq!(found(pots(9)).err(), Some(Error::TooMany { what, count: 9, max: 8 }.into()));
}

#[ink::test]
fn rules_outside_of_the_hard_bounds_are_refused() {
    type Change = fn(&mut Rules);
    let changes: [Change; 11] = [
        |rules| rules.voting.voting_period_ms = 999,
        |rules| rules.voting.voting_period_ms = YEAR_MS + 1,
        |rules| rules.voting.min_open_ms = rules.voting.voting_period_ms + 1,
        |rules| rules.voting.late_extension_ms = rules.voting.voting_period_ms + 1,
        |rules| rules.voting.quorum_bps = 5_001,
        |rules| rules.voting.special_approval_bps = 5_000,
        |rules| rules.voting.special_approval_bps = 9_001,
        |rules| rules.voting.min_ayes = 1,
        |rules| rules.payments.approvals = 8,
        |rules| rules.membership.admission = AdmissionPolicy::Sponsored(0),
        |rules| rules.payments.hold_ms = 65_001,
    ];
    for (place, change) in changes.into_iter().enumerate() {
        let mut founding = founding();
        change(&mut founding.rules);
        assert!(matches!(found(founding).err().as_deref(), Some(Error::RuleOutOfBounds { .. })), "change {place}");
    }
}

#[ink::test]
fn bounds_only_tighten_and_then_bind() {
    let mut wider = founding();
    wider.bounds.quorum_bps.max = 5_001;
    assert!(matches!(found(wider).err().as_deref(), Some(Error::RuleOutOfBounds { .. })));
    let mut tighter = founding();
    tighter.bounds.notice_ms.min = 5_001;
    assert!(matches!(found(tighter).err().as_deref(), Some(Error::RuleOutOfBounds { value: 5_000, min: 5_001, .. })));
}

#[ink::test]
fn a_founder_has_each_role_once_and_keeps_a_pot_that_there_is() {
    let with = |roles: Vec<Role>| {
        let mut founding = founding();
        founding.founders[4].roles = roles;
        found(founding)
    };
    let (last, none) = (PotId(2), PotId(3));
    assert!(with(vec![Role::Keeper(PotId(0)), Role::Keeper(last), Role::Steward]).is_ok());
    assert_eq!(with(vec![Role::Keeper(none)]).err(), Some(Error::NoPot(none).into()));
    let twice = vec![Role::Steward, Role::Keeper(last), Role::Steward];
    assert_eq!(with(twice).err(), Some(Error::DuplicateRole(EVE).into()));
    let what = mutual_types::Collection::Seats;
    let many = vec![Role::Steward; 65];
    assert_eq!(with(many).err(), Some(Error::TooMany { what, count: 65, max: 64 }.into()));
}
