//! Foundings at the edges: one that is right, and many in each of which one thing is another. Each number is tried at 0, at 1,
//! and at, just below and just above its ends; each text and list empty, full, and one longer.

use mutual_types::{
    AccountId, AdmissionPolicy, Bounds, Founder, Founding, Kind, Planck, PotId, PotKind, PotSpec, Restriction, Role,
    Span,
};

use super::dice::Dice;
use super::opening::Opening;
use crate::founding;
use crate::num::{SECOND, YEAR};

/// Something else than in the founding that is right.
#[derive(Clone, Debug)]
pub struct Edge {
    /// What it is.
    pub what: String,
    /// The founding that has it.
    pub founding: Founding,
}

/// How many plays share the edges.
const TURNS: u64 = 4;

/// All that is tried of one founding.
struct Edges {
    right: Founding,
    edges: Vec<Edge>,
}

impl Edges {
    fn with(&mut self, what: String, change: impl FnOnce(&mut Founding)) {
        let mut founding = self.right.clone();
        change(&mut founding);
        self.edges.push(Edge { what, founding });
    }

    /// A number at 0, 1, and around the ends of what it may be.
    fn number<T: TryFrom<u128>>(
        &mut self,
        name: &str,
        (min, max): (impl Into<u128>, impl Into<u128>),
        set: impl Fn(&mut Founding, T),
    ) {
        let (min, max) = (min.into(), max.into());
        let around = |end: u128| [end.saturating_sub(1), end, end.saturating_add(1)];
        let mut values: Vec<u128> = [0, 1].into_iter().chain(around(min)).chain(around(max)).collect();
        values.sort_unstable();
        values.dedup();
        for value in values {
            if let Ok(number) = T::try_from(value) {
                self.with(format!("{name} of {value}"), |founding| set(founding, number));
            }
        }
    }

    fn length(&mut self, name: &str, max: usize, set: impl Fn(&mut Founding, usize)) {
        for length in [0, 1, max.saturating_sub(1), max, max.saturating_add(1)] {
            self.with(format!("{name} of length {length}"), |founding| set(founding, length));
        }
    }
}

macro_rules! numbers {
    ($edges:expr, |$whole:ident| $part:expr; $($field:ident $span:expr),+ $(,)?) => {$(
        $edges.number(stringify!($field), $span, |$whole, value| $part.$field = value);
    )+};
}

impl Opening {
    /// The founding of this opening with one thing in it at an edge, for each such thing and edge.
    pub fn edges(&self) -> Vec<Edge> {
        let mut edges = Edges { right: self.founding.clone(), edges: Vec::new() };
        rules(&mut edges);
        bounds(&mut edges);
        texts(&mut edges);
        pots(&mut edges);
        founders(&mut edges, &self.accounts);
        edges.edges
    }

    /// Those of [`Opening::edges`] whose turn it is with this seed: four seeds in a row try them all.
    pub fn edges_of_turn(&self, seed: u64) -> Vec<Edge> {
        let turn = usize::try_from(seed % TURNS).unwrap_or(0);
        self.edges().into_iter().skip(turn).step_by(usize::try_from(TURNS).unwrap_or(1)).collect()
    }

    /// One of its rules goes to an edge at which the society can still be founded.
    pub(super) fn go_to_an_edge(&mut self, dice: &mut Dice) {
        let mut edges = Edges { right: self.founding.clone(), edges: Vec::new() };
        rules(&mut edges);
        let nobody = AccountId([0; 32]);
        let is_possible = |edge: &Edge| founding::check(&edge.founding, nobody).is_ok();
        for _ in 0..10 {
            if let Some(edge) = dice.one_of(&edges.edges).filter(is_possible) {
                self.founding = edge.founding;
                return;
            }
        }
    }
}

