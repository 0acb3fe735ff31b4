//! Every message that writes, by its own name, to prepare and to send.

use mutual_types::circle::MemberNumber;
use mutual_types::Planck;

use super::{Circle, Message, Outcome};
use crate::contract::done;
use crate::error::Error;
use crate::keys::Signer;

/// A message's constructor, and the method that sends it. `pays` names the argument that is money sent along.
macro_rules! messages {
    ($($(#[$doc:meta])* $name:ident($($arg:ident: $type:ty),*) $(pays $value:ident)?;)*) => {
        impl Message<()> {
            $(
                $(#[$doc])*
                pub fn $name($($arg: $type,)* $($value: Planck)?) -> Self {
                    Self::new(stringify!($name), ($($arg),*), done)$(.with_value($value))?
                }
            )*
        }

        impl Circle {
            $(
                $(#[$doc])*
                ///
                /// # Errors
                /// Those of [`Circle::send`].
                pub async fn $name(
                    &self,
                    signer: &Signer,
                    $($arg: $type,)*
                    $($value: Planck)?
                ) -> Result<Outcome<()>, Error> {
                    self.send(signer, Message::$name($($arg,)* $($value)?)).await
                }
            )*
        }
    };
}

messages! {
    /// Joins, with a contribution as the deposit, and with a commitment where the order is drawn.
    join(commitment: Option<[u8; 32]>) pays deposit;
    /// Leaves: before the start, or level and without having received.
    leave();
    /// Reveals the secret that was committed to.
    reveal(secret: [u8; 32]);
    /// Pays contributions for a member: rounds missed first, then the deposit, then rounds to come.
    contribute(member: MemberNumber, rounds: u32) pays amount;
    /// Offers a member to change places in the queue.
    offer_swap(with: MemberNumber);
    /// Accepts what a member offers.
    accept_swap(with: MemberNumber);
    /// Records what time has done.
    settle();
    /// Pays the signer's credit out to them.
    withdraw_credit();
    /// Pays credits that nobody has claimed for a year to the society.
    forfeit_credits();
    /// Pays what was sent without a message to the society.
    sweep();
}
