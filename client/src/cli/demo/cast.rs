//! Who plays: the founders by the names in the founding file, and four people from outside.

use mutual_devnet::accounts::WELL_KNOWN;
use mutual_types::AccountId;

use super::broken;
use crate::error::Error;
use crate::keys::Signer;

/// Somebody with a name and a development key.
#[derive(Clone)]
pub(super) struct Actor {
    pub name: String,
    pub signer: Signer,
}

impl Actor {
    pub(super) fn account(&self) -> AccountId {
        self.signer.account()
    }
}

/// Everybody.
pub(super) struct Cast {
    actors: Vec<Actor>,
}

/// People who begin with nothing.
const OUTSIDERS: [(&str, &str); 3] = [("Tui", "//Tui"), ("Pania", "//Pania"), ("Kahu", "//Kahu")];

impl Cast {
    /// The founders under the names of the founding file, and the outsiders.
    pub(super) fn new(names: &[(String, AccountId)]) -> Result<Self, Error> {
        let mut actors = Vec::new();
        // The founders of the file hold the accounts that a development chain endows.
        for (uri, _) in WELL_KNOWN {
            let signer = Signer::from_dev_uri(uri)?;
            let name = names.iter().find(|(_, account)| *account == signer.account());
            let (name, _) = name.ok_or_else(|| broken(format!("{uri} is no founder")))?;
            actors.push(Actor { name: name.clone(), signer });
        }
        for (name, uri) in OUTSIDERS {
            actors.push(Actor { name: name.to_owned(), signer: Signer::from_dev_uri(uri)? });
        }
        Ok(Self { actors })
    }

    /// The actor called `name`.
    pub(super) fn get(&self, name: &str) -> Result<Actor, Error> {
        self.actors
            .iter()
            .find(|actor| actor.name == name)
            .cloned()
            .ok_or_else(|| broken(format!("nobody is called {name}")))
    }

    pub(super) fn all(&self) -> &[Actor] {
        &self.actors
    }
}
