//! Plain transfers, so that newcomers can pay their first fees.

use futures::try_join;
use mutual_types::{AccountId, Planck};

use super::Prepared;
use crate::chain::{Chain, RuntimeCall, StorageDeposit, Weight};
use crate::contract::{done, Simulation, Source};
use crate::error::Error;

impl Chain {
    /// Prices a transfer of `amount`. It never ends the sender's account.
    ///
    /// # Errors
    /// [`Error::NoFunds`]; [`Error::Input`] for an amount too small for the payee's account to exist.
    pub async fn prepare_transfer(
        &self,
        signer: AccountId,
        to: AccountId,
        amount: Planck,
    ) -> Result<Prepared<()>, Error> {
        let (payer, payee, minimum) = try_join!(self.payer(signer), self.balance(to), self.existential_deposit())?;
        if payee.free == 0 && payee.reserved == 0 && amount < minimum {
            let minimum = crate::text::amount::format(minimum, self.unit());
            return Err(Error::Input {
                what: format!(
                    "{} has no account yet, and one must hold at least {minimum}",
                    crate::text::address::format(&to)
                ),
                hint: Some(format!("send {minimum} or more")),
            });
        }
        let nothing = Simulation {
            data: Vec::new(),
            reverted: false,
            gas_consumed: Weight::default(),
            gas_required: Weight::default(),
            deposit: StorageDeposit::Charge(0),
            events: Vec::new(),
            debug: String::new(),
            contract: None,
        };
        let source = Source { contract: None, answer: done };
        self.price(&payer, RuntimeCall::Transfer { to, amount }, nothing, (), source).await
    }
}
