//! What `index`, `events`, `audit` and `export` share: which index, and the chain's part of the past.

use clap::Args;

use super::context::Context;
use crate::error::Error;
use crate::index::{Index, Keeper, Place};
use crate::society::Society;

/// Which index.
#[derive(Clone, Debug, Args)]
pub(super) struct WhichIndex {
    /// The index: a file, or a PostgreSQL database by its URL; the default is a file of this society in the data folder
    #[arg(long, env = "MUTUAL_DB", value_name = "FILE|postgres://…", hide_env_values = true)]
    pub db: Option<String>,
}

impl WhichIndex {
    /// Where it is, or would be.
    pub(super) fn place(&self, society: &Society) -> Result<Place, Error> {
        if let Some(text) = self.db.as_deref().filter(|text| !text.is_empty()) {
            return Ok(Place::parse(text));
        }
        let found = Place::default_of(society.chain().genesis(), society.address());
        found.ok_or_else(|| Error::Input {
            what: "there is no data folder for an index".to_owned(),
            hint: Some("name a file as `--db FILE`, or set MUTUAL_DATA_DIR".to_owned()),
        })
    }

    /// The index, if there is one; a named one must be there.
    pub(super) async fn existing(&self, society: &Society) -> Result<Option<Index>, Error> {
        let place = self.place(society)?;
        match Index::open_existing(place, society).await {
            Ok(index) => Ok(Some(index)),
            Err(Error::Index(crate::index::IndexError::Missing { .. })) if self.db.is_none() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The books up to the last final block: from the index, which is brought up to date, or from the chain alone.
    pub(super) async fn keeper(&self, society: &Society, context: &mut Context<'_, '_>) -> Result<Keeper, Error> {
        let index = match self.existing(society).await? {
            Some(index) => index,
            None => {
                context.say("there is no index: reading the whole history from the chain (`mutual index` keeps it)");
                Index::open(Place::Memory, society).await?
            }
        };
        let mut keeper = Keeper::begin(society, index).await?;
        keeper.catch_up(crate::chain::Until::Now, &mut |_| {}).await?;
        Ok(keeper)
    }
}
