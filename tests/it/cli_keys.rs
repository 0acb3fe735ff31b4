//! Accounts of this machine: made, imported, exported and removed; what they sign, and what nobody sees of them.

use std::path::{Path, PathBuf};

use mutual_client::keys::{Scheme, Signer};
use mutual_client::text::address;
use mutual_devnet::{Config, Devnet, Handle};
use mutual_tests::{Ran, Shell, UNIT};
use serde_json::Value;

const PASSWORD: &str = "correct horse battery";
const WORDS: &str = "legal winner thank year wave sausage worth useful legal winner thank yellow";

/// Somebody with a config folder of their own, on a chain of their own.
struct Desk {
    folder: tempfile::TempDir,
    devnet: Devnet,
    _handle: Handle,
    shell: Shell,
}

async fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let (devnet, handle) = mutual_devnet::spawn(Config::port(0)).await.unwrap();
    let config = folder.path().join("config");
    let shell = Shell::new(&handle.url()).with(&["--config-dir", config.to_str().unwrap()]);
    Desk { folder, devnet, _handle: handle, shell }
}

impl Desk {
    fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn key_file(&self, name: &str) -> PathBuf {
        self.folder.path().join(format!("config/keys/{name}.json"))
    }

    fn password_file(&self) -> String {
        self.file("password", &format!("{PASSWORD}\n"))
    }

    /// A command whose password comes from a file.
    fn unlocked(&self) -> Shell {
        self.shell.with(&["--password-file", &self.password_file()])
    }

    /// A kept account of well-known words, with 100 UNIT.
    async fn kept(&self, name: &str, scheme: &str) -> String {
        let words = self.file("words", WORDS);
        let args = ["account", "import", name, "--suri-file", &words, "--scheme", scheme];
        let address = self.unlocked().data(&args).await["address"].as_str().unwrap().to_owned();
        self.shell.says(&["account", "send", &address, "100 UNIT", "--suri", "//Alice"], &[]).await;
        address
    }

    async fn free(&self, who: &str) -> u128 {
        let shown = self.shell.data(&["account", "show", who]).await;
        shown["free"].as_str().unwrap().parse().unwrap()
    }
}

