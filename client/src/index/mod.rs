//! The index: a society's decoded events, kept in SQLite or PostgreSQL, with tables for sums beside them.
//!
//! [`Index::open`] opens or makes one, [`Keeper::catch_up`] reads what has become final since. Only final blocks are
//! kept; each batch of blocks is one transaction, together with how far it goes, so that a process can be killed at any
//! moment. An index belongs to one society on one chain, and says so when it is used with another.
//!
//! ```no_run
//! # async fn keep(society: mutual_client::society::Society) -> Result<(), mutual_client::Error> {
//! use mutual_client::{chain::Until, index::{Index, Keeper, Place}};
//!
//! let index = Index::open(Place::parse("books.sqlite"), &society).await?;
//! let mut keeper = Keeper::begin(&society, index).await?;
//! let kept = keeper.catch_up(Until::Now, &mut |_| {}).await?;
//! assert_eq!(keeper.books().next_seq(), kept.events);
//! # Ok(())
//! # }
//! ```

mod audit;
mod derived;
mod digest;
mod founding;
mod keep;
mod pages;
mod place;
#[cfg(feature = "postgres")]
mod postgres;
mod reading;
mod records;
mod schema;
mod source;
mod sql;
mod sqlite;
mod writing;

use mutual_types::{AccountId, TimestampMs};

use crate::chain::Hash;
use crate::error::Error;
use crate::society::Society;
use sql::{Sql, SqlError, Value};

pub use audit::Audited;
pub use derived::Rebuilt;
pub use digest::Broken;
pub use keep::{Keeper, Kept};
pub use pages::{Edition, KeptBallot, KeptOutcome, MonthSum};
pub use place::Place;
pub use reading::{AuditNote, Filter, KeptEvent};

/// What is wrong with an index.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IndexError {
    /// It cannot be opened, read or written.
    #[error("the index in {place} cannot be used: {reason}")]
    Unusable {
        /// Where it is.
        place: String,
        /// In the database's words.
        reason: String,
    },
    /// It is of another society, or of one on another chain.
    #[error("the index in {place} is of another society: of {found}, not of {wanted}")]
    OtherSociety {
        /// Where it is.
        place: String,
        /// What it says it is of.
        found: String,
        /// What was asked for.
        wanted: String,
    },
    /// The chain has another block where the index has one: the chain was begun anew, or the node is on a fork.
    #[error("the index in {place} has {kept} as block {block}, and the chain has {}", .found.map_or("none".to_owned(), |hash| hash.to_string()))]
    OtherChain {
        /// Where it is.
        place: String,
        /// The block.
        block: u64,
        /// Its hash in the index.
        kept: Hash,
        /// Its hash on the chain; none if the chain does not go so far.
        found: Option<Hash>,
    },
    /// A later version of this program made it.
    #[error("the index in {place} has form {found}, and this version of mutual knows form {known}")]
    Newer {
        /// Where it is.
        place: String,
        /// The form it has.
        found: u64,
        /// The last one that this program knows.
        known: u64,
    },
    /// Somebody else has gone on with it since it was read.
    #[error("another process writes the index in {place}")]
    Busy {
        /// Where it is.
        place: String,
    },
    /// A row does not hold what was written there.
    #[error("the index in {place} was altered: {what}")]
    Altered {
        /// Where it is.
        place: String,
        /// Which row, and what is wrong with it.
        what: String,
    },
    /// There is none yet.
    #[error("there is no index in {place}")]
    Missing {
        /// Where it would be.
        place: String,
    },
}

/// How far an index goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The block in which the society was founded.
    pub first_block: u64,
    /// The last block that was read.
    pub block: u64,
    /// Its hash.
    pub hash: Hash,
    /// Its time.
    pub at_ms: TimestampMs,
    /// What all entries so far amount to; see [`Index::check_digests`].
    pub digest: [u8; 32],
    /// How many entries there are: events, and transfers.
    pub entries: u64,
    /// How many lines of the ledger there are.
    pub lines: u64,
}

/// An open index.
pub struct Index {
    database: Box<dyn Sql>,
    place: Place,
    progress: Option<Progress>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("place", &self.place.shown()).field("progress", &self.progress).finish()
    }
}

