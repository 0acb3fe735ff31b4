//! `mutual proposal new`: one subcommand for each kind, in groups by what they are about.

mod about;
mod code;
mod constitution;
mod grant;
mod money;
mod people;
mod pots;
mod roles;
mod stages;

use clap::{Args, Subcommand};
use mutual_types::{AccountId, Action, Document, Kind as ActionKind, MemberIndex, Mode, ProposalId, TimestampMs};

use super::super::context::Context;
use super::super::report::Report;
use super::super::written::Fact;
use super::super::{who, write};
use crate::error::Error;
use crate::keys::Signer;
use crate::names::Names;
use crate::society::{Message, Prepared, Society};
use crate::text::Unit;
use crate::words;
use about::About;

pub(in super::super) use about::shortened;

/// The kinds.
#[derive(Debug, Subcommand)]
pub(in super::super) enum Kind {
    /// Words: something the members say together
    #[command(
        after_help = "Example:\n  mutual proposal new resolution --title \"We thank Mere\" --consent --suri-file key"
    )]
    Resolution(Resolution),
    #[command(flatten)]
    People(people::Kind),
    #[command(flatten)]
    Roles(roles::Kind),
    #[command(flatten)]
    Money(money::Kind),
    #[command(flatten)]
    Grant(grant::Kind),
    #[command(flatten)]
    Pots(pots::Kind),
    #[command(flatten)]
    Constitution(constitution::Kind),
    #[command(flatten)]
    Code(code::Kind),
}

/// A proposal that does nothing but say something.
#[derive(Debug, Args)]
pub(in super::super) struct Resolution {
    #[command(flatten)]
    about: About,
}

/// What an action is made from beside its arguments.
struct Scene<'a> {
    society: &'a Society,
    signer: AccountId,
    unit: &'a Unit,
    now_ms: TimestampMs,
    names: &'a Names,
}

impl Scene<'_> {
    /// The account that an address or a name stands for.
    fn account(&self, text: &str) -> Result<AccountId, Error> {
        self.names.account(text, self.society.chain().genesis())
    }

    /// The member that a number, an account or a name of one stands for.
    async fn member(&self, text: &str) -> Result<MemberIndex, Error> {
        who::member(self.names, self.society, text).await
    }
}

impl Kind {
    fn about(&self) -> &About {
        match self {
            Self::Resolution(resolution) => &resolution.about,
            Self::People(kind) => kind.about(),
            Self::Roles(kind) => kind.about(),
            Self::Money(kind) => kind.about(),
            Self::Grant(kind) => kind.about(),
            Self::Pots(kind) => kind.about(),
            Self::Constitution(kind) => kind.about(),
            Self::Code(kind) => kind.about(),
        }
    }

    /// Refuses what is wrong whatever the society, before anything is connected.
    fn check(&self, names: &Names) -> Result<(), Error> {
        match self {
            Self::Resolution(resolution) => resolution.about.ensure_title(),
            Self::People(kind) => kind.check(names),
            Self::Roles(kind) => kind.check(),
            Self::Money(kind) => kind.check(names),
            Self::Grant(kind) => kind.check(names),
            Self::Pots(kind) => kind.check(names),
            Self::Constitution(kind) => kind.check(names),
            Self::Code(kind) => kind.check(names),
        }
    }

    async fn action(&self, scene: &Scene<'_>) -> Result<Action, Error> {
        match self {
            Self::Resolution(_) => Ok(Action::Resolution),
            Self::People(kind) => kind.action(scene).await,
            Self::Roles(kind) => kind.action(scene).await,
            Self::Money(kind) => kind.action(scene).await,
            Self::Grant(kind) => kind.action(scene),
            Self::Pots(kind) => kind.action(scene).await,
            Self::Constitution(kind) => kind.action(scene).await,
            Self::Code(kind) => kind.action(scene).await,
        }
    }

    /// Lines that say more than the action in words does.
    async fn details(&self, action: &Action, scene: &Scene<'_>) -> Result<Vec<String>, Error> {
        match (self, action) {
            (Self::Constitution(_), Action::SetRules(rules)) => constitution::changes(rules, scene).await,
            _ => Ok(Vec::new()),
        }
    }

