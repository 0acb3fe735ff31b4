//! `mutual relief show`.

use std::path::PathBuf;

use clap::Args;
use mutual_types::{ReliefId, ReliefRequest, ReliefStatus};
use serde_json::Value;

use super::super::context::Context;
use super::super::report::Report;
use super::super::{evidence, society, who};
use crate::error::Error;
use crate::text::{amount, moment};
use crate::words;

/// Which request, and what to compare its evidence with.
#[derive(Debug, Args)]
pub(in super::super) struct Show {
    /// The number of the request
    request: u32,
    /// The evidence that its asker has shown you, to compare with what was written
    #[arg(long, value_name = "FILE", requires = "salt")]
    evidence: Option<PathBuf>,
    /// The salt that its asker has given you
    #[arg(long, value_name = "SALT", requires = "evidence")]
    salt: Option<String>,
}

impl Show {
    /// The hash of what the asker has shown.
    fn hash(&self) -> Result<Option<[u8; 32]>, Error> {
        match (&self.evidence, &self.salt) {
            (Some(file), Some(salt)) => {
                Ok(Some(evidence::salted(&evidence::parse("salt", salt)?, &evidence::read(file)?)))
            }
            _ => Ok(None),
        }
    }
}

pub(super) async fn run(terms: &Show, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let hash = terms.hash()?;
    let id = ReliefId(terms.request);
    let society = context.society().await?;
    let record = super::find(&society, id).await?;
    let view = society.society().await?;
    let named = super::may_name(&society, &view.rules, context).await?;
    let now = society.chain().moment().await?;
    let now_ms = now.now_ms();
    let asker = match named {
        true => who::named(&society, record.asker).await?,
        false => "not shown, by the society's rules; members see it with their key".to_owned(),
    };
    let mut fields = vec![
        ("request", id.to_string()),
        ("status", words::relief_status(record.status(now_ms)).to_owned()),
        ("amount", amount::format(record.amount, society.chain().unit())),
        ("asker", asker),
        ("pot", record.pot.to_string()),
        (
            "asked",
            format!("{}, to be attested until {}", moment::format(record.asked_ms), moment::format(record.ends_ms)),
        ),
        ("attested", format!("{} of {} needed", record.attesters.len(), record.attesters_needed)),
    ];
    for attester in &record.attesters {
        fields.push(("attested by", who::named(&society, *attester).await?));
    }
    fields.push(("evidence", evidence::shown(&record.evidence)));
    let mut json = super::list::json(id, &record, named, now_ms);
    if let Some(hash) = hash {
        let is_same = hash == record.evidence;
        let said = if is_same { "the same as was written" } else { "NOT what was written: do not rely on it" };
        fields.push(("what you were shown", said.to_owned()));
        json["evidence_matches"] = Value::Bool(is_same);
    }
    fields.push(("next", next(id, &record, record.status(now_ms), view.dissolution.is_some())));
    fields.push(("time", society::time(now)));
    Ok(Report::new(json).fields(fields))
}

/// What happens next, and who can make it happen.
fn next(id: ReliefId, record: &ReliefRequest, status: ReliefStatus, is_dissolving: bool) -> String {
    match (status, record.payment) {
        (ReliefStatus::Asked | ReliefStatus::Attested, _) if is_dissolving => {
            "nothing: the society dissolves, and promises no relief any more".to_owned()
        }
        (ReliefStatus::Asked, _) => {
            format!("members who are not near to the asker attest it: `mutual relief attest {id}`")
        }
        (ReliefStatus::Attested, _) => {
            format!("anyone can promise it once the pot and the caps leave room: `mutual relief promise {id}`")
        }
        (_, Some(payment)) => format!("what becomes of its payment: `mutual payment show {payment}`"),
        (ReliefStatus::Promised | ReliefStatus::Withdrawn | ReliefStatus::Expired, None) => {
            "nothing: it is over".to_owned()
        }
    }
}
