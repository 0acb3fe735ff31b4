//! The outcomes of a federation's societies beside one society's own.

use std::sync::Arc;

use mutual_client::cli::{run, Io};
use mutual_client::dashboard::{Across, Dashboard, Form};
use mutual_client::federation::Federation;
use mutual_client::index::Place;
use mutual_client::text::address;
use mutual_tests::{Stage, UNIT};
use mutual_types::federation::{Outcome, Report};

use super::scene::about;
use crate::federation::rig::{document, District, CREEK, HILL};
use crate::history::stories::indexed;

/// A district whose period 0 is over.
async fn district(stage: Stage) -> District {
    let district = District::founded_on(stage).await;
    let setup = district.view().setup;
    district.world.stage.reach(setup.founded_ms + setup.period_ms).await;
    district
}

async fn report(district: &mut District, society: usize, people_helped: u64, meals: u64) {
    let outcomes = vec![Outcome { unit: 0, amount: meals }];
    let report = Report { money_in: UNIT, money_out: 0, people_helped, outcomes, document: document() };
    district.decide(society, "report", (0_u32, report), 0).await;
}

/// What a federation has summed of two societies' reports, as the first of them sees it.
pub async fn reported() -> Across {
    let mut district = district(Stage::devnet().await).await;
    report(&mut district, CREEK, 9, 120).await;
    report(&mut district, HILL, 4, 80).await;
    let creek = &district.societies[CREEK];
    let federation = Federation::at(creek.chain(), district.federation).await.unwrap();
    Across::read(&federation, creek.address()).await.unwrap()
}

/// A row of the table by unit.
fn row(unit: &str, all: u64, own: u64) -> String {
    format!("<bdi>{unit}</bdi></th><td><data value=\"{all}\">{all}</data></td><td>{own}</td>")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_societies_report_stands_beside_the_societys_own_outcomes() {
    let mut district = district(Stage::devnet().await).await;
    let creek = district.societies[CREEK].clone();
    let federation = Federation::at(creek.chain(), district.federation).await.unwrap();
    let index = indexed(&creek, Place::Memory).await.into_index();
    let dashboard = Arc::new(Dashboard::new(index, about(&creek)));
    let outcomes = async || dashboard.page("outcomes.html", 0, Form::Live).await.unwrap().unwrap().html;
    assert!(!outcomes().await.contains("Across societies"), "nobody asked for a federation");

    let read = async || Across::read(&federation, creek.address()).await.unwrap();
    dashboard.set_across(read().await).await;
    let page = outcomes().await;
    assert!(page.contains("The district") && page.contains("No society has reported yet."), "{page}");

    report(&mut district, CREEK, 9, 120).await;
    report(&mut district, HILL, 4, 80).await;
    dashboard.set_across(read().await).await;
    let page = outcomes().await;
    for row in [row("people helped", 13, 9), row("meals", 200, 120), row("nights in shelter", 0, 0)] {
        assert!(page.contains(&row), "{row} in {page}");
    }
    assert!(page.contains("id=\"across-1\""), "meals are drawn");
    let total = federation.total(0).await.unwrap().unwrap();
    assert_eq!((total.people_helped, total.outcomes), (13, vec![200]), "the same as the federation says");

    // Of the others it shows sums, and a society that is none of them has no part.
    let stranger = Across::read(&federation, district.federation).await.unwrap();
    dashboard.set_across(stranger).await;
    let page = outcomes().await;
    assert!(page.contains("This society is none of them.") && page.contains(&row("meals", 200, 0)), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_has_them_too() {
    let mut district = district(Stage::served().await).await;
    report(&mut district, HILL, 4, 80).await;
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("pages");
    let (contract, federation) = (district.societies[HILL].address(), district.federation);
    let line = [
        "mutual".to_owned(),
        format!("--url={}", district.world.stage.url()),
        format!("--contract={}", address::format(&contract)),
        "dashboard".to_owned(),
        format!("--federation={}", address::format(&federation)),
        format!("--export={}", pages.display()),
    ];
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let line = line.map(std::ffi::OsString::from).to_vec();
    let exit = run(line, &mut Io::scripted(&mut out, &mut err, None)).await;
    assert_eq!(exit, 0, "{}", String::from_utf8_lossy(&err));
    let page = std::fs::read_to_string(pages.join("outcomes.html")).unwrap();
    assert!(page.contains(&row("meals", 80, 80)) && page.contains(&address::format(&federation)), "{page}");
}
