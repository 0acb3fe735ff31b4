//! Signing and sending: never twice for one intent, whoever else sends from the same account at the same time.
//!
//! A nonce is the number of a transaction among those of its account, and the chain carries out one of each number. So two
//! transactions for one intent can both be carried out only if they bear different numbers. Another is therefore signed
//! only when it is certain that the one before is neither in a block nor in a pool.

use futures::try_join;
use mutual_types::AccountId;
use subxt::client::OfflineClientAtBlockImpl;
use subxt::config::substrate::SubstrateExtrinsicParamsBuilder;
use subxt::ext::scale_value::Composite;
use subxt::transactions::{DynamicPayload, SignableTransaction};
use subxt::utils::AccountId32;
use subxt_rpcs::UserError;
use tokio::time::{timeout_at, Duration, Instant};

use super::fate::hash_of;
use super::watch::{self, Heard, Progress};
use super::{Block, Chain, Config, Fate, Hash, Never, Receipt, RuntimeCall, Ticket, Track, Wait, MORTAL_BLOCKS};
use crate::error::{Error, Sent};
use crate::keys::Signer;

/// How often a number that another transaction took first is taken anew. Each time somebody else's was carried out.
const ATTEMPTS: u32 = 64;

/// For how long certainty is sought about a transaction that the node has given up.
const DOUBT: Duration = Duration::from_secs(30);

/// The pool's "invalid transaction", with the reason in its data.
const INVALID: i32 = 1010;
/// The pool's "temporarily banned": it knew it before, and it was carried out or became invalid.
const BANNED: i32 = 1012;
/// The pool's "priority too low": another transaction with the same number waits already.
const PRIORITY_TOO_LOW: i32 = 1014;

pub(super) type Payload = DynamicPayload<Composite<()>>;
type Signable<'a> = SignableTransaction<'a, Config, OfflineClientAtBlockImpl<Config>, Payload>;

/// A signed transaction.
struct Signed {
    ticket: Ticket,
    bytes: Vec<u8>,
}

/// What the node answered to a transaction.
enum Offer {
    /// It has it, and tells what happens to it if that was asked for.
    Taken(Option<Progress>),
    /// It has it not.
    Refused(UserError),
    /// Nothing that could be understood.
    Silence(String),
}

/// How a transaction ended that the node had taken.
enum End {
    In { block: Hash, is_final: bool },
    Never(Never),
}

impl Chain {
    /// Signs `call`, sends it and waits as long as `wait` says.
    ///
    /// # Errors
    /// [`Error::Rejected`] if it is in no block and can never be, [`Error::Dispatch`] if it is in a block and failed,
    /// [`Error::Unknown`] with its ticket when it was sent, and neither is certain. Any other: nothing was sent.
    pub async fn submit(&self, signer: &Signer, call: &RuntimeCall, wait: Wait) -> Result<Receipt, Error> {
        self.submit_tracked(signer, call, wait, &Track::default()).await
    }

    /// The same, for a caller who may have to stop waiting: `track` then says what may have been sent.
    ///
    /// # Errors
    /// Those of [`Chain::submit`].
    pub async fn submit_tracked(
        &self,
        signer: &Signer,
        call: &RuntimeCall,
        wait: Wait,
        track: &Track,
    ) -> Result<Receipt, Error> {
        let payload = call.payload();
        let deadline = deadline_after(self.timeout());
        for _ in 0..ATTEMPTS {
            let (signed, progress) = self.send(signer, &payload, wait, deadline, track).await?;
            if wait == Wait::None {
                return Ok(Receipt::sent(signed.ticket.tx));
            }
            match self.ended(&signed.ticket, progress, deadline).await? {
                End::In { block, is_final } => return self.carried_out(&signed, block, is_final).await,
                // Nobody else's intent is lost by another try, and ours is not carried out yet.
                End::Never(Never::NumberTaken) => track.note(None),
                End::Never(never) => {
                    track.note(None);
                    return Err(Error::Rejected { reason: never.to_string(), tx: Some(signed.ticket.tx) });
                }
            }
        }
        Err(too_many())
    }

