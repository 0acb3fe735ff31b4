//! What must not happen, tried on the wasm with real societies.

use mutual_tests::UNIT;
use mutual_types::federation::{DrawId, DrawStatus, Error, FederationView, Matter, MotionId};
use mutual_types::{Action, PotId, PotKind};

use super::rig::{message, number, District, BUNDLE, CREEK, HARBOUR, HILL};
use crate::upgrade::{next, upgrade, Upgrade as _};

#[tokio::test(flavor = "multi_thread")]
async fn money_goes_into_the_relief_pot_of_a_running_society_with_known_code_or_nowhere() {
    let mut district = District::founded().await;
    district.back(CREEK, 40 * UNIT).await;
    district.draw(HILL, &[(0, 40 * UNIT)]).await;
    let (relief, _) = district.pot(HILL, PotKind::Relief).await;
    let (general, _) = district.pot(HILL, PotKind::General).await;
    for pot in [general, PotId(60)] {
        assert_eq!(district.send("collect", (DrawId(0), pot), 0).await, Err(Error::WrongPot(pot)));
    }

    // By the society itself: it is on the stack, and its proposal stays executable.
    let terms = district.call(message("collect", (DrawId(0), relief)), 0).await;
    district.world.society = district.societies[HILL].clone();
    let proposal = district.world.propose("Losa", Action::Call(terms)).await;
    district.world.ayes(proposal).await;
    district.world.wait_for_execution(proposal).await;
    let anyone = district.world.member("Rangi");
    let failed = district.world.refuses(district.world.society.execute(&anyone, proposal)).await;
    assert_eq!(failed, mutual_types::Error::CallFailed { code: 2 });

    // It dissolves, and takes nothing: what looks like a success to ink! is none.
    district.world.pass("Losa", Action::Dissolve).await;
    assert_eq!(district.send("collect", (DrawId(0), relief), 0).await, Err(Error::NotTaken { code: 2 }));
    assert_eq!(district.view().counters.ledger.promised, 40 * UNIT);
    district.check().await;
    district.world.stage.reach(district.drawn(0).collect_by_ms).await;
    district.send("lapse", DrawId(0), 0).await.unwrap();
    assert_eq!(district.backing(0).left, 40 * UNIT);
    // A dissolving society can still be read, and says that it dissolves.
    district.send("refresh", number(HILL), 0).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upgraded_society_collects_nothing_until_the_others_accept_its_code() {
    let mut district = District::founded().await;
    district.back(CREEK, 40 * UNIT).await;
    district.draw(HILL, &[(0, 40 * UNIT)]).await;
    let (relief, _) = district.pot(HILL, PotKind::Relief).await;
    district.world.society = district.societies[HILL].clone();
    let code_hash = next().hash().0;
    district.world.upload(next().code()).await;
    district.world.pass("Losa", upgrade(code_hash)).await;
    let changed = Error::CodeChanged { found: code_hash };
    assert_eq!(district.send("collect", (DrawId(0), relief), 0).await, Err(changed));
    assert_eq!(district.send("refresh", number(HILL), 0).await, Err(changed));

    let matter = Matter::AcceptCode { society: number(HILL), code_hash };
    district.decide(CREEK, "move_motion", matter, 0).await;
    district.decide(HARBOUR, "vote", (MotionId(0), true), 0).await;
    // The new code has not migrated, and takes nothing until it has.
    assert_eq!(district.send("collect", (DrawId(0), relief), 0).await, Err(Error::NotTaken { code: 2 }));
    let before = district.view().counters.ledger;
    assert_eq!(before.promised, 40 * UNIT);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_is_invited_joins_and_nobody_acts_for_a_society() {
    let district = District::invited().await;
    assert_eq!(district.send("join", (), 0).await, Err(Error::NotInvited));
    assert_eq!(district.send("leave", (), 0).await, Err(Error::NotMember));
    let by = district.world.member("Rangi").account();
    assert_eq!(
        district.send("apply", super::rig::document(), 0).await,
        Err(Error::NotASociety(by)),
        "a person is no society"
    );
    let view: FederationView = district.view();
    assert_eq!((view.counters.present, view.counters.invited), (0, 3));
    assert_eq!(district.send("pay_credit", number(HARBOUR), 0).await, Err(Error::NoCredit));
    let none: Option<mutual_types::federation::Draw> = district.read("drawn", DrawId(0));
    assert!(none.is_none_or(|draw| draw.status(0) == DrawStatus::Promised));
}

#[test]
fn its_code_can_neither_end_itself_nor_become_another() {
    let code = BUNDLE.code();
    let imports = |name: &str| {
        let entry = [&[u8::try_from(name.len()).unwrap()], name.as_bytes(), &[0]].concat();
        code.windows(entry.len()).any(|window| window == entry)
    };
    for needed in ["call", "transfer", "get_storage", "set_storage", "deposit_event", "code_hash"] {
        assert!(imports(needed), "{needed}");
    }
    for forbidden in ["terminate", "seal_terminate", "delegate_call", "instantiate", "set_code_hash", "call_runtime"] {
        assert!(!imports(forbidden), "{forbidden}");
    }
}
