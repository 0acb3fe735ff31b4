//! A transaction that was simulated and priced, and waits for a yes.

use futures::join;
use mutual_types::{AccountId, Planck};
use scale::Decode;

use super::message::Answer;
use super::outcome::events_of;
use super::{decode_fallible, Bundle, CallQuery, Contract, Freshen, Limits, Message, Notice, Outcome, Simulation};
use crate::chain::{simulated_events, BlockMade, Chain, Hash, Payer, RuntimeCall, StorageDeposit, Track, Wait, Weight};
use crate::error::Error;
use crate::keys::Signer;

/// What a transaction will do and cost, as simulated. Nothing is signed or sent before [`Prepared::send`].
#[derive(Debug)]
pub struct Prepared<T, C: Contract> {
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
    /// The contract's events it would cause.
    pub events: Vec<C::Event>,
    /// What happened on the way.
    pub notices: Vec<Notice>,
    pub(crate) chain: Chain,
    pub(crate) call: RuntimeCall,
    pub(crate) source: Source<T, C>,
}

/// Where the events of interest come from, and how the answer is read in them.
#[derive(Debug)]
pub(crate) struct Source<T, C: Contract> {
    pub contract: Option<(&'static Bundle, AccountId)>,
    pub answer: Answer<T, C>,
}

/// Simulates a message of `signer` to a contract and prices it.
pub(crate) async fn prepare<T: Decode, C: Contract>(
    contract: &C,
    signer: AccountId,
    message: Message<T, C>,
    freshen: Freshen<'_>,
) -> Result<Prepared<T, C>, Error> {
    let (chain, address, bundle) = (contract.chain(), contract.address(), contract.bundle()?);
    let input = [bundle.message(message.label)?.as_slice(), &message.args].concat();
    // One does not wait for the other; but that an account does not exist is said first.
    let (payer, simulated) = join!(chain.payer(signer), simulate::<T, C>(contract, signer, &input, message.value));
    let mut payer = payer?.ensure_exists()?;
    let (simulation, predicted, notices) = match simulated? {
        (simulation, Ok(predicted)) => (simulation, predicted, Vec::new()),
        (_, Err(refusal)) => {
            let made = make_block(contract, signer, &refusal, message.about, freshen).await?;
            let (simulation, answer) = simulate::<T, C>(contract, signer, &input, message.value).await?;
            let predicted = answer.map_err(|refusal| C::refused(refusal, false, None))?;
            payer = chain.payer(signer).await?;
            (simulation, predicted, vec![Notice::BlockMade(made)])
        }
    };
    let Limits { gas, deposit } = Limits::for_call(&payer.runtime, simulation.gas_required, simulation.deposit)?;
    let call = RuntimeCall::Call { contract: address, value: message.value, gas, deposit, input };
    let source = Source { contract: Some((bundle, address)), answer: message.answer };
    let mut prepared = chain.price(&payer, call, simulation, predicted, source).await?;
    prepared.notices = notices;
    Ok(prepared)
}

async fn simulate<T: Decode, C: Contract>(
    contract: &C,
    origin: AccountId,
    input: &[u8],
    value: Planck,
) -> Result<(Simulation, Result<T, C::Refusal>), Error> {
    let query = CallQuery { origin, contract: contract.address(), value, input, at: None };
    let simulation = contract.chain().simulate_call(&query).await?;
    let answer = decode_fallible(&simulation.data, simulation.reverted)?;
    Ok((simulation, answer))
}

/// Makes a block if only the time of the last one stood in the way of a message; its refusal otherwise.
async fn make_block<C: Contract>(
    contract: &C,
    origin: AccountId,
    refusal: &C::Refusal,
    about: C::About,
    freshen: Freshen<'_>,
) -> Result<BlockMade, Error> {
    if !contract.came_since(about, origin, refusal).await? {
        return Err(C::refused(refusal.clone(), false, None));
    }
    let made = freshen.make_block(contract.chain()).await?;
    made.ok_or_else(|| C::refused(refusal.clone(), true, None))
}

impl Payer {
    /// Refuses an account that does not exist: whatever it signs, the chain says only that the payment failed.
    pub(crate) fn ensure_exists(self) -> Result<Self, Error> {
        if self.balance.free == 0 && self.balance.reserved == 0 {
            return Err(Error::NoFunds { account: self.account, spendable: 0, needed: None });
        }
        Ok(self)
    }
}

impl Chain {
    /// Prices a simulated call, and refuses one that `signer` cannot pay.
    pub(crate) async fn price<T, C: Contract>(
        &self,
        payer: &Payer,
        mut call: RuntimeCall,
        simulation: Simulation,
        predicted: T,
        source: Source<T, C>,
    ) -> Result<Prepared<T, C>, Error> {
        let (signer, spendable) = (payer.account, payer.balance.spendable);
        let fee_max = self.fee_of(payer, &call).await?;
        let fixed = call.value().saturating_add(fee_max);
        // pallet-contracts takes a deposit only from an account that keeps the least of an account twice.
        let kept = self.existential_deposit().await?;
        let charge = simulation.deposit.charge();
        let needed = fixed.saturating_add(charge).saturating_add(if charge > 0 { kept } else { 0 });
        if spendable < needed {
            return Err(Error::NoFunds { account: signer, spendable, needed: Some(needed) });
        }
        // The chain refuses a limit that the signer could not pay, used or not.
        if let RuntimeCall::Call { deposit, .. } | RuntimeCall::Instantiate { deposit, .. } = &mut call {
            *deposit = (*deposit).min(spendable.saturating_sub(fixed).saturating_sub(kept));
        }
        let events = match source.contract {
            Some((bundle, address)) => {
                events_of::<C>(bundle, address, &simulated_events(&payer.runtime, simulation.events)?)
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

impl<T, C: Contract> Prepared<T, C> {
    /// Signs and sends it, and waits as long as `wait` says.
    ///
    /// # Errors
    /// Those of [`Chain::submit`]; [`Error::Contract`] and its kin if the contract refused it in its block after all.
    pub async fn send(self, signer: &Signer, wait: Wait) -> Result<Outcome<T, C>, Error> {
        self.send_tracked(signer, wait, &Track::default()).await
    }

    /// The same, for a caller who may have to stop waiting: `track` then says what may have been sent.
    ///
    /// # Errors
    /// Those of [`Prepared::send`].
    pub async fn send_tracked(self, signer: &Signer, wait: Wait, track: &Track) -> Result<Outcome<T, C>, Error> {
        let receipt = match self.chain.submit_tracked(signer, &self.call, wait, track).await {
            Ok(receipt) => receipt,
            Err(error) => return Err(explained::<C>(&self.chain, self.signer, &self.call, error).await),
        };
        if receipt.block.is_none() {
            return Ok(Outcome::new(self.predicted, Vec::new(), receipt, self.notices));
        }
        let events = match self.source.contract {
            Some((bundle, address)) => events_of::<C>(bundle, address, &receipt.events),
            None => Vec::new(),
        };
        let value = (self.source.answer)(&events, self.predicted).ok_or_else(|| unreadable(track, receipt.tx))?;
        Ok(Outcome::new(value, events, receipt, self.notices))
    }
}

/// It is in a block, and what it did there is not to be understood: whoever sent it must look, and not send it again.
pub(crate) fn unreadable(track: &Track, tx: Hash) -> Error {
    let reason = "it is in a block, and its events do not say what was done".to_owned();
    match track.sent() {
        Some(ticket) => Error::Unknown { ticket: Box::new(ticket), reason },
        None => Error::Foreign(format!("transaction {tx}: {reason}")),
    }
}

/// A reverted call says in its block only that it reverted. The state after that block gives the contract's reason.
pub(crate) async fn explained<C: Contract>(
    chain: &Chain,
    signer: AccountId,
    call: &RuntimeCall,
    error: Error,
) -> Error {
    let (Error::Dispatch { error: refusal, sent: Some(sent), .. }, RuntimeCall::Call { contract, value, input, .. }) =
        (&error, call)
    else {
        return error;
    };
    if !refusal.is("Contracts::ContractReverted") {
        return error;
    }
    let query = CallQuery { origin: signer, contract: *contract, value: *value, input, at: Some(sent.block) };
    let Ok(simulation) = chain.simulate_call(&query).await else {
        return error;
    };
    // Only the refusal is of interest, so that any type of answer will do.
    match decode_fallible::<(), C::Refusal>(&simulation.data, simulation.reverted) {
        Ok(Err(refusal)) => C::refused(refusal, false, Some(sent.clone())),
        _ => error,
    }
}
