//! What is needed to find a transaction again, and whoever must stop waiting for it.

use std::sync::{Arc, Mutex, PoisonError};

use mutual_types::AccountId;

use super::{Hash, Wait, DEFAULT_URL};
use crate::text::address;

/// For how many blocks a transaction is valid: one that was lost cannot turn up later. More than a busy chain makes while
/// its finality lags, and minutes where blocks take seconds.
pub const MORTAL_BLOCKS: u64 = 256;

/// A transaction that was signed, and all that is needed to find it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// The transaction.
    pub tx: Hash,
    /// Who signed it.
    pub signer: AccountId,
    /// Which of the signer's it is: the chain carries out one transaction of each number.
    pub nonce: u64,
    /// The number of the final block that it was signed at: it is in a later one, if at all.
    pub from: u64,
    /// What was to be waited for.
    pub wait: Wait,
    /// Where the node is, if that is known.
    pub url: Option<String>,
}

impl Ticket {
    /// The number of the first block that can no longer hold it.
    pub fn until(&self) -> u64 {
        self.from.saturating_add(MORTAL_BLOCKS)
    }

    /// The command that finds out what became of it.
    pub fn command(&self) -> String {
        let wait = match self.wait {
            Wait::None | Wait::Block => "block",
            Wait::Final => "final",
        };
        let url = match self.url.as_deref() {
            None | Some(DEFAULT_URL) => String::new(),
            Some(url) => format!(" --url {url}"),
        };
        let (tx, signer) = (self.tx, address::format(&self.signer));
        format!(
            "mutual transaction show {tx} --signer {signer} --nonce {} --from {} --wait {wait}{url}",
            self.nonce, self.from
        )
    }
}

/// Follows a transaction on its way, for whoever may have to stop waiting: it says whether anything can have been sent.
#[derive(Clone, Debug, Default)]
pub struct Track {
    sent: Arc<Mutex<Option<Ticket>>>,
}

impl Track {
    /// The transaction that the node has or may have; none if nothing was sent, or what was sent was refused.
    pub fn sent(&self) -> Option<Ticket> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn note(&self, ticket: Option<Ticket>) {
        *self.sent.lock().unwrap_or_else(PoisonError::into_inner) = ticket;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_names_all_that_finds_it() {
        let ticket = Ticket {
            tx: Hash([0xab; 32]),
            signer: AccountId([1; 32]),
            nonce: 7,
            from: 100,
            wait: Wait::Block,
            url: Some("ws://127.0.0.1:4444".to_owned()),
        };
        let signer = address::format(&ticket.signer);
        let hash = format!("0x{}", "ab".repeat(32));
        let base = format!("mutual transaction show {hash} --signer {signer} --nonce 7 --from 100 --wait");
        assert_eq!(ticket.command(), format!("{base} block --url ws://127.0.0.1:4444"));
        let near = Ticket { wait: Wait::Final, url: Some(DEFAULT_URL.to_owned()), ..ticket.clone() };
        assert_eq!(near.command(), format!("{base} final"));
        assert_eq!(ticket.until(), 100 + MORTAL_BLOCKS);
    }
}
