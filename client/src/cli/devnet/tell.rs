//! Telling what happens without holding up the chain, or whoever wants to end it, when nobody reads.

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::Arc;
use std::thread;

use mutual_devnet::Report;

use super::show;
use crate::error::Error;

/// How many blocks may wait to be written. Those that come when so many wait are left out, and counted.
const MAX_WAITING: usize = 1_000;

/// Hands reports to a thread that writes them.
pub(super) struct Teller {
    waiting: SyncSender<Report>,
    left_out: Arc<AtomicUsize>,
}

impl Teller {
    /// Begins to write to `out`, until it is dropped.
    pub(super) fn start(trace: bool, out: impl Write + Send + 'static) -> Result<Self, Error> {
        let (waiting, reports) = mpsc::sync_channel(MAX_WAITING);
        let left_out = Arc::<AtomicUsize>::default();
        let count = left_out.clone();
        let run = move || write(&reports, &count, trace, out);
        let begun = thread::Builder::new().name("devnet-reports".into()).spawn(run);
        begun.map_err(|error| Error::Unexpected(error.to_string()))?;
        Ok(Self { waiting, left_out })
    }

    /// Has a report written, if there is room for one more.
    pub(super) fn tell(&self, report: Report) {
        if self.waiting.try_send(report).is_err() {
            self.left_out.fetch_add(1, Ordering::Relaxed);
        }
    }
}

fn write(reports: &Receiver<Report>, left_out: &AtomicUsize, trace: bool, mut out: impl Write) {
    while let Ok(report) = reports.recv() {
        let mut lines = show::block(&report, trace);
        let missed = left_out.swap(0, Ordering::Relaxed);
        if missed > 0 {
            lines.push(format!("    {missed} blocks came faster than this was read, and are not shown"));
        }
        // Nothing depends on whether anybody reads it.
        let _ = out.write_all((lines.join("\n") + "\n").as_bytes()).and_then(|()| out.flush());
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::io;
    use std::sync::mpsc::Sender;

    use mutual_devnet::{Included, H256};

    use super::*;

    /// Takes nothing until it is let, and then hands on what is written.
    struct Slow {
        held: Receiver<()>,
        written: Sender<String>,
    }

    impl Write for Slow {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            // It is let for good when the other side has gone.
            let _ = self.held.recv();
            let _ = self.written.send(String::from_utf8_lossy(bytes).into_owned());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn report(number: u32) -> Report {
        let included = Included {
            hash: H256::zero(),
            signer: None,
            pallet: "System",
            call: "remark",
            contract: None,
            error: None,
            ref_time: 0,
            proof_size: 0,
            fee: 0,
            heard: Vec::new(),
            steps: Vec::new(),
        };
        Report { number, hash: H256::zero(), time_ms: 0, transactions: vec![included] }
    }

    #[test]
    fn when_nobody_reads_the_chain_goes_on_and_what_is_left_out_is_counted() {
        let (release, held) = mpsc::channel();
        let (written, read) = mpsc::channel();
        let teller = Teller::start(false, Slow { held, written }).unwrap();
        let told = 3 * u32::try_from(MAX_WAITING).unwrap();
        // Each of these returns at once though nothing can be written.
        (0..told).for_each(|number| teller.tell(report(number)));
        drop(release);
        let first = read.recv().unwrap();
        assert!(first.starts_with("     0 System.remark: ok"), "{first}");
        drop(teller);
        let text = first + &read.iter().collect::<String>();
        let shown = text.lines().filter(|line| line.contains("System.remark")).count();
        let missed = text.lines().filter_map(|line| line.trim().split_once(" blocks came faster"));
        let missed: usize = missed.map(|(count, _)| count.parse::<usize>().unwrap()).sum();
        assert_eq!(shown + missed, told as usize);
        assert!(shown <= MAX_WAITING + 1, "{shown}");
    }
}
