//! The accounts that every development chain knows.

use sp_core::{crypto::DeriveJunction, hex2array, sr25519, Pair};

/// The accounts with money at genesis, each with the path that it is derived by from the development phrase.
///
/// The private keys behind them are public knowledge; money on them is play money.
pub const WELL_KNOWN: [(&str, [u8; 32]); 12] = [
    ("//Alice", hex2array!("d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d")),
    ("//Bob", hex2array!("8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48")),
    ("//Charlie", hex2array!("90b5ab205c6974c9ea841be688864633dc9ca8a357843eeacf2314649965fe22")),
    ("//Dave", hex2array!("306721211d5404bd9da88e0204360a1a9ab8b87c66c1bc2fcdd37f3c2222cc20")),
    ("//Eve", hex2array!("e659a7a1628cdd93febc04a4e0646ea20e9f5f0ce097d9a05290d4a9e054df4e")),
    ("//Ferdie", hex2array!("1cbd2d43530a44705ad088af313e18f80b53ef16b36177cd4b77b846f2a5f07c")),
    ("//Alice//stash", hex2array!("be5ddb1579b72e84524fc29e78609e3caf42e85aa118ebfe0b0ad404b5bdd25f")),
    ("//Bob//stash", hex2array!("fe65717dad0447d715f660a0a58411de509b42e6efb8375f562f58a554d5860e")),
    ("//Charlie//stash", hex2array!("1e07379407fecc4b89eb7dbd287c2c781cfb1907a96947a3eb18e4f8e7198625")),
    ("//Dave//stash", hex2array!("e860f1b1c7227f7c22602f53f15af80747814dffd839719731ee3bba6edc126c")),
    ("//Eve//stash", hex2array!("8ac59e11963af19174d0b94d5d78041c233f55d2e19324665bafdfb62925af2d")),
    ("//Ferdie//stash", hex2array!("101191192fc877c24d725b337120fa3edc63d227bbc92705db1e2cb65f56981a")),
];

/// What each of them holds at genesis, in planck: the amount of `substrate-contracts-node --dev`.
pub const ENDOWMENT: u128 = 1 << 60;

/// As many accounts as asked for, each with its path: `//1`, `//2` and so on.
pub fn numbered(count: u32) -> impl Iterator<Item = (String, [u8; 32])> {
    // The phrase alone is slow to turn into a key, so that is done once.
    let root = (count > 0).then(|| sr25519::Pair::from_string("", None).ok()).flatten();
    (1..=count).filter_map(move |number| {
        let (pair, _) = root.as_ref()?.derive([DeriveJunction::hard(u64::from(number))].into_iter(), None).ok()?;
        Some((format!("//{number}"), pair.public().0))
    })
}

/// The account of a derivation path such as `//Alice`, or nothing when the text is no such path.
pub fn account(path: &str) -> Option<[u8; 32]> {
    if let Some((_, account)) = WELL_KNOWN.iter().find(|(known, _)| *known == path) {
        return Some(*account);
    }
    sr25519::Pair::from_string(path, None).ok().map(|pair| pair.public().0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn numbered_accounts_are_those_of_their_paths() {
        let all: Vec<_> = numbered(3).collect();
        assert_eq!(all.len(), 3);
        for (path, number) in all {
            assert_eq!(account(&path), Some(number), "{path}");
        }
    }

    #[test]
    fn the_accounts_are_those_of_their_paths() {
        for (path, account) in WELL_KNOWN {
            assert_eq!(sr25519::Pair::from_string(path, None).unwrap().public().0, account, "{path}");
        }
        assert!(account("//Alice//other").is_some());
        assert_eq!(account("no phrase"), None);
    }
}
