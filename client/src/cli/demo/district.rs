//! The story of a federation: three societies, of which a flood drains one; the others have paid in for that, it draws and
//! pays back, and they add up what all of them did.

mod cover;
mod decide;
mod found;

use mutual_types::federation::{Outcome as Measured, Report as Reported};
use mutual_types::{Document, Planck, PotId};
use serde_json::json;

use super::super::context::Context;
use super::super::report::Report;
use super::cast::{Actor, Cast};
use super::stage::Stage;
use super::{broken, opening, Error};
use crate::federation::{Federation, Message};
use crate::json::ToJson;
use crate::society::Society;
use crate::text::{address, amount};

const DAY_MS: u64 = 86_400_000;
/// How long a period of the federation is.
const PERIOD_DAYS: u64 = 90;
/// The pot for members in need, of each of the societies.
const RELIEF: PotId = PotId(2);

/// A society with its four members: three treasurers and a steward.
struct Local {
    name: &'static str,
    members: [&'static str; 4],
    society: Society,
}

/// The societies, by their numbers in the federation.
const CREEK: usize = 0;
const HARBOUR: usize = 1;
const HILL: usize = 2;

/// Three societies with their federation, and everybody.
struct Play<'c, 'a, 'io> {
    stage: Stage<'c, 'a, 'io>,
    cast: Cast,
    locals: Vec<Local>,
    federation: Federation,
}

/// Tells it all.
pub(super) async fn tell(context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let (mut stage, cast, file) = opening::begin(context).await?;
    let locals = found::societies(&mut stage, &cast, &file.founding).await?;
    let federation = found::federation(&mut stage, &cast, &locals).await?;
    let mut play = Play { stage, cast, locals, federation };
    play.join().await?;
    play.pay_in().await?;
    play.flood().await?;
    play.draw().await?;
    play.help().await?;
    play.pay_back().await?;
    play.add_up().await?;
    play.close().await?;
    play.end().await
}

impl<'c, 'a, 'io> Play<'c, 'a, 'io> {
    fn actor(&self, name: &str) -> Result<Actor, Error> {
        self.cast.get(name)
    }

    fn local(&self, number: usize) -> Result<&Local, Error> {
        self.locals.get(number).ok_or_else(|| broken(format!("there is no society {number}")))
    }

    fn society(&self, number: usize) -> Result<Society, Error> {
        Ok(self.local(number)?.society.clone())
    }

    fn coins(&self, units: u32) -> Result<Planck, Error> {
        amount::parse(&units.to_string(), &self.stage.unit()).map_err(broken)
    }

    fn said(&self, planck: Planck) -> String {
        amount::format(planck, &self.stage.unit())
    }

    async fn join(&mut self) -> Result<(), Error> {
        self.stage.scene("Each society joins by a decision of its own members; nobody can join for it")?;
        let losa = self.actor("Losa")?;
        let refused = self.federation.join(&losa.signer).await;
        self.stage.refused(&losa, "is a person, and tries to join", refused)?;
        for number in [CREEK, HARBOUR, HILL] {
            self.decide(number, "that it joins the federation", &Message::join()).await?;
        }
        Ok(())
    }

    async fn add_up(&mut self) -> Result<(), Error> {
        self.stage.scene("What all of them are and did is added up, in the same measures")?;
        let fetu = self.actor("Fetu")?;
        self.stage.sums.holds(self.federation.address());
        for society in [0, 1, 2].map(mutual_types::federation::SocietyId) {
            let outcome = self.federation.refresh(&fetu.signer, society).await?;
            self.stage.did(&fetu, &format!("has the books of society {society} read"), outcome)?;
        }
        let setup = self.federation.federation().await?.setup;
        let over_ms = setup.founded_ms.saturating_add(PERIOD_DAYS.saturating_mul(DAY_MS));
        self.stage.wait_until("the period ends", over_ms)?;
        for (number, people_helped, meals) in [(CREEK, 31, 420), (HILL, 12, 80)] {
            let report = Reported {
                money_in: self.coins(40)?,
                money_out: self.coins(90)?,
                people_helped,
                outcomes: vec![Measured { unit: 0, amount: meals }],
                document: document("report.pdf"),
            };
            let what = format!("what it reports: {people_helped} people helped, {meals} meals");
            self.decide(number, &what, &Message::report(0, &report)).await?;
        }
        let total = self.federation.total(0).await?.ok_or_else(|| broken("nothing was added up"))?;
        self.stage.aside(&format!(
            "together: {} members, {} people helped, {} meals",
            total.members,
            total.people_helped,
            total.outcomes.first().copied().unwrap_or_default()
        ))
    }

    async fn end(mut self) -> Result<Report, Error> {
        self.stage.scene("Every account before and after, to the planck")?;
        let unit = self.stage.unit();
        let totals = self.stage.sums.compare(&self.stage.chain, &unit).await?;
        let view = self.federation.federation().await?;
        let left = view.counters.ledger.total().map_err(|_| broken("the ledger has no sum"))?;
        if left != 0 {
            return Err(broken(format!("the federation still holds {left} planck of somebody's")));
        }
        let total = self.federation.total(0).await?;
        let json = json!({
            "federation": { "name": view.setup.name, "address": address::format(&self.federation.address()) },
            "steps": self.stage.steps,
            "balances": totals.json,
            "ledger": view.counters.ledger.to_json(),
            "total": total.to_json(),
        });
        let mut rows = Vec::new();
        for local in &self.locals {
            for pot in local.society.all_pots().await?.iter().filter(|pot| pot.pot.balance > 0) {
                let balance = amount::format(pot.pot.balance, &unit);
                rows.push(vec![local.name.to_owned(), pot.pot.spec.name.clone(), balance]);
            }
        }
        let headers = ["account", "before", "fees", "deposits", "received", "after"];
        Ok(Report::new(json)
            .table(&headers, totals.table)
            .table(&["society", "pot", "balance"], rows)
            .lines(vec!["The federation holds nothing; what the accounts lost together is the fees.".to_owned()])
            .then("mutual federation --help"))
    }
}

/// A document somewhere.
fn document(name: &str) -> Document {
    Document { uri: format!("https://example.org/{name}"), hash: [7; 32] }
}
