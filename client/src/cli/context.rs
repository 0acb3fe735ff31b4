//! What a command needs from the flags: the chain, the society, the signer, and who is meant by a name.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use mutual_types::AccountId;
use zeroize::Zeroizing;

use super::args::{Globals, Output};
use super::settings::{Setup, Signing};
use super::{cache, password, Io};
use crate::chain::{Chain, Hash};
use crate::config::Origin;
use crate::error::Error;
use crate::keys::{Keyring, Signer, Stored};
use crate::names::{self, Name, Names};
use crate::society::Society;
use crate::text::{address, Unit};

/// The circumstances of one command.
pub(super) struct Context<'a, 'io> {
    pub globals: &'a Globals,
    pub setup: &'a Setup,
    pub io: &'a mut Io<'io>,
    unit: Unit,
    warnings: Vec<String>,
    chain: Option<Chain>,
    names: Option<Arc<Names>>,
    /// What a person should know of an account besides its name.
    remarks: BTreeMap<AccountId, String>,
}

impl<'a, 'io> Context<'a, 'io> {
    pub(super) fn new(globals: &'a Globals, setup: &'a Setup, io: &'a mut Io<'io>) -> Self {
        let mut context = Self {
            globals,
            setup,
            io,
            unit: Unit::default(),
            warnings: Vec::new(),
            chain: None,
            names: None,
            remarks: BTreeMap::new(),
        };
        for note in &setup.notes {
            context.warn(note);
        }
        context
    }

    /// The chain's money as far as known, and the warnings.
    pub(super) fn into_parts(self) -> (Unit, Vec<String>) {
        (self.unit, self.warnings)
    }

    /// Connects to the chain, once, and refuses another one than was asked for.
    pub(super) async fn chain(&mut self) -> Result<Chain, Error> {
        if let Some(chain) = &self.chain {
            return Ok(chain.clone());
        }
        let wanted = self.wanted_genesis()?;
        let chain = Chain::connect(&self.globals.url).await?.with_timeout(self.globals.timeout);
        let chain = match cache::folder() {
            Some(folder) => chain.with_cache(folder),
            None => chain,
        };
        self.unit = chain.unit().clone();
        let identity = chain.identity();
        let url = &self.globals.url;
        self.detail(|| format!("node {url}: {}, genesis {}", identity.name, identity.genesis));
        match wanted {
            Some(wanted) if wanted != chain.genesis() => Err(Error::WrongChain { wanted, found: chain.genesis() }),
            _ => {
                self.chain = Some(chain.clone());
                Ok(chain)
            }
        }
    }

    fn wanted_genesis(&self) -> Result<Option<Hash>, Error> {
        match self.globals.genesis.as_deref().filter(|text| !text.is_empty()) {
            Some(text) => {
                text.parse().map(Some).map_err(|_| Error::input(format!("`{text}` is no hash of a first block")))
            }
            None => Ok(None),
        }
    }

    /// The first block of the chain, which is asked only where nothing says it.
    pub(super) async fn genesis(&mut self) -> Result<Hash, Error> {
        match self.wanted_genesis()? {
            Some(genesis) => Ok(genesis),
            None => Ok(self.chain().await?.genesis()),
        }
    }

    /// The society named by `--contract`.
    pub(super) async fn society(&mut self) -> Result<Society, Error> {
        let contract = self.contract().await?.ok_or_else(|| Error::Input {
            what: "it takes a society, and none was named".to_owned(),
            hint: Some("give its address as `--contract ADDRESS`, or set MUTUAL_CONTRACT".to_owned()),
        })?;
        let chain = self.chain().await?;
        let society = Society::at(&chain, contract).await?;
        self.detail(|| format!("society {}", address::format(&contract)));
        Ok(society)
    }

    /// The address of the society that was named, if one was.
    pub(super) async fn contract(&mut self) -> Result<Option<AccountId>, Error> {
        let globals = self.globals;
        let Some(text) = globals.contract.as_deref().filter(|text| !text.is_empty()) else { return Ok(None) };
        let contract = self.account(text).await?;
        if let Some(Origin::Project(path)) = &self.setup.contract {
            self.remarks.insert(contract, format!("named by {}", path.display()));
        }
        Ok(Some(contract))
    }

    /// The node that is asked.
    pub(super) fn url(&self) -> &str {
        &self.globals.url
    }

    /// The chain's money as far as known.
    pub(super) fn unit(&self) -> &Unit {
        &self.unit
    }

    /// The account that somebody typed, as an address or a name. A name needs the chain.
    pub(super) async fn account(&mut self, text: &str) -> Result<AccountId, Error> {
        let names = self.names()?;
        names.ensure(text)?;
        let genesis = match Name::mentioned(text) {
            Some(_) => self.genesis().await?,
            None => Hash([0; 32]),
        };
        names.account(text, genesis)
    }

    /// All names that this machine knows.
    pub(super) fn names(&mut self) -> Result<Arc<Names>, Error> {
        if let Some(names) = &self.names {
            return Ok(names.clone());
        }
        let names = Arc::new(Names::load(self.setup.config.as_deref().ok())?);
        self.names = Some(names.clone());
        Ok(names)
    }

