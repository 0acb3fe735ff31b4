//! `mutual federation draw`, `draws`, `drawn`, `collect`, `lapse`, `repay` and `forgive`.

use clap::Args;
use mutual_types::federation::{BackingId, Draw, DrawId, DrawStatus, Part};
use mutual_types::{PotId, PotKind, TimestampMs};
use serde_json::{json, Value};

use super::super::account;
use super::super::context::Context;
use super::super::document::DocumentArgs;
use super::super::report::Report;
use super::super::when;
use super::call::Proposed;
use super::listing::Listing;
use super::{named, needed, Place};
use crate::error::Error;
use crate::federation::{Federation, Message};
use crate::json::ToJson;
use crate::society::Society;
use crate::text::{amount, moment, Unit};
use crate::words::federation as words;

/// What a society draws.
#[derive(Debug, Args)]
pub(super) struct DrawArgs {
    /// How much of which backing, such as `0=20 UNIT`; name each
    #[arg(required = true, value_name = "BACKING=AMOUNT")]
    parts: Vec<String>,
    #[command(flatten)]
    reason: DocumentArgs,
    #[command(flatten)]
    proposed: Proposed,
}

impl DrawArgs {
    pub(super) fn ensure(&self) -> Result<(), Error> {
        for text in &self.parts {
            account::ensure_amount(divided(text)?.1)?;
        }
        needed(&self.reason, "a draw").map(drop)
    }
}

/// The backing and the amount of a part as it is written.
fn divided(text: &str) -> Result<(BackingId, &str), Error> {
    let parts = text.split_once('=').and_then(|(id, rest)| Some((BackingId(id.trim().parse().ok()?), rest.trim())));
    parts.ok_or_else(|| Error::Input {
        what: format!("`{text}` does not say how much of which backing"),
        hint: Some("write the number of the backing and the amount, such as `0=20 UNIT`".to_owned()),
    })
}

pub(super) async fn draw(terms: &DrawArgs, on: &Place<'_>, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let unit = on.federation.chain().unit();
    let reason = needed(&terms.reason, "a draw")?;
    let (mut parts, mut sum) = (Vec::new(), 0_u128);
    for text in &terms.parts {
        let (backing, text) = divided(text)?;
        let amount = account::amount(text, unit)?;
        sum = sum.saturating_add(amount);
        parts.push(Part { backing, amount });
    }
    let title = format!("Draw {} that other societies have paid in", amount::format(sum, unit));
    on.propose(&terms.proposed, title, &Message::draw(&parts, &reason), context).await
}

async fn find(id: DrawId, federation: &Federation) -> Result<Draw, Error> {
    federation.drawn(id).await?.ok_or_else(|| Error::NotFound { what: format!("draw {id} in this federation") })
}

/// The columns of a list of draws.
pub(super) const HEADERS: [&str; 7] = ["draw", "status", "by", "of backing", "amount", "owed", "until"];

/// A draw in a list.
pub(super) fn row(id: DrawId, draw: &Draw, unit: &Unit, now_ms: TimestampMs) -> Vec<String> {
    let owed = draw.owed().unwrap_or_default();
    vec![
        id.to_string(),
        words::draw_status(draw.status(now_ms)).to_owned(),
        draw.society.to_string(),
        draw.backing.to_string(),
        amount::format(draw.amount, unit),
        amount::format(owed, unit),
        moment::format(draw.due_ms.unwrap_or(draw.collect_by_ms)),
    ]
}

fn json(id: DrawId, draw: &Draw, now_ms: TimestampMs) -> Value {
    json!({
        "id": id.0,
        "status": draw.status(now_ms).to_json(),
        "owed": draw.owed().unwrap_or_default().to_json(),
        "draw": draw.to_json(),
    })
}

pub(super) async fn list(
    list: &Listing<DrawStatus>,
    federation: &Federation,
    context: &mut Context<'_, '_>,
) -> Result<Report, Error> {
    let of = list.of(federation, context).await?;
    let count = federation.federation().await?.counters.draws;
    let unit = federation.chain().unit();
    let now_ms = federation.chain().moment().await?.now_ms();
    let read = async |from, limit| federation.draws(from, limit).await;
    let keep = async |(_, draw): &(DrawId, Draw)| {
        Ok(list.has(draw.status(now_ms)) && of.is_none_or(|society| draw.society == society))
    };
    let found = list.page().newest(count, read, |(id, _)| id.0, keep).await?;
    let rows = found.entries.iter().map(|(id, draw)| row(*id, draw, unit, now_ms)).collect();
    let json = found.entries.iter().map(|(id, draw)| json(*id, draw, now_ms));
    let report = Report::new(json.collect::<Value>()).table(&HEADERS, rows);
    Ok(report.goes_on("mutual federation draws", found.more_after))
}

