//! People by their names, each with a key that everybody knows.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use mutual_client::founding_file::{self, FoundingFile};
use mutual_client::keys::Signer;
use mutual_client::text::Unit;
use mutual_types::AccountId;

/// Names and keys.
#[derive(Clone, Debug, Default)]
pub struct People(BTreeMap<String, Signer>);

impl People {
    /// The founders of the example, who are named in its file.
    pub fn of_example() -> Self {
        let file: toml::Table = toml::from_str(&example_text()).unwrap();
        let founders = file["founders"].as_array().unwrap();
        let text = |founder: &toml::Value, field: &str| founder[field].as_str().unwrap().to_owned();
        let keys = founders.iter().map(|founder| {
            let signer = Signer::from_dev_uri(&text(founder, "account")).unwrap();
            (text(founder, "name"), signer)
        });
        Self(keys.collect())
    }

    /// The key of `name`; somebody not heard of before has the key `//name`.
    pub fn signer(&self, name: &str) -> Signer {
        self.0.get(name).cloned().unwrap_or_else(|| Signer::from_dev_uri(&format!("//{name}")).unwrap())
    }

    /// Everybody's account.
    pub fn accounts(&self) -> Vec<AccountId> {
        self.0.values().map(Signer::account).collect()
    }

    /// The name behind an account.
    pub fn name(&self, account: AccountId) -> Option<&str> {
        self.0.iter().find(|(_, signer)| signer.account() == account).map(|(name, _)| name.as_str())
    }
}

/// The folder of this repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests lie in the repository").to_owned()
}

/// Where the example founding file is.
pub fn example_path() -> PathBuf {
    repository().join("client/examples/cannons-creek.toml")
}

/// What it says.
pub fn example_text() -> String {
    std::fs::read_to_string(example_path()).unwrap()
}

/// What it means.
pub fn example(unit: &Unit) -> FoundingFile {
    founding_file::load_in(&example_text(), example_path().parent().unwrap(), unit).unwrap()
}
