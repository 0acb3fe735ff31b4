use mutual_types::federation::{needed, MotionStatus, Presence};

use super::*;

#[test]
fn a_motion_passes_with_the_aye_that_makes_the_share_and_not_before() {
    let mut world = World::new();
    let motion = world.move_motion(CREEK, Matter::AmendCharter(document())).unwrap();
    assert_eq!(world.motion(motion).tally(), (1, 0), "who moves it is for it");
    assert_eq!(world.state.setup().unwrap().charter_version, 1);

    world.vote(HARBOUR, motion, true).unwrap();

    assert_eq!(world.motion(motion).status(world.now_ms), MotionStatus::Passed);
    assert_eq!(world.state.setup().unwrap().charter_version, 2);
    let over = Error::WrongMotion { status: MotionStatus::Passed };
    assert_eq!(world.vote(HILL, motion, false), refused(over));
}

#[test]
fn each_society_has_one_vote_and_it_does_not_change() {
    let mut world = World::with_rules(|rules| rules.approval_bps = 9_000);
    let motion = world.move_motion(CREEK, Matter::Resolution(document())).unwrap();
    assert_eq!(world.motion(motion).needed, 3);
    assert_eq!(world.vote(CREEK, motion, true), refused(Error::AlreadyVoted));
    assert_eq!(world.vote(GUS, motion, true), refused(Error::NotMember));
    assert_eq!(world.vote(MILL, motion, true), refused(Error::NotMember));
    assert_eq!(world.vote(CREEK, MotionId(1), true), refused(Error::NoMotion(MotionId(1))));
    world.vote(HARBOUR, motion, false).unwrap();

    // Three of three cannot be reached any more.
    assert_eq!(world.motion(motion).status(world.now_ms), MotionStatus::Failed);
    let failed = Error::WrongMotion { status: MotionStatus::Failed };
    assert_eq!(world.vote(HILL, motion, true), refused(failed));
}

#[test]
fn votes_are_taken_until_the_end_and_not_at_it() {
    let mut world = World::new();
    let motion = world.move_motion(CREEK, Matter::Resolution(document())).unwrap();
    world.wait(20_000);
    let failed = Error::WrongMotion { status: MotionStatus::Failed };
    assert_eq!(world.vote(HILL, motion, true), refused(failed));
    world.now_ms -= 1;
    world.vote(HILL, motion, true).unwrap();
}

#[test]
fn a_society_does_not_vote_on_itself() {
    let mut world = World::new();
    let motion = world.move_motion(CREEK, Matter::Expel(number(HILL))).unwrap();
    assert_eq!((world.motion(motion).eligible, world.motion(motion).needed), (2, 2));
    assert_eq!(world.vote(HILL, motion, false), refused(Error::Recused));
    world.vote(HARBOUR, motion, true).unwrap();
    assert_eq!(world.society(HILL).presence, Presence::Expelled);
    assert_eq!(world.move_motion(HILL, Matter::Resolution(document())), refused(Error::NotMember));

    // It may move that it is expelled itself, and has no vote on that either.
    let motion = world.move_motion(HARBOUR, Matter::Expel(number(HARBOUR))).unwrap();
    assert_eq!(world.motion(motion).tally(), (0, 0));
    assert_eq!(world.vote(HARBOUR, motion, true), refused(Error::Recused));
}

#[test]
fn the_last_society_is_expelled_by_nobody() {
    let mut world = World::new();
    world.send(HILL, M::Leave).unwrap();
    world.send(HARBOUR, M::Leave).unwrap();
    assert_eq!(world.move_motion(CREEK, Matter::Expel(number(CREEK))), refused(Error::NobodyVotes));
    world.send(CREEK, M::Leave).unwrap();
    assert_eq!(world.apply(MILL), refused(Error::NobodyVotes));
}

