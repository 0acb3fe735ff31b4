//! A transaction that was simulated and priced, and waits for a yes.

use mutual_types::{event::Event, AccountId, Planck};
use scale::Decode;

use super::freshness::{self, Freshen};
use super::message::{About, Answer};
use super::outcome::society_events;
use super::{Message, Notice, Outcome, Society};
use crate::chain::{Chain, Hash, RuntimeCall, StorageDeposit, Wait, Weight};
use crate::contract::{decode_output, Bundle, CallQuery, Limits, Simulation};
use crate::error::Error;
use crate::keys::Signer;

/// What a transaction will do and cost, as simulated. Nothing is signed or sent before [`Prepared::send`].
#[derive(Debug)]
pub struct Prepared<T> {
    /// What it would answer.
    pub predicted: T,
    /// Who is to sign.
    pub signer: AccountId,
    /// What is sent along, in planck.
    pub value: Planck,
    /// The fee at the most, in planck.
    pub fee_max: Planck,
    /// What storage would take or give back.
    pub deposit: StorageDeposit,
    /// What it would use.
    pub gas: Weight,
    /// The society's events it would cause.
    pub events: Vec<Event>,
    /// What happened on the way.
    pub notices: Vec<Notice>,
    pub(super) chain: Chain,
    pub(super) call: RuntimeCall,
    pub(super) source: Source<T>,
}

/// Where the events of interest come from, and how the answer is read in them.
#[derive(Debug)]
pub(super) struct Source<T> {
    pub contract: Option<(&'static Bundle, AccountId)>,
    pub answer: Answer<T>,
}

impl Society {
    /// Simulates a message of `signer` and prices it.
    ///
    /// # Errors
    /// [`Error::Contract`] with the contract's reason, [`Error::NoFunds`], [`Error::Dispatch`].
    pub async fn prepare<T: Decode>(
        &self,
        signer: AccountId,
        message: Message<T>,
        freshen: Freshen<'_>,
    ) -> Result<Prepared<T>, Error> {
        let input = [self.bundle.message(message.label)?.as_slice(), &message.args].concat();
        self.chain.ensure_exists(signer).await?;
        let (simulation, predicted, notices) =
            self.simulate_fresh(signer, &input, message.value, message.about, freshen).await?;
        let limits = Limits::for_call(&self.chain, simulation.gas_required, simulation.deposit).await?;
        let call = RuntimeCall::Call {
            contract: self.address,
            value: message.value,
            gas: limits.gas,
            deposit: limits.deposit,
            input,
        };
        let source = Source { contract: Some((self.bundle, self.address)), answer: message.answer };
        let mut prepared = self.chain.price(signer, call, simulation, predicted, source).await?;
        prepared.notices = notices;
        Ok(prepared)
    }

    async fn simulate<T: Decode>(
        &self,
        origin: AccountId,
        input: &[u8],
        value: Planck,
        at: Option<Hash>,
    ) -> Result<(Simulation, T), Error> {
        let query = CallQuery { origin, contract: self.address, value, input, at };
        let simulation = self.chain.simulate_call(&query).await?;
        let predicted = decode_output(&simulation.data, simulation.reverted)?;
        Ok((simulation, predicted))
    }

    /// Simulates, and once more after a block was made if only the time of the last one stood in the way.
    async fn simulate_fresh<T: Decode>(
        &self,
        origin: AccountId,
        input: &[u8],
        value: Planck,
        about: About,
        freshen: Freshen<'_>,
    ) -> Result<(Simulation, T, Vec<Notice>), Error> {
        let refusal = match self.simulate(origin, input, value, None).await {
            Ok((simulation, predicted)) => return Ok((simulation, predicted, Vec::new())),
            Err(Error::Contract { error, .. }) => error,
            Err(error) => return Err(error),
        };
        if !freshness::came_since(self, about, origin, &refusal).await? {
            return Err(Error::contract(refusal));
        }
        let Some(made) = freshen.make_block(&self.chain).await? else {
            return Err(Error::Contract { error: refusal, is_stale: true, sent: None });
        };
        let (simulation, predicted) = self.simulate(origin, input, value, None).await?;
        Ok((simulation, predicted, vec![Notice::BlockMade(made)]))
    }
}

impl Chain {
    /// Refuses an account that does not exist: whatever it signs, the chain says only that the payment failed.
    pub(crate) async fn ensure_exists(&self, account: AccountId) -> Result<(), Error> {
        let balance = self.balance(account).await?;
        if balance.free == 0 && balance.reserved == 0 {
            return Err(Error::NoFunds { account, spendable: 0, needed: None });
        }
        Ok(())
    }

