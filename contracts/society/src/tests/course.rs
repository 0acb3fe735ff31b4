//! A society that dissolves, with all that its contract holds.

use mutual_types::{GrantId, GrantTerms, Ledger, StageTerms};

use super::{dissolution::withdraw_all, *};

/// A society with something of everything, and what its contract holds.
pub struct Course {
    pub world: World,
    pub balance: Planck,
}

impl Course {
    pub fn new(locked: bool) -> Self {
        let mut founding = founding();
        founding.asset_lock.locked = locked;
        founding.rules.membership.share_price = 20;
        founding.rules.membership.shares_max = 10;
        founding.rules.payments.expense_max = 100;
        founding.rules.payments.window_ms = 60_000;
        founding.rules.voting.free_open_proposals = 4;
        Self { world: World::founded(founding), balance: 1_000 }
    }

    /// The invariant, with nothing unaccounted for.
    pub fn check(&self) {
        self.world.assert_books_balance();
        assert_eq!(self.world.state.counters.ledger.total(), Ok(self.balance));
        for id in 0..self.world.state.counters.pots {
            let pot = self.world.state.pot(PotId(id)).unwrap();
            assert!(pot.reserved <= pot.balance, "pot {id}");
        }
    }

    pub fn give(&mut self, pot: PotId, amount: Planck) {
        let call = self.world.paying(GUS, amount);
        self.world.state.contribute(&call, pot, None).unwrap();
        self.balance += amount;
        self.check();
    }

    pub fn buy(&mut self, account: AccountId, count: u32) {
        let call = self.world.paying(account, 20 * Planck::from(count));
        self.world.state.buy_shares(&call, count).unwrap();
        self.balance += call.value;
        self.check();
    }

    pub fn approve(&mut self, payment: PaymentId, treasurer: AccountId) {
        let call = self.world.by(treasurer);
        self.world.state.approve_payment(&call, payment).unwrap();
        self.check();
    }

    pub fn release(&mut self, id: PaymentId) -> Result<(), Box<Error>> {
        let call = self.world.by(HAL);
        let payment = self.world.state.ensure_releasable(&call, id)?;
        self.world.state.record_release(&call, id, payment, Ok(()))?;
        self.check();
        Ok(())
    }

    pub fn grant(&mut self) -> GrantId {
        let stage = |amount, ms| {
            let due_ms = self.world.now_ms + ms;
            StageTerms { title: "stage".to_string(), amount, due_ms, months: 0 }
        };
        let terms = GrantTerms {
            payee: HAL,
            pot: PotId::GENERAL,
            stages: vec![stage(30, 100_000), stage(50, 200_000)],
            unit: "meals".to_string(),
            repay_by_ms: None,
        };
        let id = self.world.pass(Action::Grant(terms));
        self.world.execute(id).map(|_| ()).unwrap();
        GrantId(0)
    }

    /// Everyone takes what they are owed, and nothing is left.
    pub fn end(mut self) -> Planck {
        let sum = withdraw_all(&mut self.world);
        self.balance -= sum;
        self.check();
        assert_eq!((self.balance, &self.world.state.counters.ledger), (0, &Ledger::default()));
        sum
    }
}
