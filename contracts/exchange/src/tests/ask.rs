use mutual_types::exchange::{Category, DealStatus, Error, OfferKind};
use mutual_types::{MemberIndex, Standing};

use super::*;
use crate::chain::society;

/// What a member's message answers while the society does `instead`.
fn while_it(instead: Result<Vec<u8>, u32>) -> Result<(), Box<Error>> {
    let mut world = World::new();
    society(|society| society.instead = Some(instead));
    world.donate(ANA, 1)
}

fn silent(code: u32) -> Result<(), Box<Error>> {
    refused(Error::SocietySilent { code })
}

#[test]
fn a_society_that_fails_is_named_with_the_hosts_code() {
    for code in [1, 2, 7, 8, 99] {
        assert_eq!(while_it(Err(code)), silent(code));
    }
}

#[test]
fn an_answer_that_is_none_is_a_silence_too() {
    let answers: [&[u8]; 8] = [
        b"",
        &[1, 1],                // ink!: the message cannot be read
        &[0],                   // cut off
        &[0, 2],                // neither none nor some
        &[0, 1, 1, 0, 0],       // half a member
        &[0, 1, 1, 0, 0, 0],    // no standing
        &[0, 1, 1, 0, 0, 0, 5], // a standing that there is not
        &[2, 1, 1, 0, 0, 0, 0], // no answer of a message
    ];
    for answer in answers {
        assert_eq!(while_it(Ok(answer.to_vec())), silent(0), "{answer:?}");
    }
}

#[test]
fn bytes_after_an_answer_are_not_read() {
    let nobody = refused(Error::NotMember);
    assert_eq!(while_it(Ok(vec![0, 0])), nobody);
    assert_eq!(while_it(Ok(vec![0, 0, 9, 9])), nobody);
}

#[test]
fn who_is_unknown_to_the_society_does_nothing_here() {
    let mut world = World::new();
    let deal = world.agreed(ANA, BEN, 10);
    let terms = world.offer_terms(OfferKind::Offer, Category::Food);
    let offer = world.post(ANA, terms.clone()).unwrap();
    let deal_terms = world.terms(5);

    assert_eq!(world.post(GUS, terms), refused(Error::NotMember));
    assert_eq!(world.close_offer(GUS, offer), refused(Error::NotMember));
    assert_eq!(world.propose(GUS, giving_to(ANA), deal_terms), refused(Error::NotMember));
    assert_eq!(world.accept(GUS, deal), refused(Error::NotMember));
    assert_eq!(world.cancel(GUS, deal), refused(Error::NotMember));
    assert_eq!(world.report(GUS, deal, 1), refused(Error::NotMember));
    assert_eq!(world.contest(GUS, deal), refused(Error::NotMember));
    assert_eq!(world.donate(GUS, 1), refused(Error::NotMember));
}

#[test]
fn who_changes_accounts_keeps_all_that_is_theirs_and_the_old_account_acts_for_nobody() {
    let mut world = World::new();
    let deal = world.agreed(ANA, BEN, 60);
    world.stands(ANA, None);
    society(|society| society.members.insert(GUS, (index(ANA), Standing::Good)));

    assert_eq!(world.report(ANA, deal, 60), refused(Error::NotMember));
    world.report(GUS, deal, 60).unwrap();
    world.report(BEN, deal, 60).unwrap();

    assert_eq!(world.balance(ANA), 60, "the member's");
}

#[test]
fn while_the_society_is_silent_nothing_stays_open_for_ever() {
    let mut world = World::new();
    let terms = world.offer_terms(OfferKind::Offer, Category::Food);
    let offer = world.post(ANA, terms).unwrap();
    let proposed = world.proposed(ANA, BEN, 10);
    let agreed = world.agreed(ANA, BEN, 10);
    let reported = world.agreed(ANA, BEN, 10);
    world.report(ANA, reported, 10).unwrap();
    let contested = world.agreed(CLEO, BEN, 10);
    world.report(CLEO, contested, 10).unwrap();
    world.contest(CLEO, contested).unwrap();
    society(|society| society.instead = Some(Err(1)));

    world.wait(100_000);
    let asked = times_asked(|| {
        world.close_offer(GUS, offer).unwrap();
        for deal in [proposed, agreed, reported, contested] {
            world.close_deal(deal).unwrap();
        }
    });

    assert_eq!(asked, 0);
    for member in [ANA, BEN, CLEO] {
        assert_eq!(*world.account(member), Default::default());
    }
}

#[test]
fn a_society_may_call_anybody_anything_and_the_sums_hold() {
    let mut world = World::new();
    society(|society| society.members.insert(GUS, (MemberIndex(u32::MAX), Standing::Good)));
    let terms = world.terms(5);

    assert_eq!(world.propose(GUS, giving_to(ANA), terms), refused(Error::Overflow), "there is no index after the last");

    let deal = world.agreed(ANA, BEN, 60);
    society(|society| society.members.insert(ANA, (index(BEN), Standing::Good)));
    world.report(ANA, deal, 60).unwrap();
    society(|society| society.members.insert(ANA, (index(ANA), Standing::Good)));
    world.report(ANA, deal, 60).unwrap();
    assert_eq!(world.deal(deal).status(world.now_ms), DealStatus::Settled);
}

#[test]
fn an_account_that_acts_for_another_is_not_taken_for_the_member_it_is_named_for() {
    let mut world = World::new();
    let deal = world.proposed(ANA, BEN, 10);
    society(|society| society.misnamed = Some((index(ANA), CLEO)));
    assert_eq!(world.accept(BEN, deal), refused(Error::NoMember(index(ANA))));
    society(|society| society.misnamed = None);
    world.accept(BEN, deal).unwrap();
}
