//! A version of the chain's runtime: its calls, events, errors and constants. It is fetched when first needed, once for
//! each version, and kept on disk where the caller gave a folder for that. Plain reads of a society do without.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use scale::{Decode, Encode};
use subxt::client::{OfflineClient, OfflineClientAtBlock};
use subxt::config::substrate::SpecVersionForRange;
use subxt::ext::scale_decode::DecodeAsType;
use subxt::metadata::{ArcMetadata, Metadata};
use subxt::SubstrateConfig;

use super::{Block, Chain, Config, Hash};
use crate::error::Error;

/// The newest format of metadata that is asked for, and what chains have that do not know it.
const METADATA_VERSION: u32 = 15;
const METADATA_METHODS: [&str; 2] = ["Metadata_metadata_at_version", "Metadata_metadata"];

/// A version of the runtime. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Runtime {
    at: Arc<OfflineClientAtBlock<Config>>,
}

impl std::fmt::Debug for Runtime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Runtime({})", self.at.spec_version())
    }
}

/// The numbers by which a chain names a version of its runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Version {
    spec: u32,
    transaction: u32,
}

impl Runtime {
    fn new(metadata: ArcMetadata, version: Version, genesis: Hash) -> Result<Self, Error> {
        let all = SpecVersionForRange {
            block_range: 0..u64::MAX,
            spec_version: version.spec,
            transaction_version: version.transaction,
        };
        let config = SubstrateConfig::builder()
            .set_genesis_hash(genesis.into())
            .set_spec_version_for_block_ranges([all])
            .set_metadata_for_spec_versions([(version.spec, metadata)])
            .build();
        let at = OfflineClient::new_with_config(config).at_block(0u64).map_err(Error::node)?;
        Ok(Self { at: Arc::new(at) })
    }

    /// What subxt does with it, without a connection.
    pub(crate) fn at(&self) -> &OfflineClientAtBlock<Config> {
        &self.at
    }

    pub(crate) fn metadata(&self) -> ArcMetadata {
        self.at.metadata()
    }

    /// A constant of a pallet.
    pub(crate) fn constant<T: DecodeAsType>(&self, pallet: &'static str, name: &'static str) -> Result<T, Error> {
        self.at.constants().entry(subxt::dynamic::constant::<T>(pallet, name)).map_err(Error::node)
    }

    /// A stored value as what its type says.
    pub(crate) fn stored<T: DecodeAsType>(&self, pallet: &str, entry: &str, bytes: &[u8]) -> Result<T, Error> {
        let metadata = self.at.metadata_ref();
        let entry = metadata.pallet_by_name(pallet).and_then(|pallet| pallet.storage()?.entry_by_name(entry));
        let entry = entry.ok_or_else(|| Error::node(format!("its runtime has no such storage in {pallet}")))?;
        T::decode_as_type(&mut &*bytes, entry.value_ty(), metadata.types()).map_err(Error::node)
    }

    /// Whether it has a pallet.
    pub(crate) fn has(&self, pallet: &str) -> bool {
        self.at.metadata_ref().pallet_by_name(pallet).is_some()
    }
}

impl Chain {
    /// The runtime of the best block.
    pub(crate) async fn runtime(&self) -> Result<Runtime, Error> {
        let version = self.version(None).await?;
        self.runtime_of(version, None).await
    }

    /// The runtime that ran `block`, of the version that the state after it names. In the block that replaces the runtime
    /// the code is the new one already, and the events are still the old one's.
    pub(super) async fn runtime_that_ran(&self, block: Block, spec_version: Option<u32>) -> Result<Runtime, Error> {
        if let Some(spec) = spec_version {
            if let Some(known) = self.runtimes().lock().await.get(&spec) {
                return Ok(known.clone());
            }
        }
        let mut at = block.hash;
        let mut version = self.version(Some(at)).await?;
        if spec_version.is_some_and(|spec| spec != version.spec) && block.number > 0 {
            let before = self.block_hash(block.number.saturating_sub(1)).await?;
            at = before.ok_or_else(|| Error::node("it does not know a block's parent"))?;
            version = self.version(Some(at)).await?;
        }
        self.runtime_of(version, Some(at)).await
    }

    async fn version(&self, at: Option<Hash>) -> Result<Version, Error> {
        let version = self.methods().state_get_runtime_version(at.map(Into::into)).await.map_err(Error::rpc)?;
        Ok(Version { spec: version.spec_version, transaction: version.transaction_version })
    }

