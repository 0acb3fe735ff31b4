//! What differs from one run to the next, by a name of its own.

use std::path::Path;

/// The text with whatever chance had a hand in replaced: the society's address, hashes of transactions and blocks, salts,
/// ports, folders.
pub fn redacted(text: &str, society: &str, url: &str, folder: &Path) -> String {
    let folder = format!("{}/", folder.display());
    let text = text.replace(society, "ADDRESS_OF_THE_SOCIETY").replace(url, "ws://127.0.0.1:9944").replace(&folder, "");
    hashes(&chain_folder(&ahead(&text)))
}

/// A society that was founded just now has an address that nobody could know.
pub fn without_founded(text: &str) -> String {
    let told = text.lines().filter_map(|line| {
        let line = line.trim_start();
        let nouns = ["society", "exchange", "circle", "federation"];
        let rest = |noun: &&str| {
            line.strip_prefix(&format!("{noun} ")).or_else(|| line.strip_prefix(&format!("\"{noun}\": ")))
        };
        nouns.iter().find_map(rest).map(str::trim)
    });
    // What is to be done next names it, too.
    let next = text.lines().filter_map(|line| {
        let flags = ["--contract ", "--exchange ", "--circle ", "--federation "];
        flags.iter().find_map(|flag| line.split_once(flag)).map(|(_, rest)| rest)
    });
    let mut words = told.chain(next).map(|rest| rest.trim_matches(['"', ',']));
    let founded = words.find(|rest| rest.len() == 48 && rest.starts_with('5'));
    match founded.map(str::to_owned) {
        Some(address) => text.replace(&address, "ADDRESS_OF_THE_FOUNDED"),
        None => text.to_owned(),
    }
}

/// What says of a key that was made by chance is left out: its address and its words, which come last.
pub fn without_key(text: &str) -> String {
    let text = match text.find("secret words") {
        Some(begin) => format!("{}secret words  (twelve of them)\n", &text[..begin]),
        None => text.to_owned(),
    };
    let address =
        text.split(['"', ' ', '\n']).find(|word| word.len() == 48 && word.starts_with('5')).map(str::to_owned);
    match address {
        Some(address) => text.replace(&address, "ADDRESS_OF_THE_NEW"),
        None => text,
    }
}

/// An index lies in a folder that is named after the chain.
fn chain_folder(text: &str) -> String {
    let mut parts = text.split("data/index/");
    let mut redacted = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        redacted.push_str("data/index/CHAIN");
        redacted.push_str(part.trim_start_matches(|c: char| c.is_ascii_hexdigit()));
    }
    redacted
}

/// Each number of 64 hexadecimal digits, unless it is zero: whether it is the same each time is not looked at.
fn hashes(text: &str) -> String {
    let mut parts = text.split("0x");
    let mut redacted = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.bytes().take_while(u8::is_ascii_hexdigit).count();
        let (number, rest) = part.split_at(digits);
        if digits == 64 && number.bytes().any(|digit| digit != b'0') {
            redacted.push_str("0xHASH");
        } else {
            redacted.push_str("0x");
            redacted.push_str(number);
        }
        redacted.push_str(rest);
    }
    redacted
}

/// How far the chain is ahead of this machine's clock.
fn ahead(text: &str) -> String {
    let lines = text.split_inclusive('\n').map(|line| {
        match (line.find("the chain is "), line.find(" ahead of this machine's clock")) {
            (Some(begin), Some(end)) => {
                let begin = begin + "the chain is ".len();
                format!("{}SO_FAR{}", &line[..begin], &line[end..])
            }
            _ => line.to_owned(),
        }
    });
    lines.map(|line| without_wall_clock(&line)).collect()
}

/// A document's field with the time of this machine.
fn without_wall_clock(line: &str) -> String {
    const FIELD: &str = "\"wall_ms\":";
    match line.split_once(FIELD) {
        Some((before, after)) => {
            let time = after.trim_start();
            let space = &after[..after.len() - time.len()];
            format!("{before}{FIELD}{space}0{}", time.trim_start_matches(|c: char| c.is_ascii_digit()))
        }
        None => line.to_owned(),
    }
}

#[test]
fn only_what_chance_makes_is_redacted() {
    let hash = format!("0x{}", "ab".repeat(32));
    let text = format!("{hash} 0x1234 {} 5Soc ws://x /tmp/a/key\n", format_args!("0x{}", "00".repeat(32)));
    let told = redacted(&text, "5Soc", "ws://x", Path::new("/tmp/a"));
    let zeros = format!("0x{}", "00".repeat(32));
    assert_eq!(told, format!("0xHASH 0x1234 {zeros} ADDRESS_OF_THE_SOCIETY ws://127.0.0.1:9944 key\n"));
    assert_eq!(
        ahead("the chain is 3d 4h ahead of this machine's clock, as\n"),
        "the chain is SO_FAR ahead of this machine's clock, as\n"
    );
    assert_eq!(ahead("  \"wall_ms\": 17\n"), "  \"wall_ms\": 0\n");
    assert_eq!(ahead("{\"wall_ms\":17}\n"), "{\"wall_ms\":0}\n");
    let address = "5GKBs91yPhdRChBXV8cxhEMokrkcAiK7y4RVg9Q3ouzvUBuz";
    let founded = without_founded(&format!("next: --contract {address}\nsociety      {address}\n"));
    assert_eq!(founded, "next: --contract ADDRESS_OF_THE_FOUNDED\nsociety      ADDRESS_OF_THE_FOUNDED\n");
    assert_eq!(
        without_key(&format!("name     mere\naddress  {address}\nsecret words  legal winner\n  thank\n")),
        "name     mere\naddress  ADDRESS_OF_THE_NEW\nsecret words  (twelve of them)\n"
    );
    assert_eq!(chain_folder("index  data/index/0123456789abcdef/x\n"), "index  data/index/CHAIN/x\n");
}
