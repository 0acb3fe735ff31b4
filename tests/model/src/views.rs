//! What the contract's reads are expected to say.

use mutual_types::{
    AccountId, Counters, DisputeId, DisputeStatus, GrantId, GrantStatus, Ledger, MemberIndex, PanelVote, PaymentId,
    PaymentStatus, Planck, PotId, ProposalId, ProposalStatus, ReliefId, ReliefStatus, Ruling, Seat, StageStatus,
    Standing, TimestampMs,
};

use crate::num::{big, count, planck, sum};
use crate::outcome::Expected;
use crate::state::Model;
use crate::tally::Count;

macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $type:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[allow(missing_docs)] // named after the fields of the records
        pub struct $name { $(pub $field: $type),* }
    )*};
}

facts! {
    /// What is seen of a member.
    MemberFacts {
        account: AccountId, standing: Standing, joined_ms: TimestampMs, counted: bool, departed_ms: TimestampMs,
        exit_due_ms: TimestampMs, shares: u32, share_capital: Planck, past_due: Planck, share_claimed: bool,
        charter_version: u32, open_proposals: Vec<ProposalId>, proxy_holder: Option<MemberIndex>,
        proxies_held: Vec<MemberIndex>,
    }

    /// What is seen of a proposal.
    ProposalFacts {
        proposer: MemberIndex, status: ProposalStatus, tally: Count, by_proxies: Count, electorate: u32,
        potential: u32, ends_ms: TimestampMs, decided: bool, extended: bool, special: bool, settled: bool,
        deposit: Planck, executable_from_ms: TimestampMs, expires_ms: TimestampMs,
    }

    /// What is seen of a pot.
    PotFacts { balance: Planck, reserved: Planck, open_items: u32, closed: bool, spent: Option<Planck> }

    /// What is seen of a payment. When its window closes is only said while it waits.
    PaymentFacts {
        payee: AccountId, amount: Planck, pot: PotId, status: PaymentStatus, ends_ms: Option<TimestampMs>,
        approvals: Vec<MemberIndex>, members_approved: bool, reserved: bool, renewed: bool,
    }

    /// What is seen of a grant.
    GrantFacts {
        proposal: ProposalId, status: GrantStatus, current: u8, stage: Option<StageStatus>, reserved: Planck, paid: Planck, repaid: Planck,
        forgiven: Planck,
    }

    /// What is seen of a request for relief.
    RequestFacts { status: ReliefStatus, attesters: Vec<MemberIndex>, needed: u8, payment: Option<PaymentId> }

    /// What is seen of a dispute. Parties are only said once it is open.
    DisputeFacts {
        status: DisputeStatus, panel: Vec<MemberIndex>, votes: Vec<PanelVote>, ruling: Option<Ruling>, settled: bool,
        ends_ms: TimestampMs, ballot: Option<ProposalId>, parties: Option<Vec<MemberIndex>>,
    }
}

impl Model {
    /// Lets time pass, for the views.
    pub fn look_at(&mut self, now: TimestampMs) {
        self.now = now;
        // A sum that does not fit shows at the next message.
        let _ = self.resume_what_is_over();
    }

    /// The counters and the ledger.
    ///
    /// # Errors
    /// A sum that does not fit, which is a fault of the model.
    pub fn counters(&self) -> Result<Counters, Expected> {
        Ok(Counters {
            seq: self.seq,
            members: count(big(self.members.len()))?,
            present: self.present_count(),
            active: self.counted(),
            proposals: count(big(self.proposals.len()))?,
            payments: count(big(self.payments.len()))?,
            pots: self.pot_count()?,
            grants: count(big(self.grants.len()))?,
            relief_requests: count(big(self.requests.len()))?,
            disputes: count(big(self.disputes.len()))?,
            expenses: self.expenses,
            last_activity_ms: self.last_activity,
            dissolving_since_ms: self.dissolution.as_ref().map_or(0, |ending| ending.opened),
            ledger: Ledger {
                pots: planck(sum(self.pots.values().map(|book| book.balance)))?,
                shares: planck(sum(self.members.values().map(|person| person.capital)))?,
                credits: planck(sum(self.credits.values().copied()))?,
                deposits: self.deposits_held()?,
            },
        })
    }

    /// All seats.
    pub fn seats(&self) -> &[Seat] {
        &self.seats
    }

    /// An account's credit.
    pub fn credit_of(&self, account: AccountId) -> Planck {
        self.credits.get(&account).copied().unwrap_or(0)
    }