#[test]
fn a_motion_is_judged_by_the_rules_that_it_was_made_under() {
    let mut world = World::new();
    let old = world.move_motion(CREEK, Matter::Resolution(document())).unwrap();
    let harder = Rules { approval_bps: 9_000, voting_ms: 1_000, ..rules() };
    let change = world.move_motion(CREEK, Matter::SetRules(harder)).unwrap();
    world.vote(HILL, change, true).unwrap();
    assert_eq!(world.state.setup().unwrap().rules, harder);

    world.wait(19_999);
    world.vote(HILL, old, true).unwrap();
    assert_eq!(world.motion(old).status(world.now_ms), MotionStatus::Passed);
}

#[test]
fn the_same_unit_is_added_once() {
    let mut world = World::new();
    let motions = [(); 2].map(|()| world.move_motion(CREEK, Matter::AddUnit("trees".to_string())).unwrap());
    world.vote(HILL, motions[0], true).unwrap();
    assert_eq!(world.vote(HILL, motions[1], true), refused(Error::DuplicateUnit));
    assert_eq!(world.state.setup().unwrap().units, ["meals", "nights", "trees"]);
}

#[test]
fn the_fund_is_given_once() {
    let mut world = World::new();
    around(|around| around.balance += 70);
    assert_eq!(world.move_motion(CREEK, give(HILL, 1)), refused(Error::NotEnough { left: 0, asked: 1 }));
    world.send(GUS, M::Sweep).unwrap();
    let motions = [(); 2].map(|()| world.move_motion(CREEK, give(HILL, 50)).unwrap());
    world.vote(HARBOUR, motions[0], true).unwrap();
    assert_eq!(world.vote(HARBOUR, motions[1], true), refused(Error::NotEnough { left: 20, asked: 50 }));
    world.send(GUS, M::PayCredit { society: number(HILL) }).unwrap();
    assert_eq!(around(|around| around.transferred.clone()), [(HILL, 50)]);
}

#[test]
fn an_upgraded_society_is_known_again_when_the_others_accept_its_code() {
    let mut world = World::new();
    let backing = world.backed(CREEK, 100);
    change(HILL, |place| place.code = [66; 32]);
    let changed = Error::CodeChanged { found: [66; 32] };
    assert_eq!(world.draw(HILL, &[(backing, 1)]), refused(changed));
    assert_eq!(world.send(GUS, M::Refresh { society: number(HILL) }), refused(changed));
    // If all were upgraded at once and none could vote, none would be known again.
    let other = world.move_motion(HILL, Matter::Resolution(document())).unwrap();
    world.vote(CREEK, other, true).unwrap();

    let accept = |code_hash| Matter::AcceptCode { society: number(HILL), code_hash };
    assert_eq!(world.move_motion(CREEK, accept([67; 32])), refused(changed));
    assert_eq!(world.move_motion(CREEK, accept(HILL.0)), refused(changed));
    let motion = world.move_motion(CREEK, accept([66; 32])).unwrap();
    change(HILL, |place| place.code = [67; 32]);
    assert_eq!(world.vote(HARBOUR, motion, true), refused(Error::CodeChanged { found: [67; 32] }));
    change(HILL, |place| place.code = [66; 32]);
    world.vote(HARBOUR, motion, true).unwrap();

    world.draw(HILL, &[(backing, 1)]).unwrap();
    assert_eq!(world.move_motion(CREEK, accept([66; 32])), refused(Error::NothingToAccept));
}

#[test]
fn nobody_moves_an_application_but_the_applicant() {
    let matter = Matter::Admit { account: MILL, code_hash: MILL.0, document: document() };
    assert_eq!(World::new().move_motion(CREEK, matter), refused(Error::NotMovable));
}

#[test]
fn the_ayes_that_are_needed_are_the_least_that_make_the_share() {
    for eligible in 1..=32_u32 {
        for bps in [5_001, 5_002, 6_000, 6_666, 6_667, 7_500, 8_999, 9_000_u16] {
            let share = |ayes: u32| u64::from(ayes) * 10_000 >= u64::from(eligible) * u64::from(bps);
            let least = needed(eligible, bps);
            assert!(share(least) && !share(least - 1) && least <= eligible, "{eligible} at {bps}: {least}");
        }
    }
}

fn give(society: AccountId, amount: Planck) -> Matter {
    Matter::Give { society: number(society), amount }
}
