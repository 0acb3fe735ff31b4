//! What the pages say: all of them, of a small society and of one in which everything happened.

use std::collections::{BTreeMap, BTreeSet};

use mutual_client::chain::Chain;
use mutual_client::dashboard::{Dashboard, Form};
use mutual_client::index::Place;
use mutual_client::society::Society;
use mutual_client::text::address;
use mutual_tests::Shell;
use serde_json::Value;

use super::scene::{about, Scene, HOSTILE};
use crate::history::stories::indexed;
use crate::town;

/// All pages by their names.
pub async fn all(dashboard: &Dashboard, form: Form) -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    for name in dashboard.names().await.unwrap() {
        let page = dashboard.page(&name, 0, form).await.unwrap().unwrap_or_else(|| panic!("there is no {name}"));
        assert!(pages.insert(name, page.html).is_none());
    }
    pages
}

/// The values of an attribute on a page.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let begin = format!(" {attribute}=\"");
    html.split(begin.as_str()).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

/// What goes with the pages.
const BESIDE: [&str; 4] = ["style.css", "charts.min.css", "icon.svg", "live.js"];

/// Every link leads to a page of these, and to something on it.
pub fn links_lead_somewhere(pages: &BTreeMap<String, String>) {
    let mut followed = 0;
    for (name, html) in pages {
        for link in values(html, "href").into_iter().chain(values(html, "src")) {
            let (page, anchor) = link.split_once('#').unwrap_or((link, ""));
            if BESIDE.contains(&page) {
                continue;
            }
            let target = if page.is_empty() { name } else { page };
            let found = pages.get(target).unwrap_or_else(|| panic!("{name} leads to {link}, which is no page"));
            assert!(anchor.is_empty() || values(found, "id").contains(&anchor), "{name} leads to {link}");
            followed += 1;
        }
    }
    assert!(followed > 100, "{followed} links");
}