    /// All accounts that have a credit.
    pub fn creditors(&self) -> impl Iterator<Item = AccountId> + '_ {
        self.credits.keys().copied()
    }

    /// A member.
    ///
    /// # Errors
    /// There is none.
    pub fn member_facts(&self, member: MemberIndex) -> Result<MemberFacts, Expected> {
        let person = self.person(member)?;
        Ok(MemberFacts {
            account: person.account,
            standing: self.standing_now(member),
            joined_ms: person.joined,
            counted: person.counted,
            departed_ms: person.departed,
            exit_due_ms: person.exit_due,
            shares: person.shares,
            share_capital: person.capital,
            past_due: self.past_due(member)?,
            share_claimed: person.share_claimed,
            charter_version: person.charter_version,
            open_proposals: self.open_proposals(member),
            proxy_holder: person.proxy_holder,
            proxies_held: person.proxies_held.clone(),
        })
    }

    /// A proposal.
    ///
    /// # Errors
    /// There is none.
    pub fn proposal_facts(&self, proposal: ProposalId) -> Result<ProposalFacts, Expected> {
        let motion = self.motion(proposal)?;
        Ok(ProposalFacts {
            proposer: motion.proposer,
            status: motion.status(self.now)?,
            tally: motion.counted(true)?,
            by_proxies: motion.by_proxies()?,
            electorate: motion.electorate,
            potential: motion.potential,
            ends_ms: motion.ends,
            decided: motion.decided,
            extended: motion.extended,
            special: motion.special,
            settled: motion.settled,
            deposit: motion.deposit,
            executable_from_ms: motion.executable_from()?,
            expires_ms: motion.expires()?,
        })
    }

    /// A pot.
    ///
    /// # Errors
    /// There is none.
    pub fn pot_facts(&self, pot: PotId) -> Result<PotFacts, Expected> {
        let book = self.pots.get(&pot.0).ok_or(mutual_types::Error::NoPot(pot))?;
        Ok(PotFacts {
            balance: book.balance,
            reserved: self.reserved(pot)?,
            open_items: self.open_items(pot)?,
            closed: book.closed,
            spent: book.allowance.as_ref().map(|allowance| allowance.spent),
        })
    }

    /// A payment.
    ///
    /// # Errors
    /// There is none.
    pub fn payment_facts(&self, payment: PaymentId) -> Result<PaymentFacts, Expected> {
        let promise = self.promise(payment)?;
        let status = promise.status(self.now)?;
        Ok(PaymentFacts {
            payee: promise.payee,
            amount: promise.amount,
            pot: promise.pot,
            status,
            ends_ms: promise.ends()?.filter(|_| status == PaymentStatus::Waiting),
            approvals: promise.approvals.clone(),
            members_approved: promise.members_approved,
            reserved: promise.reserved,
            renewed: promise.renewed,
        })
    }

    /// A grant.
    ///
    /// # Errors
    /// There is none.
    pub fn grant_facts(&self, grant: GrantId) -> Result<GrantFacts, Expected> {
        let book = self.grant_book(grant)?;
        Ok(GrantFacts {
            proposal: book.proposal,
            status: self.grant_status(grant)?,
            current: book.current,
            stage: self.stage_now(grant).ok(),
            reserved: self.reserved_of_grant(grant.0)?,
            paid: self.paid_of_grant(grant.0)?,
            repaid: book.repaid,
            forgiven: book.forgiven,
        })
    }

    /// A request for relief.
    ///
    /// # Errors
    /// There is none.
    pub fn request_facts(&self, request: ReliefId) -> Result<RequestFacts, Expected> {
        let asked = self.request(request)?;
        Ok(RequestFacts {
            status: self.relief_status(asked),
            attesters: asked.attesters.clone(),
            needed: asked.needed,
            payment: asked.payment,
        })
    }

    /// A dispute.
    ///
    /// # Errors
    /// There is none.
    pub fn dispute_facts(&self, dispute: DisputeId) -> Result<DisputeFacts, Expected> {
        let case = self.case(dispute)?;
        Ok(DisputeFacts {
            status: self.dispute_status(case),
            panel: case.panel.clone(),
            votes: case.votes.clone(),
            ruling: case.ruling,
            settled: case.settled,
            ends_ms: case.ends,
            ballot: case.ballot,
            parties: case.opened.map(|_| case.parties.clone()),
        })
    }
}
