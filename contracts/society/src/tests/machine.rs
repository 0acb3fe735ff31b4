//! The rules against the model that was written without them: plays of random messages, natively, each answer and all that
//! can be seen compared after each step. The same plays go to the wasm on a chain in `tests/model`.

use std::collections::{BTreeMap, BTreeSet};

use mutual_model::play::{Opening, Play, Step};
use mutual_model::{Callee, Chain, Expected, Message as M, Model};

use super::memory;
use crate::{call::Call, chain, payment::Release, state::State};
use ink::prelude::boxed::Box;
use mutual_types::*;

const MINIMUM: Planck = 1_000_000_000;
const THIS: AccountId = AccountId([0x50; 32]);
const CALLEE: AccountId = AccountId([0xC3; 32]);

/// The rules, with as much of a chain as they need.
struct Native {
    state: State,
    balance: Planck,
    absent: BTreeSet<AccountId>,
}

fn begin(seed: u64) -> (Play, Native) {
    let opening = Opening::of(seed);
    let callee = Callee { code_hash: [4; 32], input: vec![1, 2, 3, 4], takes_nothing: true, takes_money: true };
    let absent: BTreeSet<AccountId> = opening.ghosts.iter().copied().collect();
    let chain = Chain {
        minimum: MINIMUM,
        absent: absent.clone(),
        contracts: [(CALLEE, callee)].into(),
        codes: [[4; 32]].into(),
        ..Chain::default()
    };
    chain::CONTRACT.set((CALLEE, [4; 32]));
    memory::restore(memory::Cells::new());
    let call = Call { caller: AccountId([0xF0; 32]), now_ms: opening.now_ms, value: opening.value, this: THIS };
    let (state, _) = State::found(&call, opening.founding.clone()).unwrap();
    let model = Model::found(chain, THIS, opening.now_ms, opening.value, &opening.founding).unwrap();
    let balance = opening.value;
    (Play::new(seed, opening, model), Native { state, balance, absent })
}

impl Native {
    fn transfer(&mut self, to: AccountId, amount: Planck) -> Result<(), Refusal> {
        if self.absent.contains(&to) && amount < MINIMUM {
            return Err(Refusal::BelowExistentialDeposit { amount, minimum: MINIMUM });
        }
        self.absent.remove(&to);
        self.balance = self.balance.checked_sub(amount).expect("the society never pays what it has not");
        Ok(())
    }

    /// A step, taken whole or not at all.
    fn take(&mut self, step: &Step) -> Result<(), Box<Error>> {
        self.balance += step.gift;
        let call = Call { caller: step.caller, now_ms: step.at_ms, value: step.value, this: THIS };
        let (cells, counters, balance, absent) =
            (memory::snapshot(), self.state.counters.clone(), self.balance, self.absent.clone());
        self.balance += step.value;
        let result = self.apply(&call, step.message.clone());
        if result.is_err() {
            memory::restore(cells);
            self.state.counters = counters;
            (self.balance, self.absent) = (balance, absent);
        }
        result
    }

