//! How a society at play begins: who is there, and by which rules.

use mutual_types::{
    AccountId, AdmissionPolicy, AssetLock, Bounds, Document, DuesRules, Founder, Founding, Kind, MembershipRules,
    PaymentRules, Planck, PotId, PotKind, PotSpec, ReliefRules, Restriction, Role, RoleRules, Rules, Span, TimestampMs,
    VotingRules,
};

use super::dice::Dice;
use crate::num::{DAY, SECOND, YEAR};

/// An amount in the scale of the play: the existential deposit of the development chains.
pub(crate) const COIN: Planck = 1_000_000_000;

/// Who and what there is at the beginning.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The society that is founded.
    pub founding: Founding,
    /// What is sent along, in planck.
    pub value: Planck,
    /// When.
    pub now_ms: TimestampMs,
    /// Accounts that exist and can call: founders, applicants, outsiders.
    pub accounts: Vec<AccountId>,
    /// Accounts that do not exist on the chain, and only ever receive.
    pub ghosts: Vec<AccountId>,
    /// Whether days and months pass in it, beside the seconds in which things are decided.
    pub is_long: bool,
    /// Whether its members need help all the time.
    pub is_needy: bool,
    /// Whether it falls asleep in the end, where others decide to dissolve.
    pub falls_asleep: bool,
    /// Whether it begins with so few that one may be the last.
    pub is_small: bool,
    /// Whether it gets new code, if there is any.
    pub is_upgraded: bool,
}

fn account(number: u64, family: u8) -> AccountId {
    let mut bytes = [family; 32];
    for (byte, of_number) in bytes.iter_mut().zip(number.to_le_bytes()) {
        *byte = of_number;
    }
    AccountId(bytes)
}

fn seconds(dice: &mut Dice, least: u64, most: u64) -> u64 {
    dice.between(least, most).saturating_mul(SECOND)
}

fn coins(dice: &mut Dice, least: u64, most: u64) -> Planck {
    Planck::from(dice.between(least, most)).saturating_mul(COIN)
}

impl Opening {
    /// The opening of a seed, with accounts that nobody has keys for.
    pub fn of(seed: u64) -> Self {
        let accounts = (0..48).map(|number| account(number, 0xA1)).collect();
        let ghosts = (0..3).map(|number| account(number, 0xB2)).collect();
        Self::with_accounts(seed, accounts, ghosts)
    }

    /// The opening of a seed with these people. The last account is the beneficiary.
    pub fn with_accounts(seed: u64, accounts: Vec<AccountId>, ghosts: Vec<AccountId>) -> Self {
        let mut dice = Dice::new(seed);
        let is_needy = seed % 4 == 1;
        let beneficiary = accounts.last().copied().unwrap_or(account(47, 0xA1));
        let is_long = seed.is_multiple_of(3);
        let falls_asleep = seed % 3 == 2;
        let is_small = seed % 5 == 4;
        let is_at_edges = seed % 5 == 2;
        let mut rules = rules(&mut dice, is_long);
        if is_small {
            rules.payments.approvals = 1;
        }
        if is_needy {
            rules.relief = generous(&mut dice);
            rules.dues.amount = 0;
        }
        let pots = pots(&mut dice, &accounts, beneficiary, is_needy);
        let founders = founders(&mut dice, &accounts, rules.payments.approvals, is_small);
        let document = Document { uri: "https://mutual.example/charter".to_owned(), hash: [7; 32] };
        let founding = Founding {
            name: format!("Society {seed}"),
            purpose: "To be tried".to_owned(),
            charter: document,
            rules,
            bounds: bounds(&mut dice),
            pots,
            founders,
            asset_lock: AssetLock { locked: dice.chance(25), beneficiary },
        };
        let mut opening = Self {
            founding,
            value: coins(&mut dice, 100, 400),
            now_ms: 1_800_000_000_000,
            accounts,
            ghosts,
            is_long,
            is_needy,
            falls_asleep,
            is_small,
            is_upgraded: seed % 4 == 3,
        };
        if is_at_edges {
            for _ in 0..dice.small(3, 8) {
                opening.go_to_an_edge(&mut dice);
            }
        }
        opening
    }