/// It failed with one sentence and a hint, and nothing on stdout.
fn assert_refused(ran: &Ran, exit: u8, words: &[&str]) {
    assert_eq!((ran.exit, ran.out.as_str(), ran.errors().len()), (exit, "", 1), "{ran:?}");
    for word in words.iter().chain(&["hint:"]) {
        assert!(ran.err.contains(word), "{word:?} is not in\n{}", ran.err);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_account_is_a_file_for_its_owner_only_and_its_words_are_shown_on_demand_only() {
    let desk = desk().await;

    let ran = desk.shell.run_asked(&["account", "new", "mere"], Some(&[PASSWORD, PASSWORD, "no"])).await;

    assert_eq!(ran.exit, 0, "{ran:?}");
    assert!(ran.err.contains("account export mere --to FILE"), "it says how to back up: {}", ran.err);
    let file = desk.key_file("mere");
    let json: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    let address = json["address"].as_str().unwrap();
    assert!(ran.out.contains(address) && ran.out.contains(file.to_str().unwrap()), "{}", ran.out);
    assert!(!ran.out.contains("secret words") && !ran.out.contains(PASSWORD) && !ran.err.contains(PASSWORD), "{ran:?}");
    assert_eq!(mode(&file), 0o600);
    assert_eq!(mode(file.parent().unwrap()), 0o700);
    let listed = desk.shell.data(&["account", "list"]).await;
    assert_eq!((&listed[0]["name"], &listed[0]["address"]), (&Value::from("mere"), &Value::from(address)));

    let shown = desk.shell.run_asked(&["account", "new", "sione"], Some(&[PASSWORD, PASSWORD, "yes"])).await;
    let words = shown.out.lines().find_map(|line| line.strip_prefix("secret words\t")).expect("the words are shown");
    assert_eq!(words.split(' ').count(), 12);
    let again = Signer::from_uri(words, "the screen").unwrap();
    assert!(shown.out.contains(&address::format(&again.account())), "they are the words of this account");

    let made = desk.unlocked().data(&["account", "new", "losa", "--show-mnemonic", "--scheme", "ed25519"]).await;
    let again = Signer::of_scheme(made["mnemonic"].as_str().unwrap(), Scheme::Ed25519, "here").unwrap();
    assert_eq!(made["address"], address::format(&again.account()));
    let silent = desk.unlocked().data(&["account", "new", "tavita"]).await;
    assert_eq!(silent.get("mnemonic"), None, "--yes agrees to no secret on the screen");
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test(flavor = "multi_thread")]
async fn no_account_is_made_without_a_good_password_or_under_a_name_that_is_taken() {
    let desk = desk().await;
    let new = ["account", "new", "mere"];
    let different = desk.shell.run_asked(&new, Some(&[PASSWORD, "correct horse batteru"])).await;
    assert_eq!(different.exit, 2, "{different:?}");
    assert_refused(&desk.shell.run_asked(&new, Some(&["short"])).await, 2, &["at least 8 characters"]);
    assert_refused(&desk.shell.run(&new).await, 9, &["needs a password", "--password-file FILE"]);
    assert_refused(&desk.shell.with(&["--no-input"]).run_asked(&new, Some(&[PASSWORD; 2])).await, 9, &["a password"]);
    assert_eq!(desk.shell.run_asked(&new, Some(&[])).await.exit, 130, "given up at the prompt");
    assert!(!desk.key_file("mere").exists());
    for name in ["3", "//Alice", "../mere", "a b", ".mere", "-m"] {
        let ran = desk.unlocked().run(&["account", "new", "--", name]).await;
        assert_refused(&ran, 2, &["cannot be a name", "begin with a letter"]);
    }

    desk.unlocked().data(&new).await;
    let before = std::fs::read(desk.key_file("mere")).unwrap();
    assert_refused(&desk.unlocked().run(&["account", "new", "MERE"]).await, 2, &["the name `MERE` is taken"]);
    assert_eq!(std::fs::read(desk.key_file("mere")).unwrap(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn kept_accounts_of_both_schemes_sign_what_the_chain_accepts() {
    let desk = desk().await;
    for scheme in ["sr25519", "ed25519"] {
        let name = format!("mere-{scheme}");
        let address = desk.kept(&name, scheme).await;
        let (before, height) = (desk.free("//Ferdie").await, desk.devnet.head().1);

        let send = ["account", "send", "//Ferdie", "5 UNIT", "--account", &name];
        let ran = desk.shell.run_asked(&send, Some(&[PASSWORD, "yes"])).await;

        assert_eq!(ran.exit, 0, "{ran:?}");
        assert!(ran.err.contains(&format!("{address} (@{name}) (everybody can see")), "{}", ran.err);
        assert_eq!(desk.free("//Ferdie").await, before + 5 * UNIT);
        assert_eq!(desk.devnet.head().1, height + 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_signs_nothing_and_may_be_typed_again() {
    let desk = desk().await;
    desk.kept("mere", "ed25519").await;
    let height = desk.devnet.head().1;
    let send = ["account", "send", "//Ferdie", "5 UNIT", "-a", "mere"];

    let wrong = desk.shell.run_asked(&send, Some(&["wrong", "worse", "worst", PASSWORD])).await;
    assert_refused(&wrong, 4, &["the password does not open the account `mere`"]);
    let of_file = desk.shell.with(&["--password-file", &desk.file("wrong", "not it")]);
    of_file.refuses(&send, 4, "wrong-password", &[]).await;
    assert_refused(&desk.shell.run(&send).await, 9, &["needs the password", "--password-file"]);
    assert_refused(
        &desk.unlocked().run(&["account", "send", "//Bob", "1 UNIT", "-a", "nobody"]).await,
        3,
        &["`nobody`"],
    );
    assert_eq!(desk.devnet.head().1, height, "nothing was sent");

    let second = desk.shell.run_asked(&send, Some(&["wrong", PASSWORD, "y"])).await;
    assert_eq!((second.exit, desk.devnet.head().1), (0, height + 1), "{second:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn to_look_at_what_would_happen_takes_no_password() {
    let desk = desk().await;
    let address = desk.kept("mere", "sr25519").await;
    let height = desk.devnet.head().1;
    let dry = desk.shell.with(&["--dry-run", "-o", "json"]);
    let ran = dry.run(&["account", "send", "//Ferdie", "5 UNIT", "-a", "mere"]).await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    assert_eq!(ran.json()["data"]["card"]["signer"], address);
    assert_eq!(desk.shell.data(&["account", "show", "-a", "mere"]).await["account"], address);
    assert_eq!(desk.devnet.head().1, height);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_signs_by_default_until_somebody_says_who_and_the_card_names_them() {
    let desk = desk().await;
    let address = desk.kept("mere", "ed25519").await;
    let send = ["account", "send", "//Ferdie", "5 UNIT"];
    assert_refused(&desk.unlocked().with(&["--yes"]).run(&send).await, 4, &["takes a signer", "--account NAME"]);

    desk.shell.says(&["account", "default", "mere"], &["mere"]).await;
    assert_eq!(desk.shell.data(&["account", "default"]).await["default"], "mere");
    assert_eq!(desk.shell.data(&["account", "list"]).await[0]["is_default"], true);
    let ran = desk.shell.run_asked(&send, Some(&[PASSWORD, "yes"])).await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    assert!(ran.err.contains(&format!("{address} (@mere, your default account)")), "{}", ran.err);
    let other = desk.shell.with(&["--suri", "//Alice"]).run_asked(&send, Some(&["yes"])).await;
    assert_eq!(other.exit, 0, "{other:?}");
    assert!(!other.err.contains("mere"), "what the line says comes first: {}", other.err);

    desk.shell.says(&["account", "default", "--none"], &["none"]).await;
    assert_eq!(desk.unlocked().with(&["--yes"]).run(&send).await.exit, 4);
    assert_eq!(desk.shell.run(&["account", "default", "nobody"]).await.exit, 3);
    let both = desk.shell.run(&["account", "send", "//Bob", "1 UNIT", "-a", "mere", "--suri", "//Alice"]).await;
    assert_eq!(both.exit, 2, "{both:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_file_comes_in_only_if_its_password_opens_it_and_goes_out_as_it_is() {
    let desk = desk().await;
    desk.kept("mere", "ed25519").await;
    let out = desk.folder.path().join("mere.json");
    let out = out.to_str().unwrap();

    desk.shell.says(&["account", "export", "mere", "--to", out], &[out]).await;
    assert_eq!(mode(Path::new(out)), 0o600);
    assert_refused(&desk.shell.run(&["account", "export", "mere", "--to", out]).await, 2, &["is there already"]);
    let printed = desk.shell.run(&["account", "export", "mere"]).await;
    assert_eq!(printed.out.trim_end(), std::fs::read_to_string(out).unwrap());

    let import = ["account", "import", "again", out];
    let wrong = desk.shell.run_asked(&import, Some(&["wrong"; 3])).await;
    assert_refused(&wrong, 4, &["does not open", "mere.json"]);
    assert!(!desk.key_file("again").exists());
    let imported = desk.unlocked().data(&import).await;
    let mut before: Value = serde_json::from_str(&std::fs::read_to_string(out).unwrap()).unwrap();
    before["meta"]["name"] = "again".into();
    let after: Value = serde_json::from_str(&std::fs::read_to_string(desk.key_file("again")).unwrap()).unwrap();
    assert_eq!((&after, &after["address"]), (&before, &imported["address"]));

    let torn = desk.file("torn.json", "{\"encoded\":");
    assert_refused(&desk.unlocked().run(&["account", "import", "x", &torn]).await, 4, &["torn.json", "damaged"]);
    let gone = desk.unlocked().run(&["account", "import", "x", "no/such/file"]).await;
    assert_eq!((gone.exit, gone.errors().len()), (4, 1), "{gone:?}");
    let words = desk.shell.run_asked(&["account", "import", "words"], Some(&[WORDS, PASSWORD, PASSWORD])).await;
    assert_eq!(words.exit, 0, "{words:?}");
    assert!(words.out.contains(&address::format(&Signer::from_uri(WORDS, "here").unwrap().account())));
    let nonsense = desk.shell.run_asked(&["account", "import", "other"], Some(&["not a phrase at all"])).await;
    assert_refused(&nonsense, 4, &["the secret URI from the terminal"]);
    assert!(!nonsense.err.contains("phrase at all"), "{nonsense:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_comes_out_only_by_its_flag_a_yes_and_the_password() {
    let desk = desk().await;
    desk.kept("mere", "ed25519").await;
    let secret = Signer::of_scheme(WORDS, Scheme::Ed25519, "here").unwrap().secret_uri().unwrap();
    let export = ["account", "export", "mere", "--secret"];

    let ran = desk.shell.run_asked(&export, Some(&["yes", PASSWORD])).await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    assert!(ran.out.contains(secret.as_str()) && !ran.err.contains(secret.as_str()), "{ran:?}");
    assert_eq!(desk.shell.run_asked(&export, Some(&[""])).await.exit, 130, "the default answer is no");
    assert_eq!(desk.unlocked().run(&export).await.exit, 9, "nobody to ask");
    let wrong = desk.shell.run_asked(&export, Some(&["yes", "a", "b", "c"])).await;
    assert_eq!((wrong.exit, wrong.out.as_str()), (4, ""));
    assert_eq!(desk.unlocked().data(&export).await["secret"], secret.as_str());

    let file = desk.file("secret", &secret);
    desk.unlocked().data(&["account", "import", "back", "--suri-file", &file, "--scheme", "ed25519"]).await;
    let listed = desk.shell.data(&["account", "list"]).await;
    assert_eq!(listed[0]["address"], listed[1]["address"], "it is the same account again");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_removed_after_a_yes_and_damaged_ones_are_told_of() {
    let desk = desk().await;
    let address = desk.kept("mere", "ed25519").await;
    desk.shell.data(&["account", "default", "mere"]).await;
    let torn = desk.key_file("torn");
    std::fs::write(&torn, "{}").unwrap();

    let listed = desk.shell.with(&["-o", "json"]).run(&["account", "list"]).await.json();
    assert_eq!(listed["data"].as_array().unwrap().len(), 1);
    assert!(listed["warnings"][0].as_str().unwrap().contains("torn.json is damaged"), "{listed}");
    desk.unlocked().refuses(&["account", "send", "//Bob", "1 UNIT", "-a", "torn"], 4, "damaged-key", &["backup"]).await;

    let remove = ["account", "remove", "mere"];
    assert_eq!(desk.shell.run(&remove).await.exit, 9);
    let no = desk.shell.run_asked(&remove, Some(&[""])).await;
    assert_eq!(no.exit, 130, "{no:?}");
    assert!(no.err.contains(&address) && desk.key_file("mere").exists(), "it says which: {}", no.err);
    let yes = desk.shell.run_asked(&remove, Some(&["yes"])).await;
    assert_eq!((yes.exit, desk.key_file("mere").exists()), (0, false), "{yes:?}");
    assert_eq!(desk.shell.data(&["account", "default"]).await["default"], Value::Null);
    desk.shell.data(&["account", "remove", "torn"]).await;
    assert!(!torn.exists());
    assert_eq!(desk.shell.run(&remove).await.exit, 3);
}
