use mutual_types::{event::AccountRotated, MemberIndex, NextBeneficiary, ProposalStatus};

use super::*;

/// EVE, who holds no role, and the index of hers.
const EVES: MemberIndex = MemberIndex(4);
const IDA: AccountId = AccountId([9; 32]);

fn offer(world: &mut World, caller: AccountId, to: AccountId) -> Result<(), Box<Error>> {
    let call = world.by(caller);
    world.state.rotate_account(&call, to).map(|_| ())
}

fn accept(world: &mut World, caller: AccountId, member: MemberIndex) -> Result<AccountRotated, Box<Error>> {
    let call = world.by(caller);
    world.state.accept_account(&call, member)
}

fn stop(world: &mut World, caller: AccountId, id: ProposalId) -> Result<(), Box<Error>> {
    let call = world.by(caller);
    world.state.stop_recovery(&call, id).map(|_| ())
}

fn recovery() -> Action {
    Action::RecoverAccount { member: MemberIndex(2), account: GUS }
}

#[ink::test]
fn both_accounts_sign_and_the_member_stays_who_they_are() {
    let mut world = World::new();
    let payment = world.payment(HAL, 10);
    let id = world.propose(EVE, Action::Resolution).unwrap();
    world.vote(ANA, id, Choice::Aye).unwrap();
    offer(&mut world, ANA, GUS).unwrap();
    let rotated = accept(&mut world, GUS, MemberIndex(0)).unwrap();
    assert_eq!((rotated.member, rotated.from, rotated.to), (MemberIndex(0), ANA, GUS));
    assert_eq!(world.state.find_account(MemberIndex(0)), Some(GUS));
    assert_eq!((world.state.index_of(ANA), world.state.index_of(GUS)), (Some(MemberIndex(0)), Some(MemberIndex(0))));
    assert_eq!(world.state.present_account(ANA), GUS);
    assert!(world.state.find_offer(ANA).is_none(), "the offer is cleared, and its storage deposit paid back");
    assert_eq!((world.state.counters.members, world.state.counters.present, world.state.counters.active), (6, 6, 6));

    // The old account acts for nobody, and is nobody else's; the new one is who voted, and holds the role.
    assert_eq!(world.vote(ANA, id, Choice::Nay), refused(Error::NotMember));
    assert_eq!(world.vote(GUS, id, Choice::Nay), refused(Error::AlreadyVoted(Choice::Aye)));
    let call = world.by(ANA);
    assert_eq!(world.state.apply(&call, 1).err(), Some(Error::AccountBound(MemberIndex(0)).into()));
    assert_eq!(world.state.standing(ANA, world.now_ms), None);
    let call = world.by(GUS);
    assert!(world.state.approve_payment(&call, payment).is_ok());
}

#[ink::test]
fn no_account_is_offered_that_cannot_be_a_members() {
    let mut world = World::new();
    let mut identity = world.state.identity().unwrap();
    identity.next_beneficiary = Some(NextBeneficiary { account: IDA, from_ms: u64::MAX });
    world.state.set_identity(identity);
    assert_eq!(offer(&mut world, GUS, HAL), refused(Error::NotMember));
    assert_eq!(offer(&mut world, EVE, EVE), refused(Error::AccountBound(EVES)));
    assert_eq!(offer(&mut world, EVE, ANA), refused(Error::AccountBound(MemberIndex(0))));
    for account in [TRUST, IDA, SOCIETY] {
        assert_eq!(offer(&mut world, EVE, account), refused(Error::InvalidBeneficiary));
        let recovery = Action::RecoverAccount { member: EVES, account };
        assert_eq!(world.propose(ANA, recovery), refused(Error::InvalidBeneficiary));
    }
    offer(&mut world, EVE, GUS).unwrap();
    accept(&mut world, GUS, EVES).unwrap();
    assert_eq!(offer(&mut world, EVE, HAL), refused(Error::NotMember));
    assert_eq!(offer(&mut world, GUS, EVE), refused(Error::AccountBound(EVES)));
    assert_eq!(offer(&mut world, FAY, EVE), refused(Error::AccountBound(EVES)));
}

