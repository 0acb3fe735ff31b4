//! What a society stores. The root is frozen at `{version, counters, cells}` and holds only what nearly every message
//! needs; all else lies in cells with keys of their own, each behind a version byte.

use ink::{
    prelude::{boxed::Box, string::String, vec::Vec},
    storage::{traits::ManualKey, Lazy, Mapping},
};
use mutual_types::{
    AccountId, Application, AssetLock, BallotCell, Bounds, Charter, Checked, Counters, Dispute, DisputeId,
    DisputeSubject, Dissolution, Document, Error, Grant, GrantId, Member, MemberIndex, NextBeneficiary, Payment, PaymentId,
    Planck, Pot, PotId, Proposal, ProposalBody, ProposalId, Proxies, ReliefDays, ReliefId, ReliefRecord, ReliefRequest,
    Roster, Rules, Stored, TimestampMs,
};

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

/// Every other cell. A key, once used, is never used for anything else.
#[ink::storage_item]
#[cfg_attr(test, derive(Debug))]
pub struct Cells {
    identity: Cell<Identity, 0x4d55_0001>,
    rules: Cell<Rules, 0x4d55_0002>,
    roster: Cell<Roster, 0x4d55_0003>,
    admissions: Cell<Admissions, 0x4d55_0004>,
    relief_days: Cell<ReliefDays, 0x4d55_0005>,
    dissolution: Cell<Dissolution, 0x4d55_0006>,
    members: Map<AccountId, Member, 0x4d55_0010>,
    accounts: Map<MemberIndex, AccountId, 0x4d55_0011>,
    applications: Map<AccountId, Application, 0x4d55_0012>,
    sponsoring: Map<MemberIndex, Vec<AccountId>, 0x4d55_0013>,
    proxies: Map<MemberIndex, Proxies, 0x4d55_0014>,
    offers: Map<AccountId, AccountId, 0x4d55_0015>,
    proposals: Map<ProposalId, Proposal, 0x4d55_0020>,
    bodies: Map<ProposalId, ProposalBody, 0x4d55_0021>,
    ballots: Map<(ProposalId, u32), BallotCell, 0x4d55_0022>,
    proxy_ballots: Map<(ProposalId, u32), BallotCell, 0x4d55_0023>,
    statements: Map<ProposalId, Document, 0x4d55_0024>,
    pots: Map<PotId, Pot, 0x4d55_0030>,
    payments: Map<PaymentId, Payment, 0x4d55_0031>,
    credits: Map<AccountId, Planck, 0x4d55_0032>,
    grants: Map<GrantId, Grant, 0x4d55_0040>,
    relief_requests: Map<ReliefId, ReliefRequest, 0x4d55_0050>,
    relief_records: Map<MemberIndex, ReliefRecord, 0x4d55_0051>,
    disputes: Map<DisputeId, Dispute, 0x4d55_0060>,
    disputed: Map<DisputeSubject, DisputeId, 0x4d55_0061>,
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
            self.cells.$cell.get().map(Stored::into_latest).ok_or_else(|| Error::Migrating.into())
        }

        /// Fills the cell.
        pub fn $set(&mut self, value: impl Into<Box<$type>>) {
            self.cells.$cell.set(&Stored::V1(value.into()));
        }
    };
}

/// A way to read and write a map, with the error for what is not there.
macro_rules! map {
    ($find:ident, $get:ident, $set:ident, $map:ident, $key:ty, $type:ty, $error:expr) => {
        /// The record, if there is one.
        pub fn $find(&self, key: $key) -> Option<Box<$type>> {
            self.cells.$map.get(key).map(Stored::into_latest)
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
            self.cells.$map.insert(key, &Stored::V1(value.into()));
        }
    };
}

impl State {
    cell!(identity, set_identity, identity, Identity);
    cell!(rules, set_rules, rules, Rules);
    cell!(roster, set_roster, roster, Roster);
    cell!(admissions, set_admissions, admissions, Admissions);

    map!(find_member, member, set_member, members, AccountId, Member, |_| { Error::NotMember });
    map!(find_application, application, set_application, applications, AccountId, Application, |_| {
        Error::NoApplication
    });
    map!(find_proposal, proposal, set_proposal, proposals, ProposalId, Proposal, Error::NoProposal);
    map!(find_body, body, set_body, bodies, ProposalId, ProposalBody, Error::NoProposal);
    map!(find_pot, pot, set_pot, pots, PotId, Pot, Error::NoPot);
    map!(find_grant, grant, set_grant, grants, GrantId, Grant, Error::NoGrant);
    map!(find_relief, relief, set_relief, relief_requests, ReliefId, ReliefRequest, Error::NoRelief);
    map!(find_dispute, dispute, set_dispute, disputes, DisputeId, Dispute, Error::NoDispute);
    map!(find_statement, statement, set_statement, statements, ProposalId, Document, Error::NoProposal);
    map!(find_disputed, disputed, set_disputed, disputed, DisputeSubject, DisputeId, |_| Error::NotDisputable);
    map!(find_offer, offer, set_offer, offers, AccountId, AccountId, |_| Error::NoOffer);
    map!(find_payment, payment, set_payment, payments, PaymentId, Payment, Error::NoPayment);

