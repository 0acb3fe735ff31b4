//! Plays that once differed, each kept as a file that is named after its seed and steps and says what differed.

use std::path::PathBuf;

fn folder() -> PathBuf {
    mutual_tests::repository().join("tests/regressions")
}

/// Keeps a play.
pub fn keep(seed: u64, steps: u32, what: &str) {
    std::fs::create_dir_all(folder()).unwrap();
    std::fs::write(folder().join(format!("play-{seed}-{steps}.txt")), format!("{what}\n")).unwrap();
}

/// Seeds and steps of all that were kept.
pub fn all() -> Vec<(u64, u32)> {
    let Ok(files) = std::fs::read_dir(folder()) else { return Vec::new() };
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut all: Vec<(u64, u32)> = names.filter_map(|name| parse(&name)).collect();
    all.sort_unstable();
    all
}

fn parse(name: &str) -> Option<(u64, u32)> {
    let (seed, steps) = name.strip_prefix("play-")?.strip_suffix(".txt")?.split_once('-')?;
    Some((seed.parse().ok()?, steps.parse().ok()?))
}

#[test]
fn a_play_is_known_by_the_name_of_its_file() {
    assert_eq!(parse("play-17-1000.txt"), Some((17, 1_000)));
    assert_eq!(parse("README.md"), None);
}
