//! What a proposal at play does.

use mutual_types::{
    AccountId, Action, CallTerms, Charter, GrantTerms, Kind, MemberIndex, PaymentStatus, Planck, PotId, PotKind,
    PotSpec, Role, StageTerms,
};

use super::opening::{restricted, COIN};
use super::player::Play;
use crate::num::{DAY, MONTH, SECOND, YEAR};

/// How often each kind is proposed.
const KINDS: &[(Kind, u64)] = &[
    (Kind::Resolution, 4),
    (Kind::Admit, 4),
    (Kind::Reinstate, 4),
    (Kind::Suspend, 8),
    (Kind::Expel, 2),
    (Kind::RecoverAccount, 3),
    (Kind::GrantRole, 10),
    (Kind::RevokeRole, 2),
    (Kind::SetAllowance, 7),
    (Kind::Spend, 22),
    (Kind::Grant, 24),
    (Kind::StopGrant, 2),
    (Kind::WaiveDues, 3),
    (Kind::ForgiveDebt, 4),
    (Kind::OpenPot, 2),
    (Kind::MovePot, 9),
    (Kind::ClosePot, 2),
    (Kind::MoveRestricted, 3),
    (Kind::ReleasePayment, 7),
    (Kind::CancelPayment, 5),
    (Kind::ReviewRelief, 2),
    (Kind::SetRules, 3),
    (Kind::AmendCharter, 2),
    (Kind::SetBeneficiary, 2),
    (Kind::Call, 10),
    (Kind::Upgrade, 1),
    (Kind::DecideDispute, 1),
];

impl Play {
    fn later(&mut self, least: u64, most: u64) -> u64 {
        self.model.now.saturating_add(self.dice.between(least, most).saturating_mul(SECOND))
    }

    /// Anybody who can be paid; now and then an account that does not exist, or the society.
    pub(crate) fn any_payee(&mut self) -> AccountId {
        match self.dice.below(30) {
            0..=3 => {
                let ghosts = self.opening.ghosts.clone();
                self.dice.one_or(&ghosts, AccountId([9; 32]))
            }
            4 => self.model.society,
            5..=16 => self.anyone(),
            _ => self.someone(),
        }
    }

    /// What a new proposal does.
    pub(crate) fn action(&mut self) -> Action {
        let all: u64 = KINDS.iter().map(|(_, weight)| *weight).sum();
        let mut left = self.dice.below(all);
        for (kind, weight) in KINDS {
            if left < *weight {
                return self.action_of(*kind);
            }
            left = left.saturating_sub(*weight);
        }
        Action::Resolution
    }

    /// The kind whose turn it is: other plays begin with others, so that none is missed.
    pub(crate) fn next_kind(&mut self) -> Kind {
        self.turn = self.turn.wrapping_add(1);
        KINDS.get(self.turn.checked_rem(KINDS.len()).unwrap_or(0)).map_or(Kind::Resolution, |(kind, _)| *kind)
    }

