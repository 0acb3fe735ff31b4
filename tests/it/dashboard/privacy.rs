//! Who was helped is on no page, unless the rules let it be shown.

use mutual_client::dashboard::Form;
use mutual_client::text::{address, moment};

use super::pages::all;
use super::scene::Scene;

/// The days on which somebody was helped or asked for it, as pages write days.
async fn days_of_help(scene: &Scene) -> Vec<String> {
    let connection = rusqlite::Connection::open(&scene.db).unwrap();
    let sql = "SELECT at_ms FROM entries WHERE kind LIKE 'Relief%' \
               OR seq IN (SELECT seq FROM lines WHERE cause = 'PaymentReleased' AND from_kind = 'pot' AND from_id = '2')";
    let mut statement = connection.prepare(sql).unwrap();
    let times = statement.query_map([], |row| row.get::<_, i64>(0)).unwrap();
    let days = times.map(|ms| moment::format(u64::try_from(ms.unwrap()).unwrap())[..16].replace('T', " "));
    days.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn relief_is_a_number_a_month_and_an_amount() {
    let scene = Scene::set(false).await;
    let pages = all(&scene.dashboard, Form::File).await;
    let help = &pages["help.html"];
    // Rangi is member 9, Wiremu 11; Salote (10) and Joan (8) attested.
    let table = help.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
    assert!(!table.contains("member-") && !table.contains("<details"), "{table}");
    assert!(table.contains("40 UNIT") && table.contains("25 UNIT"), "{table}");
    let days = days_of_help(&scene).await;
    assert!(days.len() >= 4, "{days:?}");
    assert!(!days.iter().any(|day| table.contains(&day[..10])), "{table}");

    let payments = &pages["payments.html"];
    let relief = payments.split("<tr").find(|row| row.contains("<td>relief</td>")).unwrap();
    let rangi = address::format(&scene.world.member("Rangi").account());
    assert!(!relief.contains(&rangi) && !relief.contains("member-9"), "{relief}");
    assert!(relief.contains("not shown") && relief.contains("paid, in "), "{relief}");
    assert!(!days.iter().any(|day| relief.contains(&day[..10])), "{relief}");

    // In the history nothing of it is told, not even by a number that is missing.
    for (name, html) in pages.iter().filter(|(name, _)| name.starts_with("history")) {
        for word in ["relief", "attest"] {
            let rows = html.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
            assert!(!rows.contains(word), "{name} tells of {word}");
        }
        assert!(!html.contains("<th scope=\"col\">number</th>"), "{name}");
    }
    let told = pages["history-1.html"].matches("<tr>").count();
    assert!(told > 50, "the rest of the history is there: {told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_rules_let_names_be_shown_they_are() {
    let scene = Scene::set(true).await;
    let pages = all(&scene.dashboard, Form::File).await;
    let table = pages["help.html"].split("<tbody>").nth(1).unwrap();
    for member in ["member 9", "member 10", "member 8", "member 11", "payment "] {
        assert!(table.contains(member), "{member}: {table}");
    }
    let histories: String =
        pages.iter().filter(|(name, _)| name.starts_with("history")).map(|(_, html)| &**html).collect();
    assert!(histories.contains("relief asked") && histories.contains("<th scope=\"col\">number</th>"));
    assert!(pages["payments.html"].contains("relief request 0"));
}
