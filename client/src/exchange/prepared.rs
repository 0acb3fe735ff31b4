//! A message to an exchange that was simulated and priced, and waits for a yes.

use mutual_types::exchange::{event::Event, Error as Refusal};
use mutual_types::{AccountId, Planck};
use scale::Decode;

use super::message::Answer;
use super::outcome::exchange_events;
use super::{Exchange, Message, Outcome};
use crate::chain::{Chain, Hash, RuntimeCall, StorageDeposit, Wait, Weight};
use crate::contract::{decode_exchange, Bundle, CallQuery, Limits, Simulation};
use crate::error::Error;
use crate::keys::Signer;
use crate::society::{Freshen, Notice};

/// What a transaction will do and cost, as simulated. Nothing is signed or sent before [`Prepared::send`].
#[derive(Debug)]
pub struct Prepared<T> {
    /// What it would answer.
    pub predicted: T,
    /// Who is to sign.
    pub signer: AccountId,
    /// The fee at the most, in planck.
    pub fee_max: Planck,
    /// What storage would take or give back.
    pub deposit: StorageDeposit,
    /// What it would use.
    pub gas: Weight,
    /// The exchange's events it would cause.
    pub events: Vec<Event>,
    /// What happened on the way.
    pub notices: Vec<Notice>,
    pub(super) chain: Chain,
    pub(super) call: RuntimeCall,
    pub(super) contract: AccountId,
    pub(super) bundle: &'static Bundle,
    pub(super) answer: Answer<T>,
}

impl Exchange {
    /// Simulates a message of `signer` and prices it.
    ///
    /// # Errors
    /// [`Error::Exchange`] with the exchange's reason, [`Error::NoFunds`], [`Error::Dispatch`].
    pub async fn prepare<T: Decode>(
        &self,
        signer: AccountId,
        message: Message<T>,
        freshen: Freshen<'_>,
    ) -> Result<Prepared<T>, Error> {
        let input = [self.bundle.message(message.label)?.as_slice(), &message.args].concat();
        self.chain.ensure_exists(signer).await?;
        let (simulation, predicted, notices) = self.simulate_fresh(signer, &input, freshen).await?;
        let limits = Limits::for_call(&self.chain, simulation.gas_required, simulation.deposit).await?;
        let (gas, deposit) = (limits.gas, limits.deposit);
        let call = RuntimeCall::Call { contract: self.address, value: 0, gas, deposit, input };
        let of = (self.address, self.bundle, message.answer);
        price(&self.chain, signer, call, simulation, predicted, of, notices).await
    }

    async fn simulate<T: Decode>(&self, origin: AccountId, input: &[u8]) -> Result<(Simulation, T), Error> {
        let query = CallQuery { origin, contract: self.address, value: 0, input, at: None };
        let simulation = self.chain.simulate_call(&query).await?;
        let predicted = decode_exchange(&simulation.data, simulation.reverted)?;
        Ok((simulation, predicted))
    }

    /// Simulates, and once more after a block was made if only the time of the last one may stand in the way.
    async fn simulate_fresh<T: Decode>(
        &self,
        origin: AccountId,
        input: &[u8],
        freshen: Freshen<'_>,
    ) -> Result<(Simulation, T, Vec<Notice>), Error> {
        let refusal = match self.simulate(origin, input).await {
            Ok((simulation, predicted)) => return Ok((simulation, predicted, Vec::new())),
            Err(Error::Exchange { error, .. }) => error,
            Err(error) => return Err(error),
        };
        let moment = self.chain.moment().await?;
        if !may_have_passed(&refusal) || moment.now_ms() <= moment.chain_ms {
            return Err(Error::exchange(refusal));
        }
        let Some(made) = freshen.make_block(&self.chain).await? else {
            return Err(Error::Exchange { error: refusal, is_stale: true, sent: None });
        };
        let (simulation, predicted) = self.simulate(origin, input).await?;
        Ok((simulation, predicted, vec![Notice::BlockMade(made)]))
    }
}

/// Whether time alone may lift a refusal: something that takes room or a place, or stands in the way, may be over by now.
pub(super) fn may_have_passed(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::NotOver { .. }
            | Refusal::TooMany { .. }
            | Refusal::OverLimit { .. }
            | Refusal::DateOutOfRange { .. }
            | Refusal::NotInGoodStanding { .. }
            | Refusal::NotYours
    )
}

/// Prices a simulated call, and refuses one that `signer` cannot pay.
pub(super) async fn price<T>(
    chain: &Chain,
    signer: AccountId,
    mut call: RuntimeCall,
    simulation: Simulation,
    predicted: T,
    (contract, bundle, answer): (AccountId, &'static Bundle, Answer<T>),
    notices: Vec<Notice>,
) -> Result<Prepared<T>, Error> {
    let fee_max = chain.fee(signer, &call).await?;
    let spendable = chain.balance(signer).await?.spendable;
    let needed = fee_max.saturating_add(simulation.deposit.charge());
    if spendable < needed {
        return Err(Error::NoFunds { account: signer, spendable, needed: Some(needed) });
    }
    // The chain refuses a limit that the signer could not pay, used or not.
    if let RuntimeCall::Call { deposit, .. } | RuntimeCall::Instantiate { deposit, .. } = &mut call {
        *deposit = (*deposit).min(spendable.saturating_sub(fee_max));
    }
    let events = exchange_events(bundle, contract, &chain.simulated_events(simulation.events).await?);
    Ok(Prepared {
        predicted,
        signer,
        fee_max,
        deposit: simulation.deposit,
        gas: simulation.gas_required,
        events,
        notices,
        chain: chain.clone(),
        call,
        contract,
        bundle,
        answer,
    })
}

impl<T> Prepared<T> {
    /// Signs and sends it, and waits as long as `wait` says.
    ///
    /// # Errors
    /// Those of [`Chain::submit`]; [`Error::Exchange`] if the contract refused it in its block after all.
    pub async fn send(self, signer: &Signer, wait: Wait) -> Result<Outcome<T>, Error> {
        let receipt = match self.chain.submit(signer, &self.call, wait).await {
            Ok(receipt) => receipt,
            Err(error) => return Err(self.explain(error).await),
        };
        if receipt.block.is_none() {
            return Ok(Outcome::new(self.predicted, Vec::new(), receipt, self.notices));
        }
        let events = exchange_events(self.bundle, self.contract, &receipt.events);
        let value = (self.answer)(&events, self.predicted).ok_or_else(|| {
            Error::Foreign(format!("its events in transaction {} do not say what was done", receipt.tx))
        })?;
        Ok(Outcome::new(value, events, receipt, self.notices))
    }

    /// A reverted call says in its block only that it reverted. The state after that block gives the contract's reason.
    async fn explain(&self, error: Error) -> Error {
        let (Error::Dispatch { error: refusal, sent: Some(sent), .. }, RuntimeCall::Call { input, .. }) =
            (&error, &self.call)
        else {
            return error;
        };
        let at: Option<Hash> = Some(sent.block);
        let query = CallQuery { origin: self.signer, contract: self.contract, value: 0, input, at };
        if !refusal.is("Contracts::ContractReverted") {
            return error;
        }
        let Ok(simulation) = self.chain.simulate_call(&query).await else {
            return error;
        };
        // Only the refusal is of interest, so that any type of answer will do.
        match decode_exchange::<()>(&simulation.data, simulation.reverted) {
            Err(Error::Exchange { error, .. }) => Error::Exchange { error, is_stale: false, sent: Some(sent.clone()) },
            _ => error,
        }
    }
}
