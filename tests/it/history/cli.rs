//! `index`, `events`, `audit` and `export` as people and scripts use them.

use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

use mutual_client::cli::{run, Io};
use mutual_client::text::{address, moment};
use mutual_tests::{repository, Ran, Shell, Stage, World, UNIT};
use mutual_types::{Choice, PotId, ProposalId};
use serde_json::Value;

struct Scene {
    world: World,
    shell: Shell,
    folder: tempfile::TempDir,
}

/// A society with a gift, a transfer without words, and a payment that was decided and made.
async fn scene() -> Scene {
    let world = World::cannons_creek_on(Stage::served().await).await;
    let contract = address::format(&world.society.address());
    let shell = Shell::new(&world.stage.url()).with(&["--contract", &contract]);
    let society = &world.society;
    let sione = world.member("Sione");
    world.does(society.contribute(&sione, PotId::GENERAL, Some("=HYPERLINK(\"x\")"), 7 * UNIT)).await;
    world.fund_account(society.address(), 3 * UNIT).await;
    let payment = world.pass_spend("Losa", world.member("Rangi").account(), 2 * UNIT, PotId::GENERAL).await;
    for treasurer in ["Mere", "Sione", "Aroha"] {
        let signer = world.member(treasurer);
        if society.approve_payment(&signer, payment).await.is_err() {
            break;
        }
    }
    let anyone = world.member("Rangi");
    society.release_payment(&anyone, payment).await.unwrap();
    Scene { world, shell, folder: tempfile::tempdir().unwrap() }
}

impl Scene {
    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    /// A shell whose commands use this index.
    async fn indexed(&self) -> (Shell, String) {
        let db = self.path("books.sqlite");
        self.shell.says(&["index", "--db", &db], &["events\t", &db]).await;
        (self.shell.clone(), db)
    }
}