    /// The config folder, for a change to what is in it.
    pub(super) fn folder_to_change(&self) -> Result<&'a PathBuf, Error> {
        if self.globals.dry_run {
            return Err(Error::Input {
                what: "this changes files on this machine, and has no dry run".to_owned(),
                hint: Some("leave `--dry-run` out: it is for what is sent to a chain".to_owned()),
            });
        }
        self.setup.folder()
    }

    /// Whether a person reads the result, who gets names beside addresses.
    pub(super) fn is_read_by_a_person(&self) -> bool {
        self.io.look().columns.is_some() && self.globals.output == Output::Text
    }

    /// The accounts of this machine.
    pub(super) fn keyring(&self) -> Result<Keyring, Error> {
        Ok(Keyring::in_folder(self.setup.folder()?))
    }

    /// Who signs. The password of an account of this machine is asked for, unless nothing is to be signed.
    pub(super) fn signer(&mut self) -> Result<Signer, Error> {
        let setup = self.setup;
        let said = match &setup.signing {
            Signing::Account(said) => said,
            other => return Ok(other.source()?.signer()?),
        };
        let stored = self.stored(&said.value)?;
        if matches!(said.origin, Origin::User(_)) {
            self.remarks.insert(stored.account(), "your default account".to_owned());
        }
        if self.globals.dry_run {
            return Ok(Signer::without_key(stored.account()));
        }
        password::unlock(self, &format!("`{}`", stored.name), |password| stored.open(password))
    }

    /// The account that signs, for what needs no key.
    pub(super) fn signing_account(&self) -> Result<AccountId, Error> {
        match &self.setup.signing {
            Signing::Account(said) => Ok(self.stored(&said.value)?.account()),
            other => Ok(other.source()?.signer()?.account()),
        }
    }

    /// An account of this machine.
    pub(super) fn stored(&self, text: &str) -> Result<Stored, Error> {
        let name = Name::mentioned(text);
        let name = name.ok_or_else(|| Error::NotFound { what: format!("account `{text}` on this machine") })?;
        self.keyring()?.get(&name)
    }

    /// Who signs, if anybody was named; for reads that say more to somebody.
    pub(super) fn viewer(&self) -> Option<AccountId> {
        // Stdin is read once, and not for a look.
        if self.secret_is_on_stdin() {
            return None;
        }
        self.signing_account().ok()
    }

    /// Whether stdin holds the secret URI, so that no question can be answered there.
    pub(super) fn secret_is_on_stdin(&self) -> bool {
        matches!(&self.setup.signing, Signing::Secret(source) if source.reads_stdin())
    }

    /// Says something beside the result, and keeps it for the document.
    pub(super) fn warn(&mut self, text: impl Into<String>) {
        let text = text.into();
        self.say(&format!("note: {text}"));
        self.warnings.push(text);
    }

    /// Says something beside the result.
    pub(super) fn say(&mut self, line: &str) {
        if !self.globals.quiet {
            self.io.note(line);
        }
    }

    /// Says a detail beside the result, for those who want all of them.
    pub(super) fn detail(&mut self, line: impl FnOnce() -> String) {
        if self.globals.verbose {
            self.io.note(&line());
        }
    }

    /// Whether questions may be asked.
    pub(super) fn may_ask(&self) -> bool {
        let is_quiet = self.globals.no_input || self.globals.output == Output::Json;
        !is_quiet && !self.secret_is_on_stdin() && self.io.can_ask()
    }

    /// Asks, unless it was agreed to beforehand.
    pub(super) fn confirm(&mut self, question: &str) -> Result<(), Error> {
        if self.globals.yes {
            return Ok(());
        }
        let needed = || Error::AnswerNeeded { question: question.to_owned() };
        if !self.may_ask() {
            return Err(needed());
        }
        match self.io.confirm(question)? {
            Some(true) => Ok(()),
            Some(false) => Err(Error::Cancelled),
            None => Err(needed()),
        }
    }

    /// Asks for a secret, such as `what`; `hint` says how to give it where nobody can be asked.
    pub(super) fn ask_secret(
        &mut self,
        prompt: &str,
        what: &str,
        hint: &'static str,
    ) -> Result<Zeroizing<String>, Error> {
        let answer = if self.may_ask() { self.io.secret(prompt)? } else { None };
        answer.ok_or_else(|| Error::SecretNeeded { what: what.to_owned(), hint })
    }

    /// What stands beside each address that this machine has a name for.
    pub(super) fn labels(&mut self) -> BTreeMap<String, String> {
        let genesis = self.chain.as_ref().map(Chain::genesis);
        // Names are a courtesy here: where they cannot be read, the addresses say it all.
        let names = self.names().map(|names| names.labels(genesis)).unwrap_or_default();
        let mut labels: BTreeMap<String, String> = BTreeMap::new();
        for (account, name) in names {
            labels.insert(address::format(&account), format!("@{name}"));
        }
        for (account, remark) in &self.remarks {
            let label = labels.entry(address::format(account)).or_default();
            let comma = if label.is_empty() { "" } else { ", " };
            label.push_str(&format!("{comma}{remark}"));
        }
        labels
    }

    /// The same lines with names beside the addresses.
    pub(super) fn with_names(&mut self, lines: Vec<String>) -> Vec<String> {
        let labels = self.labels();
        let named = |line: &String| names::beside(line, |word| labels.get(word).map(String::as_str));
        lines.iter().map(named).collect()
    }
}
