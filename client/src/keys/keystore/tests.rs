//! The fixtures were made by @polkadot/keyring 14.0.3: `node keyring.mjs fixtures FOLDER` in tests/clients/keyring.

use super::*;

const PASSWORD: &str = "nga whare e rua ☂";
const URI: &str = "//Mere//0";

const SR25519: &str = include_str!("fixtures/sr25519.json");
const POLKADOT: &str = include_str!("fixtures/sr25519-polkadot.json");
const OPEN: &str = include_str!("fixtures/sr25519-open.json");
const ED25519: &str = include_str!("fixtures/ed25519.json");
const OLDER: &str = include_str!("fixtures/ed25519-older.json");

fn mere(scheme: Scheme) -> Signer {
    Signer::of_scheme(URI, scheme, "here").unwrap()
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn what_polkadot_js_has_written_opens_with_its_password_and_no_other() {
    for (text, scheme) in
        [(SR25519, Scheme::Sr25519), (POLKADOT, Scheme::Sr25519), (ED25519, Scheme::Ed25519), (OLDER, Scheme::Ed25519)]
    {
        let keystore = Keystore::parse(text, "mere.json").unwrap();
        assert_eq!((keystore.account(), keystore.scheme()), (mere(scheme).account(), scheme));
        let opened = keystore.open(PASSWORD, "mere.json").unwrap();
        assert_eq!(opened.secret_uri(), mere(scheme).secret_uri());
        assert_eq!(value(&keystore.text()), value(text), "nothing in it is lost");
    }
    let keystore = Keystore::parse(OLDER, "mere.json").unwrap();
    let wrong = keystore.open("nga whare e rua", "mere.json").unwrap_err();
    assert_eq!(wrong, KeyError::WrongPassword { origin: "mere.json".to_owned() });
}

#[test]
fn what_is_sealed_opens_again_and_shows_nothing_of_the_secret() {
    for scheme in [Scheme::Sr25519, Scheme::Ed25519] {
        let signer = mere(scheme);
        let sealed = Keystore::seal(&signer, "mere", PASSWORD, 1_700_000_000_000).unwrap();
        let read = Keystore::parse(&sealed.text(), "here").unwrap();
        assert_eq!(read, sealed);
        assert_eq!(read.open(PASSWORD, "here").unwrap().secret_uri(), signer.secret_uri());
        // Field for field as polkadot.js writes it.
        let (ours, theirs) = (value(&sealed.text()), value(if scheme == Scheme::Sr25519 { SR25519 } else { ED25519 }));
        assert_eq!((&ours["encoding"], &ours["address"]), (&theirs["encoding"], &theirs["address"]));
        assert_eq!(ours["encoded"].as_str().unwrap().len(), theirs["encoded"].as_str().unwrap().len());
        assert_eq!(
            (&ours["meta"]["name"], &ours["meta"]["whenCreated"]),
            (&json!("mere"), &json!(1_700_000_000_000_u64))
        );
        let again = Keystore::seal(&signer, "mere", PASSWORD, 0).unwrap();
        assert_ne!(again.sealed.salt, sealed.sealed.salt);
        assert_ne!(again.sealed.nonce, sealed.sealed.nonce);
        let secret = signer.secret_uri().unwrap();
        assert!(!format!("{sealed:?}").contains(&secret[2..18]) && !sealed.text().contains(&secret[2..18]));
    }
    let locked = Signer::without_key(mere(Scheme::Sr25519).account());
    assert!(Keystore::seal(&locked, "mere", PASSWORD, 0).is_err());
}

#[test]
fn a_name_takes_the_place_of_another_and_the_rest_of_the_notes_stays() {
    let named = Keystore::parse(SR25519, "here").unwrap().named("Losa");
    assert_eq!(named.json()["meta"], json!({ "name": "Losa", "whenCreated": 1_700_000_000_000_u64 }));
    let mut bare = value(SR25519);
    bare.as_object_mut().unwrap().remove("meta");
    assert_eq!(Keystore::parse(&bare.to_string(), "here").unwrap().named("x").json()["meta"], json!({ "name": "x" }));
}

/// The code of the error that a file with a change has when it is read.
fn refusal(change: impl FnOnce(&mut Value)) -> &'static str {
    let mut json = value(SR25519);
    change(&mut json);
    match Keystore::parse(&json.to_string(), "mere.json") {
        Err(error) => {
            assert!(error.to_string().contains("mere.json"), "{error}");
            error.code()
        }
        Ok(_) => "none",
    }
}

