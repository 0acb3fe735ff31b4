//! What a society stores. The root is frozen at `{version, counters, cells}` and holds only what nearly every message
//! needs; all else lies in cells with keys of their own, each behind a version byte.

use ink::{
    prelude::{boxed::Box, string::String, vec::Vec},
    storage::{traits::ManualKey, Lazy, Mapping},
};
use mutual_types::{
    AccountId, Application, AssetLock, BallotCell, Bounds, Charter, Checked, Counters, Dispute, DisputeId,
    DisputeSubject, Dissolution, Document, Error, Grant, GrantId, Member, MemberIndex, NextBeneficiary, Payment,
    PaymentId, Planck, Pot, PotId, Proposal, ProposalBody, ProposalId, Proxies, ReliefDays, ReliefId, ReliefRecord,
    ReliefRequest, Roster, Rules, Stored, TimestampMs,
};

use crate::store;

/// The version of this layout. Feature `next` is the code of a later one, with which tests upgrade a living society.
pub const VERSION: u16 = if cfg!(feature = "next") { 2 } else { 1 };

/// A cell with its own key and a version byte.
type Cell<T, const KEY: u32> = Lazy<Stored<T>, ManualKey<KEY>>;
/// A map with its own key, each value behind a version byte.
type Map<K, V, const KEY: u32> = Mapping<K, Stored<V>, ManualKey<KEY>>;

/// The root cell.
#[ink::storage_item]
#[cfg_attr(test, derive(Debug))]
pub struct State {
    /// The version of the layout the storage is in.
    pub version: u16,
    /// The hot numbers.
    pub counters: Counters,
    /// Where everything else is; takes no room itself.
    pub cells: Cells,
}

/// The keys of all cells. A key, once used, is never used for anything else.
pub mod key {
    #![allow(missing_docs)] // each is named after its cell

    pub const IDENTITY: u32 = 0x4d55_0001;
    pub const RULES: u32 = 0x4d55_0002;
    pub const ROSTER: u32 = 0x4d55_0003;
    pub const ADMISSIONS: u32 = 0x4d55_0004;
    pub const RELIEF_DAYS: u32 = 0x4d55_0005;
    pub const DISSOLUTION: u32 = 0x4d55_0006;
    pub const MEMBERS: u32 = 0x4d55_0010;
    pub const ACCOUNTS: u32 = 0x4d55_0011;
    pub const APPLICATIONS: u32 = 0x4d55_0012;
    pub const SPONSORING: u32 = 0x4d55_0013;
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
    pub const DISPUTED: u32 = 0x4d55_0061;
}

/// Every other cell, for the layout in the metadata; they are read and written through [`crate::store`].
#[ink::storage_item]
#[cfg_attr(test, derive(Debug))]
#[allow(dead_code)] // their types are what counts
pub struct Cells {
    identity: Cell<Identity, { key::IDENTITY }>,
    rules: Cell<Rules, { key::RULES }>,
    roster: Cell<Roster, { key::ROSTER }>,
    admissions: Cell<Admissions, { key::ADMISSIONS }>,
    relief_days: Cell<ReliefDays, { key::RELIEF_DAYS }>,
    dissolution: Cell<Dissolution, { key::DISSOLUTION }>,
    members: Map<AccountId, Member, { key::MEMBERS }>,
    accounts: Map<MemberIndex, AccountId, { key::ACCOUNTS }>,
    applications: Map<AccountId, Application, { key::APPLICATIONS }>,
    sponsoring: Map<MemberIndex, Vec<AccountId>, { key::SPONSORING }>,
    proxies: Map<MemberIndex, Proxies, { key::PROXIES }>,
    offers: Map<AccountId, AccountId, { key::OFFERS }>,
    proposals: Map<ProposalId, Proposal, { key::PROPOSALS }>,
    bodies: Map<ProposalId, ProposalBody, { key::BODIES }>,
    ballots: Map<(ProposalId, u32), BallotCell, { key::BALLOTS }>,
    proxy_ballots: Map<(ProposalId, u32), BallotCell, { key::PROXY_BALLOTS }>,
    statements: Map<ProposalId, Document, { key::STATEMENTS }>,
    pots: Map<PotId, Pot, { key::POTS }>,
    payments: Map<PaymentId, Payment, { key::PAYMENTS }>,
    credits: Map<AccountId, Planck, { key::CREDITS }>,
    grants: Map<GrantId, Grant, { key::GRANTS }>,
    relief_requests: Map<ReliefId, ReliefRequest, { key::RELIEF_REQUESTS }>,
    relief_records: Map<MemberIndex, ReliefRecord, { key::RELIEF_RECORDS }>,
    disputes: Map<DisputeId, Dispute, { key::DISPUTES }>,
    disputed: Map<DisputeSubject, DisputeId, { key::DISPUTED }>,
}

