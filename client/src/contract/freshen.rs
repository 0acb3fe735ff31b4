//! Time between blocks. A simulation sees the time of the last block, and a chain that seals on transactions makes none
//! while nothing happens: it would refuse for ever what the clock allows by now.

use crate::chain::{BlockMade, Chain};
use crate::error::Error;
use crate::keys::Signer;

/// What may be done when only the time of the last block stands in the way.
#[derive(Clone, Copy, Debug)]
pub enum Freshen<'a> {
    /// Nothing.
    Never,
    /// A block on demand, where the node makes them: it costs nobody anything.
    OnDemand,
    /// That, or else an empty transaction signed and paid by this signer.
    Sign(&'a Signer),
}

impl Freshen<'_> {
    /// Makes a block as far as allowed; none if it is not.
    pub(crate) async fn make_block(self, chain: &Chain) -> Result<Option<BlockMade>, Error> {
        match self {
            Self::Never => Ok(None),
            Self::OnDemand | Self::Sign(_) if chain.makes_blocks_on_demand().await? => {
                chain.new_block().await.map(Some)
            }
            Self::Sign(signer) => chain.remark(signer).await.map(Some).map_err(only_empty),
            Self::OnDemand => Ok(None),
        }
    }
}

/// What becomes of the empty transaction is of little interest; that nothing else was sent is.
fn only_empty(error: Error) -> Error {
    match error {
        Error::Unknown { ticket, reason } => {
            let reason = format!("{reason}; it is an empty one, to make a block, and nothing else was sent");
            Error::Unknown { ticket, reason }
        }
        other => other,
    }
}
