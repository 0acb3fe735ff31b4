//! Proxies: a member lets another vote for them.

use alloc::vec::Vec;

use crate::MemberIndex;

/// Members whom one holder votes for at the most.
pub const PROXIES_MAX: u32 = 3;

scale_type! {
    /// Whom a member votes for, and who votes for them.
    #[derive(Default)]
    pub struct Proxies {
        /// To whom they have offered theirs.
        pub offered_to: Option<MemberIndex>,
        /// Who votes for them.
        pub holder: Option<MemberIndex>,
        /// Whom they vote for, at most [`PROXIES_MAX`].
        pub holds: Vec<MemberIndex>,
    }

    /// Why a proxy is refused.
    #[derive(Copy)]
    pub enum ProxyRefusal {
        /// To oneself.
        OneSelf,
        /// Who holds a proxy gives none, and who has given one holds none.
        Chain,
        /// The holder has as many as they may.
        Full,
        /// The member did not offer it to the caller.
        NotOffered,
        /// There is none to end.
        None,
    }
}