/// What seldom changes.
#[derive(Clone, Debug, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
pub struct Identity {
    /// What the society is called.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// The charter in force.
    pub charter: Charter,
    /// How far the rules may change.
    pub bounds: Bounds,
    /// Where the money goes that no member has a claim on.
    pub asset_lock: AssetLock,
    /// Who replaces the beneficiary, and from when on.
    pub next_beneficiary: Option<NextBeneficiary>,
}

/// Admissions counted in the running period, and in the founding window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[ink::scale_derive(Encode, Decode, TypeInfo)]
#[cfg_attr(feature = "std", derive(ink::storage::traits::StorageLayout))]
pub struct Admissions {
    /// When the period began.
    pub since_ms: TimestampMs,
    /// How many were admitted in it.
    pub count: u32,
    /// When the society was founded.
    pub founded_ms: TimestampMs,
    /// How many entered in batches of the founding roster.
    pub batched: u32,
}

/// A way to read and write a cell that founding fills.
macro_rules! cell {
    ($get:ident, $set:ident, $cell:ident, $type:ty) => {
        /// The cell, which founding has filled.
        ///
        /// # Errors
        /// [`Error::Migrating`] if it is not there.
        pub fn $get(&self) -> Checked<Box<$type>> {
            store::load(key::$cell, &()).ok_or_else(|| Error::Migrating.into())
        }

        /// Fills the cell.
        pub fn $set(&mut self, value: impl Into<Box<$type>>) {
            let value: Box<$type> = value.into();
            store::save(key::$cell, &(), &*value);
        }
    };
}

/// A way to read and write a map, with the error for what is not there.
macro_rules! map {
    ($find:ident, $get:ident, $set:ident, $map:ident, $key:ty, $type:ty, $error:expr) => {
        /// The record, if there is one.
        pub fn $find(&self, key: $key) -> Option<Box<$type>> {
            store::load(key::$map, &key)
        }

        /// The record.
        ///
        /// # Errors
        /// When there is none.
        pub fn $get(&self, key: $key) -> Checked<Box<$type>> {
            #[allow(clippy::redundant_closure_call)] // the closure is an argument of this macro
            self.$find(key).ok_or_else(|| ($error)(key).into())
        }

        /// Stores the record.
        pub fn $set(&mut self, key: $key, value: impl Into<Box<$type>>) {
            let value: Box<$type> = value.into();
            store::save(key::$map, &key, &*value);
        }
    };
}

impl State {
    cell!(identity, set_identity, IDENTITY, Identity);
    cell!(rules, set_rules, RULES, Rules);

    /// The rules; there are none in no society.
    pub fn find_rules(&self) -> Option<Box<Rules>> {
        store::load(key::RULES, &())
    }

    cell!(roster, set_roster, ROSTER, Roster);
    cell!(admissions, set_admissions, ADMISSIONS, Admissions);

    map!(find_member, member, set_member, MEMBERS, AccountId, Member, |_| { Error::NotMember });
    map!(find_application, application, set_application, APPLICATIONS, AccountId, Application, |_| {
        Error::NoApplication
    });
    map!(find_proposal, proposal, set_proposal, PROPOSALS, ProposalId, Proposal, Error::NoProposal);
    map!(find_body, body, set_body, BODIES, ProposalId, ProposalBody, Error::NoProposal);
    map!(find_pot, pot, set_pot, POTS, PotId, Pot, Error::NoPot);
    map!(find_grant, grant, set_grant, GRANTS, GrantId, Grant, Error::NoGrant);
    map!(find_relief, relief, set_relief, RELIEF_REQUESTS, ReliefId, ReliefRequest, Error::NoRelief);
    map!(find_dispute, dispute, set_dispute, DISPUTES, DisputeId, Dispute, Error::NoDispute);
    map!(find_statement, statement, set_statement, STATEMENTS, ProposalId, Document, Error::NoProposal);
    map!(find_disputed, disputed, set_disputed, DISPUTED, DisputeSubject, DisputeId, |_| Error::NotDisputable);
    map!(find_offer, offer, set_offer, OFFERS, AccountId, AccountId, |_| Error::NoOffer);
    map!(find_payment, payment, set_payment, PAYMENTS, PaymentId, Payment, Error::NoPayment);

    /// Whom a member votes for, and who votes for them.
    pub fn proxies(&self, member: MemberIndex) -> Box<Proxies> {
        store::load(key::PROXIES, &member).unwrap_or_default()
    }

    /// Stores whom a member votes for, and who votes for them.
    pub fn set_proxies(&mut self, member: MemberIndex, proxies: Box<Proxies>) {
        store::save(key::PROXIES, &member, &proxies);
    }

    /// What a member had of relief, and what they attested.
    pub fn relief_record(&self, member: MemberIndex) -> Box<ReliefRecord> {
        store::load(key::RELIEF_RECORDS, &member).unwrap_or_default()
    }

    /// Stores what a member had of relief, and what they attested.
    pub fn set_relief_record(&mut self, member: MemberIndex, record: Box<ReliefRecord>) {
        store::save(key::RELIEF_RECORDS, &member, &record);
    }

