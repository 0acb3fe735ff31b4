//! When two answers are the same.

use std::collections::HashMap;

use serde_json::Value;

/// Which hash of the one chain stands for which of the other.
#[derive(Default)]
pub struct Hashes {
    forth: HashMap<String, String>,
    back: HashMap<String, String>,
}

impl Hashes {
    /// Whether two hashes stand for each other, as far as is known.
    fn stand(&mut self, left: &str, right: &str) -> bool {
        if left == right {
            return true;
        }
        let there = self.forth.entry(left.to_owned()).or_insert_with(|| right.to_owned()) == right;
        let here = self.back.entry(right.to_owned()).or_insert_with(|| left.to_owned()) == left;
        there && here
    }
}

/// The hashes in a text, and what is left of it without them.
fn take_hashes(text: &str) -> (Vec<&str>, String) {
    let (mut hashes, mut rest, mut left) = (Vec::new(), String::new(), text);
    while let Some(at) = left.find("0x") {
        let (before, from) = left.split_at(at);
        let digits = from[2..].bytes().take_while(u8::is_ascii_hexdigit).count();
        let (number, after) = from.split_at(2 + digits);
        rest += before;
        if digits == 64 {
            hashes.push(number);
            rest += "#";
        } else {
            rest += number;
        }
        left = after;
    }
    (hashes, rest + left)
}

/// What is made anew each time: its length says that it is there.
fn is_random(key: &str) -> bool {
    ["extrinsic", "extrinsics", "subscription", "id", "proof", "time"].contains(&key)
}

/// Compares all but hashes, which must stand for each other throughout, and what is made anew each time.
pub fn same(left: &Value, right: &Value, hashes: &mut Hashes) -> Result<(), String> {
    at(left, right, hashes, "")
}

fn at(left: &Value, right: &Value, hashes: &mut Hashes, key: &str) -> Result<(), String> {
    match (left, right) {
        (Value::Object(one), Value::Object(other)) => {
            for (name, value) in one {
                let others = other.get(name).ok_or_else(|| format!("only the node has {name}"))?;
                at(value, others, hashes, name).map_err(|why| format!("{name}: {why}"))?;
            }
            match other.keys().find(|name| !one.contains_key(*name)) {
                Some(name) => Err(format!("only the devnet has {name}")),
                None => Ok(()),
            }
        }
        (Value::Array(one), Value::Array(other)) => {
            // A proof has as many nodes as the trie is deep at that place, which hangs on all that is in it.
            if one.len() != other.len() && key != "proof" {
                return Err(format!("{} and {} of them", one.len(), other.len()));
            }
            one.iter().zip(other).try_for_each(|(value, others)| at(value, others, hashes, key))
        }
        (Value::String(one), Value::String(other)) if is_random(key) => {
            if key == "proof" || one.len() == other.len() {
                Ok(())
            } else {
                Err("their lengths differ".into())
            }
        }
        (Value::String(one), Value::String(other)) => {
            let ((ones, text), (others, other_text)) = (take_hashes(one), take_hashes(other));
            if text != other_text {
                return Err("they differ".into());
            }
            match ones.iter().zip(&others).find(|(hash, other)| !hashes.stand(hash, other)) {
                Some((hash, other)) => Err(format!("{hash} does not stand for {other}")),
                None => Ok(()),
            }
        }
        (one, other) if one == other => Ok(()),
        _ => Err("they differ".into()),
    }
}
