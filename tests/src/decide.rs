//! Deciding things together, for tests that begin where something was decided.

use mutual_types::{
    event::Event, AccountId, Action, Choice, Error, Mode, PaymentId, Planck, PotId, Proposal, ProposalId,
    ProposalStatus,
};

use crate::world::World;

impl World {
    /// A proposal by a member, made strictly later than anybody present joined.
    pub async fn propose(&self, by: &str, action: Action) -> ProposalId {
        let proposer = self.member(by);
        self.does(self.society.propose(&proposer, "A proposal of the tests", None, &action, Mode::Ballot, 0))
            .await
            .value
    }

    /// The record of a proposal.
    pub async fn proposal(&self, id: ProposalId) -> Proposal {
        self.society.proposal(id).await.unwrap().expect("there is such a proposal").0
    }

    /// What a proposal is at the time of the last block.
    pub async fn status(&self, id: ProposalId) -> ProposalStatus {
        self.proposal(id).await.status(self.stage.now_ms().await)
    }

    /// A member votes aye.
    pub async fn aye(&self, who: &str, id: ProposalId) {
        let voter = self.member(who);
        self.does(self.society.vote(&voter, id, Choice::Aye, None)).await;
    }

    /// Members vote aye, in the order of their numbers, until the outcome is certain.
    pub async fn ayes(&self, id: ProposalId) {
        for member in self.society.members(0, 50).await.unwrap() {
            if self.proposal(id).await.decided {
                return;
            }
            let voter = self.member(self.people.name(member.account).expect("a founder"));
            if self.society.ballot(id, member.member.index).await.unwrap().is_some() {
                continue;
            }
            match self.society.vote(&voter, id, Choice::Aye, None).await {
                Ok(cast) => self.count_fee(cast.fee.unwrap()),
                Err(mutual_client::Error::Contract { error: Error::Recused, .. }) => {}
                Err(error) => panic!("{error:?}"),
            }
        }
    }

    /// Lets time pass until a proposal can be executed.
    pub async fn wait_for_execution(&self, id: ProposalId) {
        let from_ms = self.proposal(id).await.executable_from_ms();
        self.stage.reach(from_ms).await;
        assert_eq!(self.status(id).await, ProposalStatus::Executable);
    }

    /// Proposes, decides and executes, and gives the events of the execution.
    pub async fn pass(&self, by: &str, action: Action) -> Vec<Event> {
        let id = self.propose(by, action).await;
        self.carry(id).await
    }

    /// Decides and executes what was proposed.
    pub async fn carry(&self, id: ProposalId) -> Vec<Event> {
        self.ayes(id).await;
        self.wait_for_execution(id).await;
        let anyone = self.member("Rangi");
        self.does(self.society.execute(&anyone, id)).await.events
    }

    /// A payment that the members have decided on, from its proposal to its execution. From a restricted pot, Losa
    /// certifies it.
    pub async fn pass_spend(&self, by: &str, payee: AccountId, amount: Planck, pot: PotId) -> PaymentId {
        let id = self.propose(by, Action::Spend { payee, amount, pot }).await;
        if pot != PotId::GENERAL {
            self.does(self.society.certify(&self.member("Losa"), id)).await;
        }
        let events = self.carry(id).await;
        let made = events.iter().find_map(|event| match event {
            Event::PaymentCreated(created) => Some(created.payment),
            _ => None,
        });
        made.expect("executing a spend makes a payment")
    }

    /// Treasurers approve a payment.
    pub async fn approve(&self, payment: PaymentId, treasurers: &[&str]) {
        for treasurer in treasurers {
            self.does(self.society.approve_payment(&self.member(treasurer), payment)).await;
        }
    }

    /// A newcomer from their first money to their admission, and on to the end of their probation.
    pub async fn admit(&self, name: &str) {
        let newcomer = self.fund(name, 20 * crate::UNIT).await;
        self.does(self.society.apply(&newcomer, 1)).await;
        for sponsor in ["Rangi", "Losa"] {
            self.does(self.society.sponsor(&self.member(sponsor), newcomer.account())).await;
        }
        let member = self.society.member(newcomer.account()).await.unwrap().expect("the newcomer is in");
        self.stage.reach(member.probation_ends_ms).await;
    }
}
