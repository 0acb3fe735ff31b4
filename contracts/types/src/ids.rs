//! Identifiers: dense counters, given once and never reused.

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, scale::Encode, scale::Decode)]
        #[cfg_attr(
            all(feature = "ink", feature = "std"),
            derive(scale_info::TypeInfo, ink::storage::traits::StorageLayout)
        )]
        pub struct $name(pub u32);

        impl crate::read::Read for $name {
            fn read(from: &mut crate::read::Reader) -> Self {
                Self(u32::read(from))
            }
        }

        impl crate::read::Element for $name {}

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                write!(f, "{}", self.0)
            }
        }
    };
}

id! {
    /// A member for ever: it stays with the person through a change of account.
    MemberIndex
}
id! {
    /// A proposal, in the order made.
    ProposalId
}
id! {
    /// A payment, in the order created.
    PaymentId
}
id! {
    /// A pot; the general pot is 0.
    PotId
}

id! {
    /// A grant, in the order made.
    GrantId
}
id! {
    /// A request for relief, in the order made.
    ReliefId
}
id! {
    /// An expense claim, in the order made.
    ExpenseId
}
id! {
    /// A dispute, in the order opened.
    DisputeId
}

impl PotId {
    /// The pot that unmarked money goes to.
    pub const GENERAL: Self = Self(0);
}
