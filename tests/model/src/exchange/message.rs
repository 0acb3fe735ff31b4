//! The messages, and what they answer.

use mutual_types::exchange::{Applied, DealId, DealTerms, DealWith, Minutes, OfferId, OfferTerms, Rules};
use mutual_types::{DisputeId, MemberIndex};

macro_rules! messages {
    ($($(#[$doc:meta])* $name:ident = $label:literal { $($field:ident: $type:ty),* })*) => {
        /// A message that writes.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[allow(missing_docs)] // as in docs/exchange.md
        pub enum Message {
            $($name { $($field: $type),* },)*
        }

        impl Message {
            /// The names of all of them.
            pub const NAMES: &'static [&'static str] = &[$($label),*];

            /// Its name in the contract.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$name { .. } => $label,)*
                }
            }
        }
    };
}

messages! {
    PostOffer = "post_offer" { terms: OfferTerms }
    CloseOffer = "close_offer" { offer: OfferId }
    Propose = "propose" { with: DealWith, terms: DealTerms }
    Accept = "accept" { deal: DealId }
    Cancel = "cancel" { deal: DealId, reason: Option<String> }
    Report = "report" { deal: DealId, minutes: Minutes }
    Contest = "contest" { deal: DealId }
    ApplyRuling = "apply_ruling" { deal: DealId, dispute: DisputeId }
    CloseDeal = "close_deal" { deal: DealId }
    Donate = "donate" { minutes: Minutes }
    Forgive = "forgive" { member: MemberIndex, minutes: Minutes }
    SetRules = "set_rules" { rules: Rules }
}

/// What a message gives back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing to know.
    Done,
    /// The offer it posted.
    Offer(OfferId),
    /// The deal it proposed.
    Deal(DealId),
    /// The case it began.
    Case(u32),
    /// What became of asking for a ruling.
    Applied(Applied),
}
