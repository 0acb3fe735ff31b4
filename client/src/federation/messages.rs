//! Every message that writes, by its own name, to prepare and to send.

use mutual_types::federation::{
    event::Event, BackingId, BackingTerms, DrawId, Matter, MotionId, Part, Report, SocietyId,
};
use mutual_types::{Document, Planck, PotId};

use super::{Federation, Message, Outcome};
use crate::contract::{answer, done};
use crate::error::Error;
use crate::keys::Signer;

/// A message's constructor, and the method that sends it. `pays` names the argument that is money sent along, `waits` the draw
/// whose time it waits for.
macro_rules! messages {
    (
        $(
            $(#[$doc:meta])*
            $name:ident($($arg:ident: $type:ty),*) $(pays $value:ident)? $(waits $draw:ident)? -> $answer:ty = $read:expr;
        )*
    ) => {
        $(
            impl Message<$answer> {
                $(#[$doc])*
                pub fn $name($($arg: $type,)* $($value: Planck)?) -> Self {
                    Self::new(stringify!($name), ($($arg),*), $read)$(.with_value($value))?$(.about(Some($draw)))?
                }
            }
        )*

        impl Federation {
            $(
                $(#[$doc])*
                ///
                /// # Errors
                /// Those of [`Federation::send`].
                pub async fn $name(
                    &self,
                    signer: &Signer,
                    $($arg: $type,)*
                    $($value: Planck)?
                ) -> Result<Outcome<$answer>, Error> {
                    self.send(signer, Message::<$answer>::$name($($arg,)* $($value)?)).await
                }
            )*
        }
    };
}

messages! {
    /// Joins. A society's own, by a proposal that calls the federation.
    join() -> () = done;
    /// Asks to be admitted. A society's own, by a proposal that calls the federation.
    apply(document: &Document) -> MotionId = answer!(Event: MotionMade(it) => it.motion);
    /// Leaves. A society's own, by a proposal that calls the federation.
    leave() -> () = done;
    /// Moves something, and votes for it. A society's own, by a proposal that calls the federation.
    move_motion(matter: &Matter) -> MotionId = answer!(Event: MotionMade(it) => it.motion);
    /// Votes. A society's own, by a proposal that calls the federation.
    vote(motion: MotionId, aye: bool) -> () = done;
    /// Pays in what others may draw. A society's own, by a proposal that calls the federation.
    back(terms: &BackingTerms) pays amount -> BackingId = answer!(Event: BackingMade(it) => it.backing);
    /// Closes a backing that is over.
    close_backing(backing: BackingId) -> () = done;
    /// Draws on backings; the answer is the first draw. A society's own, by a proposal that calls the federation.
    draw(parts: &[Part], reason: &Document) -> DrawId = answer!(Event: Drawn(it) => it.draw);
    /// Has a draw collected into the relief pot of the society that drew.
    collect(draw: DrawId, pot: PotId) -> () = done;
    /// Lets a draw go back that was not collected in time.
    lapse(draw: DrawId) waits draw -> () = done;
    /// Pays back what is owed of a draw.
    repay(draw: DrawId) pays amount -> () = done;
    /// Forgives what is owed of a draw. The backer's own, by a proposal that calls the federation.
    forgive(draw: DrawId, amount: Planck) -> () = done;
    /// Has a society paid what it is owed, less what it has past due.
    pay_credit(society: SocietyId) -> () = done;
    /// Books money that came without a message.
    sweep() -> () = done;
    /// Has a society read for the period that is now.
    refresh(society: SocietyId) -> () = done;
    /// Reports on a period that is over. A society's own, by a proposal that calls the federation.
    report(period: u32, report: &Report) -> () = done;
}
