use mutual_types::{GrantId, MemberIndex, VotingRules};

use crate::state::VERSION;

use super::*;

fn document() -> Document {
    Document { uri: "u".to_string(), hash: [0; 32] }
}

fn upgrade(hash: u8) -> Action {
    Action::Upgrade { code_hash: [hash; 32], document: document() }
}

#[ink::test]
fn the_code_is_replaced_by_its_hash_or_stays() {
    let mut world = World::new();
    assert_eq!(world.propose(EVE, upgrade(0)), refused(Error::UpgradeFailed), "there is no code of zeros");
    let unknown = world.pass(upgrade(1));
    assert_eq!(world.execute(unknown), refused(Error::UpgradeFailed), "the chain does not have it");
    let known = world.pass(upgrade(2));
    assert_eq!(world.execute(known).unwrap().len(), 1);
}

#[ink::test]
fn nothing_migrates_while_the_storage_is_of_this_version() {
    let mut world = World::new();
    assert_eq!(world.state.migrate(50), refused(Error::NothingToMigrate));
}

#[ink::test]
fn nothing_is_written_while_the_storage_is_of_another_version() {
    let mut world = World::new();
    let VotingRules { proposal_deposit: value, .. } = rules().voting;
    let call = world.paying(EVE, value);
    for version in [VERSION - 1, VERSION + 1] {
        world.state.version = version;
        world.state.counters.dissolving_since_ms = 1;
        let (before, state) = (world.state.counters.clone(), &mut world.state);
        let (id, payment) = (ProposalId(0), PaymentId(0));
        let resolution = |action| (call, "t".to_string(), None, action, Mode::Ballot);
        let mut propose = |action| {
            let (call, title, document, action, mode) = resolution(action);
            state.propose(&call, title, document, action, mode).err()
        };
        let made = [propose(Action::Resolution), propose(Action::StopGrant { grant: GrantId(0) })];
        let refusals = [
            state.apply(&call, 1).err(),
            state.sponsor(&call, GUS).err(),
            state.acknowledge(&call, 1).err(),
            state.vote(&call, id, Choice::Aye, None).err(),
            state.object(&call, id, "r".to_string()).err(),
            state.withdraw_proposal(&call, id).err(),
            state.judge_spam(&call, id).err(),
            state.extend_window(&call, id).err(),
            state.certify(&call, id).err(),
            state.execute(&call, id).err(),
            state.settle(&call, id).err(),
            state.contribute(&call, PotId::GENERAL, None).err(),
            state.sweep(2_000).err(),
            state.withdraw_credit(&call).err(),
            state.approve_payment(&call, payment).err(),
            state.ensure_releasable(&call, payment).err(),
            state.renew_payment(&call, payment).err(),
            state.pay_dues(&call, MemberIndex(0), 1).err(),
            state.record_lapse(&call, MemberIndex(0)).err(),
            state.record_return(&call, MemberIndex(0)).err(),
            state.buy_shares(&call, 1).err(),
            state.leave(&call).err(),
            state.settle_exit(&call, MemberIndex(0)).err(),
            state.admit_batch(&call, vec![GUS]).err(),
            state.rotate_account(&call, GUS).err(),
            state.accept_account(&call, MemberIndex(0)).err(),
            state.stop_recovery(&call, id).err(),
            state.resign(&call, Role::Treasurer).err(),
            state.offer_proxy(&call, MemberIndex(0)).err(),
            state.accept_proxy(&call, MemberIndex(0)).err(),
            state.end_proxy(&call, MemberIndex(0)).err(),
            state.vote_with_proxies(&call, id, Choice::Aye, None).err(),
            state.state_case(&call, id, document()).err(),
            state.claim_stage(&call, GrantId(0), 0, document(), 0).err(),
            state.accept_stage(&call, GrantId(0), 0).err(),
            state.return_stage(&call, GrantId(0), 0, "r".to_string()).err(),
            state.lapse_stage(&call, GrantId(0), 0).err(),
            state.pay_stipend(&call, GrantId(0)).err(),
            state.repay_grant(&call, GrantId(0)).err(),
            state.open_dissolution(&call).err(),
            state.count_sharers(1).err(),
            state.divide(&call).err(),
            state.claim_share(&call, MemberIndex(0)).err(),
            state.forfeit_credit(&call, GUS).err(),
        ];
        for (place, refusal) in made.into_iter().chain(refusals).enumerate() {
            assert_eq!(refusal, Some(Error::Migrating.into()), "message {place}");
        }
        assert_eq!(world.state.counters, before);
    }
}

/// The code of the version that follows, on the storage of this one.
#[cfg(feature = "next")]
#[ink::test]
fn the_next_version_looks_at_every_member_and_then_writes() {
    let mut world = World::new();
    world.state.version = VERSION - 1;
    assert_eq!(world.propose(EVE, Action::Resolution), refused(Error::Migrating));
    for (limit, done) in [(0, false), (4, false), (1, false), (u32::MAX, true)] {
        assert_eq!(world.state.migrate(limit), Ok(done), "limit {limit}");
        assert_eq!(world.state.version == VERSION, done);
    }
    assert_eq!(world.state.migrate(1), refused(Error::NothingToMigrate));
    assert!(world.propose(EVE, Action::Resolution).is_ok());
}
