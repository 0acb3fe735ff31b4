//! Small money without a vote: petty payments and expenses.

use mutual_types::{AccountId, PaymentId, Planck, PotId};

use super::kind::About;
use super::{Message, Outcome, Society};
use crate::contract::{answer, done};
use crate::error::Error;
use crate::keys::Signer;

impl Message<()> {
    /// Pays a small amount with one signature, within the allowance of the pot, as a treasurer or its keeper.
    pub fn pay_petty(pot: PotId, payee: AccountId, amount: Planck, memo: &str) -> Self {
        Self::new("pay_petty", (pot, payee, amount, memo), done).about(About::Pot(pot))
    }
}

impl Message<PaymentId> {
    /// Claims what the signer has laid out, with the hash of the receipt. The answer is the payment that treasurers
    /// approve.
    pub fn claim_expense(pot: PotId, amount: Planck, receipt: [u8; 32], title: &str) -> Self {
        Self::new("claim_expense", (pot, amount, receipt, title), answer!(ExpenseClaimed(claimed) => claimed.payment))
    }
}

impl Society {
    /// Pays a small amount with one signature, within the allowance of the pot, as a treasurer or its keeper.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn pay_petty(
        &self,
        signer: &Signer,
        pot: PotId,
        payee: AccountId,
        amount: Planck,
        memo: &str,
    ) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::pay_petty(pot, payee, amount, memo)).await
    }

    /// Claims what the signer has laid out, with the hash of the receipt. The answer is the payment that treasurers
    /// approve.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn claim_expense(
        &self,
        signer: &Signer,
        pot: PotId,
        amount: Planck,
        receipt: [u8; 32],
        title: &str,
    ) -> Result<Outcome<PaymentId>, Error> {
        self.send(signer, Message::claim_expense(pot, amount, receipt, title)).await
    }
}
