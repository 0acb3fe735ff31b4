//! The society's records, read from its cells: a version byte and the encoded record, under a key of four bytes and the
//! encoded number or account.

use mutual_types::{
    AccountId, Application, AssetLock, BallotCell, Bounds, Charter, Counters, Dispute, DisputeId, Dissolution,
    Document, Grant, GrantId, Member, MemberIndex, NextBeneficiary, Payment, PaymentId, Planck, Pot, PotId, Proposal,
    ProposalBody, ProposalId, ProposalStop, Proxies, ReliefDays, ReliefId, ReliefRecord, ReliefRequest, Roster, Rules,
    Stored,
};
use scale::{Decode, DecodeAll, Encode};

use super::chain::Chain;

/// The keys of the cells, as in the contract's `state::key`. A key, once used, is never used for anything else.
mod key {
    pub const IDENTITY: u32 = 0x4d55_0001;
    pub const RULES: u32 = 0x4d55_0002;
    pub const ROSTER: u32 = 0x4d55_0003;
    pub const ADMISSIONS: u32 = 0x4d55_0004;
    pub const RELIEF_DAYS: u32 = 0x4d55_0005;
    pub const DISSOLUTION: u32 = 0x4d55_0006;
    pub const MEMBERS: u32 = 0x4d55_0010;
    pub const ACCOUNTS: u32 = 0x4d55_0011;
    pub const APPLICATIONS: u32 = 0x4d55_0012;
    pub const PROXIES: u32 = 0x4d55_0014;
    pub const OFFERS: u32 = 0x4d55_0015;
    pub const PROPOSALS: u32 = 0x4d55_0020;
    pub const BODIES: u32 = 0x4d55_0021;
    pub const BALLOTS: u32 = 0x4d55_0022;
    pub const PROXY_BALLOTS: u32 = 0x4d55_0023;
    pub const STATEMENTS: u32 = 0x4d55_0024;
    pub const POTS: u32 = 0x4d55_0030;
    pub const PAYMENTS: u32 = 0x4d55_0031;
    pub const CREDITS: u32 = 0x4d55_0032;
    pub const GRANTS: u32 = 0x4d55_0040;
    pub const RELIEF_REQUESTS: u32 = 0x4d55_0050;
    pub const RELIEF_RECORDS: u32 = 0x4d55_0051;
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

/// A record that may be missing.
macro_rules! optional {
    ($($name:ident $key:ident $id:ty => Option<$type:ty>;)*) => {$(
        pub fn $name(&self, id: $id) -> Option<$type> {
            self.find(key::$key, &id)
        }
    )*};
}

/// A record that is empty where it is missing.
macro_rules! defaults {
    ($($name:ident $key:ident $id:ty => $type:ty;)*) => {$(
        pub fn $name(&self, id: $id) -> $type {
            self.find(key::$key, &id).unwrap_or_default()
        }
    )*};
}

/// A cell that founding fills.
macro_rules! single {
    ($($name:ident $key:ident => $type:ty;)*) => {$(
        pub fn $name(&self) -> $type {
            self.find(key::$key, &()).expect("founding fills it")
        }
    )*};
}

/// The cell of what seldom changes.
#[derive(Debug, Decode)]
pub struct Identity {
    _name: String,
    _purpose: String,
    pub charter: Charter,
    _bounds: Bounds,
    pub asset_lock: AssetLock,
    pub next_beneficiary: Option<NextBeneficiary>,
}

/// The cell of admissions.
#[derive(Debug, Decode)]
pub struct Admissions {
    pub since_ms: u64,
    pub count: u32,
    _founded_ms: u64,
    pub batched: u32,
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
    pub fn root(&self) -> (u16, Counters) {
        let bytes = self.0.cell(&0u32.encode()).expect("there is a root cell");
        DecodeAll::decode_all(&mut &*bytes).expect("the root cell is what it was")
    }

    pub fn counters(&self) -> Counters {
        self.root().1
    }

    optional! {
        application APPLICATIONS AccountId => Option<Application>;
        offer OFFERS AccountId => Option<AccountId>;
        statement STATEMENTS ProposalId => Option<Document>;
    }

    defaults! {
        proxies PROXIES MemberIndex => Proxies;
        credit CREDITS AccountId => Planck;
        relief_record RELIEF_RECORDS MemberIndex => ReliefRecord;
    }

    single! {
        identity IDENTITY => Identity;
        rules RULES => Rules;
        roster ROSTER => Roster;
        admissions ADMISSIONS => Admissions;
    }

    pub fn relief_days(&self) -> ReliefDays {
        self.find(key::RELIEF_DAYS, &()).unwrap_or_default()
    }

    pub fn dissolution(&self) -> Option<Dissolution> {
        self.find(key::DISSOLUTION, &())
    }

    /// The ballots of a proposal, and the marks of those that a proxy cast; of a play all fit in one cell each.
    pub fn ballots(&self, id: ProposalId) -> (BallotCell, BallotCell) {
        let of = |map| self.find(map, &(id, BallotCell::number(MemberIndex(0)))).unwrap_or_default();
        (of(key::BALLOTS), of(key::PROXY_BALLOTS))
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
