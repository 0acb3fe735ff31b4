//! What differs from one run to the next, by a name of its own.

use std::path::Path;

/// The text with whatever chance had a hand in replaced: the society's address, hashes of transactions and blocks, salts,
/// ports, folders.
pub fn redacted(text: &str, society: &str, url: &str, folder: &Path) -> String {
    let folder = format!("{}/", folder.display());
    let text = text.replace(society, "ADDRESS_OF_THE_SOCIETY").replace(url, "ws://127.0.0.1:9944").replace(&folder, "");
    hashes(&ahead(&without_founded(text)))
}

/// A society that was founded just now has an address that nobody could know.
fn without_founded(text: String) -> String {
    let told = text.lines().filter_map(|line| {
        let line = line.trim_start();
        let nouns = ["society", "exchange", "circle"];
        let rest = |noun: &&str| {
            line.strip_prefix(&format!("{noun} ")).or_else(|| line.strip_prefix(&format!("\"{noun}\": ")))
        };
        nouns.iter().find_map(rest).map(str::trim)
    });
    let founded = told.map(|rest| rest.trim_matches(['"', ','])).find(|rest| rest.len() == 48 && rest.starts_with('5'));
    match founded.map(str::to_owned) {
        Some(address) => text.replace(&address, "ADDRESS_OF_THE_FOUNDED"),
        None => text,
    }
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
    match line.split_once("\"wall_ms\": ") {
        Some((before, after)) => {
            let rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
            format!("{before}\"wall_ms\": 0{rest}")
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
    let address = "5GKBs91yPhdRChBXV8cxhEMokrkcAiK7y4RVg9Q3ouzvUBuz";
    let founded = without_founded(format!("next: --contract {address}\nsociety      {address}\n"));
    assert_eq!(founded, "next: --contract ADDRESS_OF_THE_FOUNDED\nsociety      ADDRESS_OF_THE_FOUNDED\n");
}
