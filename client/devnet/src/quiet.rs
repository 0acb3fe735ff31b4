//! Turns panics of the runtime into errors.
//!
//! Compiled to wasm, the runtime traps when it is given nonsense. Called natively, it panics instead. Such a panic is an
//! answer, not a fault of this process, so it is caught and the report that would go to stderr is left out.

use std::{
    any::Any,
    cell::Cell,
    panic::{self, AssertUnwindSafe},
    sync::Once,
};

thread_local! {
    static EXPECTED: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// Restores the thread's flag even when the guarded code unwinds.
struct Restore(bool);

impl Drop for Restore {
    fn drop(&mut self) {
        EXPECTED.set(self.0);
    }
}

/// Runs `work`; a panic in it becomes its message.
///
/// The caller drops whatever `work` may have left half done.
pub(crate) fn catch<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    HOOK.call_once(|| {
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !EXPECTED.get() {
                report(info);
            }
        }));
    });
    let _restore = Restore(EXPECTED.replace(true));
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(message)
}

fn message(payload: Box<dyn Any + Send>) -> String {
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => payload.downcast_ref::<&str>().map_or("no message".into(), |text| (*text).into()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic, clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_panic_becomes_its_message() {
        assert_eq!(catch(|| 1), Ok(1));
        assert_eq!(catch(|| -> u8 { panic!("plain") }), Err("plain".into()));
        assert_eq!(catch(|| -> u8 { panic!("with {}", 2) }), Err("with 2".into()));
    }

    #[test]
    fn the_flag_is_as_before_after_nested_panics() {
        let inner = catch(|| {
            let inner = catch(|| -> u8 { panic!("inner") });
            assert!(EXPECTED.get());
            inner
        });
        assert_eq!(inner.unwrap(), Err("inner".into()));
        assert!(!EXPECTED.get());
    }
}
