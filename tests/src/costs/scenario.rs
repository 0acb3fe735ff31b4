//! The steps that are measured, the same in a small and a large society.

use mutual_client::keys::Signer;
use mutual_types::{
    Action, AdmissionPolicy, Choice, Document, MemberIndex, Mode, PaymentId, Planck, ProposalId, Role, CELL_MEMBERS,
    DAY_MS, MEMO_MAX,
};
use scale::Encode;

use super::{
    founding::{dev, founders, founding, newcomer, FOOD, FOUNDERS, GENERAL, OUTSIDER, PAYEE, UNIT},
    growth,
    net::{Cost, Net, START_MS},
    FEW,
};

/// What one step cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub step: String,
    pub cost: Cost,
}

/// Votes by a member whose ballot lies in a cell that is there.
pub const VOTE: &str = "vote";
/// Votes with the longest reason.
pub const VOTE_WITH_REASON: &str = "vote, reason of 256 bytes";
/// Votes by the first of some two thousand members.
pub const VOTE_NEW_CELL: &str = "vote, first in another cell";
/// Votes by the next of them.
pub const VOTE_SAME_CELL: &str = "vote, later in that cell";

/// Applicants whom sponsors and members let in.
const APPLICANTS: [u32; 2] = [1_000_001, 1_000_002];
/// A founder without a role, who makes proposals.
const PROPOSER: &str = FOUNDERS[6];
/// Another one.
const SECOND: &str = FOUNDERS[7];

struct Scenario {
    net: Net,
    rows: Vec<Row>,
}

/// Measures every message in a society of so many members.
pub async fn run(members: u32) -> Vec<Row> {
    let newcomers = (FEW..members.max(64)).chain(APPLICANTS);
    let accounts: Vec<_> = newcomers.map(|number| newcomer(number).account()).collect();
    let mut scenario = Scenario { net: Net::start(&accounts).await, rows: Vec::new() };
    scenario.found(members).await;
    scenario.joining().await;
    scenario.money().await;
    scenario.proposing().await;
    scenario.voting(members).await;
    scenario.executing().await;
    scenario.paying().await;
    scenario.rows
}

impl Scenario {
    async fn step(&mut self, step: &str, signer: &Signer, label: &str, args: impl Encode, value: Planck) {
        let cost = self.net.measure(signer, label, args, value).await;
        self.note(step, cost);
    }

    fn note(&mut self, step: &str, cost: Cost) {
        self.rows.push(Row { step: step.to_owned(), cost });
    }

    async fn found(&mut self, members: u32) {
        let ten = founding(&founders(), AdmissionPolicy::Open);
        let first = self.net.found(&dev("//Alice"), &ten, 100 * UNIT, 0).await;
        let society = self.net.society;
        if members == FEW {
            self.note("found, 10 founders, with the code", first);
            let mut accounts = founders();
            accounts.extend((FEW..64).map(|number| newcomer(number).account()));
            let again = self.net.found(&dev("//Alice"), &ten, 100 * UNIT, 1).await;
            self.note("found, 10 founders, code known", again);
            let large = founding(&accounts, AdmissionPolicy::Open);
            let large = self.net.found(&dev("//Alice"), &large, 100 * UNIT, 2).await;
            self.note("found, 64 founders, code known", large);
        }
        self.net.society = society;
        let trie = growth::trie_of(&self.net).await;
        growth::join(&self.net, FEW..members).await;
        self.step("apply, open admission", &dev(OUTSIDER), "apply", 1u32, 0).await;
        growth::set_admission(&self.net, &trie, AdmissionPolicy::Sponsored(2)).await;
        self.ensure_members(members + 1).await;
    }

    /// The society itself says how many it has, the last one and its rules included.
    async fn ensure_members(&self, members: u32) {
        let society = mutual_client::society::Society::at(&self.net.chain, self.net.society).await.unwrap();
        let view = society.society().await.unwrap();
        assert_eq!(view.counters.members, members);
        assert_eq!(view.rules.membership.admission, AdmissionPolicy::Sponsored(2));
        let last = society.member_account(MemberIndex(members - 1)).await.unwrap();
        assert_eq!(last, Some(dev(OUTSIDER).account()));
    }