    /// Whom a member votes for, and who votes for them.
    pub fn proxies(&self, member: MemberIndex) -> Box<Proxies> {
        self.cells.proxies.get(member).map(Stored::into_latest).unwrap_or_default()
    }

    /// Stores whom a member votes for, and who votes for them.
    pub fn set_proxies(&mut self, member: MemberIndex, proxies: Box<Proxies>) {
        self.cells.proxies.insert(member, &Stored::V1(proxies));
    }

    /// What a member had of relief, and what they attested.
    pub fn relief_record(&self, member: MemberIndex) -> Box<ReliefRecord> {
        self.cells.relief_records.get(member).map(Stored::into_latest).unwrap_or_default()
    }

    /// Stores what a member had of relief, and what they attested.
    pub fn set_relief_record(&mut self, member: MemberIndex, record: Box<ReliefRecord>) {
        self.cells.relief_records.insert(member, &Stored::V1(record));
    }

    /// What relief promised in the last days.
    pub fn relief_days(&self) -> Box<ReliefDays> {
        self.cells.relief_days.get().map(Stored::into_latest).unwrap_or_default()
    }

    /// Stores what relief promised in the last days.
    pub fn set_relief_days(&mut self, days: Box<ReliefDays>) {
        self.cells.relief_days.set(&Stored::V1(days));
    }

    /// The dissolution, if one is under way.
    pub fn find_dissolution(&self) -> Option<Box<Dissolution>> {
        self.cells.dissolution.get().map(Stored::into_latest)
    }

    /// Stores the dissolution.
    pub fn set_dissolution(&mut self, dissolution: impl Into<Box<Dissolution>>) {
        self.cells.dissolution.set(&Stored::V1(dissolution.into()));
    }

    /// Forgets to which account a member's account offered the member; who signs gets its storage deposit.
    pub fn clear_offer(&mut self, account: AccountId) {
        self.cells.offers.remove(account);
    }

    /// Forgets the application of an account; who signs gets its storage deposit.
    pub fn clear_application(&mut self, account: AccountId) {
        self.cells.applications.remove(account);
    }

    /// The present account of a member.
    pub fn find_account(&self, member: MemberIndex) -> Option<AccountId> {
        self.cells.accounts.get(member).map(|stored| *stored.into_latest())
    }

    /// Stores the present account of a member.
    pub fn set_account(&mut self, member: MemberIndex, account: AccountId) {
        self.cells.accounts.insert(member, &Stored::V1(account.into()));
    }

    /// The open applications that a member sponsors, ended ones included.
    pub fn sponsoring(&self, member: MemberIndex) -> Vec<AccountId> {
        self.cells.sponsoring.get(member).map(|stored| *stored.into_latest()).unwrap_or_default()
    }

    /// Stores what a member sponsors.
    pub fn set_sponsoring(&mut self, member: MemberIndex, accounts: Vec<AccountId>) {
        self.cells.sponsoring.insert(member, &Stored::V1(accounts.into()));
    }

    /// The ballot cell that holds the ballot of `member`, if anybody has needed it.
    pub fn find_ballots(&self, proposal: ProposalId, member: MemberIndex) -> Option<Box<BallotCell>> {
        self.cells.ballots.get((proposal, BallotCell::number(member))).map(Stored::into_latest)
    }

    /// Stores the ballot cell that holds the ballot of `member`.
    pub fn set_ballots(&mut self, proposal: ProposalId, member: MemberIndex, cell: Box<BallotCell>) {
        self.cells.ballots.insert((proposal, BallotCell::number(member)), &Stored::V1(cell));
    }

    /// The cell that marks which ballots, beside that of `member`, were cast by a proxy; any choice is a mark.
    pub fn find_proxy_ballots(&self, proposal: ProposalId, member: MemberIndex) -> Option<Box<BallotCell>> {
        self.cells.proxy_ballots.get((proposal, BallotCell::number(member))).map(Stored::into_latest)
    }

    /// Stores the cell that marks which ballots were cast by a proxy.
    pub fn set_proxy_ballots(&mut self, proposal: ProposalId, member: MemberIndex, cell: Box<BallotCell>) {
        self.cells.proxy_ballots.insert((proposal, BallotCell::number(member)), &Stored::V1(cell));
    }

    /// What the society owes an account, in planck.
    pub fn credit(&self, account: AccountId) -> Planck {
        self.cells.credits.get(account).map(|stored| *stored.into_latest()).unwrap_or_default()
    }

    /// Sets what the society owes an account; nothing clears the record.
    pub fn set_credit(&mut self, account: AccountId, amount: Planck) {
        if amount == 0 {
            self.cells.credits.remove(account);
        } else {
            self.cells.credits.insert(account, &Stored::V1(amount.into()));
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
