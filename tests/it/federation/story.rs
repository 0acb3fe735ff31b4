//! Three societies, of which a disaster drains one: the others have paid in for that, it draws and pays back, and in the
//! end every planck is where it belongs.

use mutual_tests::UNIT;
use mutual_types::federation::{
    event::Event, DrawId, DrawStatus, Error, Matter, Motion, MotionId, Outcome, Report, Society as Record, Summary,
    Total,
};
use mutual_types::{PotId, PotKind};

use super::rig::{document, number, District, CREEK, HARBOUR, HILL, HOUR_MS};

#[tokio::test(flavor = "multi_thread")]
async fn a_society_that_a_disaster_drained_is_backed_by_the_others_and_pays_back() {
    let mut district = District::founded().await;
    assert_eq!(district.view().counters.present, 3);
    district.back(CREEK, 40 * UNIT).await;
    district.back(HARBOUR, 30 * UNIT).await;
    district.check().await;

    // The flood: what Hill's relief pot had is gone, and Hill decides to draw.
    let (relief, before) = district.pot(HILL, PotKind::Relief).await;
    district.draw(HILL, &[(0, 40 * UNIT), (1, 20 * UNIT)]).await;
    assert_eq!(district.view().counters.ledger.promised, 60 * UNIT);
    let events = district.send("collect", (DrawId(0), relief), 0).await.unwrap();
    assert!(matches!(events[..], [Event::DrawCollected(_)]), "{events:?}");
    district.send("collect", (DrawId(1), relief), 0).await.unwrap();
    assert_eq!(district.pot(HILL, PotKind::Relief).await.1, before + 60 * UNIT, "for its members in need");
    assert_eq!((district.backing(0).out, district.backing(1).out), (40 * UNIT, 20 * UNIT));
    district.check().await;

    // It pays half of one back by a decision of its own; somebody pays the other back; one is partly forgiven.
    district.decide(HILL, "repay", DrawId(0), 15 * UNIT).await;
    district.send("repay", DrawId(1), 20 * UNIT).await.unwrap();
    district.decide(CREEK, "forgive", (DrawId(0), 5 * UNIT), 0).await;
    let draw = district.drawn(0);
    assert_eq!(draw.owed().unwrap(), 20 * UNIT);
    assert_eq!(draw.status(district.world.stage.now_ms().await), DrawStatus::Owed);
    district.check().await;

    // The backings end: what is there is the backers', and their own sweep books it.
    district.world.stage.reach(district.backing(1).terms.ends_ms).await;
    assert_eq!(district.drawn(0).status(district.world.stage.now_ms().await), DrawStatus::PastDue);
    for backing in [0_u32, 1] {
        district.send("close_backing", backing, 0).await.unwrap();
    }
    for (society, expected) in [(CREEK, 15 * UNIT), (HARBOUR, 30 * UNIT)] {
        let (_, general) = district.pot(society, PotKind::General).await;
        let events = district.send("pay_credit", number(society), 0).await.unwrap();
        let [Event::CreditPaid(paid)] = &events[..] else { panic!("{events:?}") };
        assert_eq!(paid.amount, expected);
        district.world.society = district.societies[society].clone();
        let anyone = district.world.member("Rangi");
        district.world.does(district.world.society.sweep(&anyone)).await;
        assert_eq!(district.pot(society, PotKind::General).await.1, general + expected);
    }
    // What Hill still owes reaches Creek whenever it comes.
    district.send("repay", DrawId(0), 20 * UNIT).await.unwrap();
    assert_eq!(district.read::<Option<Record>>("society", number(CREEK)).unwrap().credit, 20 * UNIT);
    district.send("pay_credit", number(CREEK), 0).await.unwrap();
    assert_eq!(district.view().counters.ledger.total().unwrap(), 0);
    district.check().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn societies_decide_together_and_what_they_did_is_summed() {
    let mut district = District::founded().await;
    district.decide(CREEK, "move_motion", Matter::AddUnit("trees".to_owned()), 0).await;
    let motion: Motion = district.read::<Option<Motion>>("motion", MotionId(0)).unwrap();
    assert_eq!((motion.eligible, motion.needed, motion.tally()), (3, 3, (1, 0)));
    district.decide(HARBOUR, "vote", (MotionId(0), true), 0).await;
    assert_eq!(district.view().setup.units.len(), 2);
    district.decide(HILL, "vote", (MotionId(0), true), 0).await;
    assert_eq!(district.view().setup.units[2], "trees");

    // What can be read from the societies anyone has read; of what is over their members report.
    let now_ms = district.world.stage.now_ms().await;
    let period = district.view().setup.period(now_ms);
    for society in [CREEK, HARBOUR, HILL] {
        district.send("refresh", number(society), 0).await.unwrap();
    }
    let total: Total = district.read::<Option<Total>>("total", period).unwrap();
    let mut pots = 0;
    for society in &district.societies {
        pots += society.society().await.unwrap().counters.ledger.pots;
    }
    assert_eq!((total.read, total.members, total.active, total.pots), (3, 15, 15, pots));

    district.world.stage.reach(now_ms + 10 * HOUR_MS).await;
    for (society, meals) in [(CREEK, 120), (HILL, 80)] {
        let outcomes = vec![Outcome { unit: 0, amount: meals }, Outcome { unit: 2, amount: 3 }];
        let report = Report { money_in: UNIT, money_out: 0, people_helped: 9, outcomes, document: document() };
        district.decide(society, "report", (period, report), 0).await;
    }
    let total: Total = district.read::<Option<Total>>("total", period).unwrap();
    assert_eq!((total.reported, total.people_helped, total.outcomes), (2, 18, vec![200, 0, 6]));
    let page: Vec<(mutual_types::federation::SocietyId, Summary)> = district.read("summaries", (period, 0_u32, 50_u32));
    assert_eq!(page.len(), 3);
    assert!(page[1].1.report.is_none() && page[1].1.reading.is_some());

    // One leaves, and asks to come back: the others vote.
    district.decide(HARBOUR, "leave", (), 0).await;
    district.decide(HARBOUR, "apply", document(), 0).await;
    for society in [CREEK, HILL] {
        district.decide(society, "vote", (MotionId(1), true), 0).await;
    }
    assert_eq!(district.view().counters.present, 3);
    let refused = district.send("collect", (DrawId(0), PotId(0)), 0).await;
    assert_eq!(refused, Err(Error::NoDraw(DrawId(0))));
}
