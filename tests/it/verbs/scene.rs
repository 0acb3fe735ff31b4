//! A society on a chain whose clock stands still, with its people, their files, and its past told in lines.
//!
//! A past is a line for each step: `Mere: proposal vote 0 aye` is a command that Mere signs; `wait 30s` lets time pass,
//! `agree 0` has members vote aye and waits until proposal 0 can be carried out, `fund Kaia 20` gives money from nobody's
//! account, `early 0` has members vote aye until the outcome is certain and voting ends, `upload` brings the code of the
//! next version onto the chain, `hours` founds an exchange, `savings agreed` (or `drawn`) makes a circle, `district joined`
//! founds a federation with the past of that name in `district.rs`, and `another` a society beside, whose address is
//! ANOTHER and which takes a GIFT. What `Nobody` does takes no key.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use mutual_client::chain::Wait;
use mutual_client::contract::Bundle;
use mutual_client::text::{address, duration};
use mutual_devnet::H256;
use mutual_tests::{example_path, raw, Ran, Shell, Stage, World, UNIT};
use mutual_types::circle::{Order, Terms};
use mutual_types::exchange::{Founding as HoursFounding, Rules};
use mutual_types::{AccountId, DuesRules, Founding, MemberIndex, PotId, ProposalId};
use scale::Encode;

use super::redact::{redacted, without_founded, without_key};
use super::table::{Makes, Row};
use super::words;
use crate::upgrade;

/// When the chain's clock begins: far enough ahead of every machine's that only the chain's time is told.
const START_MS: u64 = 1_988_150_400_000; // 2033-01-01
pub(super) const DAY_MS: u64 = 86_400_000;
/// The years of the examples, and those of the chain.
const YEARS: (&str, &str) = ("2027-", "2033-");
/// Whom the examples name by address: Sione's account, a member's; and one that nobody has.
const NAMED: [&str; 2] =
    ["5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty", "5CMVizq7sAGh2wN8QMTi2T4hL8ubtnMmzgDzPUNdBVkh2Uy6"];
/// The hash that the examples name: of no code.
const CODE: &str = "0x1f0d8c1e0b6a4c7d9e2f3a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f";

/// The founders' keys by their names in the example; whoever else is named has the key `//Name`.
const FOUNDERS: [(&str, &str); 12] = [
    ("Mere", "//Alice"),
    ("Sione", "//Bob"),
    ("Aroha", "//Charlie"),
    ("Tavita", "//Dave"),
    ("Losa", "//Eve"),
    ("Hemi", "//Ferdie"),
    ("Ngaire", "//Alice//stash"),
    ("Fetu", "//Bob//stash"),
    ("Joan", "//Charlie//stash"),
    ("Rangi", "//Dave//stash"),
    ("Salote", "//Eve//stash"),
    ("Wiremu", "//Ferdie//stash"),
];

/// A society, and the files of its people.
pub struct Scene {
    pub(super) world: World,
    shell: Shell,
    folder: tempfile::TempDir,
    pub(super) another: Mutex<Option<AccountId>>,
    /// The exchange, the circle and the federation of the past.
    exchange: Mutex<Option<AccountId>>,
    circle: Mutex<Option<AccountId>>,
    federation: Mutex<Option<AccountId>>,
}

/// A moment to go back to: the chain's head, and the files.
pub struct Mark(H256, tempfile::TempDir);