impl Index {
    /// Opens the index of a society, which is made if there is none.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub async fn open(place: Place, society: &Society) -> Result<Self, Error> {
        Self::open_of(place, society.chain().genesis(), society.address()).await
    }

    /// Opens the index of a society that is there.
    ///
    /// # Errors
    /// [`Error::Index`], with [`IndexError::Missing`] if there is none.
    pub async fn open_existing(place: Place, society: &Society) -> Result<Self, Error> {
        Self::existing_of(place, society.chain().genesis(), society.address()).await
    }

    /// As [`Index::open_existing`], where no node can be asked.
    ///
    /// # Errors
    /// [`Error::Index`].
    pub async fn existing_of(place: Place, genesis: Hash, society: AccountId) -> Result<Self, Error> {
        let missing = || Error::Index(IndexError::Missing { place: place.shown() });
        if !place.may_exist() {
            return Err(missing());
        }
        let mut database: Box<dyn Sql> = match &place {
            Place::File(path) => {
                Box::new(sqlite::Sqlite::open_existing(path).map_err(|error| unusable(&place, error))?)
            }
            Place::Postgres(url) => connect(url).await.map_err(|error| unusable(&place, error))?,
            Place::Memory => return Err(missing()),
        };
        // A database without these tables is none of ours, or has none yet.
        if let Err(error) = schema::about(database.as_mut(), "schema").await {
            return Err(if error.0.contains("about") { missing() } else { unusable(&place, error) });
        }
        Self::prepare(database, place, genesis, society).await
    }

    async fn open_of(place: Place, genesis: Hash, society: AccountId) -> Result<Self, Error> {
        let database: Box<dyn Sql> = match &place {
            Place::File(path) => {
                if let Some(folder) = path.parent() {
                    std::fs::create_dir_all(folder)
                        .map_err(|error| unusable(&place, SqlError(format!("{}: {error}", folder.display()))))?;
                }
                Box::new(sqlite::Sqlite::open(path).map_err(|error| unusable(&place, error))?)
            }
            Place::Postgres(url) => connect(url).await.map_err(|error| unusable(&place, error))?,
            Place::Memory => Box::new(sqlite::Sqlite::in_memory().map_err(|error| unusable(&place, error))?),
        };
        Self::prepare(database, place, genesis, society).await
    }

    async fn prepare(database: Box<dyn Sql>, place: Place, genesis: Hash, society: AccountId) -> Result<Self, Error> {
        let mut index = Self { database, place, progress: None };
        let begin = index.database.begin();
        index.execute(begin).await?;
        let checked = index.check(genesis, society).await;
        index.execute(if checked.is_ok() { "COMMIT" } else { "ROLLBACK" }).await?;
        checked?;
        index.progress = index.read_progress().await?;
        Ok(index)
    }

    /// Makes the tables, or refuses those of something else.
    async fn check(&mut self, genesis: Hash, society: AccountId) -> Result<(), Error> {
        let database = self.database.as_mut();
        let place = self.place.shown();
        let wrong = |error| unusable(&self.place, error);
        database.execute(schema::ABOUT, &[]).await.map_err(wrong)?;
        let found = schema::about(database, "schema").await.map_err(wrong)?;
        let form: u64 = match &found {
            None => 0,
            Some(text) => {
                text.parse().map_err(|_| unusable(&self.place, SqlError(format!("its form is called {text}"))))?
            }
        };
        if form > schema::VERSION {
            return Err(IndexError::Newer { place, found: form, known: schema::VERSION }.into());
        }
        let address = crate::text::address::format(&society);
        for (key, wanted) in [("genesis", genesis.to_string()), ("society", address)] {
            match schema::about(database, key).await.map_err(wrong)? {
                Some(kept) if kept != wanted => {
                    return Err(IndexError::OtherSociety { place, found: kept, wanted }.into());
                }
                Some(_) => {}
                None => schema::set_about(database, key, &wanted).await.map_err(wrong)?,
            }
        }
        if form < schema::VERSION {
            schema::migrate(database, form).await.map_err(wrong)?;
        }
        Ok(())
    }

    /// How far it goes; none if nothing was read yet.
    pub fn progress(&self) -> Option<&Progress> {
        self.progress.as_ref()
    }

    /// Where it is.
    pub fn place(&self) -> &Place {
        &self.place
    }

    async fn execute(&mut self, sql: &str) -> Result<(), Error> {
        self.database.execute(sql, &[]).await.map(drop).map_err(|error| unusable(&self.place, error))
    }

    async fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<sql::Row>, Error> {
        self.database.query(sql, values).await.map_err(|error| unusable(&self.place, error))
    }

    fn altered(&self, what: impl Into<String>) -> Error {
        IndexError::Altered { place: self.place.shown(), what: what.into() }.into()
    }
}

#[cfg(feature = "postgres")]
async fn connect(url: &str) -> Result<Box<dyn Sql>, SqlError> {
    Ok(Box::new(postgres::Postgres::connect(url).await?))
}

#[cfg(not(feature = "postgres"))]
async fn connect(_: &str) -> Result<Box<dyn Sql>, SqlError> {
    Err(SqlError("this program was built without PostgreSQL".to_owned()))
}

fn unusable(place: &Place, error: SqlError) -> Error {
    IndexError::Unusable { place: place.shown(), reason: error.0 }.into()
}

impl IndexError {
    /// A name for programs, which does not change.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unusable { .. } => "index-unusable",
            Self::OtherSociety { .. } => "index-of-another-society",
            Self::OtherChain { .. } => "index-of-another-chain",
            Self::Newer { .. } => "index-newer",
            Self::Busy { .. } => "index-busy",
            Self::Altered { .. } => "index-altered",
            Self::Missing { .. } => "no-index",
        }
    }

    /// What to do next.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Unusable { .. } => {
                "check that it is there and may be written, or name another place with `--db`; an index is made anew \
                 from the chain with `mutual index`"
            }
            Self::OtherSociety { .. } => "check `--contract`, `--url` and `--db`: each society has an index of its own",
            Self::OtherChain { .. } => {
                "check `--url`. If this is the right chain and it was begun anew, name another place with `--db`, or move \
                 this index away"
            }
            Self::Newer { .. } => "use the later version of `mutual`",
            Self::Busy { .. } => "let the other `mutual index` go on, or end it first",
            Self::Altered { .. } => "move it away, and make it anew from the chain with `mutual index`",
            Self::Missing { .. } => "make it with `mutual index`",
        }
    }

    /// The exit code of the command.
    pub fn exit(&self) -> u8 {
        match self {
            Self::Unusable { .. } | Self::Newer { .. } | Self::Busy { .. } => 1,
            Self::OtherSociety { .. } | Self::OtherChain { .. } => 5,
            Self::Altered { .. } => 10,
            Self::Missing { .. } => 3,
        }
    }
}
