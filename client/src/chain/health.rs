//! What a node says of its own state of health.

use subxt_rpcs::methods::legacy::NumberOrHex;

use super::Chain;
use crate::error::Error;

/// What a node says of itself and of its chain.
#[derive(Clone, Debug)]
pub struct Health {
    /// Which program it is, with its version.
    pub node: String,
    /// The name and the version of the chain's runtime.
    pub runtime: (String, u32),
    /// The number of its best block.
    pub best: u64,
    /// The number of the last block that is final.
    pub finalized: u64,
    /// Whether it is still fetching blocks that others have.
    pub is_syncing: bool,
    /// How many others it speaks to, where it should speak to any.
    pub peers: Option<usize>,
}

/// As many blocks' state as a node keeps that is no archive.
const USUAL_PRUNING: u64 = 256;

impl Chain {
    /// How the node is.
    ///
    /// # Errors
    /// [`Error::Node`].
    pub async fn health(&self) -> Result<Health, Error> {
        let methods = self.methods();
        let name = methods.system_name().await.map_err(Error::rpc)?;
        let version = methods.system_version().await.map_err(Error::rpc)?;
        let runtime = methods.state_get_runtime_version(None).await.map_err(Error::rpc)?;
        let health = methods.system_health().await.map_err(Error::rpc)?;
        let spec_name = runtime.other.get("specName").and_then(|name| name.as_str()).unwrap_or("a nameless runtime");
        Ok(Health {
            node: format!("{name} {version}"),
            runtime: (spec_name.to_owned(), runtime.spec_version),
            best: self.best_number().await?,
            finalized: self.final_block().await?.number,
            is_syncing: health.is_syncing,
            peers: health.should_have_peers.then_some(health.peers),
        })
    }

    /// Whether the node has the state after every block since the first, as an archive does; none while the chain is too
    /// short to tell.
    ///
    /// # Errors
    /// [`Error::Node`].
    pub async fn is_archive(&self) -> Result<Option<bool>, Error> {
        let best = self.best_number().await?;
        if best <= USUAL_PRUNING {
            return Ok(None);
        }
        let first = self.methods().chain_get_block_hash(Some(NumberOrHex::Number(1))).await.map_err(Error::rpc)?;
        let Some(first) = first else { return Ok(Some(false)) };
        // `:code` is there from the beginning; a node without the state says so in an error.
        match self.methods().state_get_storage(b":code", Some(first)).await {
            Ok(_) => Ok(Some(true)),
            Err(subxt_rpcs::Error::User(_)) => Ok(Some(false)),
            Err(other) => Err(Error::rpc(other)),
        }
    }
}
