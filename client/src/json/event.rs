//! What has happened.

use mutual_types::event::{self, Event};
use serde_json::Value;

use super::{
    object::{field, Object},
    ToJson,
};

/// Events as objects with their name and number first.
macro_rules! events {
    ($($name:ident { $($field:ident $(: $how:ident)?),* })*) => {
        $(
            impl ToJson for event::$name {
                fn to_json(&self) -> Value {
                    let Self { seq, $($field),* } = self;
                    let mut object = Object::named("event", stringify!($name)).with("seq", seq);
                    $(field!(object, $field $($how)?);)*
                    object.into()
                }
            }
        )*

        impl ToJson for Event {
            fn to_json(&self) -> Value {
                match self {
                    $(Self::$name(event) => event.to_json(),)*
                }
            }
        }
    };
}

events! {
    SocietyFounded { founder, members, value }
    Applied { account, charter_version, ends_ms: at }
    Sponsored { account, sponsor, sponsors, needed }
    MemberAdmitted { account, member }
    CharterAcknowledged { member, version }
    ProposalMade { proposal, proposer, kind, class, electorate, potential, ends_ms: at, deposit }
    VoteCast { proposal, member, choice, ends_ms: at, reason }
    ProposalCertified { proposal, steward }
    ProposalExecuted { proposal }
    ProposalSettled { proposal, status, account, deposit }
    PaymentCreated { payment, origin, payee, amount, pot, ends_ms: at }
    PaymentApproved { payment, treasurer, approvals }
    PaymentReleased { payment, payee, amount, pot }
    PaymentRefused { payment, refusal }
    PaymentRenewed { payment, treasurer, ends_ms: at }
    RoleGranted { member, role, expires_ms: at }
    RoleRevoked { member, role }
    Contributed { from, pot, amount, memo }
    SurplusSwept { amount }
    CreditWithdrawn { account, amount }
}