    fn apply(&mut self, call: &Call, message: M) -> Result<(), Box<Error>> {
        let balance = self.balance;
        let state = &mut self.state;
        match message {
            M::Apply { charter_version } => state.apply(call, charter_version).map(drop),
            M::Sponsor { applicant } => state.sponsor(call, applicant).map(drop),
            M::Acknowledge { charter_version } => state.acknowledge(call, charter_version).map(drop),
            M::AdmitBatch { accounts } => state.admit_batch(call, accounts).map(drop),
            M::PayDues { member, periods } => state.pay_dues(call, member, periods).map(drop),
            M::RecordLapse { member } => state.record_lapse(call, member).map(drop),
            M::RecordReturn { member } => state.record_return(call, member).map(drop),
            M::BuyShares { count } => state.buy_shares(call, count).map(drop),
            M::Leave {} => state.leave(call).map(drop),
            M::SettleExit { member } => state.settle_exit(call, member).map(drop),
            M::RotateAccount { to } => state.rotate_account(call, to).map(drop),
            M::AcceptAccount { member } => state.accept_account(call, member).map(drop),
            M::Resign { role } => state.resign(call, role).map(drop),
            M::OfferProxy { holder } => state.offer_proxy(call, holder).map(drop),
            M::AcceptProxy { member } => state.accept_proxy(call, member).map(drop),
            M::EndProxy { member } => state.end_proxy(call, member).map(drop),
            M::Propose { title, document, action, mode } => {
                state.propose(call, title, document, action, mode).map(drop)
            }
            M::Vote { proposal, choice, reason } => state.vote(call, proposal, choice, reason).map(drop),
            M::VoteWithProxies { proposal, choice, reason } => {
                state.vote_with_proxies(call, proposal, choice, reason).map(drop)
            }
            M::Object { proposal, reason } => state.object(call, proposal, reason).map(drop),
            M::WithdrawProposal { proposal } => state.withdraw_proposal(call, proposal).map(drop),
            M::StateCase { proposal, document } => state.state_case(call, proposal, document).map(drop),
            M::Certify { proposal } => state.certify(call, proposal).map(drop),
            M::JudgeSpam { proposal } => state.judge_spam(call, proposal).map(drop),
            M::Settle { proposal } => state.settle(call, proposal).map(drop),
            M::ExtendWindow { proposal } => state.extend_window(call, proposal).map(drop),
            M::Execute { proposal } => state.execute(call, proposal).map(drop),
            M::StopRecovery { proposal } => state.stop_recovery(call, proposal).map(drop),
            M::Contribute { pot, memo } => state.contribute(call, pot, memo).map(drop),
            M::Sweep {} => state.sweep(balance).map(drop),
            M::WithdrawCredit {} => {
                let withdrawn = state.withdraw_credit(call)?;
                self.transfer(withdrawn.account, withdrawn.amount).map_err(|_| Error::TransferFailed.into())
            }
            M::ApprovePayment { payment } => state.approve_payment(call, payment).map(drop),
            M::ReleasePayment { payment } => self.release(call, payment),
            M::RenewPayment { payment } => state.renew_payment(call, payment).map(drop),
            M::HoldPayment { payment, reason } => state.hold_payment(call, payment, reason).map(drop),
            M::LiftHold { payment } => state.lift_hold(call, payment).map(drop),
            M::WaivePayment { payment } => state.waive_payment(call, payment).map(drop),
            M::PayPetty { pot, payee, amount, memo } => {
                state.pay_petty(call, pot, payee, amount, memo)?;
                self.transfer(payee, amount).map_err(|_| Error::TransferFailed.into())
            }
            M::ClaimExpense { pot, amount, receipt, title } => {
                state.claim_expense(call, pot, amount, receipt, title).map(drop)
            }
            M::MakeCall { payment } => {
                let amount = state.payment(payment).map(|record| record.amount);
                state.make_call(call, payment)?;
                self.balance -= amount?;
                Ok(())
            }
            M::ClaimStage { grant, stage, evidence, metric } => {
                state.claim_stage(call, grant, stage, evidence, metric).map(drop)
            }
            M::AcceptStage { grant, stage } => state.accept_stage(call, grant, stage).map(drop),
            M::ReturnStage { grant, stage, reason } => state.return_stage(call, grant, stage, reason).map(drop),
            M::LapseStage { grant, stage } => state.lapse_stage(call, grant, stage).map(drop),
            M::PayStipend { grant } => state.pay_stipend(call, grant).map(drop),
            M::RepayGrant { grant } => state.repay_grant(call, grant).map(drop),
            M::AskRelief { pot, amount, evidence } => state.ask_relief(call, pot, amount, evidence).map(drop),
            M::AttestRelief { request } => state.attest_relief(call, request).map(drop),
            M::PromiseRelief { request } => state.promise_relief(call, request).map(drop),
            M::WithdrawRelief { request } => state.withdraw_relief(call, request).map(drop),
            M::OpenDispute { subject, wanted } => state.open_dispute(call, subject, wanted).map(drop),
            M::JoinDispute { dispute } => state.join_dispute(call, dispute).map(drop),
            M::RuleDispute { dispute, ruling } => state.rule_dispute(call, dispute, ruling).map(drop),
            M::ReferDispute { dispute } => state.refer_dispute(call, dispute).map(drop),
            M::SettleDispute { dispute } => state.settle_dispute(call, dispute).map(drop),
            M::OpenDissolution {} => state.open_dissolution(call).map(drop),
            M::CountSharers { limit } => state.count_sharers(limit).map(drop),
            M::CancelPayment { payment } => state.cancel_payment(call, payment).map(drop),
            M::CancelGrant { grant } => state.cancel_grant(call, grant).map(drop),
            M::LiquidatePot { pot } => state.liquidate_pot(call, pot).map(drop),
            M::Divide {} => state.divide(call).map(drop),
            M::ClaimShare { member } => state.claim_share(call, member).map(drop),
            M::ForfeitCredit { account } => state.forfeit_credit(call, account).map(drop),
            M::Migrate { limit } => state.migrate(limit).map(drop),
        }
    }

