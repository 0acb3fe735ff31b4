//! Every message that writes, by its own name, to prepare and to send.

use mutual_types::exchange::{event::Event, Applied, DealId, DealTerms, DealWith, Minutes, OfferId, OfferTerms, Rules};
use mutual_types::{DisputeId, MemberIndex};

use super::{Exchange, Message, Outcome};
use crate::contract::{answer, done};
use crate::error::Error;
use crate::keys::Signer;

/// A message's constructor, and the method that sends it.
macro_rules! messages {
    ($($(#[$doc:meta])* $name:ident($($arg:ident: $type:ty),*) -> $answer:ty = $read:expr;)*) => {
        $(
            impl Message<$answer> {
                $(#[$doc])*
                pub fn $name($($arg: $type),*) -> Self {
                    Self::new(stringify!($name), ($($arg),*), $read)
                }
            }
        )*

        impl Exchange {
            $(
                $(#[$doc])*
                ///
                /// # Errors
                /// Those of [`Exchange::send`].
                pub async fn $name(&self, signer: &Signer, $($arg: $type),*) -> Result<Outcome<$answer>, Error> {
                    self.send(signer, Message::<$answer>::$name($($arg),*)).await
                }
            )*
        }
    };
}

messages! {
    /// Puts up an offer or a request.
    post_offer(terms: &OfferTerms) -> OfferId = answer!(Event: OfferPosted(it) => it.offer);
    /// Takes an offer off its list: the signer's own, or one that is over.
    close_offer(offer: OfferId) -> () = done;
    /// Proposes to help somebody, or to be helped.
    propose(with: &DealWith, terms: &DealTerms) -> DealId = answer!(Event: DealProposed(it) => it.deal);
    /// Accepts what was proposed to the signer.
    accept(deal: DealId) -> () = done;
    /// Calls a deal off, which the other has not reported.
    cancel(deal: DealId, reason: Option<&str>) -> () = done;
    /// Says how many minutes it took. When both say the same, the hours move.
    report(deal: DealId, minutes: Minutes) -> () = done;
    /// Contests a deal; the answer is the number of the case for a dispute in the society.
    contest(deal: DealId) -> u32 = answer!(Event: DealContested(it) => it.case);
    /// Has the society's ruling on a contested deal applied.
    apply_ruling(deal: DealId, dispute: DisputeId) -> Applied =
        answer!(Event: DealContested(it) => Applied::Renumbered { case: it.case }, DealRuled(_) => Applied::Applied);
    /// Closes a deal that is over.
    close_deal(deal: DealId) -> () = done;
    /// Gives hours of the signer's to the community.
    donate(minutes: Minutes) -> () = done;
    /// Forgives a member's debt. The society's own, by a proposal that calls the exchange.
    forgive(member: MemberIndex, minutes: Minutes) -> () = done;
    /// Changes the rules. The society's own, by a proposal that calls the exchange.
    set_rules(rules: &Rules) -> () = done;
}
