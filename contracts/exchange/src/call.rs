//! What a rule may know of the outside.

use mutual_types::{AccountId, TimestampMs};

/// The circumstances of one message. No message takes money.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    /// Who signed, or which contract called.
    pub caller: AccountId,
    /// The block's time.
    pub now_ms: TimestampMs,
    /// The exchange's own account.
    pub this: AccountId,
}

impl Call {
    /// The circumstances of the message under way.
    pub fn current() -> Self {
        use ink::env::{account_id, block_timestamp, caller, DefaultEnvironment as E};
        Self { caller: caller::<E>().into(), now_ms: block_timestamp::<E>(), this: account_id::<E>().into() }
    }
}