fn rules(edges: &mut Edges) {
    let period = (SECOND, YEAR);
    let (count, any) = ((1u8, 7u8), (0u8, Planck::MAX));
    let (rules, bounds) = (edges.right.rules.clone(), edges.right.bounds.clone());
    let ends = |span: Span<u64>| (span.min, span.max);
    let longest = rules.payments.hold_ms.max(rules.payments.dispute_ms);
    let cover = |other: u64| (longest.saturating_sub(other), YEAR);
    numbers! { edges, |founding| founding.rules.voting;
        voting_period_ms ends(bounds.voting_period_ms), voting_period_ms (rules.voting.min_open_ms, YEAR),
        min_open_ms ends(bounds.min_open_ms), min_open_ms (SECOND, rules.voting.voting_period_ms),
        late_extension_ms (SECOND, rules.voting.voting_period_ms),
        notice_ms ends(bounds.notice_ms), notice_ms cover(rules.voting.execution_window_ms),
        execution_window_ms ends(bounds.execution_window_ms), execution_window_ms cover(rules.voting.notice_ms),
        quorum_bps (0u8, 5_000u16), special_approval_bps (5_001u16, 9_000u16), min_ayes (2u8, 7u8),
        free_open_proposals count, proposal_deposit any, consent_max any, consent_objectors count,
    }
    edges.number("sponsors", count, |founding, n| founding.rules.membership.admission = AdmissionPolicy::Sponsored(n));
    numbers! { edges, |founding| founding.rules.membership;
        application_window_ms period, probation_ms period, admissions_per_period (1u8, u32::MAX),
        admission_period_ms period, open_sponsorships count, exit_notice_ms period, share_price any,
        shares_max (0u8, u32::MAX),
    }
    numbers! { edges, |founding| founding.rules.dues;
        amount any, period_ms period, grace_ms period, lapse_notice_ms period, since_ms (0u8, u64::MAX),
    }
    numbers! { edges, |founding| founding.rules.roles; term_ms ends(bounds.role_term_ms), consecutive_terms count }
    let covered = rules.voting.notice_ms.saturating_add(rules.voting.execution_window_ms);
    numbers! { edges, |founding| founding.rules.payments;
        approvals count, window_ms ends(bounds.payment_window_ms), hold_ms period, hold_ms (SECOND, covered),
        reserve_floor any, petty_max any, expense_max any, review_ms period, dispute_ms period,
        dispute_ms (SECOND, covered),
    }
    numbers! { edges, |founding| founding.rules.relief;
        waiting_ms period, request_max any, member_year_max any, pot_month_max any, attesters (2u8, 7u8),
        attestations_per_year (1u8, u8::MAX), approvals count, hold_ms period,
    }
    numbers! { edges, |founding| founding.rules; dormancy_ms (YEAR, YEAR.saturating_mul(10)) }
}

macro_rules! spans {
    ($edges:expr, $($field:ident $min:expr, $max:expr;)+) => {$(
        let (own, least, most) = ($edges.right.bounds.$field, $min, $max);
        let name = stringify!($field);
        $edges.number(&format!("least {name}"), (least, own.max), |founding, end| founding.bounds.$field.min = end);
        $edges.number(&format!("greatest {name}"), (own.min, most), |founding, end| founding.bounds.$field.max = end);
    )+};
}

fn bounds(edges: &mut Edges) {
    spans! { edges,
        voting_period_ms SECOND, YEAR;
        min_open_ms SECOND, YEAR;
        notice_ms SECOND, YEAR;
        execution_window_ms SECOND, YEAR;
        payment_window_ms SECOND, YEAR;
        role_term_ms SECOND, YEAR;
        quorum_bps 0u16, 5_000u16;
        special_approval_bps 5_001u16, 9_000u16;
        min_ayes 2u8, 7u8;
        payment_approvals 1u8, 7u8;
        reserve_floor 0u128, Planck::MAX;
    }
    numbers! { edges, |founding| founding.bounds; founding_window_ms (0u8, YEAR), roster_max (0u8, u32::MAX) }
    edges.with("the hard bounds".to_owned(), |founding| founding.bounds = Bounds::HARD);
}

fn texts(edges: &mut Edges) {
    edges.length("name", 128, |founding, length| founding.name = "x".repeat(length));
    edges.length("purpose", 256, |founding, length| founding.purpose = "x".repeat(length));
    edges.length("address of the charter", 256, |founding, length| founding.charter.uri = "x".repeat(length));
    edges.length("name of a pot", 128, |founding, length| {
        founding.pots.iter_mut().for_each(|pot| pot.name = "x".repeat(length));
    });
}

