//! What everybody has, and what must be true of it after every step.

use std::collections::BTreeMap;

use futures::future::join_all;
use mutual_client::chain::Balance;
use mutual_types::{AccountId, Counters, DisputeId, GrantId, PaymentState, Planck, PotId, ProposalId};

use crate::world::World;

/// What each account has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Books(pub BTreeMap<AccountId, Balance>);

impl Books {
    /// What all have together, what is held for storage included.
    pub fn total(&self) -> Planck {
        self.0.values().map(|balance| balance.free + balance.reserved).sum()
    }
}

impl World {
    /// What each of the people and the society has.
    pub async fn books(&self) -> Books {
        let watched: Vec<AccountId> = self.watched.lock().unwrap().iter().copied().collect();
        let chain = &self.stage.chain;
        let read = join_all(watched.iter().map(|account| chain.balance(*account))).await;
        Books(watched.into_iter().zip(read.into_iter().map(Result::unwrap)).collect())
    }

    /// Everything that must be true of a society's money after every message.
    pub async fn check(&self) {
        let society = &self.society;
        let (view, pots) = (society.society().await.unwrap(), society.all_pots().await.unwrap());
        let ledger = view.counters.ledger.clone();
        let contract = self.stage.chain.balance(society.address()).await.unwrap();
        let minimum = self.stage.chain.existential_deposit().await.unwrap();

        assert_eq!(view.balance, contract.free - minimum, "it says what it has");
        let owed = ledger.pots + ledger.shares + ledger.credits + ledger.deposits;
        assert!(view.balance >= owed, "{} in the contract cover {owed}", view.balance);
        assert_eq!(pots.iter().map(|pot| pot.pot.balance).sum::<Planck>(), ledger.pots, "pots add up to the ledger");

        let payments = self.all_payments(view.counters.payments).await;
        let grants = self.all_grants(view.counters.grants).await;
        for pot in pots {
            let promised = payments.iter().filter(|payment| payment.pot == pot.id && payment.reserved);
            let promised = promised.filter(|payment| payment.state == PaymentState::Waiting);
            let payments: Planck = promised.map(|payment| payment.amount).sum();
            let grants: Planck = grants.iter().filter(|grant| grant.pot == pot.id).map(|grant| grant.reserved).sum();
            assert_eq!(payments + grants, pot.pot.reserved, "of pot {}", pot.id);
            assert!(pot.pot.reserved <= pot.pot.balance, "pot {} has what it promised", pot.id);
        }
        assert_eq!(self.credits().await, ledger.credits, "credits add up to the ledger");
        if ledger.deposits > 0 {
            let held = self.deposits(&view.counters).await;
            assert_eq!(held, ledger.deposits, "deposits add up to the ledger");
        }
    }

    /// All that was there at the beginning is there, but for the fees.
    pub async fn check_total(&self) {
        let fees = *self.fees.lock().unwrap();
        assert_eq!(self.books().await.total() + fees, self.begun_with, "{fees} planck of fees");
    }

    async fn all_payments(&self, count: u32) -> Vec<mutual_types::Payment> {
        let mut all = Vec::new();
        for from in (0..count).step_by(50) {
            all.extend(self.society.payments(from, 50).await.unwrap().into_iter().map(|view| view.payment));
        }
        all
    }

    async fn all_grants(&self, count: u32) -> Vec<mutual_types::Grant> {
        let mut all = Vec::new();
        for number in 0..count {
            all.extend(self.society.grant(GrantId(number)).await.unwrap());
        }
        all
    }

    async fn credits(&self) -> Planck {
        let watched: Vec<AccountId> = self.watched.lock().unwrap().iter().copied().collect();
        let read = join_all(watched.iter().map(|account| self.society.credit(*account))).await;
        read.into_iter().map(Result::unwrap).sum()
    }

    async fn deposits(&self, counters: &Counters) -> Planck {
        let mut sum = 0;
        for number in 0..counters.proposals {
            let (record, body) = self.society.proposal(ProposalId(number)).await.unwrap().unwrap();
            sum += if record.settled { 0 } else { body.deposit };
        }
        for number in 0..counters.disputes {
            let dispute = self.society.dispute(DisputeId(number)).await.unwrap().unwrap();
            sum += if dispute.settled { 0 } else { dispute.deposit };
        }
        sum
    }

    /// What a person can spend.
    pub async fn purse(&self, account: AccountId) -> Planck {
        self.stage.chain.balance(account).await.unwrap().free
    }

    /// A pot's balance, and what is promised of it.
    pub async fn pot(&self, pot: PotId) -> (Planck, Planck) {
        let pot = self.society.pot(pot).await.unwrap().expect("there is such a pot");
        (pot.balance, pot.reserved)
    }
}
