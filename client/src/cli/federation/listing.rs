//! Lists of a federation: newest first, narrowed by status and to one society's.

use clap::{Args, ValueEnum};
use mutual_types::federation::SocietyId;

use super::super::context::Context;
use super::super::list::Page;
use super::super::status::Named;
use super::number;
use crate::error::Error;
use crate::federation::Federation;

/// Which part of a list.
#[derive(Debug, Args)]
pub(super) struct Listing<S: Clone + Send + Sync + 'static>
where
    Named<S>: ValueEnum,
{
    #[command(flatten)]
    page: Page,
    /// Only those with this status; several with a comma between them
    #[arg(long, value_enum, value_delimiter = ',', value_name = "STATUS")]
    status: Vec<Named<S>>,
    /// Only those of this society: its number in the federation, an address or a name
    #[arg(long, value_name = "SOCIETY")]
    of: Option<String>,
}

impl<S: Clone + Copy + PartialEq + Send + Sync + 'static> Listing<S>
where
    Named<S>: ValueEnum,
{
    /// Which part.
    pub(super) fn page(&self) -> &Page {
        &self.page
    }

    /// Whether an entry with this status belongs to the list.
    pub(super) fn has(&self, status: S) -> bool {
        self.status.is_empty() || self.status.iter().any(|wanted| wanted.0 == status)
    }

    /// The society to whose own the list is narrowed.
    pub(super) async fn of(
        &self,
        federation: &Federation,
        context: &mut Context<'_, '_>,
    ) -> Result<Option<SocietyId>, Error> {
        match &self.of {
            Some(text) => number(text, federation, context).await.map(Some),
            None => Ok(None),
        }
    }
}