    /// Whether its document is what the action puts in force or explains, and so not the proposal's own.
    fn takes_document(&self) -> bool {
        match self {
            Self::Constitution(kind) => kind.takes_document(),
            Self::Code(kind) => kind.takes_document(),
            _ => false,
        }
    }
}

/// Refuses consent where the society would, whatever the amount.
fn ensure_mode(kind: ActionKind, mode: Mode) -> Result<(), Error> {
    if mode == Mode::Ballot || kind.allows_consent() || kind == ActionKind::Spend {
        return Ok(());
    }
    Err(Error::contract(mutual_types::Error::NoConsent(kind)))
}

pub(super) async fn run(kind: &Kind, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let names = context.names()?;
    kind.check(&names)?;
    let about = kind.about();
    let document = if kind.takes_document() { None } else { about.document()? };
    let signer = context.signer()?;
    let society = context.society().await?;
    let unit = society.chain().unit();
    let now_ms = society.chain().moment().await?.now_ms();
    let scene = Scene { society: &society, signer: signer.account(), unit, now_ms, names: &names };
    let action = kind.action(&scene).await?;
    let mode = about.mode();
    ensure_mode(action.kind(), mode)?;
    for line in kind.details(&action, &scene).await? {
        context.say(&line);
    }
    let title = about.title(&words::action(&action, unit));
    let proposal = Draft { title, document, action, mode };
    propose(context, &society, &signer, &proposal).await
}

/// A proposal that nobody has made yet.
pub(in super::super) struct Draft {
    pub title: String,
    pub document: Option<Document>,
    pub action: Action,
    pub mode: Mode,
}

/// Makes a proposal.
pub(in super::super) async fn propose(
    context: &mut Context<'_, '_>,
    society: &Society,
    signer: &Signer,
    draft: &Draft,
) -> Result<Report, Error> {
    let Draft { title, document, action, mode } = draft;
    let unit = society.chain().unit();
    let words = words::action(action, unit);
    let message = |deposit| Message::propose(title, document.as_ref(), action, *mode, deposit);
    let prepared = prepare(context, society, signer, message).await?;
    let how = if *mode == Mode::Consent { "propose by consent" } else { "propose" };
    let said = format!("{how} \"{title}\": {words}");
    let written = write::prepared_message(context, society, signer, said, prepared).await?;
    let id = written.value().copied();
    let report = written.report(unit, &id.map(|id| Fact::number("proposal", id.0)).into_iter().collect::<Vec<_>>());
    Ok(match (id, *mode) {
        (Some(id), Mode::Ballot) => report.then(format!("mutual proposal vote {id} aye")),
        (Some(id), Mode::Consent) => report.then(format!("mutual proposal show {id}")),
        (None, _) => report,
    })
}

/// Whether a deposit is due depends on which of the proposer's own are settled on the way: the society says it best.
async fn prepare(
    context: &mut Context<'_, '_>,
    society: &Society,
    signer: &Signer,
    message: impl Fn(u128) -> Message<ProposalId>,
) -> Result<Prepared<ProposalId>, Error> {
    match write::prepare(context, society, signer, message(0)).await {
        Err(Error::Contract { error: mutual_types::Error::WrongDeposit { needed, .. }, .. }) => {
            write::prepare(context, society, signer, message(needed)).await
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;
    use scale::Decode;

    use super::super::super::args::Cli;
    use super::*;

    #[test]
    fn every_kind_has_its_subcommand() {
        let cli = Cli::command();
        let new = cli.find_subcommand("proposal").and_then(|noun| noun.find_subcommand("new")).unwrap();
        let kinds = (0..=u8::MAX).map_while(|index| ActionKind::decode(&mut &[index][..]).ok());
        for kind in kinds {
            let name = words::kind(kind);
            // The members decide a dispute when it is referred to them: `mutual dispute refer`.
            let expected = kind != ActionKind::DecideDispute;
            assert_eq!(new.find_subcommand(name).is_some(), expected, "{name}");
        }
    }

    #[test]
    fn special_kinds_take_no_consent() {
        assert!(ensure_mode(ActionKind::Resolution, Mode::Consent).is_ok());
        assert!(ensure_mode(ActionKind::Spend, Mode::Consent).is_ok());
        assert!(ensure_mode(ActionKind::Expel, Mode::Ballot).is_ok());
        assert_eq!(ensure_mode(ActionKind::Expel, Mode::Consent).unwrap_err().exit(), 6);
    }
}