pub(super) async fn show(id: DrawId, federation: &Federation) -> Result<Report, Error> {
    let draw = find(id, federation).await?;
    let unit = federation.chain().unit();
    let now_ms = federation.chain().moment().await?.now_ms();
    let money = |planck| amount::format(planck, unit);
    let status = draw.status(now_ms);
    let next = match status {
        DrawStatus::Promised => {
            format!("anyone has it paid into the society's relief pot: `mutual federation collect {id}`")
        }
        DrawStatus::Expired => format!("anyone lets it go back: `mutual federation lapse {id}`"),
        DrawStatus::Owed | DrawStatus::PastDue => format!(
            "anyone pays it back, `mutual federation repay {id} AMOUNT`, or the backer forgives, `mutual federation forgive {id} \
             AMOUNT`"
        ),
        DrawStatus::Lapsed | DrawStatus::Given | DrawStatus::Level => "nothing: it is at its end".to_owned(),
    };
    let mut fields = vec![
        ("draw", id.to_string()),
        ("status", words::draw_status(status).to_owned()),
        ("by", named(draw.society, federation).await?),
        ("of backing", draw.backing.to_string()),
        ("amount", money(draw.amount)),
        ("drawn", moment::format(draw.made_ms)),
    ];
    if matches!(status, DrawStatus::Promised | DrawStatus::Expired) {
        fields.push(("to be collected until", when::told(draw.collect_by_ms, now_ms)));
    }
    if let Some(due_ms) = draw.due_ms {
        fields.extend([
            ("to be paid back until", when::told(due_ms, now_ms)),
            ("paid back", money(draw.repaid)),
            ("forgiven", money(draw.forgiven)),
            ("owed", money(draw.owed().unwrap_or_default())),
        ]);
    }
    fields.push(("next", next));
    Ok(Report::new(json(id, &draw, now_ms)).fields(fields))
}

pub(super) async fn collect(
    id: DrawId,
    pot: Option<u32>,
    on: &Place<'_>,
    context: &mut Context<'_, '_>,
) -> Result<Report, Error> {
    let draw = find(id, on.federation).await?;
    let pot = match pot {
        Some(number) => PotId(number),
        None => relief_pot(&draw, on.federation).await?,
    };
    let action = format!(
        "have draw {id}, {}, paid into the relief pot {pot} of {}",
        amount::format(draw.amount, on.federation.chain().unit()),
        named(draw.society, on.federation).await?
    );
    let report = on.write(action, Message::collect(id, pot), &[("draw", id.0), ("pot", pot.0)], context).await?;
    Ok(report.then(format!("mutual federation drawn {id}")))
}

/// The first open relief pot of the society that drew.
async fn relief_pot(draw: &Draw, federation: &Federation) -> Result<PotId, Error> {
    let record = federation.society(draw.society).await?;
    let record = record.ok_or_else(|| Error::NotFound { what: format!("society {}", draw.society) })?;
    let society = Society::at(federation.chain(), record.account).await?;
    let pots = society.all_pots().await?;
    let found = pots.into_iter().find(|pot| pot.pot.spec.kind == PotKind::Relief && !pot.pot.closed);
    found.map(|pot| pot.id).ok_or_else(|| Error::Input {
        what: format!("society {} has no open relief pot", draw.society),
        hint: Some("its members open one by a proposal: `mutual proposal new open-pot`".to_owned()),
    })
}

pub(super) async fn lapse(id: DrawId, on: &Place<'_>, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let draw = find(id, on.federation).await?;
    let action = format!(
        "let draw {id}, {}, go back to backing {}, since it was not collected in time",
        amount::format(draw.amount, on.federation.chain().unit()),
        draw.backing
    );
    on.write(action, Message::lapse(id), &[("draw", id.0)], context).await
}

/// What is paid back.
#[derive(Debug, Args)]
pub(super) struct Repay {
    /// The number of the draw
    draw: u32,
    /// How much
    amount: String,
    /// Propose to your society that it pays out of this pot, instead of paying yourself
    #[arg(long, value_name = "NUMBER")]
    from_pot: Option<u32>,
    /// One line that says what your society's proposal is about; the default says what it does
    #[arg(long, value_name = "TEXT", requires = "from_pot")]
    title: Option<String>,
}

impl Repay {
    pub(super) fn ensure(&self) -> Result<(), Error> {
        account::ensure_amount(&self.amount)
    }
}

pub(super) async fn repay(terms: &Repay, on: &Place<'_>, context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let id = DrawId(terms.draw);
    let draw = find(id, on.federation).await?;
    let unit = on.federation.chain().unit();
    let planck = account::amount(&terms.amount, unit)?;
    let message = Message::repay(id, planck);
    let paid = amount::format(planck, unit);
    if let Some(pot) = terms.from_pot {
        let title = format!("Pay back {paid} of draw {id}");
        let proposed = Proposed::titled(terms.title.clone());
        return on.propose_from(PotId(pot), &proposed, title, &message, context).await;
    }
    let owed = amount::format(draw.owed().unwrap_or_default(), unit);
    let action = format!("pay back {paid} of the {owed} that society {} owes of draw {id}", draw.society);
    let report = on.write(action, message, &[("draw", id.0)], context).await?;
    Ok(report.then(format!("mutual federation drawn {id}")))
}

pub(super) async fn forgive(
    id: DrawId,
    text: &str,
    proposed: &Proposed,
    on: &Place<'_>,
    context: &mut Context<'_, '_>,
) -> Result<Report, Error> {
    let draw = find(id, on.federation).await?;
    let unit = on.federation.chain().unit();
    let planck = account::amount(text, unit)?;
    let title = format!("Forgive society {} {} of draw {id}", draw.society, amount::format(planck, unit));
    on.propose(proposed, title, &Message::forgive(id, planck), context).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_names_a_backing_and_an_amount() {
        assert_eq!(divided("0=20 UNIT").unwrap(), (BackingId(0), "20 UNIT"));
        assert_eq!(divided(" 12 = 5").unwrap(), (BackingId(12), "5"));
        for text in ["20 UNIT", "=20", "x=20", "-1=20"] {
            assert!(divided(text).is_err(), "{text}");
        }
    }
}
