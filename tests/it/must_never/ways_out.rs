//! Money leaves by another way. Read in the contract's own source, and in what its wasm may ask of the chain.

use std::collections::BTreeSet;
use std::path::Path;

use mutual_client::contract::Bundle;
use mutual_tests::repository;

/// What could hand over control, or move money by another way. `call` and `set_code_hash` are there for what the members
/// decide: see the tests of the files that use them.
const FORBIDDEN: [&str; 8] = [
    "terminate",
    "seal_terminate",
    "delegate_call",
    "seal_delegate_call",
    "call_runtime",
    "instantiate",
    "seal_instantiate",
    "call_chain_extension",
];

#[test]
fn money_is_transferred_by_release_payment_pay_petty_and_withdraw_credit_alone() {
    let folder = repository().join("contracts/society/src");
    let shell = std::fs::read_to_string(folder.join("lib.rs")).unwrap();

    assert_eq!(occurrences(&shell, "env::transfer"), 1, "the chain is asked in one place");
    assert_eq!(occurrences(&shell, "transfer("), 4, "the function there, and three messages that call it");
    assert_eq!(occurrences(&shell, ".transfer("), 0, "and nothing asks the chain in another manner");
    let calls = |body: &&str| body.contains(" transfer(") || body.contains("\n                transfer(");
    let mut senders: Vec<&str> = functions(&shell).filter(calls).map(name).collect();
    senders.sort_unstable();
    assert_eq!(senders, ["pay_petty", "release_payment", "withdraw_credit"]);
    let holder: Vec<&str> = functions(&shell).filter(|body| body.contains("env::transfer")).map(name).collect();
    assert_eq!(holder, ["transfer"]);
}

#[test]
fn no_other_file_of_the_contract_asks_the_chain_to_move_anything() {
    // Each with the one file that may have it.
    let words = [
        ("transfer(", "lib.rs"),
        ("call_v", "chain.rs"),
        ("chain::call_contract(", "outbound.rs"),
        ("set_code_hash", "upgrade.rs"),
        ("terminate", ""),
        ("delegate", ""),
        ("invoke_contract", ""),
        ("build_call", ""),
        ("call_runtime", ""),
    ];
    let mut read = 0;
    for file in sources(&repository().join("contracts/society/src")) {
        let text = std::fs::read_to_string(&file).unwrap();
        let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        for (word, place) in words {
            let is_there = code.iter().any(|line| line.contains(word));
            let may_be = !place.is_empty() && file.ends_with(format!("src/{place}"));
            assert!(may_be || !is_there, "{word} in {}", file.display());
        }
        read += 1;
    }
    assert!(read > 10, "{read} files");
}

#[test]
fn the_wasm_can_transfer_and_call_and_cannot_end_itself_or_run_other_code() {
    let imports = imports(Bundle::society().unwrap().code());
    for name in ["transfer", "call", "set_code_hash", "code_hash"] {
        assert!(imports.contains(name), "{name} not in {imports:?}");
    }
    for name in FORBIDDEN {
        assert!(!imports.contains(name), "{name} in {imports:?}");
    }
}

fn occurrences(text: &str, word: &str) -> usize {
    text.matches(word).count()
}

/// Each function, from its name to where the next one begins.
fn functions(text: &str) -> impl Iterator<Item = &str> {
    text.split(" fn ").skip(1)
}

fn name(function: &str) -> &str {
    function.split(['(', '<']).next().unwrap()
}

/// The files of the contract that are not tests.
fn sources(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

/// The names of a wasm module's imports.
fn imports(wasm: &[u8]) -> BTreeSet<String> {
    const IMPORT_SECTION: u8 = 2;
    let mut rest = wasm.strip_prefix(b"\0asm\x01\0\0\0").expect("a wasm module");
    while let Some((id, tail)) = rest.split_first() {
        rest = tail;
        let length = number(&mut rest);
        let (section, tail) = rest.split_at(length);
        rest = tail;
        if *id == IMPORT_SECTION {
            return read_imports(section);
        }
    }
    panic!("the module imports nothing");
}

fn read_imports(mut section: &[u8]) -> BTreeSet<String> {
    let count = number(&mut section);
    let mut names = BTreeSet::new();
    for _ in 0..count {
        let _module = text(&mut section);
        names.insert(text(&mut section));
        let (kind, tail) = section.split_first().unwrap();
        section = tail;
        match kind {
            // A function, by its type.
            0 => drop(number(&mut section)),
            // A memory, with its limits.
            2 => {
                let (has_most, tail) = section.split_first().unwrap();
                section = tail;
                number(&mut section);
                if *has_most == 1 {
                    number(&mut section);
                }
            }
            other => panic!("a contract imports functions and its memory, and this is of kind {other}"),
        }
    }
    assert!(section.is_empty());
    names
}

fn text(bytes: &mut &[u8]) -> String {
    let length = number(bytes);
    let (text, rest) = bytes.split_at(length);
    *bytes = rest;
    String::from_utf8(text.to_vec()).unwrap()
}

/// An unsigned LEB128 number.
fn number(bytes: &mut &[u8]) -> usize {
    let (mut value, mut shift) = (0, 0);
    loop {
        let (byte, rest) = bytes.split_first().unwrap();
        *bytes = rest;
        value |= usize::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return value;
        }
        shift += 7;
    }
}