#[ink::test]
fn only_the_account_offered_last_accepts_and_only_from_who_offered() {
    let mut world = World::new();
    assert_eq!(accept(&mut world, FAY, EVES), refused(Error::AccountBound(MemberIndex(5))));
    assert_eq!(accept(&mut world, TRUST, EVES), refused(Error::InvalidBeneficiary));
    assert_eq!(accept(&mut world, GUS, EVES), refused(Error::NoOffer));
    assert_eq!(accept(&mut world, GUS, MemberIndex(6)), refused(Error::NoOffer));
    offer(&mut world, EVE, GUS).unwrap();
    assert_eq!(accept(&mut world, GUS, MemberIndex(5)), refused(Error::NoOffer));
    assert_eq!(accept(&mut world, HAL, EVES), refused(Error::NoOffer));
    offer(&mut world, EVE, HAL).unwrap();
    assert_eq!(accept(&mut world, GUS, EVES), refused(Error::NoOffer));
    // Two members may offer to one account; it takes one of them, and is bound.
    offer(&mut world, FAY, HAL).unwrap();
    accept(&mut world, HAL, EVES).unwrap();
    assert_eq!(accept(&mut world, HAL, MemberIndex(5)), refused(Error::AccountBound(EVES)));
    assert_eq!(accept(&mut world, HAL, EVES), refused(Error::AccountBound(EVES)));
}

#[ink::test]
fn an_offer_ends_with_the_member_and_with_the_society() {
    let mut world = World::new();
    offer(&mut world, EVE, GUS).unwrap();
    let call = world.by(EVE);
    world.state.leave(&call).unwrap();
    assert_eq!(accept(&mut world, GUS, EVES), refused(Error::NoMember(EVES)));
    assert_eq!(offer(&mut world, EVE, HAL), refused(Error::NotMember));
    let since_ms = world.now_ms;
    world.state.counters.dissolving_since_ms = since_ms;
    assert_eq!(offer(&mut world, FAY, GUS), refused(Error::Dissolving { since_ms }));
    assert_eq!(accept(&mut world, GUS, EVES), refused(Error::Dissolving { since_ms }));
}

#[ink::test]
fn who_stole_the_key_of_an_account_that_is_left_has_no_offer_to_accept() {
    let mut world = World::new();
    offer(&mut world, CLEO, HAL).unwrap();
    let id = world.pass(recovery());
    world.execute(id).unwrap();
    assert_eq!(accept(&mut world, HAL, MemberIndex(2)), refused(Error::NoOffer));
    assert_eq!(offer(&mut world, CLEO, HAL), refused(Error::NotMember));
    assert_eq!(world.state.find_account(MemberIndex(2)), Some(GUS));
}

#[ink::test]
fn credits_applications_and_open_proposals_go_along() {
    let mut world = World::with_rules(|rules| rules.membership.admission = AdmissionPolicy::Open);
    let call = world.by(GUS);
    world.state.apply(&call, 1).unwrap();
    let mut rules = world.state.rules().unwrap();
    rules.membership.admission = AdmissionPolicy::Sponsored(2);
    world.state.set_rules(rules);
    world.state.add_credit(GUS, 30).unwrap();
    world.state.add_credit(HAL, 4).unwrap();
    let index = world.state.index_of(GUS).unwrap();
    let kept = world.state.application(GUS).unwrap();
    let call = world.by(HAL);
    world.state.apply(&call, 1).unwrap();
    let proposal = world.propose(GUS, Action::Resolution).unwrap();

    offer(&mut world, GUS, HAL).unwrap();
    accept(&mut world, HAL, index).unwrap();
    assert_eq!((world.state.credit(GUS), world.state.credit(HAL)), (0, 34));
    assert_eq!(world.state.counters.ledger.credits, 34);
    assert_eq!(world.state.find_application(GUS), None);
    assert_eq!(world.state.application(HAL), Ok(kept));
    assert_eq!(world.state.member(HAL).unwrap().open_proposals, [proposal]);
    assert_eq!(world.state.member(GUS).unwrap().open_proposals, []);
    world.wait(10_000);
    let call = world.by(ANA);
    assert_eq!(world.state.settle(&call, proposal).unwrap().account, HAL);
}

