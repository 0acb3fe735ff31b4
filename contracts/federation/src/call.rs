//! What a rule may know of the outside.

use mutual_types::{AccountId, Planck, TimestampMs};

/// The circumstances of one message.
#[derive(Clone, Copy, Debug)]
pub struct Call {
    /// Who signed, or which contract called.
    pub caller: AccountId,
    /// The block's time.
    pub now_ms: TimestampMs,
    /// The money sent along, in planck.
    pub value: Planck,
    /// The federation's own account.
    pub this: AccountId,
}

impl Call {
    /// The circumstances of the message under way.
    pub fn current() -> Self {
        use ink::env::{account_id, block_timestamp, caller, transferred_value, DefaultEnvironment as E};
        Self {
            caller: caller::<E>().into(),
            now_ms: block_timestamp::<E>(),
            value: transferred_value::<E>(),
            this: account_id::<E>().into(),
        }
    }
}
