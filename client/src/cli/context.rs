//! What a command needs from the flags: the chain, the society, the signer.

use mutual_types::AccountId;

use super::args::{Globals, Output};
use super::{cache, Io};
use crate::chain::Chain;
use crate::error::Error;
use crate::keys::{Signer, Source, SURI_VARIABLE};
use crate::society::Society;
use crate::text::{address, Unit};

/// The circumstances of one command.
pub(super) struct Context<'a, 'io> {
    pub globals: &'a Globals,
    pub io: &'a mut Io<'io>,
    unit: Unit,
    warnings: Vec<String>,
}

impl<'a, 'io> Context<'a, 'io> {
    pub(super) fn new(globals: &'a Globals, io: &'a mut Io<'io>) -> Self {
        Self { globals, io, unit: Unit::default(), warnings: Vec::new() }
    }

    /// The chain's money as far as known, and the warnings.
    pub(super) fn into_parts(self) -> (Unit, Vec<String>) {
        (self.unit, self.warnings)
    }

    /// Connects to the chain, and refuses another one than was asked for.
    pub(super) async fn chain(&mut self) -> Result<Chain, Error> {
        let wanted = match self.globals.genesis.as_deref().filter(|text| !text.is_empty()) {
            Some(text) => {
                Some(text.parse().map_err(|_| Error::input(format!("`{text}` is no hash of a first block")))?)
            }
            None => None,
        };
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
            _ => Ok(chain),
        }
    }

    /// The society named by `--contract`.
    pub(super) async fn society(&mut self) -> Result<Society, Error> {
        let contract = self.contract()?.ok_or_else(|| Error::Input {
            what: "it takes a society, and none was named".to_owned(),
            hint: Some("give its address as `--contract ADDRESS`, or set MUTUAL_CONTRACT".to_owned()),
        })?;
        let chain = self.chain().await?;
        let society = Society::at(&chain, contract).await?;
        self.detail(|| format!("society {}", address::format(&contract)));
        Ok(society)
    }

    /// The address of the society that was named, if one was.
    pub(super) fn contract(&self) -> Result<Option<AccountId>, Error> {
        self.globals.contract.as_deref().filter(|text| !text.is_empty()).map(account).transpose()
    }

    /// The node that is asked.
    pub(super) fn url(&self) -> &str {
        &self.globals.url
    }

    /// The chain's money as far as known.
    pub(super) fn unit(&self) -> &Unit {
        &self.unit
    }

    /// Who signs.
    pub(super) fn signer(&self) -> Result<Signer, Error> {
        Ok(self.source().signer()?)
    }

    /// Who signs, if anybody was named; for reads that say more to somebody.
    pub(super) fn viewer(&self) -> Option<AccountId> {
        let source = self.source();
        // Stdin is read once, and not for a look.
        if source.reads_stdin() {
            return None;
        }
        source.signer().ok().map(|signer| signer.account())
    }

    fn source(&self) -> Source {
        Source {
            dev_uri: self.globals.suri.clone(),
            file: self.globals.suri_file.clone(),
            variable: std::env::var(SURI_VARIABLE).ok(),
        }
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

    /// Asks, unless it was agreed to beforehand.
    pub(super) fn confirm(&mut self, question: &str) -> Result<(), Error> {
        if self.globals.yes {
            return Ok(());
        }
        let needed = || Error::AnswerNeeded { question: question.to_owned() };
        if self.globals.no_input || self.globals.output == Output::Json || self.source().reads_stdin() {
            return Err(needed());
        }
        match self.io.confirm(question)? {
            Some(true) => Ok(()),
            Some(false) => Err(Error::Cancelled),
            None => Err(needed()),
        }
    }
}

/// An account that somebody typed.
pub(super) fn account(text: &str) -> Result<AccountId, Error> {
    address::parse(text).map_err(|error| Error::input(error.to_string()))
}