#[ink::test]
fn a_new_account_that_had_applied_is_not_let_in_a_second_time() {
    let mut world = World::with_rules(|rules| rules.membership.admission = AdmissionPolicy::Sponsored(1));
    let call = world.by(GUS);
    world.state.apply(&call, 1).unwrap();
    let admit = world.pass(Action::Admit { account: GUS });
    offer(&mut world, EVE, GUS).unwrap();
    accept(&mut world, GUS, EVES).unwrap();
    let call = world.by(FAY);
    assert_eq!(world.state.sponsor(&call, GUS).err(), Some(Error::NoApplication.into()));
    assert_eq!(world.execute(admit), refused(Error::NoApplication));
    assert_eq!(world.state.find_account(EVES), Some(GUS));
}

#[ink::test]
fn a_lost_key_is_replaced_by_the_members() {
    let mut world = World::new();
    let id = world.pass(recovery());
    assert_eq!(world.vote(CLEO, id, Choice::Nay), refused(Error::Recused));
    assert_eq!(world.execute(id).unwrap().len(), 1);
    assert_eq!(world.state.find_account(MemberIndex(2)), Some(GUS));
    assert_eq!(world.state.member(CLEO).unwrap().moved_to, Some(GUS));
    let rules = world.state.rules().unwrap();
    assert_eq!(world.state.live_treasurers(&[], &rules, world.now_ms), Ok(3));
}

#[ink::test]
fn an_account_that_is_bound_by_then_is_not_recovered_to() {
    let mut world = World::new();
    let id = world.pass(recovery());
    offer(&mut world, EVE, GUS).unwrap();
    accept(&mut world, GUS, EVES).unwrap();
    assert_eq!(world.execute(id), refused(Error::AccountBound(EVES)));
    let nobody = Action::RecoverAccount { member: MemberIndex(6), account: HAL };
    assert_eq!(world.propose(ANA, nobody), refused(Error::NoMember(MemberIndex(6))));
}

#[ink::test]
fn the_old_account_stops_a_recovery_while_it_is_voted_on() {
    let mut world = World::new();
    let id = world.propose(EVE, recovery()).unwrap();
    let other = world.propose(EVE, Action::Expel { member: MemberIndex(2) }).unwrap();
    assert_eq!(stop(&mut world, HAL, id), refused(Error::NotMember));
    assert_eq!(stop(&mut world, CLEO, ProposalId(9)), refused(Error::NoProposal(ProposalId(9))));
    assert_eq!(stop(&mut world, EVE, id), refused(Error::NotSubject));
    assert_eq!(stop(&mut world, CLEO, other), refused(Error::NotSubject));
    world.state.counters.dissolving_since_ms = 1;
    stop(&mut world, CLEO, id).unwrap();
    assert_eq!(world.state.proposal(id).unwrap().status(world.now_ms), ProposalStatus::Annulled);
    assert_eq!(stop(&mut world, CLEO, id), refused(Error::NotInNotice(ProposalStatus::Annulled)));
    assert!(matches!(world.vote(ANA, id, Choice::Aye).err().as_deref(), Some(Error::VotingClosed { .. })));
    let call = world.by(HAL);
    assert_eq!(world.state.settle(&call, id).unwrap().status, ProposalStatus::Annulled);
}

#[ink::test]
fn the_old_account_stops_a_recovery_to_the_end_of_its_notice() {
    for (early, stopped) in [(1, Ok(())), (0, refused(Error::NotInNotice(ProposalStatus::Executable)))] {
        let mut world = World::new();
        let id = world.pass(recovery());
        world.now_ms -= early;
        let mut suspended = world.state.member(CLEO).unwrap();
        suspended.suspended_until_ms = u64::MAX;
        world.state.set_member(CLEO, suspended);
        assert_eq!(stop(&mut world, CLEO, id), stopped);
        world.now_ms += early;
        assert_eq!(world.execute(id).is_err(), stopped.is_ok());
    }
}