    pub(crate) fn action_of(&mut self, kind: Kind) -> Action {
        let member = self.any_member();
        match kind {
            Kind::Admit => {
                let open = self.model.applications.iter().filter(|(_, application)| application.admitted.is_none());
                let open: Vec<AccountId> = open.map(|(account, _)| *account).collect();
                let anyone = self.anyone();
                Action::Admit { account: self.dice.one_or(&open, anyone) }
            }
            Kind::Reinstate => {
                let uncounted = self.model.members.iter().filter(|(_, person)| !person.counted);
                let uncounted: Vec<MemberIndex> = uncounted.map(|(index, _)| MemberIndex(*index)).collect();
                Action::Reinstate { member: self.dice.one_or(&uncounted, member) }
            }
            Kind::Suspend => Action::Suspend { member, until_ms: self.later(40, 300) },
            Kind::Expel => Action::Expel { member },
            Kind::RecoverAccount => Action::RecoverAccount { member, account: self.anyone() },
            Kind::GrantRole => {
                let max = self.model.rules.roles.term_ms;
                let term_ms = self.dice.one_or(&[max, max, max, 30 * SECOND, max.saturating_add(1), 0], max);
                let seats: Vec<(MemberIndex, Role)> =
                    self.model.seats.iter().map(|seat| (seat.member, seat.role)).collect();
                let random = (member, self.wanted_role());
                let (member, role) = if self.dice.chance(25) { self.dice.one_or(&seats, random) } else { random };
                let is_keeper = matches!(role, Role::Keeper(_)) && self.dice.chance(60);
                Action::GrantRole { member, role, term_ms: if is_keeper { 15 * SECOND } else { term_ms } }
            }
            Kind::RevokeRole => {
                let seats: Vec<(MemberIndex, Role)> =
                    self.model.seats.iter().map(|seat| (seat.member, seat.role)).collect();
                let random = (member, self.role());
                let (member, role) = self.dice.one_or(&seats, random);
                Action::RevokeRole { member, role }
            }
            Kind::SetAllowance => self.allowance(),
            Kind::WaiveDues => Action::WaiveDues {
                member,
                until_ms: if self.dice.chance(10) { self.later(31_530_000, 31_540_000) } else { self.later(0, 400) },
            },
            Kind::ForgiveDebt => {
                let owing = self.model.members.keys().copied().map(MemberIndex);
                let owing = owing.filter(|member| self.model.past_due(*member).is_ok_and(|owed| owed > 0));
                let owing: Vec<MemberIndex> = owing.collect();
                let member = self.dice.one_or(&owing, member);
                let owed = self.model.past_due(member).unwrap_or(0);
                Action::ForgiveDebt { member, amount: self.amount(10).min(owed.max(COIN)) }
            }
            Kind::ReviewRelief => {
                let count = self.dice.small(0, 3);
                let mut members: Vec<MemberIndex> = (0..count).map(|_| self.any_member()).collect();
                if self.dice.chance(20) {
                    members.push(member);
                    members.push(member);
                }
                Action::ReviewRelief { members }
            }
            Kind::SetRules => self.new_rules(),
            Kind::AmendCharter => {
                let version = self.model.charter.version.saturating_add(u32::from(self.dice.chance(90)));
                Action::AmendCharter(Charter { document: self.document(), version })
            }
            Kind::SetBeneficiary => Action::SetBeneficiary { account: self.anyone() },
            Kind::Upgrade => {
                let byte = u8::from(self.dice.chance(70));
                // Of the code's own version: the storage of an earlier one would be migrated by nobody.
                let codes = self.model.chain.codes.iter().filter(|(_, version)| **version == self.model.code);
                let codes: Vec<[u8; 32]> = codes.map(|(hash, _)| *hash).collect();
                let known = self.dice.one_or(&codes, [byte; 32]);
                let code_hash = if self.dice.chance(50) { known } else { [byte; 32] };
                Action::Upgrade { code_hash, document: self.document() }
            }
            Kind::DecideDispute => {
                let dispute = mutual_types::DisputeId(0);
                Action::DecideDispute { dispute, ruling: mutual_types::Ruling::For, parties: Vec::new() }
            }
            money => self.money_action(money),
        }
    }

    fn money_action(&mut self, kind: Kind) -> Action {
        let open = [PaymentStatus::Waiting, PaymentStatus::Stopped, PaymentStatus::Lapsed];
        match kind {
            Kind::Spend => {
                let (payee, pot) = (self.any_payee(), self.any_pot());
                Action::Spend { payee, amount: self.amount_from(pot, 25), pot }
            }
            Kind::Grant => Action::Grant(self.grant_terms()),
            Kind::StopGrant => Action::StopGrant { grant: self.any_grant() },
            Kind::OpenPot => Action::OpenPot(self.pot_spec()),
            Kind::MovePot => {
                let from = self.dice.one_or(&[PotKind::General, PotKind::Relief], PotKind::General);
                let (from, to) = (self.pot_of(from), self.any_pot());
                Action::MovePot { from, to, amount: self.amount_from(from, 20) }
            }
            Kind::MoveRestricted => {
                let from = self.dice.one_or(&[PotKind::Restricted, PotKind::Reserve], PotKind::Reserve);
                let (from, to) = (self.pot_of(from), self.any_pot());
                Action::MoveRestricted { from, to, amount: self.amount_from(from, 10) }
            }
            Kind::ClosePot => Action::ClosePot { pot: self.any_pot() },
            Kind::ReleasePayment => Action::ReleasePayment { payment: self.payment_to_stop(&open) },
            Kind::CancelPayment => Action::CancelPayment { payment: self.payment_to_stop(&open) },
            Kind::Call => self.call(),
            _ => Action::Resolution,
        }
    }