impl Scene {
    /// The example society with everything switched on, and no past.
    pub async fn set() -> Self {
        let world = World::with(Stage::still(START_MS).await, switch_on).await;
        // Founders have paid nothing yet.
        let mere = world.member("Mere");
        for index in 0..12 {
            world.society.pay_dues(&mere, MemberIndex(index), 2, 2 * UNIT).await.unwrap();
        }
        let contract = address::format(&world.society.address());
        let folder = tempfile::tempdir().unwrap();
        let within = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let shell = Shell::new(&world.stage.url()).with(&[
            "--contract",
            &contract,
            "--config-dir",
            &within("config"),
            "--data-dir",
            &within("data"),
            "--password-file",
            &within("password"),
        ]);
        for (name, text) in FILES {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        for file in ["cannons-creek.toml", "cannons-creek-charter.md"] {
            std::fs::copy(example_path().with_file_name(file), folder.path().join(file)).unwrap();
        }
        std::fs::rename(folder.path().join("cannons-creek.toml"), folder.path().join("field.toml")).unwrap();
        let (another, exchange) = (Mutex::new(None), Mutex::new(None));
        let (circle, federation) = (Mutex::new(None), Mutex::new(None));
        Self { world, shell, folder, another, exchange, circle, federation }
    }

    /// This moment.
    pub fn mark(&self) -> Mark {
        let files = tempfile::tempdir().unwrap();
        copy(self.folder.path(), files.path());
        Mark(self.world.stage.as_devnet().head().0, files)
    }

    /// Makes everything undone that happened since.
    pub fn go_back(&self, mark: Mark) {
        self.world.stage.as_devnet().set_head(mark.0).unwrap();
        for entry in std::fs::read_dir(self.folder.path()).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) }.unwrap();
        }
        copy(mark.1.path(), self.folder.path());
    }

    /// Lets a past happen, up to what cannot.
    pub async fn play(&self, past: &str) -> Result<(), String> {
        for line in past.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            self.step(line).await?;
        }
        Ok(())
    }

    async fn step(&self, line: &str) -> Result<(), String> {
        if let Some((name, command)) = line.split_once(": ") {
            let words: Vec<String> = words(command).iter().map(|word| self.meant(word, None)).collect();
            let words = self.placed(words);
            let line: Vec<&str> = words.iter().map(String::as_str).collect();
            let shell = self.shell.with(&["--yes"]);
            let shell = if name == "Nobody" { shell } else { shell.with(&["--suri", &uri(name)]) };
            let ran = shell.run(&line).await;
            return match ran.exit {
                0 => Ok(()),
                _ => Err(format!("{name}: {command}\n{}{}", ran.out, ran.err)),
            };
        }
        let mut words = line.split(' ');
        match (words.next().unwrap(), words.next(), words.next()) {
            ("wait", Some(_), _) => {
                let ms = duration::parse(line.strip_prefix("wait ").unwrap()).unwrap();
                self.world.stage.reach(self.world.stage.now_ms().await + ms).await;
            }
            ("agree", Some(number), None) => {
                let id = ProposalId(number.parse().unwrap());
                self.world.ayes(id).await;
                self.world.wait_for_execution(id).await;
            }
            ("fund", Some(name), Some(units)) => {
                let amount = units.parse::<u128>().unwrap() * UNIT;
                self.give(self.account(name), amount).await;
            }
            ("early", Some(number), None) => {
                let id = ProposalId(number.parse().unwrap());
                self.world.ayes(id).await;
                self.world.stage.reach(self.world.proposal(id).await.ends_ms).await;
            }
            ("hours", None, None) => {
                let made = self.found_exchange().await;
                *self.exchange.lock().unwrap() = Some(made);
            }
            ("savings", Some(order), None) => {
                let made = self.make_circle(order == "drawn").await;
                *self.circle.lock().unwrap() = Some(made);
            }
            ("district", Some(chapter), None) => {
                let made = self.district(chapter).await;
                *self.federation.lock().unwrap() = Some(made);
            }
            ("upload", None, None) => {
                self.found_beside(upgrade::next()).await;
            }
            ("another", None, None) => {
                let another = self.found_beside(Bundle::society().unwrap()).await;
                *self.another.lock().unwrap() = Some(another);
            }
            _ => return Err(format!("no step of a past: `{line}`")),
        }
        Ok(())
    }

    async fn give(&self, to: AccountId, amount: u128) {
        let chain = &self.world.stage.chain;
        let mere = self.world.member("Mere");
        let transfer = chain.prepare_transfer(mere.account(), to, amount).await.unwrap();
        transfer.send(&mere, Wait::Block).await.unwrap();
    }

    /// Another society, founded with this code: where it is, is the same each time.
    pub(super) async fn found_beside(&self, bundle: &Bundle) -> AccountId {
        let founding = mutual_tests::people::example(self.world.stage.chain.unit()).founding;
        self.make(bundle, &founding).await
    }

    /// An exchange of the society.
    async fn found_exchange(&self) -> AccountId {
        let rules = Rules {
            limit_minutes: 600,
            offer_ms: 90 * DAY_MS,
            answer_ms: 14 * DAY_MS,
            ahead_ms: 60 * DAY_MS,
            report_ms: 14 * DAY_MS,
            dispute_ms: 14 * DAY_MS,
            ruling_ms: 60 * DAY_MS,
            offers_max: 8,
            deals_max: 8,
        };
        let (society, name) = (self.world.society.address(), "Creek hours".to_owned());
        let founding = HoursFounding { society, name, limit_max_minutes: 1_200, rules };
        self.make(Bundle::exchange().unwrap(), &founding).await
    }

    /// A circle of Mere, Sione and Aroha.
    async fn make_circle(&self, is_drawn: bool) -> AccountId {
        let terms = Terms {
            name: "Savings".to_owned(),
            society: self.world.society.address(),
            members: ["Mere", "Sione", "Aroha"].map(|name| self.account(name)).to_vec(),
            contribution: 10 * UNIT,
            round_ms: 30 * DAY_MS,
            starts_ms: self.world.stage.now_ms().await + 7 * DAY_MS,
            order: if is_drawn { Order::Drawn { reveal_ms: 2 * DAY_MS } } else { Order::Agreed },
        };
        self.make(Bundle::circle().unwrap(), &terms).await
    }

    pub(super) async fn make(&self, bundle: &Bundle, terms: &impl Encode) -> AccountId {
        let chain = &self.world.stage.chain;
        raw::found(chain, &self.world.member("Mere"), bundle, terms, 0, &[1]).await
    }

    fn account(&self, name: &str) -> AccountId {
        match name {
            "society" => return self.world.society.address(),
            "circle" => return self.circle.lock().unwrap().expect("there is a circle"),
            "federation" => return self.federation.lock().unwrap().expect("there is a federation"),
            "another" => return self.another.lock().unwrap().expect("there is another society"),
            _ => {}
        }
        mutual_client::keys::Signer::from_dev_uri(&uri(name)).unwrap().account()
    }

    /// A word of an example as it is meant here: files where they lie, accounts and codes that there are, years to come.
    fn meant(&self, word: &str, row: Option<&Row>) -> String {
        let path: PathBuf = self.folder.path().join(word);
        // What is read lies there, and what is written shall lie there too.
        if path.is_file() || WRITTEN.contains(&word) {
            return path.to_str().unwrap().to_owned();
        }
        match word {
            "ADDRESS" => return address::format(&self.world.society.address()),
            "ANOTHER" => return address::format(&self.account("another")),
            "EXCHANGE" => return address::format(&self.exchange.lock().unwrap().expect("there is an exchange")),
            "FEDERATION" => return address::format(&self.federation.lock().unwrap().expect("there is a federation")),
            "GIFT" => return gift(),
            "wss://node.example.org" => return self.world.stage.url(),
            _ if word.starts_with("~/") => return self.folder.path().join("pages").to_str().unwrap().to_owned(),
            _ => {}
        }
        if word == CODE {
            return upgrade::next().hash().to_string();
        }
        if let (true, Some(name)) = (NAMED.contains(&word), row.and_then(|row| row.named)) {
            return address::format(&self.account(name));
        }
        word.replace(YEARS.0, YEARS.1)
    }

    /// The words of a command with the exchange, the circle or the federation of the past, if it is about one.
    fn placed(&self, mut words: Vec<String>) -> Vec<String> {
        let place = match words.first().map(String::as_str) {
            Some("exchange") => self.exchange.lock().unwrap().map(|exchange| ("--exchange", exchange)),
            Some("circle") => self.circle.lock().unwrap().map(|circle| ("--circle", circle)),
            Some("federation") => self.federation.lock().unwrap().map(|federation| ("--federation", federation)),
            _ => None,
        };
        words.extend(place.into_iter().flat_map(|(flag, account)| [flag.to_owned(), address::format(&account)]));
        words
    }

    /// Runs a command whose words are meant as they are in examples.
    pub async fn run(&self, words: &[String], columns: usize) -> Ran {
        let words: Vec<String> = words.iter().map(|word| self.meant(word, None)).collect();
        let line: Vec<&str> = words.iter().map(String::as_str).collect();
        self.shell.run_on_terminal(&line, columns).await
    }

    /// Runs an example in this form, and makes it undone.
    async fn try_out(&self, example: &str, row: &Row, form: &[&str], columns: Option<usize>) -> Result<Ran, String> {
        for (file, name) in [("key", row.by), ("old-key", row.by), ("new-key", row.heir)] {
            std::fs::write(self.folder.path().join(file), uri(name)).unwrap();
        }
        let words = self.placed(words(example)[1..].iter().map(|word| self.meant(word, Some(row))).collect());
        let mut line: Vec<&str> = words.iter().map(String::as_str).chain(form.iter().copied()).collect();
        // Named twice, a flag is a mistake.
        for flag in ["--contract", "--password-file"] {
            if let Some(at) = line.iter().position(|word| *word == flag) {
                line.drain(at..at + 2);
            }
        }
        let mark = self.mark();
        let shell = self.shell.with(&["--yes"]);
        let running = async {
            match columns {
                Some(columns) => shell.run_on_terminal(&line, columns).await,
                None => shell.run(&line).await,
            }
        };
        // What runs until it is stopped is stopped.
        let ran = match row.stop_after {
            None => running.await,
            Some(patience) => tokio::time::timeout(patience, running).await.unwrap_or_else(|_| Ran {
                exit: 0,
                out: "(it runs until it is stopped)\n".to_owned(),
                err: String::new(),
            }),
        };
        self.go_back(mark);
        if ran.exit == row.exit {
            Ok(ran)
        } else {
            Err(format!("`{example}` ends with {} and not {}\n{}{}", ran.exit, row.exit, ran.out, ran.err))
        }
    }

    fn redacted(&self, text: &str, row: &Row) -> String {
        let society = address::format(&self.world.society.address());
        let mut text = redacted(text, &society, &self.world.stage.url(), self.folder.path());
        let named = [
            (&self.exchange, "ADDRESS_OF_THE_EXCHANGE"),
            (&self.circle, "ADDRESS_OF_THE_CIRCLE"),
            (&self.federation, "ADDRESS_OF_THE_FEDERATION"),
        ];
        for (made, name) in named {
            if let Some(account) = *made.lock().unwrap() {
                text = text.replace(&address::format(&account), name);
            }
        }
        match row.makes {
            Makes::Nothing => text,
            Makes::Key => without_key(&text),
            Makes::Society => without_founded(&text),
        }
    }

    /// What an example says to a person, with what they typed.
    pub async fn told(&self, example: &str, row: &Row, columns: usize) -> Result<String, String> {
        let ran = self.try_out(example, row, &[], Some(columns)).await?;
        let mut text = String::new();
        for (name, said) in [("stderr", &ran.err), ("stdout", &ran.out)] {
            if !said.is_empty() && !row.is_unstable {
                text.push_str(&format!("--- {name}\n{said}"));
            }
        }
        Ok(format!("$ {example}\n{}--- exit {}\n", self.redacted(&text, row), ran.exit))
    }

    /// What an example says to a program.
    pub async fn told_to_programs(&self, example: &str, row: &Row) -> Result<String, String> {
        // An example that asks for it already is not to ask twice.
        let asks =
            words(example).windows(2).any(|pair| pair[1] == "json" && (pair[0] == "-o" || pair[0] == "--output"));
        let form: &[&str] = if asks { &[] } else { &["--output", "json"] };
        let ran = self.try_out(example, row, form, None).await?;
        let document = serde_json::to_string_pretty(&ran.json()).unwrap();
        Ok(format!("--- json\n{}\n", self.redacted(&document, row)))
    }
}

