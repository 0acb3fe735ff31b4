//! The one way in which every command writes: simulate, show the card, ask, send, wait.

use std::future::Future;
use std::pin::pin;
use std::time::Duration;

use mutual_types::{AccountId, Planck};
use scale::Decode;

use super::card::{Card, Terms};
use super::context::Context;
use super::interrupt;
use super::written::Written;
use crate::chain::{Chain, Track};
use crate::contract::{Contract, Freshen, Message, Prepared, PreparedFounding};
use crate::error::Error;
use crate::keys::Signer;
use crate::society::Outcome;

/// After how long a person wonders whether anything happens.
const PATIENCE: Duration = Duration::from_secs(2);

const QUESTION: &str = "Sign and send it?";

/// Sends a message to a contract. `action` says what it does, in words.
pub(super) async fn message<T: Decode, C: Contract>(
    context: &mut Context<'_, '_>,
    contract: &C,
    signer: &Signer,
    action: String,
    message: Message<T, C>,
) -> Result<Written<T, C>, Error> {
    let prepared = prepare(context, contract, signer, message).await?;
    prepared_message(context, contract, signer, action, prepared).await
}

/// The same from where the message was simulated.
pub(super) async fn prepared_message<T, C: Contract>(
    context: &mut Context<'_, '_>,
    contract: &C,
    signer: &Signer,
    action: String,
    prepared: Prepared<T, C>,
) -> Result<Written<T, C>, Error> {
    for notice in &prepared.notices {
        context.warn(notice.to_string());
    }
    let card = Card::new(&Terms {
        chain: contract.chain(),
        contract: Some((C::NOUN, contract.address())),
        signer: prepared.signer,
        action,
        value: prepared.value,
        fee_max: prepared.fee_max,
        deposit: prepared.deposit,
    });
    if !agreed(context, &card)? {
        return Ok(Written::simulated(card, prepared.events));
    }
    let (wait, track) = (context.globals.wait.into(), Track::default());
    let outcome = patiently(context, &track, prepared.send_tracked(signer, wait, &track)).await?;
    Ok(Written::sent(card, outcome).tracked(&track))
}

/// Simulates a message. If only the time of the last block stands in the way, a block is made first; one that costs
/// somebody a fee is asked for.
pub(super) async fn prepare<T: Decode, C: Contract>(
    context: &mut Context<'_, '_>,
    contract: &C,
    signer: &Signer,
    message: Message<T, C>,
) -> Result<Prepared<T, C>, Error> {
    match crate::contract::prepare(contract, signer.account(), message.clone(), Freshen::OnDemand).await {
        Err(error) if error.is_stale() && !context.globals.dry_run => {
            context.say("The chain has made no block since the time that this needs.");
            context.confirm("Make one by an empty transaction, for its fee?")?;
            crate::contract::prepare(contract, signer.account(), message, Freshen::Sign(signer)).await
        }
        other => other,
    }
}

/// Founds a contract whose founding was simulated.
pub(super) async fn founding<C: Contract>(
    context: &mut Context<'_, '_>,
    chain: &Chain,
    signer: &Signer,
    action: String,
    prepared: PreparedFounding<C>,
) -> Result<(AccountId, Written<AccountId, C>), Error> {
    let address = prepared.address();
    let card = Card::new(&Terms {
        chain,
        contract: None,
        signer: signer.account(),
        action,
        value: prepared.value(),
        fee_max: prepared.fee_max(),
        deposit: prepared.deposit(),
    });
    if !agreed(context, &card)? {
        return Ok((address, Written::simulated(card, prepared.events().to_vec())));
    }
    let (wait, track) = (context.globals.wait.into(), Track::default());
    let outcome = patiently(context, &track, prepared.send_tracked(signer, wait, &track)).await?;
    Ok((outcome.value, Written::sent(card, outcome).tracked(&track)))
}

/// Sends money from the signer's account.
pub(super) async fn transfer(
    context: &mut Context<'_, '_>,
    chain: &Chain,
    signer: &Signer,
    to: AccountId,
    amount: Planck,
    action: String,
) -> Result<Written<()>, Error> {
    let prepared = chain.prepare_transfer(signer.account(), to, amount).await?;
    let card = Card::new(&Terms {
        chain,
        contract: None,
        signer: signer.account(),
        action,
        value: amount,
        fee_max: prepared.fee_max,
        deposit: prepared.deposit,
    });
    if !agreed(context, &card)? {
        return Ok(Written::simulated(card, Vec::new()));
    }
    let (wait, track) = (context.globals.wait.into(), Track::default());
    let outcome: Outcome<()> = patiently(context, &track, prepared.send_tracked(signer, wait, &track)).await?;
    Ok(Written::sent(card, outcome).tracked(&track))
}

/// Waits, says so when it takes long, and stops when that is wished: then it is cancelled as long as nothing was sent, and
/// otherwise its outcome is not known.
async fn patiently<T>(
    context: &mut Context<'_, '_>,
    track: &Track,
    sending: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let (mut sending, mut stop) = (pin!(sending), pin!(interrupt::wished()));
    let mut patience = pin!(tokio::time::sleep(PATIENCE));
    let mut has_said = false;
    loop {
        tokio::select! {
            biased;
            sent = &mut sending => return sent,
            () = &mut stop => {
                let reason = "you stopped waiting".to_owned();
                return Err(match track.sent() {
                    Some(ticket) => Error::Unknown { ticket: Box::new(ticket), reason },
                    None => Error::Cancelled,
                });
            }
            () = &mut patience, if !has_said => {
                has_said = true;
                if let Some(ticket) = track.sent() {
                    context.say(&format!("sent as {}; still waiting for its block", ticket.tx));
                }
            }
        }
    }
}

/// Shows the card and asks; false for a dry run, which ends here.
fn agreed(context: &mut Context<'_, '_>, card: &Card) -> Result<bool, Error> {
    // Whoever is asked must see what for, however quiet the rest is to be.
    if !context.globals.quiet || !(context.globals.yes || context.globals.dry_run) {
        for line in context.with_names(card.lines()) {
            context.io.note(&line);
        }
    }
    if context.globals.dry_run {
        return Ok(false);
    }
    context.confirm(QUESTION)?;
    Ok(true)
}
