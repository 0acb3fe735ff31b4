//! How long pages take of a society with many events: `scripts/bench-dashboard.sh`. CI asks nothing of these times.

use std::path::Path;
use std::time::{Duration, Instant};

use mutual_client::dashboard::{Dashboard, Form};
use mutual_client::index::{Index, Place};
use rusqlite::{params, Connection};

use super::scene::{about, Scene};

fn number(connection: &Connection, sql: &str) -> i64 {
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Repeats what is in an index, each time with later numbers and times, until it has so many events. The society's own sums
/// stay those of the original, but for its counts.
fn repeat(file: &Path, events: i64) {
    let mut connection = Connection::open(file).unwrap();
    let first = number(&connection, "SELECT COUNT(*) FROM entries WHERE seq IS NOT NULL");
    let sizes = ["proposal", "payment", "grant", "relief", "member"].map(|kind| {
        let sql = format!("SELECT COUNT(*) FROM records WHERE kind = '{kind}'");
        (kind, number(&connection, &sql))
    });
    let (entries, lines) =
        (number(&connection, "SELECT COUNT(*) FROM entries"), number(&connection, "SELECT COUNT(*) FROM lines"));
    let times = events / first;
    let write = connection.transaction().unwrap();
    for n in 1..=times {
        let later_ms = n * 3_600_000;
        write
            .execute(
                "INSERT INTO entries SELECT number + ?1, block + ?2, extrinsic, at_ms + ?3, kind, seq + ?4, payload \
                 FROM entries WHERE number < ?5",
                params![n * entries, n * 1_000, later_ms, n * first, entries],
            )
            .unwrap();
        write
            .execute(
                "INSERT INTO lines SELECT number + ?1, seq + ?2, block + ?3, at_ms + ?4, cause, from_kind, from_id, \
                 to_kind, to_id, amount FROM lines WHERE number < ?5",
                params![n * lines, n * first, n * 1_000, later_ms, lines],
            )
            .unwrap();
        for (kind, count) in sizes {
            // The number stands in the record itself too.
            let field = match kind {
                "grant" => "number",
                "relief" => "request",
                "member" => "member.index",
                other => other,
            };
            write
                .execute(
                    "INSERT INTO records SELECT kind, CAST(number + ?1 AS TEXT), number + ?1, open, \
                     json_set(body, '$.' || ?2, number + ?1) FROM records WHERE kind = ?3 AND open IN (0, 1) AND number < ?4",
                    params![n * count, field, kind, count],
                )
                .unwrap();
        }
        let proposals = sizes[0].1;
        write
            .execute(
                "INSERT INTO votes SELECT proposal + ?1, member, choice, proxy, reason, at_ms + ?2, seq + ?3 FROM votes \
                 WHERE proposal < ?4",
                params![n * proposals, later_ms, n * first, proposals],
            )
            .unwrap();
        write
            .execute(
                "INSERT INTO bodies SELECT proposal + ?1, title, kind, body FROM bodies WHERE proposal < ?2",
                params![n * proposals, proposals],
            )
            .unwrap();
        write
            .execute(
                "INSERT INTO outcomes SELECT grant_number + ?1, stage, at_ms + ?2, unit, metric, seq + ?3 FROM outcomes \
                 WHERE grant_number < ?4",
                params![n * sizes[2].1, later_ms, n * first, sizes[2].1],
            )
            .unwrap();
    }
    // Ten years of sums.
    for month in 1..=120 {
        for (direction, cause) in
            [("in", "Contributed"), ("in", "DuesPaid"), ("out", "PaymentReleased"), ("out", "PettyPaid")]
        {
            write
                .execute(
                    "INSERT OR IGNORE INTO months VALUES (?1, ?2, ?3, '123456789000000', 7)",
                    params![format!("{}-{:02}", 2027 + month / 12, month % 12 + 1), direction, cause],
                )
                .unwrap();
        }
    }
    write
        .execute(
            "UPDATE records SET body = json_set(body, '$.events', ?1) WHERE kind = 'society'",
            params![first * (times + 1)],
        )
        .unwrap();
    write.commit().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "what scripts/bench-dashboard.sh runs"]
async fn how_long_pages_of_many_events_take() {
    let events: i64 = std::env::var("MUTUAL_EVENTS").map_or(1_000_000, |text| text.parse().expect("a number"));
    let scene = Scene::set(false).await;
    repeat(&scene.db, events);
    let connection = Connection::open(&scene.db).unwrap();
    let all = number(&connection, "SELECT COUNT(*) FROM entries WHERE seq IS NOT NULL");
    let proposals = number(&connection, "SELECT COUNT(*) FROM records WHERE kind = 'proposal'");
    assert!(all >= events);
    println!("{all} events, {proposals} proposals, {} MB", std::fs::metadata(&scene.db).unwrap().len() / 1_000_000);
    let index = Index::open_existing(Place::File(scene.db.clone()), &scene.world.society).await.unwrap();
    let dashboard = Dashboard::new(index, about(&scene.world.society));
    for name in [
        "index.html".to_owned(),
        "decisions.html".to_owned(),
        format!("decision-{}.html", proposals / 2),
        "payments.html".to_owned(),
        "petty.html".to_owned(),
        "grants.html".to_owned(),
        "outcomes.html".to_owned(),
        "help.html".to_owned(),
        "members.html".to_owned(),
        "audit.html".to_owned(),
        "history.html".to_owned(),
    ] {
        let mut times = Vec::new();
        let mut bytes = 0;
        for _ in 0..21 {
            let clock = Instant::now();
            let page = dashboard.page(&name, 0, Form::Live).await.unwrap().unwrap_or_else(|| panic!("no {name}"));
            times.push(clock.elapsed());
            bytes = page.html.len();
        }
        let first: Duration = times[0];
        times.sort_unstable();
        println!("{name}: median {:?}, first {first:?}, slowest {:?}, {bytes} bytes", times[10], times[20]);
    }
}
