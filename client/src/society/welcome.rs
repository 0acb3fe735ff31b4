//! What a newcomer needs to apply: their first money, computed from the chain and the rules.

use mutual_types::{AccountId, ApplicationStatus, Error as Refusal, Planck};

use super::{Message, Society};
use crate::chain::{RuntimeCall, StorageDeposit, Weight};
use crate::contract::{decode_output, CallQuery, Limits};
use crate::error::Error;

/// What applying takes, in planck.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Welcome {
    /// The fee of the application at the most.
    pub fee: Planck,
    /// What the chain holds for storing the application.
    pub deposit: Planck,
    /// What must stay in the account: what any must hold to exist, and as much again, which pallet-contracts wants to see
    /// besides whatever it takes as a deposit.
    pub kept: Planck,
    /// What the newcomer has.
    pub has: Planck,
}

impl Welcome {
    /// What it takes in all.
    pub fn needed(&self) -> Planck {
        self.fee.saturating_add(self.deposit).saturating_add(self.kept)
    }

    /// What of it the newcomer does not have.
    pub fn missing(&self) -> Planck {
        self.needed().saturating_sub(self.has)
    }
}

impl Society {
    /// What it would take `newcomer` to apply. It is simulated at the cost of `asker`, who needs the money for a small
    /// contract but pays nothing.
    ///
    /// # Errors
    /// [`Error::Contract`] with the reason why they could not apply; [`Error::NoFunds`] for an asker without money.
    pub async fn welcome(&self, asker: AccountId, newcomer: AccountId) -> Result<Welcome, Error> {
        let view = self.society().await?;
        self.ensure_can_apply(newcomer, &view.asset_lock.beneficiary).await?;
        let message = Message::apply(view.charter.version);
        let input = [self.bundle.message(message.label)?.as_slice(), &message.args].concat();
        let read = self.bundle.message("society")?;
        let applied = self.chain.simulate_as_stranger(asker, self.address, &input).await?;
        let () = decode_output(&applied.data, applied.reverted)?;
        // The same constructor with a read, which stores nothing, tells what of it is the constructor's own.
        let looked = self.chain.simulate_as_stranger(asker, self.address, &read).await?;
        let own = looked.deposit.signed();
        let deposit = Planck::try_from(applied.deposit.signed().saturating_sub(own)).unwrap_or(0);
        let gas = self.gas_of(asker, &read).await?.plus(applied.gas.less(looked.gas));
        let limits = Limits::for_call(&self.chain.runtime().await?, gas, StorageDeposit::Charge(deposit))?;
        let call = RuntimeCall::Call {
            contract: self.address,
            value: 0,
            gas: limits.gas.with_margin(),
            deposit: limits.deposit,
            input,
        };
        let fee = self.chain.fee(newcomer, &call).await?;
        let kept = self.chain.existential_deposit().await?.saturating_mul(2);
        let has = self.chain.balance(newcomer).await?.free;
        Ok(Welcome { fee, deposit, kept, has })
    }

    /// Refuses whoever cannot apply, whatever they have.
    async fn ensure_can_apply(&self, newcomer: AccountId, beneficiary: &AccountId) -> Result<(), Error> {
        if let Some(member) = self.member(newcomer).await? {
            return Err(Error::contract(Refusal::AccountBound(member.index)));
        }
        if newcomer == *beneficiary || newcomer == self.address {
            return Err(Error::contract(Refusal::InvalidBeneficiary));
        }
        let now_ms = self.chain.moment().await?.now_ms();
        match self.application(newcomer).await? {
            Some(earlier) if earlier.status(now_ms) == ApplicationStatus::Open => {
                Err(Error::contract(Refusal::AlreadyApplied { ends_ms: earlier.ends_ms }))
            }
            _ => Ok(()),
        }
    }

    /// What a read uses when it is called directly.
    async fn gas_of(&self, origin: AccountId, read: &[u8]) -> Result<Weight, Error> {
        let query = CallQuery { origin, contract: self.address, value: 0, input: read, at: None };
        Ok(self.chain.simulate_call(&query).await?.gas_required)
    }
}