    /// The account that the common money goes to in the end, which can call.
    pub fn beneficiary(&self) -> AccountId {
        self.founding.asset_lock.beneficiary
    }
}

fn bounds(dice: &mut Dice) -> Bounds {
    let mut bounds = Bounds::HARD;
    bounds.voting_period_ms = Span::new(5 * SECOND, YEAR);
    bounds.notice_ms = Span::new(2 * SECOND, YEAR);
    bounds.founding_window_ms = if dice.chance(70) { seconds(dice, 30, 600) } else { 0 };
    bounds.roster_max = u32::from(dice.small(0, 9));
    bounds
}

/// Rules of relief under which a member can have so much of it that the limits of the year count.
fn generous(dice: &mut Dice) -> ReliefRules {
    ReliefRules {
        waiting_ms: SECOND,
        request_max: coins(dice, 5, 20),
        member_year_max: if dice.chance(75) { coins(dice, 30, 60) } else { coins(dice, 4, 9) },
        pot_month_max: if dice.chance(75) { coins(dice, 60, 120) } else { coins(dice, 5, 20) },
        attesters: 2,
        attestations_per_year: if dice.chance(40) { dice.small(2, 6) } else { dice.small(20, 200) },
        approvals: 1,
        hold_ms: SECOND,
        publish_names: false,
    }
}

fn rules(dice: &mut Dice, is_long: bool) -> Rules {
    let voting_period_ms = seconds(dice, 10, 40);
    let hold_ms = seconds(dice, 3, 20);
    let dispute_ms = seconds(dice, 5, 25);
    let sponsors = dice.small(1, 3);
    let open_or_ballot = dice.one_or(&[AdmissionPolicy::Open, AdmissionPolicy::Ballot], AdmissionPolicy::Open);
    let has_dues = dice.chance(50);
    Rules {
        voting: VotingRules {
            voting_period_ms,
            min_open_ms: seconds(dice, 1, 8),
            late_extension_ms: seconds(dice, 1, 9),
            notice_ms: seconds(dice, 2, 10),
            execution_window_ms: seconds(dice, 25, 60),
            quorum_bps: dice.one_or(&[0, 1_000, 2_500, 3_333, 5_000, 5_000], 0),
            special_approval_bps: dice.one_or(&[5_001, 6_000, 6_667, 7_500, 9_000], 6_667),
            min_ayes: dice.small(2, 3),
            free_open_proposals: dice.small(1, 3),
            proposal_deposit: coins(dice, 1, 5),
            consent_max: coins(dice, 0, 20),
            consent_objectors: dice.small(1, 3),
        },
        membership: MembershipRules {
            admission: if dice.chance(60) { AdmissionPolicy::Sponsored(sponsors) } else { open_or_ballot },
            application_window_ms: seconds(dice, 20, 90),
            probation_ms: seconds(dice, 1, 30),
            admissions_per_period: u32::from(dice.small(1, 4)),
            admission_period_ms: seconds(dice, 10, 60),
            open_sponsorships: dice.small(1, 3),
            exit_notice_ms: seconds(dice, 2, 20),
            share_price: if dice.chance(85) { coins(dice, 1, 3) } else { 0 },
            shares_max: u32::from(dice.small(1, 12)),
        },
        dues: DuesRules {
            amount: if has_dues { coins(dice, 1, 2) } else { 0 },
            period_ms: if is_long { dice.between(10, 60).saturating_mul(DAY) } else { seconds(dice, 40, 300) },
            grace_ms: if is_long { 5 * DAY } else { seconds(dice, 5, 60) },
            lapse_notice_ms: seconds(dice, 1, 30),
            since_ms: 0,
        },
        roles: RoleRules {
            term_ms: if is_long { YEAR } else { dice.one_or(&[DAY, DAY / 12], DAY) },
            consecutive_terms: dice.small(1, 3),
        },
        payments: PaymentRules {
            approvals: dice.small(1, 3),
            window_ms: seconds(dice, 8, 60),
            hold_ms,
            reserve_floor: coins(dice, 0, 40),
            petty_max: coins(dice, 0, 10),
            expense_max: coins(dice, 0, 15),
            review_ms: seconds(dice, 5, 30),
            dispute_ms,
        },
        relief: ReliefRules {
            waiting_ms: seconds(dice, 1, 30),
            request_max: if dice.chance(85) { coins(dice, 5, 20) } else { 0 },
            member_year_max: coins(dice, 20, 60),
            pot_month_max: coins(dice, 30, 120),
            attesters: dice.small(2, 3),
            attestations_per_year: if dice.chance(70) { dice.small(3, 40) } else { dice.small(1, 2) },
            approvals: dice.small(1, 2),
            hold_ms: seconds(dice, 1, 10),
            publish_names: dice.chance(50),
        },
        dormancy_ms: YEAR,
    }
}

