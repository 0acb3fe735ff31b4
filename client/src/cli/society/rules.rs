//! `mutual society rules`.

use serde_json::json;

use super::super::context::Context;
use super::super::report::Report;
use crate::error::Error;
use crate::json::ToJson;
use crate::words;

pub(super) async fn run(context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let society = context.society().await?;
    let view = society.society().await?;
    let unit = society.chain().unit();
    let json = json!({ "rules": view.rules.to_json(), "bounds": view.bounds.to_json() });
    Ok(Report::new(json)
        .heading("Rules")
        .fields(words::rules(&view.rules, unit))
        .heading("Bounds: how far they may ever change")
        .fields(words::bounds(&view.bounds, unit)))
}