    /// A role that nobody fills is wanted more than others.
    fn wanted_role(&mut self) -> Role {
        let needed = usize::from(self.model.rules.payments.approvals).saturating_add(2);
        let offices = [(Role::Treasurer, needed), (Role::Steward, 2), (Role::Arbitrator, 3)];
        let short = offices.into_iter().find(|(role, wanted)| self.model.live(*role).len() < *wanted);
        let any = self.role();
        short.filter(|_| self.dice.chance(70)).map_or(any, |(role, _)| role)
    }

    fn allowance(&mut self) -> Action {
        let pot = self.any_pot();
        if self.dice.chance(12) {
            return Action::SetAllowance { pot, payment_max: 0, period_max: 0, period_ms: 0 };
        }
        let most = self.model.rules.payments.petty_max;
        let payment_max = if self.dice.chance(80) { most } else { self.amount(12) };
        let times = Planck::from(self.dice.small(1, 4));
        let period_max = if self.dice.chance(95) { payment_max.saturating_mul(times) } else { COIN };
        let period_ms = self.dice.between(2, 40).saturating_mul(SECOND);
        Action::SetAllowance { pot, payment_max, period_max, period_ms }
    }

    fn grant_terms(&mut self) -> GrantTerms {
        let mut due_ms = self.later(20, 200);
        let is_huge = self.dice.below(30) == 0;
        let stages = (0..self.dice.small(0, 3)).map(|_| {
            due_ms = due_ms.saturating_add(self.dice.between(0, 30).saturating_mul(SECOND));
            let months = if self.dice.chance(25) { self.dice.small(1, 4) } else { 0 };
            let due_ms = if self.dice.below(200) == 0 { u64::MAX } else { due_ms };
            let amount = if is_huge { Planck::MAX } else { self.amount(8) };
            StageTerms { title: self.words(128), amount, due_ms, months }
        });
        let stages: Vec<StageTerms> = stages.collect();
        let later = due_ms.saturating_add(self.dice.one_or(&[0, 30 * SECOND, 10 * SECOND], 0));
        let repay_by_ms = if self.dice.chance(45) { Some(later) } else { None };
        let (payee, unit) = (self.any_payee(), "people helped".to_owned());
        GrantTerms { payee, pot: self.any_pot(), stages, unit, repay_by_ms }
    }

    fn pot_spec(&mut self) -> PotSpec {
        let plain = |kind: PotKind| PotSpec { kind, name: "Another".to_owned(), restriction: None };
        match self.dice.below(5) {
            0 => plain(PotKind::Reserve),
            1 => plain(PotKind::Relief),
            2 => plain(PotKind::General),
            _ => {
                let (accounts, now, fallback) = (self.opening.accounts.clone(), self.model.now, self.anyone());
                restricted(&mut self.dice, &accounts, fallback, now)
            }
        }
    }

    fn new_rules(&mut self) -> Action {
        let mut rules = self.model.rules.clone();
        match self.dice.below(10) {
            9 => rules.relief.request_max = 0,
            0 => rules.dues.amount = if rules.dues.amount == 0 { COIN } else { 0 },
            1 => rules.voting.quorum_bps = self.dice.one_or(&[0, 2_000, 5_000, 5_001], 0),
            2 => rules.payments.approvals = self.dice.small(1, 3),
            3 => rules.payments.petty_max = self.amount(10),
            4 => rules.relief.request_max = self.amount(20),
            5 => rules.membership.share_price = self.amount(3),
            6 => rules.payments.reserve_floor = self.amount(30),
            7 => rules.voting.proposal_deposit = self.amount(4),
            _ => rules.dues.grace_ms = self.dice.between(0, 60).saturating_mul(SECOND),
        }
        rules.dues.since_ms = self.dice.below(YEAR);
        Action::SetRules(Box::new(rules))
    }

    fn call(&mut self) -> Action {
        let known = self.known_contracts();
        let value = if self.dice.chance(60) { self.amount(5) } else { 0 };
        let pot: PotId = self.any_pot();
        let (callee, code_hash, input) = match self.dice.one_of(&known) {
            Some((account, callee)) if self.dice.chance(85) => (account, callee.code_hash, callee.input),
            _ => (self.any_payee(), [u8::from(self.dice.chance(50)); 32], vec![1, 2, 3, 4]),
        };
        Action::Call(CallTerms {
            callee,
            code_hash,
            input,
            value,
            pot,
            ref_time_limit: 100_000_000_000,
            proof_size_limit: 1_000_000,
            deposit_limit: 1_000_000_000_000,
        })
    }
}

/// The longest that a play jumps at once is a month; a stipend needs it.
const _: () = assert!(MONTH == 30 * DAY);