    /// Sends a transaction until the node has one.
    async fn send(
        &self,
        signer: &Signer,
        payload: &Payload,
        wait: Wait,
        deadline: Instant,
        track: &Track,
    ) -> Result<(Signed, Option<Progress>), Error> {
        let turn = self.turn_of(signer.account());
        let _turn = turn.lock().await;
        for _ in 0..ATTEMPTS {
            let signed = self.sign(signer, payload, wait).await?;
            track.note(Some(signed.ticket.clone()));
            let error = match self.offer(&signed, wait, deadline).await {
                Offer::Taken(progress) => return Ok((signed, progress)),
                Offer::Silence(reason) => return Err(unknown(&signed.ticket, reason)),
                Offer::Refused(error) => error,
            };
            // A connection that was made anew may have sent it twice: then the first copy stands in the second's way.
            let fate = self.fate(&signed.ticket).await;
            match fate.map_err(|error| unknown(&signed.ticket, error.to_string()))? {
                Fate::InBlock(_) | Fate::Waiting => return Ok((signed, None)),
                // The node refused it, so that nobody has it.
                Fate::Never(_) | Fate::Possible => track.note(None),
            }
            if !is_taken_number(&error) {
                return Err(rejected(&error));
            }
        }
        Err(too_many())
    }

    async fn sign(&self, signer: &Signer, payload: &Payload, wait: Wait) -> Result<Signed, Error> {
        let (nonce, from, runtime) = try_join!(self.next_nonce(signer.account()), self.final_block(), self.runtime())?;
        let signed = signable_at(&runtime, payload, nonce, from)?.sign(signer.pair()?).map_err(Error::node)?;
        let bytes = signed.into_encoded();
        let ticket = Ticket {
            tx: hash_of(&bytes),
            signer: signer.account(),
            nonce,
            from: from.number,
            wait,
            url: self.url().map(str::to_owned),
        };
        Ok(Signed { ticket, bytes })
    }

    /// The next number of `account`, with what waits in the node's pool counted.
    pub(super) async fn next_nonce(&self, account: AccountId) -> Result<u64, Error> {
        self.methods().system_account_next_index(&AccountId32(account.0)).await.map_err(Error::rpc)
    }

    async fn offer(&self, signed: &Signed, wait: Wait, deadline: Instant) -> Offer {
        let methods = self.methods();
        let sending = async {
            match wait {
                Wait::None => methods.author_submit_extrinsic(&signed.bytes).await.map(|_| None),
                Wait::Block | Wait::Final => methods.author_submit_and_watch_extrinsic(&signed.bytes).await.map(Some),
            }
        };
        match timeout_at(deadline, sending).await {
            Ok(Ok(progress)) => Offer::Taken(progress),
            Ok(Err(subxt_rpcs::Error::User(error))) => Offer::Refused(error),
            // The node may have read the request before it went.
            Ok(Err(error)) => Offer::Silence(error.to_string()),
            Err(_) => Offer::Silence("the node did not answer in time".to_owned()),
        }
    }

    /// Waits until a transaction is where it was to be waited for, or can never be there.
    async fn ended(&self, ticket: &Ticket, progress: Option<Progress>, deadline: Instant) -> Result<End, Error> {
        let (patience, reason) = match progress {
            Some(mut progress) => match timeout_at(deadline, watch::until(&mut progress, ticket.wait)).await {
                Ok(Heard::In(block)) => return Ok(End::In { block, is_final: ticket.wait == Wait::Final }),
                Ok(Heard::Silence(reason)) => return Err(unknown(ticket, reason)),
                Ok(Heard::GivenUp(reason)) => (deadline.min(deadline_after(DOUBT)), reason.to_owned()),
                Err(_) => return Err(unknown(ticket, self.late())),
            },
            None => (deadline, self.late()),
        };
        match self.settled(ticket, patience).await {
            Ok(Fate::InBlock(Block { hash, is_final, .. })) => Ok(End::In { block: hash, is_final }),
            Ok(Fate::Never(never)) => Ok(End::Never(never)),
            Ok(Fate::Waiting | Fate::Possible) => Err(unknown(ticket, reason)),
            Err(error) => Err(unknown(ticket, format!("{reason}; {error}"))),
        }
    }

