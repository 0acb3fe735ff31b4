//! Plays of the machine in whose middle the members decide on new code: the model knows nothing of a migration, so that
//! the society has to be after it what it was before.
#![allow(clippy::disallowed_macros)] // what was played is shown with `--nocapture`

use mutual_model::play::{Step, Tally};
use mutual_model::Message;
use mutual_types::{
    Choice, Error, GrantId, GrantStatus, MemberIndex, Mode, PaymentId, PaymentStatus, ProposalId, ProposalStatus,
    ReliefId, ReliefStatus,
};

use super::{next, probe::Probe, upgrade};
use crate::machine::cells::Cells;
use crate::machine::chain::End;
use crate::machine::player::{Care, Player};
use crate::machine::sign::{FOUNDER, PEOPLE};
use crate::machine::wire;

/// What was under way when the code changed.
#[derive(Clone, Copy, Debug, Default)]
struct UnderWay {
    ballots: usize,
    payments_waiting: usize,
    payments_stopped: usize,
    grants: usize,
    requests: usize,
    disputes: usize,
    credits: usize,
    shares: usize,
    proxies: usize,
    with_dues: usize,
}

impl UnderWay {
    fn of(player: &Player) -> Self {
        let (cells, now_ms) = (Cells(&player.chain), player.chain.devnet.now_ms());
        let counters = cells.counters();
        let status = |id| cells.current_payment(PaymentId(id), now_ms).status(now_ms);
        let payments: Vec<_> = (0..counters.payments).map(status).collect();
        let members: Vec<_> = (0..counters.members).map(MemberIndex).collect();
        let open = (0..counters.proposals).map(ProposalId).filter(|id| {
            let status = cells.proposal(*id).status(now_ms);
            matches!(status, ProposalStatus::Voting | ProposalStatus::Consenting)
        });
        let cast = |id| members.iter().filter(|member| cells.ballots(id).0.get(**member).is_some()).count();
        let request = |id| cells.request(ReliefId(id)).status(now_ms);
        let waits = |status| matches!(status, ReliefStatus::Asked | ReliefStatus::Attested);
        let grants = (0..counters.grants).map(|id| cells.grant(GrantId(id)).status());
        let disputes = (0..counters.disputes).map(|id| cells.dispute(mutual_types::DisputeId(id)));
        let record = |member: &MemberIndex| cells.member(cells.account(*member));
        Self {
            ballots: open.map(cast).sum(),
            payments_waiting: payments.iter().filter(|status| **status == PaymentStatus::Waiting).count(),
            payments_stopped: payments.iter().filter(|status| **status == PaymentStatus::Stopped).count(),
            grants: grants.filter(|status| *status == GrantStatus::Running).count(),
            requests: (0..counters.relief_requests).filter(|id| waits(request(*id))).count(),
            disputes: disputes.filter(|dispute| !dispute.settled).count(),
            credits: PEOPLE.iter().filter(|key| cells.credit(key.account) > 0).count(),
            shares: members.iter().filter(|member| record(member).shares > 0).count(),
            proxies: members.iter().filter(|member| cells.proxies(**member).holder.is_some()).count(),
            with_dues: usize::from(cells.rules().dues.amount > 0),
        }
    }

    fn add(&mut self, other: Self) {
        self.ballots += other.ballots;
        self.payments_waiting += other.payments_waiting;
        self.payments_stopped += other.payments_stopped;
        self.grants += other.grants;
        self.requests += other.requests;
        self.disputes += other.disputes;
        self.credits += other.credits;
        self.shares += other.shares;
        self.proxies += other.proxies;
        self.with_dues += other.with_dues;
    }
}

/// A play with an upgrade in it.
struct Upgraded {
    player: Player,
    tally: Tally,
}

impl Upgraded {
    fn take(&mut self, step: &Step) -> Result<(), String> {
        self.player.take(step, &mut self.tally)
    }

    /// The next moment at which the chain can make a block.
    fn soon(&self) -> u64 {
        self.player.chain.devnet.now_ms() + 5
    }

