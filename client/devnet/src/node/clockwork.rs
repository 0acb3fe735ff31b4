//! Blocks at regular intervals.

use std::{
    sync::{
        mpsc::{self, RecvTimeoutError},
        Arc,
    },
    thread,
    time::{Duration, Instant},
};

use super::Node;
use crate::error::Error;

impl Node {
    /// Begins to make a block in each interval, until the node ends.
    pub(crate) fn start_clockwork(self: &Arc<Self>, interval: Duration) -> Result<(), Error> {
        let (alive, ended) = mpsc::channel();
        if self.clockwork.set(alive).is_err() {
            return Ok(());
        }
        let node = Arc::downgrade(self);
        let run = move || {
            let mut next = Instant::now();
            loop {
                // Blocks that come too late are left out, and not made up for.
                next = (next.checked_add(interval)).map_or_else(Instant::now, |next| next.max(Instant::now()));
                match ended.recv_timeout(next.saturating_duration_since(Instant::now())) {
                    Err(RecvTimeoutError::Timeout) => {}
                    _ => return,
                }
                let Some(node) = node.upgrade() else { return };
                if let Err(error) = node.new_block() {
                    tracing::error!(%error, "no block could be made in this interval");
                }
            }
        };
        thread::Builder::new().name("devnet-blocks".into()).spawn(run).map(drop).map_err(Error::Thread)
    }
}
