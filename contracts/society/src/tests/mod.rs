//! Native tests, one file per rule file. ink!'s off-chain engine only keeps the storage here: callers, time and money are
//! values, and money is tested on the devnet.
#![allow(clippy::arithmetic_side_effects)]
#![allow(clippy::disallowed_methods)] // here a refusal is looked at

mod admission;
mod amend;
mod batch;
mod conduct;
mod consent;
mod course;
mod courses;
mod decided;
mod dispute;
mod dissolution;
mod dues;
mod execute;
mod exit;
mod expense;
mod found;
mod grant;
mod hold;
mod lapse;
mod liquidate;
mod machine;
pub mod memory;
mod outbound;
mod panel;
mod payment;
mod petty;
mod pots;
mod promise;
mod propose;
mod proxy;
mod read;
mod relief;
mod repay;
mod role;
mod rotate;
mod ruling;
mod settle;
mod shares;
mod spam;
mod stage;
mod treasury;
mod upgrade;
mod vote;
mod withdraw;

use ink::prelude::{boxed::Box, string::ToString, vec, vec::Vec};
use mutual_types::{
    AccountId, Action, AdmissionPolicy, AssetLock, Bounds, Choice, Document, DuesRules, Error, Founder, Founding, Kind,
    MembershipRules, Mode, PaymentId, PaymentRules, Planck, PotId, PotKind, PotSpec, ProposalId, ReliefRules,
    Restriction, Role, RoleRules, Rules, VotingRules, YEAR_MS,
};

use crate::{call::Call, execute::Effects, state::State};

pub const SOCIETY: AccountId = AccountId([0xee; 32]);
pub const TRUST: AccountId = AccountId([0xdd; 32]);
/// Founders: treasurers.
pub const ANA: AccountId = AccountId([1; 32]);
pub const BEN: AccountId = AccountId([2; 32]);
pub const CLEO: AccountId = AccountId([3; 32]);
/// Founder: steward.
pub const DAN: AccountId = AccountId([4; 32]);
/// Founders without a role.
pub const EVE: AccountId = AccountId([5; 32]);
pub const FAY: AccountId = AccountId([6; 32]);
/// Outside.
pub const GUS: AccountId = AccountId([7; 32]);
pub const HAL: AccountId = AccountId([8; 32]);

/// The moment of founding.
pub const FOUNDED_MS: u64 = 1_000_000;
/// The restricted pot of the world.
pub const FOOD: PotId = PotId(1);
pub const RESERVE: PotId = PotId(2);

/// A refusal, as rules return it.
pub fn refused<T>(error: Error) -> Result<T, Box<Error>> {
    Err(error.into())
}

pub fn rules() -> Rules {
    Rules {
        voting: VotingRules {
            voting_period_ms: 10_000,
            min_open_ms: 1_000,
            late_extension_ms: 2_000,
            notice_ms: 5_000,
            execution_window_ms: 60_000,
            quorum_bps: 5_000,
            special_approval_bps: 6_667,
            min_ayes: 2,
            free_open_proposals: 2,
            proposal_deposit: 50,
            consent_max: 0,
            consent_objectors: 2,
        },
        membership: MembershipRules {
            admission: AdmissionPolicy::Sponsored(2),
            application_window_ms: 30_000,
            probation_ms: 3_000,
            admissions_per_period: 2,
            admission_period_ms: 100_000,
            open_sponsorships: 1,
            exit_notice_ms: 1_000,
            share_price: 0,
            shares_max: 0,
        },
        dues: DuesRules { amount: 0, period_ms: 1_000, grace_ms: 1_000, lapse_notice_ms: 1_000, since_ms: 0 },
        roles: RoleRules { term_ms: 1_000_000, consecutive_terms: 2 },
        payments: PaymentRules {
            approvals: 2,
            window_ms: 20_000,
            hold_ms: 10_000,
            reserve_floor: 100,
            petty_max: 0,
            expense_max: 0,
            review_ms: 1_000,
            dispute_ms: 10_000,
        },
        relief: ReliefRules {
            waiting_ms: 1_000,
            request_max: 0,
            member_year_max: 0,
            pot_month_max: 0,
            attesters: 2,
            attestations_per_year: 1,
            approvals: 1,
            hold_ms: 1_000,
            publish_names: false,
        },
        dormancy_ms: YEAR_MS,
    }
}

pub fn pot(kind: PotKind) -> PotSpec {
    let restriction = (kind == PotKind::Restricted).then(|| Restriction {
        kinds: vec![Kind::Spend],
        payees: Vec::new(),
        ends_ms: None,
        fallback: TRUST,
    });
    PotSpec { kind, name: "pot".to_string(), restriction }
}