#[test]
fn each_field_that_is_missing_or_of_another_kind_is_named() {
    for field in ["encoded", "encoding", "address"] {
        assert_eq!(refusal(|json| drop(json.as_object_mut().unwrap().remove(field))), "damaged-key", "{field}");
        assert_eq!(refusal(|json| json[field] = json!(5)), "damaged-key", "{field}");
    }
    for field in ["content", "type", "version"] {
        let missing = |json: &mut Value| drop(json["encoding"].as_object_mut().unwrap().remove(field));
        assert_eq!(refusal(missing), "damaged-key", "{field}");
    }
    for (field, other) in [
        ("version", json!("2")),
        ("type", json!(["xsalsa20-poly1305"])),
        ("type", json!(["none"])),
        ("type", json!(["argon2", "aes"])),
        ("content", json!(["pkcs8", "ecdsa"])),
        ("content", json!(["batch-pkcs8"])),
        ("content", json!([])),
    ] {
        assert_eq!(refusal(|json| json["encoding"][field] = other.clone()), "unsupported-key", "{field} {other}");
    }
    assert_eq!(refusal(|json| json["address"] = json!("5Grw")), "damaged-key");
    assert_eq!(Keystore::parse(OPEN, "x").unwrap_err().code(), "unsupported-key", "a key without encryption");
    for text in ["", "{", "[]", "null", "\"x\"", &SR25519[..200]] {
        assert_eq!(Keystore::parse(text, "x").unwrap_err().code(), "damaged-key", "{text}");
    }
}

#[test]
fn a_key_that_is_cut_off_anywhere_is_no_key() {
    let whole = BASE64.decode(value(OLDER)["encoded"].as_str().unwrap()).unwrap();
    for length in 0..whole.len() {
        let mut json = value(OLDER);
        json["encoded"] = BASE64.encode(&whole[..length]).into();
        match Keystore::parse(&json.to_string(), "x") {
            Err(error) => assert_eq!(error.code(), "damaged-key", "{length}"),
            // Where some sealed text is left, its seal tells. Each try costs what a password costs: some are enough.
            Ok(_) if length % 40 != 0 => assert!(length > SCRYPT_LEN + NONCE_LEN),
            Ok(torn) => assert_eq!(torn.open(PASSWORD, "x").unwrap_err().code(), "wrong-password", "{length}"),
        }
    }
    let json = |encoded: &str| refusal(|json| json["encoded"] = encoded.into());
    assert_eq!(json("not base64 ☂"), "damaged-key");
    assert_eq!(json("0xzz"), "damaged-key");
}

#[test]
fn a_file_that_asks_for_much_memory_or_time_is_refused_before_any_is_spent() {
    let begun = std::time::Instant::now();
    for (n, p, r) in [
        (1_u32 << 31, 1_u32, 8_u32),
        (1 << 20, 1, 8),
        (1 << 17, 1_000_000, 8),
        (1 << 17, 1, 1 << 30),
        (u32::MAX, u32::MAX, u32::MAX),
        (0, 1, 8),
        (3, 1, 8),
        (1, 1, 1),
    ] {
        let mut bytes = BASE64.decode(value(SR25519)["encoded"].as_str().unwrap()).unwrap();
        bytes[32..36].copy_from_slice(&n.to_le_bytes());
        bytes[36..40].copy_from_slice(&p.to_le_bytes());
        bytes[40..44].copy_from_slice(&r.to_le_bytes());
        assert_eq!(refusal(|json| json["encoded"] = BASE64.encode(&bytes).into()), "unsupported-key", "{n} {p} {r}");
    }
    // 2 TiB cannot be had, and the cheapest of these would take minutes.
    assert!(begun.elapsed().as_secs() < 60);
}

#[test]
fn a_key_under_the_address_of_another_is_found_out() {
    let mut json = value(OLDER);
    json["address"] = address::format(&address::parse("//Bob").unwrap()).into();
    let keystore = Keystore::parse(&json.to_string(), "x").unwrap();
    assert_eq!(keystore.account(), address::parse("//Bob").unwrap(), "the file says so");
    assert_eq!(keystore.open(PASSWORD, "x").unwrap_err().code(), "damaged-key", "and its key does not");
    let mut json = value(OLDER);
    json["encoding"]["content"] = json!(["pkcs8", "sr25519"]);
    let other = Keystore::parse(&json.to_string(), "x").unwrap();
    assert_eq!(other.open(PASSWORD, "x").unwrap_err().code(), "damaged-key", "nor is it one of another scheme");
}