    fn release(&mut self, call: &Call, id: PaymentId) -> Result<(), Box<Error>> {
        let record = self.state.ensure_releasable(call, id)?;
        let is_paid = self.state.counters.dissolving_since_ms == 0;
        let transfer = if is_paid { self.transfer(record.payee, record.amount) } else { Ok(()) };
        self.state.record_release(call, id, record, transfer).map(|_: Release| ())
    }

    /// All that differs from the model, in words.
    fn differences(&self, play: &Play, now_ms: u64) -> Vec<String> {
        let model = &play.model;
        let mut found = Vec::new();
        let mut same = |what: String, ours: String, theirs: String| {
            if ours != theirs {
                found.push(format!("{what}:\n   rules {ours}\n   model {theirs}"));
            }
        };
        let show = |value: &dyn core::fmt::Debug| format!("{value:?}");
        let expected = model.counters().unwrap();
        let ours = Counters { seq: 0, ..self.state.counters.clone() };
        same("counters".into(), show(&ours), show(&Counters { seq: 0, ..expected }));
        same("balance".into(), show(&self.balance), show(&model.chain.balance));
        for index in (0..self.state.counters.members).map(MemberIndex) {
            let (account, member) = self.state.member_by_index(index).unwrap();
            let facts = model.member_facts(index).unwrap();
            let standing = member.standing(&self.state.rules().unwrap(), now_ms);
            let proxies = self.state.proxies(index);
            let open: BTreeSet<u32> = member.open_proposals.iter().map(|id| id.0).collect();
            let theirs_open: BTreeSet<u32> = facts.open_proposals.iter().map(|id| id.0).collect();
            same(
                format!("member {index}"),
                show(&(account, standing, member.joined_ms, member.counted, member.departed_ms, member.exit_due_ms,
                    member.shares, member.share_capital, member.share_claimed, member.charter_version)),
                show(&(facts.account, facts.standing, facts.joined_ms, facts.counted, facts.departed_ms,
                    facts.exit_due_ms, facts.shares, facts.share_capital, facts.share_claimed, facts.charter_version)),
            );
            same(format!("proxies and proposals of {index}"), show(&(proxies.holder, &proxies.holds, open)),
                show(&(facts.proxy_holder, &facts.proxies_held, theirs_open)));
            same(format!("credit of {index}"), show(&self.state.credit(account)), show(&model.credit_of(account)));
        }
        for id in (0..self.state.counters.proposals).map(ProposalId) {
            let proposal = self.state.proposal(id).unwrap();
            let facts = model.proposal_facts(id).unwrap();
            let (tally, proxied, needs) = (&proposal.tally, &proposal.proxied, &proposal.terms.threshold);
            same(
                format!("proposal {id} ({:?})", proposal.kind),
                show(&(proposal.proposer, proposal.status(now_ms), (tally.aye, tally.nay, tally.abstain),
                    (proxied.aye, proxied.nay, proxied.abstain), needs.electorate, needs.potential, proposal.ends_ms,
                    (proposal.decided, proposal.extended, needs.class == Class::Special, proposal.settled),
                    proposal.executable_from_ms(), proposal.expires_ms())),
                show(&(facts.proposer, facts.status, (facts.tally.ayes, facts.tally.nays, facts.tally.abstentions),
                    (facts.by_proxies.ayes, facts.by_proxies.nays, facts.by_proxies.abstentions), facts.electorate,
                    facts.potential, facts.ends_ms, (facts.decided, facts.extended, facts.special, facts.settled),
                    facts.executable_from_ms, facts.expires_ms)),
            );
        }
        for id in (0..self.state.counters.pots).map(PotId) {
            let pot = self.state.pot(id).unwrap();
            let facts = model.pot_facts(id).unwrap();
            same(
                format!("pot {id}"),
                show(&(pot.balance, pot.reserved, pot.open_items, pot.closed)),
                show(&(facts.balance, facts.reserved, facts.open_items, facts.closed)),
            );
        }
        for id in (0..self.state.counters.payments).map(PaymentId) {
            // As the next message sees it: a proposal that stopped it and is over stops it no longer.
            let call = Call { caller: THIS, now_ms, value: 0, this: THIS };
            let payment = self.state.current_payment(&call, id).unwrap();
            let facts = model.payment_facts(id).unwrap();
            let status = payment.status(now_ms);
            let ends_ms = (status == PaymentStatus::Waiting).then(|| payment.ends_at(now_ms));
            same(
                format!("payment {id} ({:?})", payment.origin),
                show(&(payment.amount, payment.pot, status, ends_ms, &payment.approvals, payment.members_approved,
                    payment.reserved, payment.renewed)),
                show(&(facts.amount, facts.pot, facts.status, facts.ends_ms, &facts.approvals, facts.members_approved,
                    facts.reserved, facts.renewed)),
            );
        }
        for id in (0..self.state.counters.grants).map(GrantId) {
            let grant = self.state.grant(id).unwrap();
            let facts = model.grant_facts(id).unwrap();
            let stage = grant.stage_status(now_ms).filter(|_| grant.status() == GrantStatus::Running);
            same(
                format!("grant {id}"),
                show(&(grant.status(), grant.current, stage, grant.reserved, grant.paid, grant.repaid, grant.forgiven)),
                show(&(facts.status, facts.current, facts.stage, facts.reserved, facts.paid, facts.repaid,
                    facts.forgiven)),
            );
        }
        for id in (0..self.state.counters.relief_requests).map(ReliefId) {
            let request = self.state.relief(id).unwrap();
            let facts = model.request_facts(id).unwrap();
            same(
                format!("request {id}"),
                show(&(request.status(now_ms), &request.attesters, request.attesters_needed, request.payment)),
                show(&(facts.status, &facts.attesters, facts.needed, facts.payment)),
            );
        }
        for id in (0..self.state.counters.disputes).map(DisputeId) {
            let dispute = self.state.dispute(id).unwrap();
            let facts = model.dispute_facts(id).unwrap();
            same(
                format!("dispute {id}"),
                show(&(dispute.status(now_ms), &dispute.panel, dispute.votes.len(), dispute.ruling, dispute.settled,
                    dispute.ends_ms, dispute.ballot)),
                show(&(facts.status, &facts.panel, facts.votes as usize, facts.ruling, facts.settled, facts.ends_ms,
                    facts.ballot)),
            );
        }
        found
    }
}

