//! How a society decides on what it does in the federation: a proposal to call it, votes, and what anyone carries out.

use mutual_types::{event::Event, Action, Choice, Mode, PaymentId, Planck, PotId};

use super::super::cast::Actor;
use super::super::{broken, Error};
use super::Play;
use crate::chain::{Block, Hash};
use crate::federation::{Federation, Message};
use crate::society::Society;

impl Play<'_, '_, '_> {
    /// The members of a society decide that it sends the federation a message, with money of its general pot.
    pub(super) async fn decide<T>(&mut self, number: usize, what: &str, message: &Message<T>) -> Result<(), Error> {
        let (name, members) = (self.local(number)?.name, self.local(number)?.members);
        let society = self.society(number)?;
        let [first, second, third, fourth] = members;
        let (first, fourth) = (self.actor(first)?, self.actor(fourth)?);
        let action = Action::Call(self.federation.call(message, PotId::GENERAL).await?);
        let title = format!("{name} decides {what}");
        self.stage.sums.holds(society.address());
        let outcome = society.propose(&first.signer, &title, None, &action, Mode::Ballot, 0).await?;
        let id = self.stage.did(&first, &format!("proposes in {name} {what}"), outcome)?;
        for voter in [first.name.as_str(), second, third] {
            let voter = self.actor(voter)?;
            let outcome = society.vote(&voter.signer, id, Choice::Aye, None).await?;
            self.stage.noted(&voter, &format!("votes aye on proposal {id} of {name}"), outcome)?;
        }
        let (proposal, _) = society.proposal(id).await?.ok_or_else(|| broken("the proposal is gone"))?;
        self.stage.wait_until("its voting and notice end", proposal.executable_from_ms())?;

        let before = self.held().await?;
        let outcome = society.execute(&fourth.signer, id).await?;
        let payment: Option<PaymentId> = outcome.events.iter().find_map(|event| match event {
            Event::PaymentCreated(created) => Some(created.payment),
            _ => None,
        });
        let Some(payment) = payment else {
            let did = format!("carries proposal {id} of {name} out");
            return self.called(&fourth, &did, (outcome.tx, outcome.block), &society, before).await;
        };
        // Money leaves a society only when its treasurers have approved it, too.
        self.stage.did(&fourth, "carries it out: the money is reserved, and waits for two treasurers", outcome)?;
        for treasurer in [second, third] {
            let treasurer = self.actor(treasurer)?;
            let outcome = society.approve_payment(&treasurer.signer, payment).await?;
            self.stage.noted(&treasurer, "approves as a treasurer", outcome)?;
        }
        let before = self.held().await?;
        let outcome = society.make_call(&fourth.signer, payment).await?;
        let did = format!("has {} sent", self.said(message.value()));
        self.called(&fourth, &did, (outcome.tx, outcome.block), &society, before).await?;
        self.stage.moved(society.address(), self.federation.address(), message.value())
    }

    /// A step in which a society has called the federation, as the federation tells it. What storage it took in the
    /// federation, the federation holds.
    async fn called(
        &mut self,
        who: &Actor,
        did: &str,
        (tx, block): (Hash, Option<Block>),
        society: &Society,
        before: Planck,
    ) -> Result<(), Error> {
        let block = block.ok_or_else(|| broken("a block was not waited for"))?;
        let (_, outcome) = self.stage.chain.outcome_of::<Federation>(tx, block).await?;
        self.stage.did(who, did, outcome)?;
        let after = self.held().await?;
        self.stage.sums.shift(society.address(), self.federation.address(), before, after)
    }

    /// What the federation holds of storage deposits.
    async fn held(&self) -> Result<Planck, Error> {
        Ok(self.stage.chain.balance(self.federation.address()).await?.reserved)
    }
}