    /// Sends a message from the first who can send it; false if nobody can.
    fn try_all(&mut self, value: u128, message: &Message) -> Result<bool, String> {
        let at_ms = self.soon();
        for caller in self.player.play.opening.accounts.clone() {
            let mut model = self.player.play.model.clone();
            if model.apply(caller, at_ms, value, message.clone()).is_ok() {
                self.take(&Step { at_ms, gift: 0, caller, value, message: message.clone() })?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Somebody proposes the upgrade, and all who can vote for it.
    fn propose(&mut self) -> Result<ProposalId, String> {
        let action = upgrade(next().hash().0);
        let propose = Message::Propose { title: "Go on".to_owned(), document: None, action, mode: Mode::Ballot };
        let deposit = self.player.play.model.rules().voting.proposal_deposit;
        if !self.try_all(0, &propose)? && !self.try_all(deposit, &propose)? {
            return Err("nobody can propose".to_owned());
        }
        let proposal = ProposalId(Cells(&self.player.chain).counters().proposals - 1);
        let vote = Message::Vote { proposal, choice: Choice::Aye, reason: None };
        while self.try_all(0, &vote)? {}
        Ok(proposal)
    }

    /// The society goes on, until the members have decided on the upgrade and somebody carries it out.
    fn decide(&mut self) -> Result<(), String> {
        let mut proposal = self.propose()?;
        for _ in 0..1_000 {
            let status = Cells(&self.player.chain).proposal(proposal).status(self.player.chain.devnet.now_ms());
            match status {
                ProposalStatus::Executed => return Ok(()),
                ProposalStatus::Executable if self.try_all(0, &Message::Execute { proposal })? => {}
                ProposalStatus::Voting | ProposalStatus::Notice | ProposalStatus::Executable => {
                    let step = self.player.play.next_step();
                    self.take(&step)?;
                }
                _ => proposal = self.propose()?,
            }
        }
        Err("the members never decide on it".to_owned())
    }

    /// What the play would do next is refused, and leaves no trace.
    fn refuses_all_else(&mut self, times: u32) -> Result<(), String> {
        let chain = &self.player.chain;
        // Aside: a play looks ahead to the moment of the step that it chooses, and none of these is taken.
        let mut aside = self.player.play.clone();
        for _ in 0..times {
            let Step { caller, value, message, .. } = aside.next_step();
            if matches!(message, Message::Migrate { .. }) {
                continue;
            }
            let (root, input) = (chain.root(), wire::encode(chain.bundle, &message));
            let seen = chain.step(self.soon(), 0, caller, value, &input);
            let is_refused = match seen.end {
                End::Trapped => value > 0 && !message.is_payable(),
                End::Reverted => chain.refusal(caller, value, &input) == Ok(Error::Migrating),
                _ => false,
            };
            if !is_refused || chain.root() != root || !seen.events.is_empty() {
                return Err(format!("while it migrates: {message:?} from {caller:?}: {seen:?}"));
            }
        }
        Ok(())
    }

    /// Outsiders bring everything over, a page at a time.
    fn migrate(&mut self) -> Result<(), String> {
        let counters = Cells(&self.player.chain).counters();
        let mut limits = [1, 0, 2, 1].into_iter().chain(std::iter::repeat(u32::MAX));
        let mut pages = 0;
        loop {
            let root = Cells(&self.player.chain).root();
            if root != (1, counters.clone()) {
                return Err(format!("halfway the root cell is {root:?}, not {counters:?}"));
            }
            self.refuses_all_else(10)?;
            let message = Message::Migrate { limit: limits.next().unwrap() };
            let input = wire::encode(self.player.chain.bundle, &message);
            let (_, answer) = self.player.chain.dry_run(FOUNDER.account, 0, &input)?;
            let seen = self.player.chain.step(self.soon(), 0, PEOPLE[40].account, 0, &input);
            if seen.end != End::Success || !seen.events.is_empty() {
                return Err(format!("page {pages}: {seen:?}"));
            }
            pages += 1;
            match answer[..] {
                [0, 0, 0] => {}
                [0, 0, 1] => break,
                _ => return Err(format!("page {pages} answers {answer:02x?}")),
            }
        }
        let members = counters.members;
        assert!(
            pages >= members.min(3),
            "{members} members in {pages} pages of 1 and 0 and 2 and 1, and then all others"
        );
        let root = Cells(&self.player.chain).root();
        if root != (2, counters.clone()) {
            return Err(format!("after the last page the root cell is {root:?}, not {counters:?}"));
        }
        self.player.chain.bundle = next();
        // The model brings over what the contract has brought over, in pages of its own.
        while self.player.play.model.version() < 2 {
            let (at_ms, caller) = (self.soon(), PEOPLE[40].account);
            let step = Step { at_ms, gift: 0, caller, value: 0, message: Message::Migrate { limit: u32::MAX } };
            let migrated = self.player.play.take(&step);
            migrated.map_err(|refusal| format!("the model does not migrate: {refusal:?}"))?;
        }
        self.player.resume();
        // From here on model and contract agree again, in this too: there is nothing to migrate.
        let (at_ms, caller) = (self.soon(), PEOPLE[40].account);
        self.take(&Step { at_ms, gift: 0, caller, value: 0, message: Message::Migrate { limit: 1 } })
    }
}

/// Plays on the old code, decides, migrates, plays as long again on the new code, and on to the end.
fn play(seed: u64, steps: u32) -> Result<(UnderWay, (u32, u32)), String> {
    let care = Care { all_each: 25, depth: 5 };
    let mut tally = Tally::default();
    let player = Player::begin(seed, care, &mut tally)?;
    let mut upgraded = Upgraded { player, tally };
    for _ in 0..steps {
        let step = upgraded.player.play.next_step();
        upgraded.take(&step)?;
    }
    let old = upgraded.player.chain.code_hash();
    upgraded.player.chain.upload(upgraded.soon(), next().code());
    upgraded.player.play.model.chain.codes.insert(next().hash().0, 2);
    upgraded.player.resume();
    upgraded.decide()?;
    assert_eq!((old, upgraded.player.chain.code_hash()), (upgraded.player.chain.bundle.hash().0, next().hash().0));

    let under_way = UnderWay::of(&upgraded.player);
    let probe = Probe {
        devnet: &upgraded.player.chain.devnet,
        society: upgraded.player.chain.society,
        accounts: PEOPLE.iter().map(|key| key.account).collect(),
    };
    probe.ensure_migrating();
    upgraded.migrate()?;

    upgraded.tally = Tally::default();
    for number in 0..steps {
        let step = upgraded.player.play.step(number, steps);
        upgraded.take(&step)?;
    }
    let on_new_code = upgraded.tally.totals();
    for _ in 0..5_000 {
        let Some(step) = upgraded.player.play.next_drain_step() else { break };
        upgraded.take(&step)?;
    }
    upgraded.player.check_end()?;
    Ok((under_way, on_new_code))
}

#[test]
fn plays_go_on_after_an_upgrade_as_if_nothing_had_been() {
    let seeds = [9, 10, 11, 12, 13, 14];
    let played: Vec<_> = std::thread::scope(|scope| {
        let workers: Vec<_> = seeds.iter().map(|seed| scope.spawn(|| play(*seed, 300))).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).collect()
    });
    let mut all = UnderWay::default();
    for (seed, played) in seeds.iter().zip(played) {
        let (under_way, (accepted, refused)) = played.unwrap_or_else(|what| panic!("seed {seed}: {what}"));
        println!("seed {seed}: {under_way:?}; then {accepted} accepted, {refused} refused");
        // Small societies refuse more; a quarter is what even those take of a play.
        assert!(
            accepted * 4 > accepted + refused,
            "seed {seed}: the society hardly lives on: {accepted} accepted, {refused} refused"
        );
        all.add(under_way);
    }
    let UnderWay { ballots, payments_waiting, payments_stopped, grants, requests, .. } = all;
    let UnderWay { disputes, credits, shares, proxies, with_dues, .. } = all;
    let each = [ballots, payments_waiting, payments_stopped, grants, requests];
    let each = [&each[..], &[disputes, credits, shares, proxies, with_dues]].concat();
    // That of each kind something lives on is told in `living`; here the plays must not be empty of them.
    let never = each.iter().filter(|count| **count == 0).count();
    assert!(never <= 2, "{never} kinds of things were never under way: {all:?}");
}