    /// The runtime of a version, which ran at the block `at`.
    async fn runtime_of(&self, version: Version, at: Option<Hash>) -> Result<Runtime, Error> {
        // Held while it is fetched, so that several tasks fetch it once.
        let mut runtimes = self.runtimes().lock().await;
        if let Some(known) = runtimes.get(&version.spec) {
            return Ok(known.clone());
        }
        let kept = self.cache().map(|folder| Kept::new(folder, self.genesis(), version));
        let metadata = match kept.as_ref().and_then(Kept::read) {
            Some(metadata) => metadata,
            None => {
                let bytes = self.fetch_metadata(at).await?;
                let metadata = Metadata::decode_from(&bytes).map_err(Error::node)?;
                // A folder that cannot be written to costs time and nothing else.
                let _ = kept.map(|kept| kept.write(&bytes));
                metadata
            }
        };
        let runtime = Runtime::new(metadata.arc(), version, self.genesis())?;
        runtimes.insert(version.spec, runtime.clone());
        Ok(runtime)
    }

    async fn fetch_metadata(&self, at: Option<Hash>) -> Result<Vec<u8>, Error> {
        let [by_version, any] = METADATA_METHODS;
        // Its error says that the runtime is older than this method.
        if let Ok(answer) = self.state_call(by_version, &METADATA_VERSION.encode(), at).await {
            if let Some(bytes) = Option::<Vec<u8>>::decode(&mut &*answer).map_err(Error::node)? {
                return Ok(bytes);
            }
        }
        let answer = self.state_call(any, &[], at).await?;
        Vec::<u8>::decode(&mut &*answer).map_err(Error::node)
    }
}

/// Metadata in a file, behind its own hash.
struct Kept {
    file: PathBuf,
}

const HASH_LENGTH: usize = 32;

/// How many versions of runtimes are kept, a third of a megabyte each.
const KEPT_MAX: usize = 16;

impl Kept {
    fn new(folder: &Path, genesis: Hash, version: Version) -> Self {
        Self { file: folder.join(format!("{genesis}-{}-{}.metadata", version.spec, version.transaction)) }
    }

    /// What was kept; none if it is not there, or not as it was written.
    fn read(&self) -> Option<Metadata> {
        let bytes = std::fs::read(&self.file).ok()?;
        let (hash, metadata) = bytes.split_at_checked(HASH_LENGTH)?;
        if sp_crypto_hashing::blake2_256(metadata) != hash {
            return None;
        }
        Metadata::decode_from(metadata).ok()
    }

    /// Keeps it whole or not at all, whoever else does the same.
    fn write(&self, metadata: &[u8]) -> std::io::Result<()> {
        let folder = self.file.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let unique = format!("{}-{:?}.new", std::process::id(), std::thread::current().id());
        let new = self.file.with_extension(unique);
        let bytes = [&sp_crypto_hashing::blake2_256(metadata)[..], metadata].concat();
        let done = std::fs::write(&new, bytes).and_then(|()| std::fs::rename(&new, &self.file));
        if done.is_err() {
            let _ = std::fs::remove_file(&new);
        }
        done?;
        forget_oldest(folder)
    }
}

/// Removes what was kept longest ago, since development chains come and go.
fn forget_oldest(folder: &Path) -> std::io::Result<()> {
    let mut kept = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.path().extension().is_some_and(|extension| extension == "metadata") {
            kept.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    kept.sort();
    for (_, file) in kept.iter().rev().skip(KEPT_MAX) {
        std::fs::remove_file(file)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_damaged_on_disk_is_not_used() {
        let folder = tempfile::tempdir().unwrap();
        let version = Version { spec: 1, transaction: 2 };
        let kept = Kept::new(&folder.path().join("new"), Hash([7; 32]), version);
        assert!(kept.read().is_none(), "nothing is there yet");
        let devnet = mutual_devnet::Devnet::start(mutual_devnet::Config::in_process()).unwrap();
        let bytes = Vec::<u8>::decode(&mut &*devnet.call("Metadata_metadata", &[]).unwrap()).unwrap();
        kept.write(&bytes).unwrap();
        assert!(kept.read().is_some());
        for place in [0, 40, bytes.len() + 31] {
            let mut damaged = std::fs::read(&kept.file).unwrap();
            damaged[place] ^= 1;
            std::fs::write(&kept.file, damaged).unwrap();
            assert!(kept.read().is_none(), "byte {place}");
            kept.write(&bytes).unwrap();
        }
        std::fs::write(&kept.file, [1; 31]).unwrap();
        assert!(kept.read().is_none(), "too short");
    }

    #[test]
    fn a_folder_does_not_grow_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        for spec in 0..20 {
            Kept::new(folder.path(), Hash([7; 32]), Version { spec, transaction: 1 }).write(b"metadata").unwrap();
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), KEPT_MAX);
    }
}
