//! How far the plays have come, for whoever counts the steps until something differs: `scripts/faults.sh` does.

use std::panic::{catch_unwind, AssertUnwindSafe};

use mutual_model::play::Step;

/// The last step, and its number.
#[derive(Default)]
pub(super) struct Place {
    seed: u64,
    /// Steps of all plays.
    steps: u32,
    /// Steps of this one.
    number: u32,
    label: &'static str,
}

impl Place {
    /// This is the next step of the play of `seed`.
    pub(super) fn go_on(&mut self, seed: u64, step: &Step) {
        self.number = if seed == self.seed { self.number + 1 } else { 1 };
        self.steps += 1;
        self.seed = seed;
        self.label = step.message.label();
    }

    /// Plays, and if that fails says before all else at which step.
    pub(super) fn or_say_where(&mut self, play: impl FnOnce(&mut Self)) {
        let Err(panic) = catch_unwind(AssertUnwindSafe(|| play(self))) else { return };
        let formatted = panic.downcast_ref::<String>().map(String::as_str);
        let what = formatted.or(panic.downcast_ref::<&str>().copied()).unwrap_or("it panicked");
        let Self { seed, steps, number, label } = self;
        panic!("it differs after {steps} steps, in step {number} of seed {seed}, {label}:\n{what}");
    }
}