    /// What relief promised in the last days.
    pub fn relief_days(&self) -> Box<ReliefDays> {
        store::load(key::RELIEF_DAYS, &()).unwrap_or_default()
    }

    /// Stores what relief promised in the last days.
    pub fn set_relief_days(&mut self, days: Box<ReliefDays>) {
        store::save(key::RELIEF_DAYS, &(), &days);
    }

    /// The dissolution, if one is under way.
    pub fn find_dissolution(&self) -> Option<Box<Dissolution>> {
        store::load(key::DISSOLUTION, &())
    }

    /// Stores the dissolution.
    pub fn set_dissolution(&mut self, dissolution: impl Into<Box<Dissolution>>) {
        store::save(key::DISSOLUTION, &(), &dissolution.into());
    }

    /// Forgets to which account a member's account offered the member; who signs gets its storage deposit.
    pub fn clear_offer(&mut self, account: AccountId) {
        store::clear(key::OFFERS, &account);
    }

    /// Forgets the application of an account; who signs gets its storage deposit.
    pub fn clear_application(&mut self, account: AccountId) {
        store::clear(key::APPLICATIONS, &account);
    }

    /// The present account of a member.
    pub fn find_account(&self, member: MemberIndex) -> Option<AccountId> {
        store::load(key::ACCOUNTS, &member).map(|stored| *stored)
    }

    /// Stores the present account of a member.
    pub fn set_account(&mut self, member: MemberIndex, account: AccountId) {
        store::save(key::ACCOUNTS, &member, &account);
    }

    /// The open applications that a member sponsors, ended ones included.
    pub fn sponsoring(&self, member: MemberIndex) -> Vec<AccountId> {
        store::load(key::SPONSORING, &member).map(|stored| *stored).unwrap_or_default()
    }

    /// Stores what a member sponsors.
    pub fn set_sponsoring(&mut self, member: MemberIndex, accounts: Vec<AccountId>) {
        store::save(key::SPONSORING, &member, &accounts);
    }

    /// The ballot cell that holds the ballot of `member`, if anybody has needed it.
    pub fn find_ballots(&self, proposal: ProposalId, member: MemberIndex) -> Option<Box<BallotCell>> {
        store::load(key::BALLOTS, &(proposal, BallotCell::number(member)))
    }

    /// Stores the ballot cell that holds the ballot of `member`.
    pub fn set_ballots(&mut self, proposal: ProposalId, member: MemberIndex, cell: Box<BallotCell>) {
        store::save(key::BALLOTS, &(proposal, BallotCell::number(member)), &cell);
    }

    /// The cell that marks which ballots, beside that of `member`, were cast by a proxy; any choice is a mark.
    pub fn find_proxy_ballots(&self, proposal: ProposalId, member: MemberIndex) -> Option<Box<BallotCell>> {
        store::load(key::PROXY_BALLOTS, &(proposal, BallotCell::number(member)))
    }

    /// Stores the cell that marks which ballots were cast by a proxy.
    pub fn set_proxy_ballots(&mut self, proposal: ProposalId, member: MemberIndex, cell: Box<BallotCell>) {
        store::save(key::PROXY_BALLOTS, &(proposal, BallotCell::number(member)), &cell);
    }

    /// What the society owes an account, in planck.
    pub fn credit(&self, account: AccountId) -> Planck {
        store::load(key::CREDITS, &account).map(|stored| *stored).unwrap_or_default()
    }

    /// Sets what the society owes an account; nothing clears the record.
    pub fn set_credit(&mut self, account: AccountId, amount: Planck) {
        if amount == 0 {
            store::clear(key::CREDITS, &account);
        } else {
            store::save(key::CREDITS, &account, &amount);
        }
    }
}

impl Default for State {
    fn default() -> Self {
        Self { version: VERSION, counters: Counters::default(), cells: Cells::default() }
    }
}

impl Default for Cells {
    fn default() -> Self {
        Self {
            identity: Lazy::new(),
            rules: Lazy::new(),
            roster: Lazy::new(),
            admissions: Lazy::new(),
            relief_days: Lazy::new(),
            dissolution: Lazy::new(),
            members: Mapping::new(),
            accounts: Mapping::new(),
            applications: Mapping::new(),
            sponsoring: Mapping::new(),
            proxies: Mapping::new(),
            offers: Mapping::new(),
            proposals: Mapping::new(),
            bodies: Mapping::new(),
            ballots: Mapping::new(),
            proxy_ballots: Mapping::new(),
            statements: Mapping::new(),
            pots: Mapping::new(),
            payments: Mapping::new(),
            credits: Mapping::new(),
            grants: Mapping::new(),
            relief_requests: Mapping::new(),
            relief_records: Mapping::new(),
            disputes: Mapping::new(),
            disputed: Mapping::new(),
        }
    }
}
