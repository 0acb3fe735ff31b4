//! Money into the society, and what an account may take back.

use mutual_types::{Planck, PotId};

use super::{Message, Outcome, Society};
use crate::contract::{answer, done};
use crate::error::Error;
use crate::keys::Signer;

impl Message<()> {
    /// Gives `amount` to a pot.
    pub fn contribute(pot: PotId, memo: Option<&str>, amount: Planck) -> Self {
        Self::new("contribute", (pot, memo), done).with_value(amount)
    }
}

impl Message<Planck> {
    /// Books money that came by plain transfer to the general pot.
    pub fn sweep() -> Self {
        Self::new("sweep", (), answer!(SurplusSwept(swept) => swept.amount))
    }

    /// Pays the signer's credit out to them.
    pub fn withdraw_credit() -> Self {
        Self::new("withdraw_credit", (), answer!(CreditWithdrawn(withdrawn) => withdrawn.amount))
    }
}

impl Society {
    /// Gives `amount` to a pot.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn contribute(
        &self,
        signer: &Signer,
        pot: PotId,
        memo: Option<&str>,
        amount: Planck,
    ) -> Result<Outcome<()>, Error> {
        self.send(signer, Message::contribute(pot, memo, amount)).await
    }

    /// Books money that came by plain transfer to the general pot, and says how much it was.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn sweep(&self, signer: &Signer) -> Result<Outcome<Planck>, Error> {
        self.send(signer, Message::sweep()).await
    }

    /// Pays the signer's credit out to them, and says how much it was.
    ///
    /// # Errors
    /// Those of [`Society::send`].
    pub async fn withdraw_credit(&self, signer: &Signer) -> Result<Outcome<Planck>, Error> {
        self.send(signer, Message::withdraw_credit()).await
    }
}