    /// Prices a simulated call, and refuses one that `signer` cannot pay.
    pub(super) async fn price<T>(
        &self,
        signer: AccountId,
        mut call: RuntimeCall,
        simulation: Simulation,
        predicted: T,
        source: Source<T>,
    ) -> Result<Prepared<T>, Error> {
        let fee_max = self.fee(signer, &call).await?;
        let spendable = self.balance(signer).await?.spendable;
        let fixed = call.value().saturating_add(fee_max);
        let needed = fixed.saturating_add(simulation.deposit.charge());
        if spendable < needed {
            return Err(Error::NoFunds { account: signer, spendable, needed: Some(needed) });
        }
        // The chain refuses a limit that the signer could not pay, used or not.
        if let RuntimeCall::Call { deposit, .. } | RuntimeCall::Instantiate { deposit, .. } = &mut call {
            *deposit = (*deposit).min(spendable.saturating_sub(fixed));
        }
        let events = match source.contract {
            Some((bundle, address)) => {
                society_events(bundle, address, &self.simulated_events(simulation.events).await?)
            }
            None => Vec::new(),
        };
        Ok(Prepared {
            predicted,
            events,
            signer,
            value: call.value(),
            fee_max,
            deposit: simulation.deposit,
            gas: simulation.gas_required,
            notices: Vec::new(),
            chain: self.clone(),
            call,
            source,
        })
    }
}

impl<T> Prepared<T> {
    /// Signs and sends it, and waits as long as `wait` says.
    ///
    /// # Errors
    /// Those of [`Chain::submit`]; [`Error::Contract`] if the contract refused it in its block after all.
    pub async fn send(self, signer: &Signer, wait: Wait) -> Result<Outcome<T>, Error> {
        let receipt = match self.chain.submit(signer, &self.call, wait).await {
            Ok(receipt) => receipt,
            Err(error) => return Err(self.explain(error).await),
        };
        if receipt.block.is_none() {
            return Ok(Outcome::new(self.predicted, Vec::new(), receipt, self.notices));
        }
        let events = match self.source.contract {
            Some((bundle, address)) => society_events(bundle, address, &receipt.events),
            None => Vec::new(),
        };
        let value = (self.source.answer)(&events, self.predicted).ok_or_else(|| {
            Error::Foreign(format!("its events in transaction {} do not say what was done", receipt.tx))
        })?;
        Ok(Outcome::new(value, events, receipt, self.notices))
    }

    /// A reverted call says in its block only that it reverted. The state after that block gives the contract's reason.
    async fn explain(&self, error: Error) -> Error {
        let (
            Error::Dispatch { error: refusal, sent: Some(sent), .. },
            RuntimeCall::Call { contract, value, input, .. },
        ) = (&error, &self.call)
        else {
            return error;
        };
        if !refusal.is("Contracts::ContractReverted") {
            return error;
        }
        let query = CallQuery { origin: self.signer, contract: *contract, value: *value, input, at: Some(sent.block) };
        let Ok(simulation) = self.chain.simulate_call(&query).await else {
            return error;
        };
        // Only the refusal is of interest, so that any type of answer will do.
        match decode_output::<()>(&simulation.data, simulation.reverted) {
            Err(Error::Contract { error, .. }) => Error::Contract { error, is_stale: false, sent: Some(sent.clone()) },
            _ => error,
        }
    }
}
