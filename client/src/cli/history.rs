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
    pub(super) fn place(&self, society: &Society, context: &Context<'_, '_>) -> Result<Place, Error> {
        if let Some(text) = self.named() {
            return Ok(Place::parse(text));
        }
        let folder = context.setup.data.as_deref().map_err(|_| Error::Input {
            what: "there is no data folder for an index".to_owned(),
            hint: Some("name a file as `--db FILE`, or a folder as `--data-dir FOLDER`".to_owned()),
        })?;
        Ok(Place::in_data_folder(folder, society.chain().genesis(), society.address()))
    }

    fn named(&self) -> Option<&str> {
        self.db.as_deref().filter(|text| !text.is_empty())
    }

    /// The index, if there is one; a named one must be there.
    pub(super) async fn existing(&self, society: &Society, context: &Context<'_, '_>) -> Result<Option<Index>, Error> {
        let place = match self.place(society, context) {
            Err(_) if self.named().is_none() => return Ok(None),
            place => place?,
        };
        match Index::open_existing(place, society).await {
            Ok(index) => Ok(Some(index)),
            Err(Error::Index(crate::index::IndexError::Missing { .. })) if self.named().is_none() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The books up to the last final block: from the index, which is brought up to date, or from the chain alone.
    pub(super) async fn keeper(&self, society: &Society, context: &mut Context<'_, '_>) -> Result<Keeper, Error> {
        let index = match self.existing(society, context).await? {
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
