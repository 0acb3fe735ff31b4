//! Who and what there is in a town.

use mutual_types::{
    AccountId, AdmissionPolicy, AssetLock, Bounds, Document, DuesRules, Founder, Founding, Kind, MembershipRules,
    PaymentRules, PotId, PotKind, PotSpec, ReliefRules, Restriction, Role, RoleRules, Rules, VotingRules,
};

use super::{account, COIN, DAY, HOUR, SECOND, YEAR};

/// A founder without a role.
pub const BEN: usize = 11;
/// Who gets what is left.
pub const TRUST: usize = 47;
/// An account that does not exist, and is given nothing before it is paid.
pub const STRANGER: AccountId = AccountId([0xB7; 32]);

pub const GENERAL: PotId = PotId(0);
pub const RESERVE: PotId = PotId(1);
pub const RELIEF: PotId = PotId(2);
pub const PURPOSE: PotId = PotId(3);

fn rules() -> Rules {
    Rules {
        voting: VotingRules {
            voting_period_ms: 60 * SECOND,
            min_open_ms: SECOND,
            late_extension_ms: SECOND,
            notice_ms: 20 * SECOND,
            execution_window_ms: HOUR,
            quorum_bps: 1_000,
            special_approval_bps: 6_667,
            min_ayes: 2,
            free_open_proposals: 3,
            proposal_deposit: 5 * COIN,
            consent_max: 3 * COIN,
            consent_objectors: 2,
        },
        membership: MembershipRules {
            admission: AdmissionPolicy::Sponsored(2),
            application_window_ms: HOUR,
            probation_ms: SECOND,
            admissions_per_period: 100,
            admission_period_ms: HOUR,
            open_sponsorships: 7,
            exit_notice_ms: 10 * SECOND,
            share_price: 2 * COIN,
            shares_max: 10,
        },
        dues: DuesRules { amount: COIN, period_ms: 30 * DAY, grace_ms: DAY, lapse_notice_ms: HOUR, since_ms: 0 },
        roles: RoleRules { term_ms: YEAR, consecutive_terms: 7 },
        payments: PaymentRules {
            approvals: 2,
            window_ms: HOUR,
            hold_ms: 10 * SECOND,
            reserve_floor: 10 * COIN,
            petty_max: 3 * COIN,
            expense_max: 5 * COIN,
            review_ms: 10 * SECOND,
            dispute_ms: 20 * SECOND,
        },
        relief: ReliefRules {
            waiting_ms: SECOND,
            request_max: 20 * COIN,
            member_year_max: 100 * COIN,
            pot_month_max: 1_000 * COIN,
            attesters: 2,
            attestations_per_year: 7,
            approvals: 1,
            hold_ms: SECOND,
            publish_names: false,
        },
        dormancy_ms: YEAR,
    }
}

/// Twelve founders: treasurers 0 to 2, stewards 3 and 4, arbitrators 5 to 8, a keeper 9, and 10 and 11 without a role.
pub fn founding() -> Founding {
    let pot = |kind| PotSpec { kind, name: format!("{kind:?}"), restriction: None };
    let kinds = vec![Kind::Spend, Kind::Grant, Kind::Call, Kind::SetAllowance];
    let restriction = Restriction { kinds, payees: Vec::new(), ends_ms: None, fallback: account(46) };
    let roles = |who: usize| match who {
        0..=2 => vec![Role::Treasurer],
        3..=4 => vec![Role::Steward],
        5..=8 => vec![Role::Arbitrator],
        9 => vec![Role::Keeper(GENERAL)],
        _ => Vec::new(),
    };
    Founding {
        name: "Town".to_owned(),
        purpose: "Everything that can happen".to_owned(),
        charter: Document { uri: "https://mutual.example/charter".to_owned(), hash: [7; 32] },
        rules: rules(),
        bounds: Bounds { founding_window_ms: HOUR, roster_max: 100, ..Bounds::HARD },
        pots: vec![
            pot(PotKind::General),
            pot(PotKind::Reserve),
            pot(PotKind::Relief),
            PotSpec { restriction: Some(restriction), ..pot(PotKind::Restricted) },
        ],
        founders: (0..12).map(|who| Founder { account: account(who), roles: roles(who) }).collect(),
        asset_lock: AssetLock { locked: false, beneficiary: account(TRUST) },
    }
}
