//! The society's records, read from its cells: a version byte and the encoded record, under a key of four bytes and the
//! encoded number or account.

use mutual_types::{
    AccountId, Counters, Dispute, DisputeId, Grant, GrantId, Member, MemberIndex, Payment, PaymentId, Planck, Pot, PotId,
    Proposal, ProposalBody, ProposalId, ProposalStop, Proxies, ReliefId, ReliefRequest, Roster, Rules, Stored,
};
use scale::{Decode, DecodeAll, Encode};

use super::chain::Chain;

/// The keys of the cells, as in the contract's `state::key`. A key, once used, is never used for anything else.
mod key {
    pub const RULES: u32 = 0x4d55_0002;
    pub const ROSTER: u32 = 0x4d55_0003;
    pub const MEMBERS: u32 = 0x4d55_0010;
    pub const ACCOUNTS: u32 = 0x4d55_0011;
    pub const PROXIES: u32 = 0x4d55_0014;
    pub const PROPOSALS: u32 = 0x4d55_0020;
    pub const BODIES: u32 = 0x4d55_0021;
    pub const POTS: u32 = 0x4d55_0030;
    pub const PAYMENTS: u32 = 0x4d55_0031;
    pub const CREDITS: u32 = 0x4d55_0032;
    pub const GRANTS: u32 = 0x4d55_0040;
    pub const RELIEF_REQUESTS: u32 = 0x4d55_0050;
    pub const DISPUTES: u32 = 0x4d55_0060;
}

/// A record that must be there.
macro_rules! records {
    ($($name:ident $key:ident $id:ty => $type:ty;)*) => {$(
        pub fn $name(&self, id: $id) -> $type {
            self.find(key::$key, &id).unwrap_or_else(|| panic!("there is {} {id:?}", stringify!($name)))
        }
    )*};
}

/// The cells as they are now.
pub struct Cells<'a>(pub &'a Chain);

impl Cells<'_> {
    fn find<T: Decode>(&self, map: u32, id: &impl Encode) -> Option<T> {
        let bytes = self.0.cell(&(map, id).encode())?;
        Some(*Stored::decode_all(&mut &*bytes).expect("a cell holds one record").into_latest())
    }

    records! {
        account ACCOUNTS MemberIndex => AccountId;
        member MEMBERS AccountId => Member;
        proposal PROPOSALS ProposalId => Proposal;
        body BODIES ProposalId => ProposalBody;
        pot POTS PotId => Pot;
        payment PAYMENTS PaymentId => Payment;
        grant GRANTS GrantId => Grant;
        request RELIEF_REQUESTS ReliefId => ReliefRequest;
        dispute DISPUTES DisputeId => Dispute;
    }

    /// The root cell: the layout's version, and the counters.
    pub fn counters(&self) -> Counters {
        let bytes = self.0.cell(&0u32.encode()).expect("there is a root cell");
        <(u16, Counters)>::decode_all(&mut &*bytes).expect("the root cell is what it was").1
    }

    pub fn rules(&self) -> Rules {
        self.find(key::RULES, &()).expect("there are rules")
    }

    pub fn roster(&self) -> Roster {
        self.find(key::ROSTER, &()).expect("there is a roster")
    }

    pub fn proxies(&self, member: MemberIndex) -> Proxies {
        self.find(key::PROXIES, &member).unwrap_or_default()
    }

    pub fn credit(&self, account: AccountId) -> Planck {
        self.find(key::CREDITS, &account).unwrap_or_default()
    }

    /// A payment as the next message sees it: a proposal that stopped it and is over stops it no longer.
    pub fn current_payment(&self, id: PaymentId, now_ms: u64) -> Payment {
        let mut payment = self.payment(id);
        for is_release in [true, false] {
            let stops = &mut payment.stops;
            let stop = if is_release { &mut stops.release_proposal } else { &mut stops.cancel_proposal };
            let Some(ProposalStop { proposal, over: over @ false }) = stop else { continue };
            if let Some(ended_ms) = self.proposal(*proposal).ended_ms(now_ms) {
                *over = true;
                payment.resume_clock(ended_ms, now_ms).unwrap();
            }
        }
        payment.settle_clock(now_ms).unwrap();
        payment
    }

    /// What a member should have paid back by now.
    pub fn debt(&self, member: &Member, now_ms: u64) -> Planck {
        member.loans.iter().map(|id| self.grant(*id).past_due(now_ms)).sum()
    }
}