/// What holds for each page: one heading, all ids once, its parts named, nothing that runs or loads but its own.
fn is_well_made(name: &str, html: &str) {
    assert_eq!(html.matches("<h1>").count(), 1, "{name}");
    let ids = values(html, "id");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{name}: {ids:?}");
    for id in values(html, "aria-labelledby") {
        assert!(ids.contains(&id), "{name}: {id}");
    }
    assert!(html.contains("<html lang=\"en\">") && html.contains("class=\"skip\" href=\"#main\""), "{name}");
    assert!(!html.contains(" style=") && !html.contains("http://"), "{name}");
    assert!(!html.contains(" onerror=\"") && !html.contains("<img") && !html.contains("<b>"), "{name}");
    let scripts: Vec<&str> = html.split("<script").skip(1).map(|rest| rest.split('>').next().unwrap()).collect();
    assert!(scripts.iter().all(|script| *script == " src=\"live.js\" defer"), "{name}: {scripts:?}");
    assert!(!html.contains(['\u{202e}', '\u{202a}', '\u{2066}']), "{name}");
    assert!(!html.contains(">unknown<") && !html.contains("is not on record"), "{name}: {html}");
    assert!(html.len() < 200_000, "{name} has {} bytes", html.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_a_small_society_is_there_and_every_link_leads_somewhere() {
    let scene = Scene::set(false).await;
    let pages = all(&scene.dashboard, Form::Live).await;
    for (name, html) in &pages {
        is_well_made(name, html);
    }
    links_lead_somewhere(&pages);
    for (name, told) in [
        ("index.html", vec!["Cannons Creek Commons", "Money in and out", "gifts and deposits", "A &lt;em&gt;bench"]),
        ("decisions.html", vec!["open for voting", "failed for want of a quorum", "executed", "of 4"]),
        ("payments.html", vec!["held by", "is the &lt;b&gt;bill&lt;/b&gt; ours?", "waiting until", "paid, ", "relief"]),
        ("petty.html", vec!["string &amp; &lt;nails&gt;", "4 UNIT"]),
        ("grant-0.html", vec!["Cook on &lt;Fridays&gt;", "accepted", "42 <bdi>shared meals", "open for its payee"]),
        ("outcomes.html", vec!["<data value=\"99\">99</data>", "shared meals"]),
        ("help.html", vec!["40 UNIT", "25 UNIT", "promised", "asked"]),
        ("members.html", vec!["treasurer", "steward", "in good standing"]),
        ("audit.html", vec!["Everything agreed."]),
        ("history.html", vec!["proposal made", "vote cast"]),
    ] {
        for words in told {
            assert!(pages[name].contains(words), "{name} says nothing of {words}: {}", pages[name]);
        }
    }
    let dissent = pages.values().find(|html| html.contains("Paint the hall &lt;black&gt;</bdi></h1>")).unwrap();
    let (first, last) = (dissent.find("hot in summer").unwrap(), dissent.find("no view").unwrap());
    assert!(first < last, "dissent comes first");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_title_full_of_script_and_marks_is_shown_as_text() {
    let scene = Scene::set(false).await;
    let page = scene.page(&format!("decision-{}.html", scene.hostile.0)).await.html;
    let shown =
        "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt; \u{fffd}live\u{fffd} שלום\u{200f}";
    assert!(page.contains(&format!("<h1><bdi>{shown}</bdi></h1>")), "{page}");
    assert!(page.contains(&format!("<title>{shown} · ")), "{page}");
    assert!(!page.contains(HOSTILE) && !page.contains("<script>"), "{page}");
    assert!(scene.page("decisions.html").await.html.contains(&format!("<bdi>{shown}</bdi>")));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_audit_adds_up_is_what_the_pages_say() {
    let scene = Scene::set(false).await;
    let contract = address::format(&scene.world.society.address());
    let shell = Shell::new(&scene.world.stage.url()).with(&["--contract", &contract]);
    let audit = shell.data(&["audit", "--db", scene.db.to_str().unwrap()]).await;
    let page = scene.page("audit.html").await.html;
    let said = |id: &str| {
        let rest = page.split(&format!(" id=\"{id}\"")).nth(1).unwrap_or_else(|| panic!("there is no {id}"));
        rest.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let told = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    for (id, value) in [
        ("events", &audit["events"]),
        ("lines", &audit["lines"]),
        ("ledger-pots", &audit["ledger"]["pots"]),
        ("ledger-shares", &audit["ledger"]["shares"]),
        ("ledger-credits", &audit["ledger"]["credits"]),
        ("ledger-deposits", &audit["ledger"]["deposits"]),
        ("surplus", &audit["surplus"]),
        ("balance", &audit["balance"]),
        ("members-ever", &audit["members"]["ever"]),
        ("members-present", &audit["members"]["present"]),
        ("members-counted", &audit["members"]["counted"]),
        ("proposals", &audit["proposals"]),
        ("payments", &audit["payments"]),
        ("grants", &audit["grants"]),
        ("relief-requests", &audit["relief_requests"]),
        ("disputes", &audit["disputes"]),
        ("expenses", &audit["expenses"]),
    ] {
        assert_eq!(said(id), told(value), "{id}");
    }
    // The pots, and all money, are on the overview too.
    let overview = scene.page("index.html").await.html;
    for pot in audit["pots"].as_array().unwrap() {
        let row = overview.split(&format!("id=\"pot-{}\"", pot["pot"])).nth(1).unwrap().split("</tr>").next().unwrap();
        let amounts = values(row, "value");
        assert_eq!(amounts[..2], [told(&pot["balance"]), told(&pot["reserved"])], "pot {}", pot["pot"]);
    }
    assert!(values(&overview, "value").contains(&told(&audit["balance"]).as_str()));
}

/// The dashboard of a town on its in-process chain.
async fn of_town(town: &town::Town) -> (Dashboard, tempfile::TempDir) {
    let chain = Chain::from_rpc(town.chain.devnet.rpc_client()).await.unwrap();
    let society = Society::at(&chain, town.chain.society).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let keeper = indexed(&society, Place::File(folder.path().join("books.sqlite"))).await;
    (Dashboard::new(keeper.into_index(), about(&society)), folder)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_a_society_in_which_everything_happened_is_there() {
    for town in town::everything() {
        let (dashboard, _folder) = of_town(town).await;
        let pages = all(&dashboard, Form::Live).await;
        for (name, html) in &pages {
            is_well_made(name, html);
        }
        links_lead_somewhere(&pages);
    }
}
