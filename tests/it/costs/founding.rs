//! The society that is measured: ten founders who hold all offices, rules as neighbours would have them, but for a quorum
//! that two ballots meet whatever the size.

use mutual_types::{
    AccountId, AdmissionPolicy, AssetLock, Bounds, Document, DuesRules, Founder, Founding, Kind, MembershipRules,
    PaymentRules, Planck, PotId, PotKind, PotSpec, ReliefRules, Restriction, Role, RoleRules, Rules, VotingRules,
    YEAR_MS,
};

pub use mutual_types::DAY_MS;

/// A planck is a millionth of a millionth of it.
pub const UNIT: Planck = 1_000_000_000_000;

/// The pots, by their places.
pub const GENERAL: PotId = PotId(0);
pub const FOOD: PotId = PotId(1);
pub const RESERVE: PotId = PotId(2);
pub const RELIEF: PotId = PotId(3);

/// Who founds it.
pub const FOUNDERS: usize = 10;
/// The founders who are treasurers.
pub const TREASURERS: [usize; 3] = [0, 1, 2];
/// Those who are stewards.
pub const STEWARDS: [usize; 2] = [3, 4];
/// Those who are arbitrators.
pub const ARBITRATORS: [usize; 3] = [5, 6, 7];
/// The last of all people is the beneficiary, and the one before takes what is left of the restricted pot.
pub const BENEFICIARY: usize = 47;
pub const FALLBACK: usize = 46;

/// A society of these people.
pub fn founding(accounts: &[AccountId], beneficiary: AccountId, fallback: AccountId) -> Founding {
    let founders = accounts.iter().enumerate();
    Founding {
        name: "Cannons Creek Commons".to_owned(),
        purpose: "Neighbours who hold money together, decide on it together and help each other with it.".to_owned(),
        charter: document(1),
        rules: rules(),
        bounds: Bounds { founding_window_ms: 60 * DAY_MS, roster_max: 1_000, ..Bounds::HARD },
        pots: pots(fallback),
        founders: founders.map(|(place, account)| Founder { account: *account, roles: roles(place) }).collect(),
        asset_lock: AssetLock { locked: false, beneficiary },
    }
}

/// A document at an address of 64 bytes.
pub fn document(number: u8) -> Document {
    Document { uri: "u".repeat(64), hash: [number; 32] }
}

fn roles(founder: usize) -> Vec<Role> {
    let offices = [
        (TREASURERS.contains(&founder), Role::Treasurer),
        (STEWARDS.contains(&founder), Role::Steward),
        (ARBITRATORS.contains(&founder), Role::Arbitrator),
    ];
    offices.into_iter().filter_map(|(holds, role)| holds.then_some(role)).collect()
}

fn pots(fallback: AccountId) -> Vec<PotSpec> {
    let plain = |kind, name: &str| PotSpec { kind, name: name.to_owned(), restriction: None };
    vec![
        plain(PotKind::General, "General"),
        restricted("Food", fallback),
        plain(PotKind::Reserve, "Reserve"),
        plain(PotKind::Relief, "Relief"),
    ]
}

/// A pot for one purpose.
pub fn restricted(name: &str, fallback: AccountId) -> PotSpec {
    let kinds = vec![Kind::Spend, Kind::Grant];
    let restriction = Restriction { kinds, payees: Vec::new(), ends_ms: None, fallback };
    PotSpec { kind: PotKind::Restricted, name: name.to_owned(), restriction: Some(restriction) }
}

/// The rules at the beginning.
pub fn rules() -> Rules {
    Rules {
        voting: VotingRules {
            voting_period_ms: 7 * DAY_MS,
            min_open_ms: DAY_MS,
            late_extension_ms: DAY_MS,
            notice_ms: 2 * DAY_MS,
            execution_window_ms: 30 * DAY_MS,
            quorum_bps: 0,
            special_approval_bps: 6_667,
            min_ayes: 2,
            free_open_proposals: 1,
            proposal_deposit: UNIT,
            consent_max: 5 * UNIT,
            consent_objectors: 2,
        },
        membership: MembershipRules {
            admission: AdmissionPolicy::Open,
            application_window_ms: 60 * DAY_MS,
            probation_ms: DAY_MS,
            admissions_per_period: 1_000_000,
            admission_period_ms: 30 * DAY_MS,
            open_sponsorships: 3,
            exit_notice_ms: 7 * DAY_MS,
            share_price: UNIT,
            shares_max: 100,
        },
        dues: DuesRules {
            amount: UNIT,
            period_ms: 30 * DAY_MS,
            grace_ms: 5 * DAY_MS,
            lapse_notice_ms: 5 * DAY_MS,
            since_ms: 0,
        },
        roles: RoleRules { term_ms: YEAR_MS, consecutive_terms: 3 },
        payments: PaymentRules {
            approvals: 2,
            window_ms: 30 * DAY_MS,
            hold_ms: 5 * DAY_MS,
            reserve_floor: 0,
            petty_max: 5 * UNIT,
            expense_max: 10 * UNIT,
            review_ms: 10 * DAY_MS,
            dispute_ms: 7 * DAY_MS,
        },
        relief: ReliefRules {
            waiting_ms: DAY_MS,
            request_max: 10 * UNIT,
            member_year_max: 100 * UNIT,
            pot_month_max: 100 * UNIT,
            attesters: 2,
            attestations_per_year: 20,
            approvals: 1,
            hold_ms: DAY_MS,
            publish_names: false,
        },
        dormancy_ms: YEAR_MS,
    }
}
