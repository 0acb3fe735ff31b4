//! What a vote costs elsewhere: ink! contracts measured on substrate-contracts-node 0.42.0, the runtime that is embedded
//! here. Source: Mutual's reference page `peer-costs.md`, table "Vote / confirm", measured 2026-11-22.

/// A vote of another contract.
pub struct Peer {
    /// Which, and what its vote lacks.
    pub name: &'static str,
    /// Bytes of wasm.
    pub code_bytes: u64,
    /// The whole extrinsic, in picoseconds.
    pub ref_time: u64,
    /// The whole extrinsic, in bytes.
    pub proof_size: u64,
    /// Each voter's deposit, in planck.
    pub deposit: i128,
}

/// Those that run with ink! 5, by what a vote takes.
pub const PEERS: [Peer; 6] = [
    peer("daosvc cast_vote (no weights)", 14_591, 1_917_410_086, 99_754, 100_090_000_000),
    peer("inky vote (no weights, no payments)", 19_306, 1_939_720_487, 104_258, 100_300_000_000),
    peer("multisig confirm (five owners)", 19_731, 2_096_859_752, 117_445, 100_000_000_000),
    peer("ink-ex-dao vote (no snapshot, no event)", 9_976, 2_161_374_476, 139_694, 100_000_000_000),
    peer("Abax vote, rebuilt", 78_514, 2_262_759_042, 183_949, 100_085_000_000),
    peer("Abax vote, as published", 95_999, 2_346_237_612, 201_434, 100_085_000_000),
];

/// The only one of them in which a ballot can take the place of another.
pub const CHANGED_VOTE: Peer = peer("Abax vote, changed", 95_999, 2_346_994_880, 201_468, 0);

const fn peer(name: &'static str, code_bytes: u64, ref_time: u64, proof_size: u64, deposit: i128) -> Peer {
    Peer { name, code_bytes, ref_time, proof_size, deposit }
}