/// What was seen of a message.
#[derive(Default)]
struct Seen {
    accepted: u32,
    refused: u32,
}

fn play(seed: u64, steps: u32, seen: &mut BTreeMap<&'static str, Seen>, errors: &mut BTreeMap<String, u32>) {
    let (mut play, mut native) = begin(seed);
    let mut number = 0;
    loop {
        let step = if number < steps { Some(play.step(number, steps)) } else { play.next_drain_step() };
        let Some(step) = step else { break };
        number += 1;
        assert!(number < steps + 5_000, "seed {seed} does not come to an end");
        let entry = seen.entry(step.message.label()).or_default();
        if step.value > 0 && !step.message.is_payable() {
            // ink! itself refuses the money, before any rule.
            native.balance += step.gift;
            assert_eq!(play.take(&step), Err(Expected::NotPayable), "seed {seed}, step {number}");
            continue;
        }
        let ours = native.take(&step);
        let theirs = play.take(&step);
        let agree = match (&ours, &theirs) {
            (Ok(()), Ok(_)) => true,
            (Err(error), Err(expected)) => expected.matches(error),
            _ => false,
        };
        assert!(agree, "seed {seed}, step {number}, {step:?}:\n rules {ours:?}\n model {theirs:?}");
        match ours {
            Ok(()) => entry.accepted += 1,
            Err(error) => {
                entry.refused += 1;
                let name = format!("{error:?}");
                *errors.entry(name.split([' ', '(', '{']).next().unwrap().to_owned()).or_default() += 1;
            }
        }
        let differences = native.differences(&play, step.at_ms);
        assert!(differences.is_empty(), "seed {seed}, step {number}, {step:?}:\n{}", differences.join("\n"));
        let owed = native.state.counters.ledger.total().unwrap();
        assert!(owed <= native.balance, "seed {seed}, step {number}: {owed} owed, {} there", native.balance);
    }
    assert_eq!(native.balance, 0, "seed {seed}: nothing is left");
    assert_eq!(native.state.counters.ledger, Ledger::default(), "seed {seed}: nothing is owed");
}

#[ink::test]
fn the_rules_do_what_the_model_does() {
    let seeds: u64 = std::env::var("MUTUAL_PLAYS").ok().and_then(|count| count.parse().ok()).unwrap_or(4);
    let first: u64 = std::env::var("MUTUAL_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let (mut seen, mut errors) = (BTreeMap::new(), BTreeMap::new());
    for seed in first..first + seeds {
        play(seed, 1_000, &mut seen, &mut errors);
    }
    for (label, Seen { accepted, refused }) in &seen {
        println!("{label:20} {accepted:6} {refused:6}");
    }
    println!("{errors:#?}");
}