pub fn founding() -> Founding {
    let founder = |account, roles: &[Role]| Founder { account, roles: roles.to_vec() };
    Founding {
        name: "Test".to_string(),
        purpose: "Testing".to_string(),
        charter: Document { uri: "charter.md".to_string(), hash: [0; 32] },
        rules: rules(),
        bounds: Bounds::HARD,
        pots: vec![pot(PotKind::General), pot(PotKind::Restricted), pot(PotKind::Reserve)],
        founders: vec![
            founder(ANA, &[Role::Treasurer]),
            founder(BEN, &[Role::Treasurer]),
            founder(CLEO, &[Role::Treasurer]),
            founder(DAN, &[Role::Steward]),
            founder(EVE, &[]),
            founder(FAY, &[]),
        ],
        asset_lock: AssetLock { locked: true, beneficiary: TRUST },
    }
}

/// A society with a clock.
pub struct World {
    pub state: State,
    pub now_ms: u64,
}

impl World {
    /// Founded with 1,000 planck, and 10 s old.
    pub fn new() -> Self {
        Self::founded(founding())
    }

    pub fn founded(founding: Founding) -> Self {
        memory::restore(memory::Cells::new());
        let call = Call { caller: HAL, now_ms: FOUNDED_MS, value: 1_000, this: SOCIETY };
        let (state, _) = State::found(&call, founding).unwrap();
        Self { state, now_ms: FOUNDED_MS + 10_000 }
    }

    pub fn with_rules(change: impl FnOnce(&mut Rules)) -> Self {
        let mut founding = founding();
        change(&mut founding.rules);
        Self::founded(founding)
    }

    pub fn by(&self, caller: AccountId) -> Call {
        self.paying(caller, 0)
    }

    pub fn paying(&self, caller: AccountId, value: Planck) -> Call {
        Call { caller, now_ms: self.now_ms, value, this: SOCIETY }
    }

    pub fn wait(&mut self, ms: u64) {
        self.now_ms += ms;
    }

    pub fn propose(&mut self, caller: AccountId, action: Action) -> Result<ProposalId, Box<Error>> {
        let call = self.by(caller);
        self.state.propose(&call, "title".to_string(), None, action, Mode::Ballot).map(|(id, _, _)| id)
    }

    /// Proposes by consent.
    pub fn ask(&mut self, caller: AccountId, action: Action) -> Result<ProposalId, Box<Error>> {
        let call = self.by(caller);
        self.state.propose(&call, "title".to_string(), None, action, Mode::Consent).map(|(id, _, _)| id)
    }

    /// The third open proposal of EVE, with a deposit of 50.
    pub fn deposited(&mut self) -> ProposalId {
        for _ in 0..2 {
            self.propose(EVE, Action::Resolution).unwrap();
        }
        let call = self.paying(EVE, 50);
        self.state.propose(&call, "third".to_string(), None, Action::Resolution, Mode::Ballot).unwrap().0
    }

    /// What the ledger says is what the records say.
    pub fn assert_books_balance(&self) {
        let ledger = &self.state.counters.ledger;
        let pots = (0..self.state.counters.pots).map(|id| self.state.pot(PotId(id)).unwrap().balance);
        assert_eq!(ledger.pots, pots.sum::<Planck>(), "pots");
        let accounts = (0..=255).map(|n| AccountId([n; 32]));
        assert_eq!(ledger.credits, accounts.map(|account| self.state.credit(account)).sum::<Planck>(), "credits");
        let open = (0..self.state.counters.proposals).map(ProposalId);
        let open = open.filter(|id| !self.state.proposal(*id).unwrap().settled);
        assert_eq!(ledger.deposits, open.map(|id| self.state.body(id).unwrap().deposit).sum::<Planck>(), "deposits");
    }

    pub fn vote(&mut self, caller: AccountId, id: ProposalId, choice: Choice) -> Result<u64, Box<Error>> {
        let call = self.by(caller);
        self.state.vote(&call, id, choice, None).map(|event| event.ends_ms)
    }

    pub fn execute(&mut self, id: ProposalId) -> Result<Effects, Box<Error>> {
        let call = self.by(HAL);
        self.state.execute(&call, id).map(|(_, effects)| effects)
    }

    /// Proposes by EVE, passes with the ayes of ANA, BEN, DAN and FAY, and waits out the notice.
    pub fn pass(&mut self, action: Action) -> ProposalId {
        let id = self.propose(EVE, action).unwrap();
        self.wait(1);
        for voter in [ANA, BEN, DAN, FAY] {
            self.vote(voter, id, Choice::Aye).unwrap();
        }
        self.now_ms = self.state.proposal(id).unwrap().executable_from_ms();
        id
    }

    /// A passed and executed spend.
    pub fn payment(&mut self, payee: AccountId, amount: Planck) -> PaymentId {
        let id = self.pass(Action::Spend { payee, amount, pot: PotId::GENERAL });
        let payment = PaymentId(self.state.counters.payments);
        self.execute(id).unwrap();
        payment
    }
}