/// A restricted pot of the play.
pub(crate) fn restricted(dice: &mut Dice, accounts: &[AccountId], fallback: AccountId, now: TimestampMs) -> PotSpec {
    let payees: Vec<AccountId> = if dice.chance(30) { accounts.iter().take(6).copied().collect() } else { Vec::new() };
    let mut kinds = vec![Kind::Spend, Kind::Grant];
    if dice.chance(60) {
        kinds.push(Kind::SetAllowance);
    }
    if dice.chance(40) {
        kinds.push(Kind::Call);
    }
    let ends = now.saturating_add(seconds(dice, 60, 2_000));
    let ends_ms = Some(ends).filter(|_| dice.chance(25));
    let restriction = Restriction { kinds, payees, ends_ms, fallback };
    PotSpec { kind: PotKind::Restricted, name: "A purpose".to_owned(), restriction: Some(restriction) }
}

fn pots(dice: &mut Dice, accounts: &[AccountId], beneficiary: AccountId, is_needy: bool) -> Vec<PotSpec> {
    let plain = |kind| PotSpec { kind, name: format!("{kind:?}"), restriction: None };
    let mut pots = vec![plain(PotKind::General)];
    if dice.chance(80) {
        pots.push(plain(PotKind::Reserve));
    }
    if is_needy || dice.chance(90) {
        pots.push(plain(PotKind::Relief));
    }
    for _ in 0..dice.small(1, 2) {
        let fallback = dice.one_or(accounts, beneficiary);
        pots.push(restricted(dice, accounts, fallback, 1_800_000_000_000));
    }
    pots
}

fn founders(dice: &mut Dice, accounts: &[AccountId], approvals: u8, is_small: bool) -> Vec<Founder> {
    let treasurers = usize::from(if is_small { 2 } else { approvals.saturating_add(dice.small(1, 2)) });
    let members = if is_small { usize::from(dice.small(1, 3)) } else { treasurers.max(usize::from(dice.small(4, 9))) };
    let (arbitrators, stewards) = (usize::from(dice.small(2, 5)), usize::from(dice.small(2, 3)));
    let has = |place: usize, from: usize, count: usize| place >= from && place < from.saturating_add(count);
    let roles = |place: usize| {
        let mut roles = Vec::new();
        if place < treasurers {
            roles.push(Role::Treasurer);
        }
        if has(place, members.saturating_sub(stewards), stewards) {
            roles.push(Role::Steward);
        }
        if has(place, members.saturating_sub(arbitrators), arbitrators) {
            roles.push(Role::Arbitrator);
        }
        if place == 2 {
            roles.push(Role::Keeper(PotId::GENERAL));
        }
        roles
    };
    let named = accounts.iter().take(members).enumerate();
    named.map(|(place, account)| Founder { account: *account, roles: roles(place) }).collect()
}
