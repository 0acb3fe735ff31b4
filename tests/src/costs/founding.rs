//! The society that is measured: rules as a group of neighbours would have them, with a quorum that two ballots meet, so
//! that a few ballots decide whatever the size.

use mutual_client::{founding_file, keys::Signer, text::Unit};
use mutual_types::{AccountId, AdmissionPolicy, Founder, Founding, PotId};

/// The general pot.
pub const GENERAL: PotId = PotId(0);
/// A pot for one purpose, whose spends a steward certifies.
pub const FOOD: PotId = PotId(1);
/// A planck is a millionth of a millionth of it.
pub const UNIT: u128 = 1_000_000_000_000;

/// The founders: three treasurers, a steward, an arbitrator and others.
pub const FOUNDERS: [&str; 10] = [
    "//Alice",
    "//Bob",
    "//Charlie",
    "//Dave",
    "//Eve",
    "//Ferdie",
    "//Alice//stash",
    "//Bob//stash",
    "//Charlie//stash",
    "//Dave//stash",
];
/// Not there at the founding: applies, executes, settles, releases.
pub const OUTSIDER: &str = "//Eve//stash";
/// No member: is paid.
pub const PAYEE: &str = "//Ferdie//stash";

const FILE: &str = r#"
name = "Cannons Creek Commons"
purpose = "Neighbours who hold money together, decide on it together and help each other with it."
[charter]
uri = "https://example.org/cannons-creek/charter.md"
hash = "0x0101010101010101010101010101010101010101010101010101010101010101"
[asset_lock]
beneficiary = "//CommunityTrust"
[[founders]]
name = "Mere"
account = "//Alice"
roles = ["treasurer"]
[[founders]]
name = "Sione"
account = "//Bob"
roles = ["treasurer"]
[[founders]]
name = "Aroha"
account = "//Charlie"
roles = ["treasurer"]
[[founders]]
name = "Losa"
account = "//Dave"
roles = ["steward"]
[[founders]]
name = "Ngaire"
account = "//Eve"
roles = ["arbitrator"]
[[pots]]
kind = "general"
name = "General"
[[pots]]
kind = "restricted"
name = "Food"
kinds = ["spend"]
fallback = "//FoodBank"
[[pots]]
kind = "reserve"
name = "Reserve"
[[pots]]
kind = "relief"
name = "Relief"
[rules.voting]
voting_period = "7d"
notice = "2d"
quorum_bps = 1
min_ayes = 2
free_open_proposals = 2
proposal_deposit = "1 UNIT"
[rules.membership]
admission = "sponsored 2"
admissions_per_period = 1000000
[rules.payments]
approvals = 2
window = "30d"
"#;

/// A society of `founders` with this way in.
pub fn founding(founders: &[AccountId], admission: AdmissionPolicy) -> Founding {
    let mut founding = founding_file::load(FILE, &Unit::default()).unwrap().founding;
    let more = founders.iter().skip(founding.founders.len());
    let more: Vec<Founder> = more.map(|account| Founder { account: *account, roles: Vec::new() }).collect();
    founding.founders.extend(more);
    founding.rules.membership.admission = admission;
    founding
}

/// A development key.
pub fn dev(uri: &str) -> Signer {
    Signer::from_dev_uri(uri).unwrap()
}

/// The key of the member who joins as number `index`.
pub fn newcomer(index: u32) -> Signer {
    Signer::from_uri(&format!("0x{}", hex::encode(seed(index))), "the number of a member").unwrap()
}

/// The secret behind it.
pub fn seed(index: u32) -> [u8; 32] {
    let mut seed = [0; 32];
    seed[..4].copy_from_slice(&index.to_le_bytes());
    seed
}

/// The accounts of the ten founders.
pub fn founders() -> Vec<AccountId> {
    FOUNDERS.iter().map(|uri| dev(uri).account()).collect()
}