/// The key behind a name.
fn uri(name: &str) -> String {
    FOUNDERS.iter().find(|(known, _)| *known == name).map_or_else(|| format!("//{name}"), |(_, uri)| (*uri).to_owned())
}

/// What gives another society nothing but a line in its books, as a call takes it.
fn gift() -> String {
    let message = Bundle::society().unwrap().message("contribute").unwrap();
    format!("0x{}", hex::encode([&message[..], &(PotId::GENERAL, None::<String>).encode()].concat()))
}

/// What the examples write, and lies in the folder then.
const WRITTEN: [&str; 5] = ["my-chain", "mere.json", "books.sqlite", "books", "pages"];

/// Copies what is in a folder into another one.
fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let copied = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir(&copied).unwrap();
            copy(&entry.path(), &copied);
        } else {
            std::fs::copy(entry.path(), copied).unwrap();
        }
    }
}

/// The files that the examples name.
const FILES: [(&str, &str); 16] = [
    ("password", "correct horse battery staple"),
    (
        "garden.toml",
        "unit = \"beds\"\nrepay_by = \"2033-12-31\"\n[[stages]]\ntitle = \"Dig\"\namount = \"50 UNIT\"\ndue = \"2033-06-30\"\n",
    ),
    ("roster.txt", "//Kaia\n//Tui\n"),
    ("rules.toml", "[rules.voting]\nnotice = \"3s\"\n"),
    ("report.pdf", "The beds are dug."),
    ("receipt.pdf", "Nails, 12 UNIT."),
    ("letter.pdf", "The roof is gone."),
    ("case.md", "It was not me."),
    ("charter-2.md", "We help each other."),
    ("upgrade.md", "Votes become cheaper."),
    ("district.md", "Societies of one district back each other."),
    ("us.md", "We are a society of twelve."),
    ("minutes.md", "We thank those who came."),
    ("flood.md", "The river came over its banks."),
    ("key", "//Alice"),
    ("old-key", "//Alice"),
];

/// Everything that rules can switch on.
fn switch_on(founding: &mut Founding) {
    let rules = &mut founding.rules;
    rules.payments.petty_max = 20 * UNIT;
    rules.payments.expense_max = 50 * UNIT;
    // So that the second of a member's takes a deposit.
    rules.voting.free_open_proposals = 1;
    rules.voting.consent_max = 50 * UNIT;
    rules.voting.consent_objectors = 2;
    rules.membership.share_price = 2 * UNIT;
    rules.membership.shares_max = 10;
    rules.dues = DuesRules {
        amount: UNIT,
        period_ms: 90 * 86_400_000,
        grace_ms: 10 * 86_400_000,
        lapse_notice_ms: 5 * 86_400_000,
        ..rules.dues
    };
    founding.bounds.founding_window_ms = 86_400_000;
    founding.bounds.roster_max = 20;
}
