//! What a call to a federation asks of it, read back from its bytes: so that who votes on a proposal to call sees what it
//! would do.

use mutual_types::federation::{BackingId, BackingTerms, DrawId, Matter, MotionId, Part, Report, SocietyId};
use mutual_types::{CallTerms, Document, Planck, PotId};
use scale::{Decode, Encode};

use crate::contract::Bundle;

/// Each message with its arguments, in the order of their selectors.
macro_rules! asked {
    ($($(#[$doc:meta])* $variant:ident $name:ident $({ $($arg:ident: $type:ty),* })?;)*) => {
        /// A message to a federation with its arguments.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[allow(missing_docs)] // fields are named after what they hold
        pub enum Asked {
            $($(#[$doc])* $variant $({ $($arg: $type),* })?,)*
        }

        impl Asked {
            /// What a proposal to call asks, if it is bound to the code of a federation that this client knows: with any
            /// other code at the callee by then, the society does not make the call.
            pub fn of(terms: &CallTerms) -> Option<Self> {
                let known = Bundle::federation().ok()?.hash().0 == terms.code_hash;
                known.then(|| Self::decode(&terms.input)).flatten()
            }

            /// What `input` asks, if it is a message of a federation, whole and no byte longer.
            pub fn decode(input: &[u8]) -> Option<Self> {
                let (selector, mut args) = input.split_at_checked(4)?;
                let bundle = Bundle::federation().ok()?;
                $(
                    if bundle.message(stringify!($name)).ok()?.as_slice() == selector {
                        let asked = Self::$variant $({ $($arg: <$type>::decode(&mut args).ok()?),* })?;
                        return args.is_empty().then_some(asked);
                    }
                )*
                None
            }

            /// The name of the federation's message.
            pub fn label(&self) -> &'static str {
                match self {
                    $(Self::$variant { .. } => stringify!($name),)*
                }
            }

            /// Its arguments, as they are sent.
            pub fn args(&self) -> Vec<u8> {
                match self {
                    $(Self::$variant $({ $($arg),* })? => ($($($arg,)*)?).encode(),)*
                }
            }
        }
    };
}

asked! {
    /// Joins.
    Join join;
    /// Asks to be admitted.
    Apply apply { document: Document };
    /// Leaves.
    Leave leave;
    /// Moves something, and votes for it.
    MoveMotion move_motion { matter: Matter };
    /// Votes.
    Vote vote { motion: MotionId, aye: bool };
    /// Pays in what others may draw.
    Back back { terms: BackingTerms };
    /// Closes a backing that is over.
    CloseBacking close_backing { backing: BackingId };
    /// Draws on backings.
    Draw draw { parts: Vec<Part>, reason: Document };
    /// Has a draw collected.
    Collect collect { draw: DrawId, pot: PotId };
    /// Lets a draw go back.
    Lapse lapse { draw: DrawId };
    /// Pays back what is owed of a draw.
    Repay repay { draw: DrawId };
    /// Forgives what is owed of a draw.
    Forgive forgive { draw: DrawId, amount: Planck };
    /// Has a society paid what it is owed.
    PayCredit pay_credit { society: SocietyId };
    /// Books money that came without a message.
    Sweep sweep;
    /// Has a society read.
    Refresh refresh { society: SocietyId };
    /// Reports on a period.
    Report report { period: u32, report: Report };
}
