//! What only a society can do, by a proposal of its own to call the federation.

use clap::Args;
use mutual_types::{Action, Mode, PotId};
use scale::Decode;

use super::super::context::Context;
use super::super::proposal::{propose, shortened, Draft};
use super::super::report::Report;
use super::Place;
use crate::contract::{self, Freshen};
use crate::error::Error;
use crate::federation::Message;
use crate::society::Society;

/// What the proposal is called.
#[derive(Debug, Args)]
pub(super) struct Proposed {
    /// One line that says what your society's proposal is about; the default says what it does
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
}

impl Place<'_> {
    /// Proposes to the society to send a message without money.
    pub(super) async fn propose<T: Decode>(
        &self,
        proposed: &Proposed,
        title: String,
        message: &Message<T>,
        context: &mut Context<'_, '_>,
    ) -> Result<Report, Error> {
        self.propose_from(PotId::GENERAL, proposed, title, message, context).await
    }

    /// Proposes to the society to send a message, with the money that goes with it out of `pot`.
    pub(super) async fn propose_from<T: Decode>(
        &self,
        pot: PotId,
        proposed: &Proposed,
        title: String,
        message: &Message<T>,
        context: &mut Context<'_, '_>,
    ) -> Result<Report, Error> {
        let signer = context.signer()?;
        let society = context.society().await?;
        self.warn(message, &society, context).await?;
        let action = Action::Call(self.federation.call(message, pot).await?);
        let title = proposed.title.clone().unwrap_or_else(|| shortened(&title));
        propose(context, &society, &signer, &Draft { title, document: None, action, mode: Mode::Ballot }).await
    }

    /// Says so if the federation would refuse, were it sent now: the members would find out only when all is decided. It
    /// may still be right by then.
    async fn warn<T: Decode>(
        &self,
        message: &Message<T>,
        society: &Society,
        context: &mut Context<'_, '_>,
    ) -> Result<(), Error> {
        let tried = contract::prepare(self.federation, society.address(), message.clone(), Freshen::Never).await;
        match tried {
            Err(error @ Error::Federation { is_stale: false, .. }) => {
                let why = error.sentence(self.federation.chain().unit());
                let hint = error.advice(self.federation.chain().unit()).unwrap_or_default();
                context.warn(format!("sent now, the federation would refuse it: {why} {hint}"));
                Ok(())
            }
            Err(error @ (Error::Node(_) | Error::Unreachable { .. })) => Err(error),
            // What it takes besides, such as money in the society, its own proposal says.
            _ => Ok(()),
        }
    }
}

impl Proposed {
    /// With this title, if there is one.
    pub(super) fn titled(title: Option<String>) -> Self {
        Self { title }
    }
}