    async fn joining(&mut self) {
        self.net.travel(START_MS + 60 * DAY_MS);
        let [one, other] = APPLICANTS.map(newcomer);
        self.step("apply, sponsored admission", &one, "apply", 1u32, 0).await;
        self.net.send(&other, "apply", 1u32, 0).await;
        self.step("sponsor, first of two", &dev(FOUNDERS[5]), "sponsor", one.account(), 0).await;
        self.step("sponsor, last of two", &dev(FOUNDERS[4]), "sponsor", one.account(), 0).await;
        self.step("acknowledge", &dev(FOUNDERS[5]), "acknowledge", 1u32, 0).await;
    }

    async fn money(&mut self) {
        let giver = dev(OUTSIDER);
        let memo = "m".repeat(usize::try_from(MEMO_MAX).unwrap());
        self.step("contribute", &giver, "contribute", (GENERAL, None::<String>), 10 * UNIT).await;
        self.step("contribute, memo of 256 bytes", &giver, "contribute", (FOOD, Some(memo)), 10 * UNIT).await;
        self.net.give(&giver, UNIT).await;
        self.step("sweep", &giver, "sweep", (), 0).await;
    }

    async fn proposing(&mut self) {
        let (first, second) = (dev(PROPOSER), dev(SECOND));
        let spend = |pot| Action::Spend { payee: dev(PAYEE).account(), amount: UNIT, pot };
        let role = Action::GrantRole { member: MemberIndex(5), role: Role::Treasurer, term_ms: 90 * DAY_MS };
        let admit = Action::Admit { account: newcomer(APPLICANTS[1]).account() };
        self.propose("propose resolution", &first, Action::Resolution, 0).await;
        self.propose("propose spend, restricted pot", &first, spend(FOOD), 0).await;
        self.propose("propose grant role, with deposit", &first, role, UNIT).await;
        self.propose("propose spend", &second, spend(GENERAL), 0).await;
        self.propose("propose admit", &second, admit, 0).await;
        self.step("certify", &dev(FOUNDERS[3]), "certify", ProposalId(1), 0).await;
    }

    /// With a title of 48 bytes and a document at an address of 64.
    async fn propose(&mut self, step: &str, signer: &Signer, action: Action, deposit: Planck) {
        let document = Document { uri: "u".repeat(64), hash: [7; 32] };
        self.step(step, signer, "propose", ("t".repeat(48), Some(document), action, Mode::Ballot), deposit).await;
    }

    async fn voting(&mut self, members: u32) {
        let reason = Some("r".repeat(usize::try_from(MEMO_MAX).unwrap()));
        let ballot = |reason: Option<String>| (ProposalId(0), Choice::Aye, reason);
        self.step("vote, first ballot", &dev(FOUNDERS[0]), "vote", ballot(None), 0).await;
        self.step(VOTE, &dev(FOUNDERS[1]), "vote", ballot(None), 0).await;
        self.step(VOTE_WITH_REASON, &dev(FOUNDERS[2]), "vote", ballot(reason), 0).await;
        if members > CELL_MEMBERS + 1 {
            self.step(VOTE_NEW_CELL, &newcomer(members - 1), "vote", ballot(None), 0).await;
            self.step(VOTE_SAME_CELL, &newcomer(members - 2), "vote", ballot(None), 0).await;
        }
        for proposal in 1..=4 {
            for voter in &FOUNDERS[..3] {
                let ballot = (ProposalId(proposal), Choice::Aye, None::<String>);
                self.net.send(&dev(voter), "vote", ballot, 0).await;
            }
        }
    }

    async fn executing(&mut self) {
        self.net.travel(START_MS + 70 * DAY_MS);
        let anyone = dev(OUTSIDER);
        for (proposal, what) in (0..).zip(["resolution", "spend, restricted pot", "grant role", "spend", "admit"]) {
            self.step(&format!("execute {what}"), &anyone, "execute", ProposalId(proposal), 0).await;
        }
        self.step("settle", &anyone, "settle", ProposalId(1), 0).await;
        self.step("settle, deposit to a credit", &anyone, "settle", ProposalId(2), 0).await;
        self.step("withdraw_credit", &dev(PROPOSER), "withdraw_credit", (), 0).await;
    }

    async fn paying(&mut self) {
        let (paid, lapsed) = (PaymentId(0), PaymentId(1));
        self.step("approve_payment, first of two", &dev(FOUNDERS[0]), "approve_payment", paid, 0).await;
        self.step("approve_payment, last of two", &dev(FOUNDERS[1]), "approve_payment", paid, 0).await;
        self.step("release_payment", &dev(OUTSIDER), "release_payment", paid, 0).await;
        self.net.travel(START_MS + 101 * DAY_MS);
        self.step("renew_payment", &dev(FOUNDERS[0]), "renew_payment", lapsed, 0).await;
    }
}
