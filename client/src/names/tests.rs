use super::*;
use crate::keys::{Keystore, Signer};

const HERE: Hash = Hash([1; 32]);
const THERE: Hash = Hash([2; 32]);

fn name(text: &str) -> Name {
    text.parse().unwrap()
}

fn alice() -> AccountId {
    address::parse("//Alice").unwrap()
}

fn bob() -> AccountId {
    address::parse("//Bob").unwrap()
}

/// A folder with the account `mere`, which is Alice's, and Bob in the book of one chain.
fn known() -> (tempfile::TempDir, Names) {
    let folder = tempfile::tempdir().unwrap();
    let keystore = Keystore::seal(&Signer::from_dev_uri("//Alice").unwrap(), "", "correct horse", 0).unwrap();
    Keyring::in_folder(folder.path()).add(&name("mere"), keystore).unwrap();
    Book::change(folder.path(), |book| book.add(HERE, name("Sione"), bob())).unwrap();
    let names = Names::load(Some(folder.path())).unwrap();
    (folder, names)
}

#[test]
fn a_name_is_a_letter_and_more_and_never_an_address_a_number_or_a_key() {
    for text in ["m", "Mere", "coop-2", "a.b_c", &"m".repeat(32)] {
        assert!(text.parse::<Name>().is_ok(), "{text}");
    }
    let address = address::format(&alice());
    for text in ["", "3", "0x00", "//Alice", "-a", "@mere", "ma e", "mére", "a/b", &"m".repeat(33), &address] {
        assert_eq!(text.parse::<Name>(), Err(NameError::Invalid { text: text.to_owned() }));
    }
    assert_eq!(Name::mentioned(" @mere "), Some(name("Mere")));
    assert_eq!(Name::mentioned("@@mere"), None);
}

#[test]
fn a_name_stands_for_its_account_with_or_without_the_sign() {
    let (_folder, names) = known();
    for text in ["mere", "@mere", "MERE"] {
        assert_eq!(names.account(text, HERE).unwrap(), alice());
        assert_eq!(names.account(text, THERE).unwrap(), alice(), "a key is the same on every chain");
        names.ensure(text).unwrap();
    }
    assert_eq!(names.account("@sione", HERE).unwrap(), bob());
    assert_eq!(names.account("//Bob", THERE).unwrap(), bob());
    assert_eq!(names.account(&address::format(&bob()), THERE).unwrap(), bob());
}

#[test]
fn a_name_of_another_chain_is_not_found_and_the_hint_says_where_it_is() {
    let (_folder, names) = known();
    let error = names.account("sione", THERE).unwrap_err();
    assert_eq!((error.exit(), error.code()), (3, "unknown-name"));
    assert!(error.hint().unwrap().contains(&HERE.to_string()), "{error:?}");
    names.ensure("sione").unwrap();

    let mistyped = names.account("sioen", HERE).unwrap_err();
    assert!(mistyped.hint().unwrap().contains("did you mean `Sione`?"), "{mistyped:?}");
    let nobody = names.ensure("nobody").unwrap_err();
    assert_eq!(nobody.exit(), 3);
    assert!(nobody.hint().unwrap().contains("mutual name add nobody ADDRESS"), "{nobody:?}");
    assert_eq!(names.account("5Grw", HERE).unwrap_err().exit(), 2, "an address that is cut off is no name");
    assert_eq!(Names::load(None).unwrap().account("mere", HERE).unwrap_err().exit(), 3);
}

#[test]
fn a_name_that_two_records_give_to_two_accounts_is_not_guessed() {
    let (folder, _) = known();
    Book::change(folder.path(), |book| book.add(HERE, name("mere"), bob())).unwrap();
    let names = Names::load(Some(folder.path())).unwrap();
    let error = names.account("mere", HERE).unwrap_err();
    assert_eq!((error.exit(), error.code()), (2, "ambiguous-name"));
    assert_eq!(names.account("mere", THERE).unwrap(), alice());
}

#[test]
fn a_damaged_account_is_not_an_unknown_name() {
    let (folder, names) = known();
    std::fs::write(folder.path().join("keys/torn.json"), "{}").unwrap();
    assert_eq!(names.account("torn", HERE).unwrap_err().code(), "damaged-key");
}

#[test]
fn names_stand_beside_addresses_and_change_nothing_else() {
    let (_folder, names) = known();
    let labels = names.labels(Some(HERE));
    assert_eq!((labels.get(&alice()), labels.get(&bob())), (Some(&name("mere")), Some(&name("sione"))));
    assert_eq!(names.labels(None).len(), 1);

    let (alice, text) = (address::format(&alice()), "pay it, as we said: ä/é—5Grw.");
    let label = |word: &str| (word == alice).then_some("@mere");
    assert_eq!(beside(text, label), text);
    assert_eq!(beside(&format!("to {alice}, now"), label), format!("to {alice} (@mere), now"));
    assert_eq!(beside(&format!("{alice}{alice}"), label), format!("{alice}{alice}"), "only whole words");
}