fn lines(ran: &Ran) -> Vec<&str> {
    ran.out.lines().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn events_are_the_same_from_the_chain_and_from_the_index() {
    let scene = scene().await;
    let from_chain = scene.shell.says(&["events"], &["founded the society", "gave 7 UNIT to pot 0"]).await;
    let (shell, db) = scene.indexed().await;
    let from_index = shell.says(&["events", "--db", &db], &["Payment 0 was made"]).await;
    assert_eq!(from_index.out, from_chain.out);

    let all = lines(&from_chain);
    let seqs: Vec<u64> = all.iter().map(|line| line.split('\t').next().unwrap().parse().unwrap()).collect();
    assert_eq!(seqs, (0..u64::try_from(all.len()).unwrap()).collect::<Vec<_>>(), "each event once, in order");

    // What happens after the index was made is there all the same.
    let mere = scene.world.member("Mere");
    scene.world.does(scene.world.society.contribute(&mere, PotId::GENERAL, None, UNIT)).await;
    let later = shell.says(&["events", "--db", &db], &["gave 1 UNIT"]).await;
    assert_eq!(lines(&later).len(), all.len() + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn events_are_chosen_by_kind_place_and_number() {
    let scene = scene().await;
    let (shell, db) = scene.indexed().await;
    for from_index in [true, false] {
        let with = |args: &[&str]| -> Vec<String> {
            let db: &[&str] = if from_index { &["--db", &db] } else { &[] };
            [&["events"], args, db].concat().into_iter().map(str::to_owned).collect()
        };
        let ask = |args: &[&str]| {
            let (shell, args) = (shell.clone(), with(args));
            async move {
                let args: Vec<&str> = args.iter().map(String::as_str).collect();
                let ran = shell.run(&args).await;
                assert_eq!(ran.exit, 0, "{ran:?}");
                ran.out.lines().map(str::to_owned).collect::<Vec<_>>()
            }
        };
        let votes = ask(&["--kind", "vote-cast"]).await;
        assert!(votes.len() > 1 && votes.iter().all(|line| line.contains("\tVoteCast\t")), "{votes:?}");
        let all = ask(&["--limit", "1000"]).await;
        assert_eq!(ask(&["--limit", "2"]).await, all[all.len() - 2..], "the last ones");
        assert_eq!(ask(&["--from", "0", "--limit", "2"]).await, all[..2], "the first ones");
        let block = |line: &str| line.split('\t').nth(2).unwrap().parse::<u64>().unwrap();
        let middle = block(&all[all.len() / 2]);
        let from_block: Vec<_> = all.iter().filter(|line| block(line) >= middle).cloned().collect();
        assert_eq!(ask(&["--from", &middle.to_string()]).await, from_block);
        let at = |line: &str| line.split('\t').nth(1).unwrap().to_owned();
        let begin = at(&all[all.len() / 2]);
        // As texts they are in no order: `20.3Z` is before `20.31Z`.
        let at_ms = |text: &str| moment::parse(text).unwrap();
        let from_moment: Vec<_> = all.iter().filter(|line| at_ms(&at(line)) >= at_ms(&begin)).cloned().collect();
        assert_eq!(ask(&["--from", &begin]).await, from_moment);
        assert_eq!(ask(&["--from", "2999-01-01"]).await, Vec::<String>::new());
    }
    shell
        .refuses(&["events", "--kind", "VotCast"], 2, "bad-input", &["no event of kind", "nearest is `VoteCast`"])
        .await;
    shell.refuses(&["events", "--from", "soon"], 2, "bad-input", &["neither a block nor a moment", "2027-06-30"]).await;
    let missing = scene.path("none.sqlite");
    shell.refuses(&["events", "--db", &missing], 3, "no-index", &[&missing, "mutual index"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn events_for_programs_are_one_document() {
    let scene = scene().await;
    let data = scene.shell.data(&["events", "--kind", "Contributed"]).await;
    let events = data["events"].as_array().unwrap();
    assert_eq!(events.len(), 1);
    assert_eq!(events[0]["event"]["event"], "contributed");
    assert_eq!(events[0]["event"]["amount"], (7 * UNIT).to_string());
    assert!(events[0]["block"].is_u64() && events[0]["at_ms"].is_u64() && events[0]["at"].is_string(), "{events:?}");
}

/// Runs a command that does not end by itself for a while, and gives what it wrote on stdout.
async fn watched(url: &str, args: &[&str], mut meanwhile: impl AsyncFnMut()) -> String {
    let line: Vec<OsString> = ["mutual", "--url", url].iter().chain(args).map(OsString::from).collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    {
        let mut io = Io::scripted(&mut out, &mut err, None);
        let command = run(line, &mut io);
        let happening = async {
            tokio::time::sleep(Duration::from_millis(700)).await;
            meanwhile().await;
            tokio::time::sleep(Duration::from_millis(1_500)).await;
        };
        tokio::select! {
            exit = command => panic!("it ended with {exit}"),
            () = happening => {}
        }
    }
    String::from_utf8(out).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn following_shows_what_comes_one_document_a_line() {
    let scene = scene().await;
    let contract = address::format(&scene.world.society.address());
    let args = ["--contract", &contract, "events", "--follow", "--kind", "Contributed", "--output", "json"];
    let mere = scene.world.member("Mere");
    let out = watched(&scene.world.stage.url(), &args, async || {
        scene.world.society.contribute(&mere, PotId::GENERAL, None, 5 * UNIT).await.unwrap();
    })
    .await;
    let documents: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let amounts: Vec<&str> = documents.iter().map(|it| it["event"]["amount"].as_str().unwrap()).collect();
    assert_eq!(amounts, [(7 * UNIT).to_string(), (5 * UNIT).to_string()], "what came before, and what came since");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_that_follows_is_up_to_date() {
    let scene = scene().await;
    let (shell, db) = scene.indexed().await;
    let contract = address::format(&scene.world.society.address());
    let args = ["--contract", &contract, "index", "--follow", "--db", &db];
    let mere = scene.world.member("Mere");
    watched(&scene.world.stage.url(), &args, async || {
        scene.world.society.contribute(&mere, PotId::GENERAL, None, 5 * UNIT).await.unwrap();
    })
    .await;
    let connection = rusqlite::Connection::open(&db).unwrap();
    let count: i64 =
        connection.query_row("SELECT COUNT(*) FROM entries WHERE kind = 'Contributed'", [], |row| row.get(0)).unwrap();
    assert_eq!(count, 2);
    drop(connection);
    shell.says(&["audit", "--db", &db], &["agrees\teverything"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_audit_says_what_it_rebuilt() {
    let scene = scene().await;
    let society = &scene.world.society;
    let data = scene.shell.data(&["audit"]).await;
    let view = society.society().await.unwrap();
    assert_eq!(data["agrees"], true);
    assert_eq!(data["events"], view.counters.seq);
    assert_eq!(data["ledger"]["pots"], view.counters.ledger.pots.to_string());
    assert_eq!(data["balance"], view.balance.to_string());
    assert_eq!(data["surplus"], (3 * UNIT).to_string(), "what was transferred without a word");
    assert_eq!(data["members"]["present"], view.counters.present);
    let (balance, reserved) = scene.world.pot(PotId::GENERAL).await;
    assert_eq!(data["pots"][0]["balance"], balance.to_string());
    assert_eq!(data["pots"][0]["reserved"], reserved.to_string());
    scene.shell.says(&["audit"], &["agrees\teverything", "not booked\t3 UNIT"]).await;

    let anyone = scene.world.member("Rangi");
    scene.world.does(society.sweep(&anyone)).await;
    scene.shell.says(&["audit"], &["agrees\teverything", "not booked\t0 UNIT"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_audit_that_fails_names_the_record_both_values_and_the_events() {
    let scene = scene().await;
    let (shell, db) = scene.indexed().await;
    // A vote that nobody cast for it.
    let connection = rusqlite::Connection::open(&db).unwrap();
    let sql = "DELETE FROM entries WHERE number = (SELECT MAX(number) FROM entries WHERE kind = 'VoteCast')";
    assert_eq!(connection.execute(sql, []).unwrap(), 1);
    drop(connection);

    let ran = shell.run(&["audit", "--db", &db]).await;
    assert_eq!((ran.exit, ran.out.as_str()), (10, ""), "{ran:?}");
    for words in
        ["proposal 0: tally", "by the events: ", "on the chain:  ", "from events:", "an event is missing", "hint:"]
    {
        assert!(ran.err.contains(words), "{words:?} is not in {}", ran.err);
    }
    let ran = shell.with(&["--output", "json"]).run(&["audit", "--db", &db]).await;
    let error = &ran.json()["error"];
    assert_eq!((ran.exit, error["code"].as_str()), (10, Some("audit")));
    let differences = error["details"]["differences"].as_array().unwrap();
    let tally = differences.iter().find(|it| it["record"] == "proposal" && it["what"] == "tally").unwrap();
    assert_eq!(tally["id"], "0");
    let (proposal, _) = scene.world.society.proposal(ProposalId(0)).await.unwrap().unwrap();
    assert_eq!(tally["chain"]["aye"], proposal.tally.aye);
    assert_eq!(tally["books"]["aye"], proposal.tally.aye - 1);
    assert!(tally["events"].as_array().unwrap().len() > 1, "{tally}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_of_another_chain_or_damaged_is_refused_in_words() {
    let scene = scene().await;
    let (shell, db) = scene.indexed().await;
    let other = World::cannons_creek_on(Stage::served().await).await;
    let contract = address::format(&other.society.address());
    let elsewhere = Shell::new(&other.stage.url()).with(&["--contract", &contract]);
    for command in [&["index", "--db", &db][..], &["audit", "--db", &db], &["events", "--db", &db]] {
        elsewhere.refuses(command, 5, "index-of-another-society", &["is of another society", "--db"]).await;
    }
    let garbage = scene.path("garbage.sqlite");
    std::fs::write(&garbage, "this is a letter, and no index of anything that happened in a society").unwrap();
    shell.refuses(&["index", "--db", &garbage], 1, "index-unusable", &[&garbage, "not a database"]).await;
    let connection = rusqlite::Connection::open(&db).unwrap();
    connection.execute("UPDATE about SET value = '2' WHERE key = 'schema'", []).unwrap();
    drop(connection);
    shell.refuses(&["events", "--db", &db], 1, "index-newer", &["form 2", "later version"]).await;
}

/// The rows of a CSV file, with the names of its columns first.
fn csv(folder: &Path, name: &str) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(folder.join(format!("{name}.csv"))).unwrap();
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    assert!(!quoted && row.is_empty() && cell.is_empty(), "{name} ends with a whole line");
    rows
}

fn json(folder: &Path, name: &str) -> Vec<Value> {
    serde_json::from_str(&std::fs::read_to_string(folder.join(format!("{name}.json"))).unwrap()).unwrap()
}

const TABLES: [&str; 11] = [
    "ledger",
    "members",
    "credits",
    "pots",
    "proposals",
    "votes",
    "payments",
    "grants",
    "stages",
    "relief",
    "disputes",
];

#[tokio::test(flavor = "multi_thread")]
async fn the_exported_books_are_whole_and_documented() {
    let scene = scene().await;
    let books = scene.path("books");
    scene.shell.says(&["export", &books], &["ledger.csv\t", "votes.csv\t"]).await;
    let folder = Path::new(&books);
    let docs = std::fs::read_to_string(repository().join("docs/history.md")).unwrap();
    let mut files: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    files.sort();
    let mut expected: Vec<String> =
        TABLES.iter().flat_map(|name| [format!("{name}.csv"), format!("{name}.json")]).collect();
    expected.push("export.json".to_owned());
    expected.sort();
    assert_eq!(files, expected);
    for name in TABLES {
        let rows = csv(folder, name);
        let columns: Vec<String> = rows[0].iter().map(|column| format!("`{column}`")).collect();
        let documented = format!("| `{name}` | {} |", columns.join(", "));
        assert!(docs.contains(&documented), "docs/history.md has the line {documented}");
        assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{name}: each row has all cells");
        let objects = json(folder, name);
        assert_eq!(objects.len(), rows.len() - 1, "{name}: the same rows in both forms");
        for (row, object) in rows[1..].iter().zip(&objects) {
            for (cell, (column, value)) in row.iter().zip(object.as_object().unwrap()) {
                let shown = match value {
                    Value::Null => String::new(),
                    Value::Bool(is) => if *is { "yes" } else { "no" }.to_owned(),
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                assert_eq!(cell.strip_prefix('\'').unwrap_or(cell), shown, "{name}, {column}");
            }
        }
    }

    // What is in the ledger adds up to what the contract has.
    let view = scene.world.society.society().await.unwrap();
    let mut inside: i128 = 0;
    for line in json(folder, "ledger") {
        let amount: i128 = line["amount_planck"].as_str().unwrap().parse().unwrap();
        let is_in = |key: &str| !matches!(line[key].as_str().unwrap(), "outside" | "minimum");
        inside += if is_in("to") { amount } else { 0 } - if is_in("from") { amount } else { 0 };
    }
    assert_eq!(inside, i128::try_from(view.balance).unwrap());
    let payments = json(folder, "payments");
    assert_eq!(payments[0]["amount"], "2");
    assert_eq!(payments[0]["amount_planck"], (2 * UNIT).to_string());
    assert_eq!(payments[0]["payee"], address::format(&scene.world.member("Rangi").account()));
    assert_eq!(payments[0]["state"], "paid");
    assert_eq!(json(folder, "members").len(), 12);

    scene.shell.refuses(&["export", &books], 2, "bad-input", &["earlier export", "--overwrite"]).await;
    scene.shell.says(&["export", &books, "--overwrite"], &["ledger.csv"]).await;
    let other = scene.path("letters");
    std::fs::create_dir(&other).unwrap();
    std::fs::write(Path::new(&other).join("letter.txt"), "dear all").unwrap();
    scene.shell.refuses(&["export", &other, "--overwrite"], 2, "bad-input", &["other files"]).await;
    assert_eq!(std::fs::read_dir(&other).unwrap().count(), 1, "nothing was written beside the letter");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_cell_of_an_export_is_a_formula() {
    let scene = scene().await;
    let (world, society) = (&scene.world, &scene.world.society);
    let losa = world.member("Losa");
    let title = "=1+1";
    let action = mutual_types::Action::Resolution;
    let id = world.does(society.propose(&losa, title, None, &action, mutual_types::Mode::Ballot, 0)).await.value;
    let reason = Some("@SUM(A1:A9)");
    world.does(society.vote(&world.member("Sione"), id, Choice::Nay, reason)).await;
    let books = scene.path("books");
    scene.shell.says(&["export", &books], &[]).await;
    let (proposals, votes) = (csv(Path::new(&books), "proposals"), csv(Path::new(&books), "votes"));
    assert!(proposals.iter().any(|row| row[1] == "'=1+1"), "{proposals:?}");
    assert!(votes.iter().any(|row| row[4] == "'@SUM(A1:A9)"), "{votes:?}");
    for name in TABLES {
        for cell in csv(Path::new(&books), name).concat() {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{name}: {cell}");
        }
    }
    // For programs nothing is put before it.
    assert!(json(Path::new(&books), "proposals").iter().any(|row| row["title"] == title));
}

/// Help for a member, asked for, attested, approved and paid.
async fn helped(publish: bool) -> (Scene, String) {
    let change = |founding: &mut mutual_types::Founding| founding.rules.relief.publish_names = publish;
    let world = World::with(Stage::served().await, change).await;
    let contract = address::format(&world.society.address());
    let shell = Shell::new(&world.stage.url()).with(&["--contract", &contract]);
    let society = &world.society;
    let rules = society.society().await.unwrap().rules;
    let pots = society.all_pots().await.unwrap();
    let pot = pots.iter().find(|pot| pot.pot.spec.kind == mutual_types::PotKind::Relief).expect("a pot for relief").id;
    let mere = world.member("Mere");
    world.does(society.contribute(&mere, pot, None, 50 * UNIT)).await;
    world.stage.reach(world.stage.now_ms().await + rules.relief.waiting_ms + 1_000).await;
    let asker = world.member("Rangi");
    let amount = rules.relief.request_max.min(UNIT);
    let asked = world.does(society.ask_relief(&asker, pot, amount, [3; 32])).await.value;
    for member in society.members(0, 50).await.unwrap() {
        let name = world.people.name(member.account).unwrap().to_owned();
        let _ = society.attest_relief(&world.member(&name), asked).await;
        if society.relief_request(asked).await.unwrap().unwrap().payment.is_some() {
            break;
        }
    }
    let payment = society.relief_request(asked).await.unwrap().unwrap().payment.expect("it is promised");
    for treasurer in ["Mere", "Sione", "Aroha"] {
        let _ = society.approve_payment(&world.member(treasurer), payment).await;
    }
    let from_ms = society.payment(payment).await.unwrap().unwrap().release_from_ms;
    world.stage.reach(from_ms + 1_000).await;
    let outcome = society.release_payment(&world.member("Losa"), payment).await.unwrap();
    assert!(!outcome.events.is_empty());
    let helped = address::format(&asker.account());
    (Scene { world, shell, folder: tempfile::tempdir().unwrap() }, helped)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_helped_is_exported_only_where_the_rules_let_it() {
    for publish in [false, true] {
        let (scene, helped) = helped(publish).await;
        let books = scene.path("books");
        let ran = scene.shell.says(&["export", &books], &[]).await;
        assert_eq!(ran.err.contains("publish_relief_names is off"), !publish, "{ran:?}");
        let folder = Path::new(&books);
        for name in ["relief", "payments", "ledger"] {
            for end in ["csv", "json"] {
                let text = std::fs::read_to_string(folder.join(format!("{name}.{end}"))).unwrap();
                assert_eq!(text.contains(&helped), publish, "{name}.{end} with names {publish}: {text}");
            }
        }
        let relief = json(folder, "relief");
        assert_eq!(relief.len(), 1);
        assert_eq!(relief[0]["month"].as_str().unwrap().len(), "2027-06".len());
        assert_eq!(relief[0]["amount_planck"], UNIT.to_string());
        assert_eq!(relief[0]["member"].is_null(), !publish);
        let lines = json(folder, "ledger");
        let line = lines.iter().find(|line| line["cause"] == "PaymentReleased").unwrap();
        assert_eq!(line["at"].as_str().unwrap().len() == "2027-06".len(), !publish, "{line}");
        assert_eq!(line["event"].is_null(), !publish, "{line}");
        scene.shell.says(&["audit"], &["agrees\teverything"]).await;
    }
}
