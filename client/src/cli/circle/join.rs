//! `mutual circle join`.

use mutual_types::circle::Order;

use super::super::context::Context;
use super::super::report::Report;
use super::super::written::Fact;
use super::super::{evidence, write};
use super::{risk, view};
use crate::circle::{Circle, Message};
use crate::error::Error;
use crate::text::{amount, duration, moment};

pub(super) async fn run(
    given: Option<[u8; 32]>,
    circle: &Circle,
    context: &mut Context<'_, '_>,
) -> Result<Report, Error> {
    let signer = context.signer()?;
    let terms = view(circle).await?.circle.terms;
    let unit = circle.chain().unit();
    let secret = match (terms.order, given) {
        (Order::Agreed, given) => given,
        (Order::Drawn { .. }, Some(secret)) => Some(secret),
        (Order::Drawn { .. }, None) => Some(evidence::random_salt()?),
    };
    let commitment = secret.map(|secret| circle.commitment(signer.account(), &secret));
    let action = format!(
        "join the circle \"{}\" with a deposit of {}, and pay as much each {} from {} on, {} times; {}",
        terms.name,
        amount::format(terms.contribution, unit),
        duration::format(terms.round_ms),
        moment::format(terms.starts_ms),
        terms.size(),
        risk(&terms, unit)?
    );
    let message = Message::join(commitment, terms.contribution);
    let written = match write::message(context, circle, &signer, action, message).await {
        Err(error @ Error::Unknown { .. }) => {
            // It may be in a block all the same, and without the secret the last turn would be theirs.
            if let Some(secret) = &secret {
                context.warn(format!("keep your secret for the draw: {}", evidence::shown(secret)));
            }
            return Err(error);
        }
        other => other?,
    };
    let mut facts = Vec::new();
    if let (Some(secret), Some(())) = (&secret, written.value()) {
        facts.push(Fact::text("secret", evidence::shown(secret)));
        context.warn("keep the secret: it is shown only now, and who does not reveal it in time comes last");
    }
    let report = written.report(unit, &facts);
    Ok(match (written.value(), terms.order) {
        (Some(()), Order::Drawn { .. }) => report.then("mutual circle reveal SECRET".to_owned()),
        (Some(()), Order::Agreed) => report.then("mutual circle show".to_owned()),
        (None, _) => report,
    })
}