fn pots(edges: &mut Edges) {
    let fallback = edges.right.asset_lock.beneficiary;
    let restricted = |kinds, payees| PotSpec {
        kind: PotKind::Restricted,
        name: "A purpose".to_owned(),
        restriction: Some(Restriction { kinds, payees, ends_ms: None, fallback }),
    };
    let plain = |kind| PotSpec { kind, name: "Plain".to_owned(), restriction: None };
    edges.length("pots", 8, |founding, length| founding.pots.resize(length, restricted(Vec::new(), Vec::new())));
    edges.length("payees", 16, |founding, length| {
        founding.pots.truncate(1);
        founding.pots.push(restricted(vec![Kind::Spend], vec![fallback; length]));
    });
    edges.length("kinds", 16, |founding, length| {
        founding.pots.truncate(1);
        founding.pots.push(restricted(vec![Kind::Spend; length], Vec::new()));
    });
    for kind in [PotKind::General, PotKind::Reserve, PotKind::Relief, PotKind::Restricted] {
        edges.with(format!("one more {kind:?}"), |founding| founding.pots.push(plain(kind)));
        edges.with(format!("two more {kind:?}"), |founding| founding.pots.extend([plain(kind), plain(kind)]));
        edges.with(format!("{kind:?} first"), |founding| founding.pots.insert(0, plain(kind)));
        edges.with(format!("a purpose of {kind:?}"), |founding| {
            founding.pots.truncate(1);
            founding.pots.push(PotSpec { kind, ..restricted(vec![Kind::Grant], Vec::new()) });
        });
    }
}

fn founders(edges: &mut Edges, accounts: &[AccountId]) {
    let nobody = AccountId([0xEE; 32]);
    let first = edges.right.founders.first().map_or(nobody, |founder| founder.account);
    let stranger = |number: usize| AccountId([u8::try_from(number).unwrap_or(0); 32]);
    let founder = |account, roles| Founder { account, roles };
    edges.length("founders", 64, |founding, length| {
        let there = founding.founders.len();
        founding.founders.truncate(length);
        founding.founders.extend((there..length).map(|number| founder(stranger(number), Vec::new())));
    });
    let approvals = usize::from(edges.right.rules.payments.approvals);
    for count in [0, 1, 2, approvals, approvals.saturating_add(1), 16, 17] {
        edges.with(format!("{count} treasurers"), |founding| {
            let one = |number| founder(stranger(number), vec![Role::Treasurer]);
            founding.founders = (0..count).map(one).collect();
            founding.founders.push(founder(nobody, Vec::new()));
        });
    }
    for (members, approvals) in [(1, 1), (2, 1), (3, 1), (2, 2)] {
        edges.with(format!("one treasurer of {members} founders, for {approvals} approvals"), |founding| {
            founding.rules.payments.approvals = approvals;
            founding.founders = (0..members).map(|number| founder(stranger(number), Vec::new())).collect();
            founding.founders.iter_mut().take(1).for_each(|founder| founder.roles.push(Role::Treasurer));
        });
    }
    for count in [16, 17] {
        edges.with(format!("{count} stewards"), |founding| {
            let one = |number| founder(stranger(number), vec![Role::Steward]);
            founding.founders.extend((0..count).map(one));
        });
    }
    edges.with("somebody twice".to_owned(), |founding| founding.founders.push(founder(first, Vec::new())));
    edges.with("a role twice".to_owned(), |founding| {
        founding.founders.push(founder(nobody, vec![Role::Steward, Role::Arbitrator, Role::Steward]));
    });
    let pots = u32::try_from(edges.right.pots.len()).unwrap_or(0);
    for pot in [0, pots.saturating_sub(1), pots, u32::MAX] {
        edges.with(format!("a keeper of pot {pot}"), |founding| {
            founding.founders.push(founder(nobody, vec![Role::Keeper(PotId(pot))]));
        });
    }
    edges.length("roles", 64, |founding, length| {
        let pots = (0..).take(length).map(|pot| Role::Keeper(PotId(pot))).collect();
        founding.founders.push(founder(nobody, pots));
    });
    for account in accounts.iter().take(1).chain([&nobody]) {
        edges.with(format!("{account:?} as the beneficiary"), |founding| founding.asset_lock.beneficiary = *account);
    }
}