    fn late(&self) -> String {
        format!("it was in no block after {} s", self.timeout().as_secs_f64())
    }

    /// What a transaction did in its block.
    async fn carried_out(&self, signed: &Signed, block: Hash, is_final: bool) -> Result<Receipt, Error> {
        let Ticket { tx, signer, .. } = signed.ticket;
        // A node that fails now leaves its outcome unknown.
        let read = self.receipt(tx, block, is_final, signer).await;
        let (receipt, failure) =
            read.map_err(|error| unknown(&signed.ticket, format!("it is in block {block}; {error}")))?;
        match failure {
            None => Ok(receipt),
            Some(error) => Err(Error::Dispatch { error, sent: Some(Box::new(Sent { tx, block })), fee: receipt.fee }),
        }
    }
}

/// A transaction that is valid from `birth` on, and lacks a signature.
pub(super) fn signable_at<'a>(
    runtime: &super::Runtime,
    payload: &'a Payload,
    nonce: u64,
    birth: Block,
) -> Result<Signable<'a>, Error> {
    let params = SubstrateExtrinsicParamsBuilder::<Config>::new()
        .nonce(nonce)
        .mortal_from_unchecked(MORTAL_BLOCKS, birth.number, birth.hash.into())
        .build();
    runtime.at().transactions().create_signable_offline(payload, params).map_err(Error::node)
}

/// When `patience` is over; never, if it is longer than the clock can count.
fn deadline_after(patience: Duration) -> Instant {
    const YEAR: Duration = Duration::from_secs(31_536_000);
    let now = Instant::now();
    now.checked_add(patience.min(YEAR)).unwrap_or(now)
}

fn unknown(ticket: &Ticket, reason: String) -> Error {
    Error::Unknown { ticket: Box::new(ticket.clone()), reason }
}

fn too_many() -> Error {
    Error::Rejected { reason: "other transactions of this account came first again and again".to_owned(), tx: None }
}

/// Whether the number is why it was refused.
fn is_taken_number(error: &UserError) -> bool {
    let says_outdated = || error.data.as_ref().is_some_and(|data| data.get().contains("outdated"));
    matches!(error.code, PRIORITY_TOO_LOW | BANNED) || (error.code == INVALID && says_outdated())
}

fn rejected(error: &UserError) -> Error {
    let data = error.data.as_ref().and_then(|data| serde_json::from_str::<String>(data.get()).ok());
    let reason = match data {
        Some(data) => format!("{}: {data}", error.message),
        None => error.message.clone(),
    };
    Error::Rejected { reason, tx: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(code: i32, data: Option<&str>) -> UserError {
        let data = data.map(|text| serde_json::value::to_raw_value(text).unwrap());
        UserError { code, message: "Invalid Transaction".to_owned(), data }
    }

    #[test]
    fn a_number_that_another_took_is_taken_anew_and_nothing_else_is() {
        assert!(is_taken_number(&refusal(1010, Some("Transaction is outdated"))));
        assert!(is_taken_number(&refusal(1014, None)));
        assert!(!is_taken_number(&refusal(1010, Some("Inability to pay some fees"))));
        assert!(!is_taken_number(&refusal(1016, None)));
    }

    #[test]
    fn a_rejection_says_why() {
        let error = rejected(&refusal(1010, Some("Inability to pay some fees")));
        assert!(error.to_string().contains("Inability to pay some fees"), "{error}");
    }
}
