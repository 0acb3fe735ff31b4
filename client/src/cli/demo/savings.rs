//! The story of a circle: four members save together, one stops after her turn, and the others lose the same.

use mutual_types::circle::{CircleStatus, MemberNumber, Order, Terms};
use mutual_types::Planck;
use serde_json::json;

use super::super::context::Context;
use super::super::report::Report;
use super::cast::{Actor, Cast};
use super::stage::Stage;
use super::{broken, opening, Error};
use crate::circle::Circle;
use crate::json::ToJson;
use crate::society::Society;
use crate::text::{address, amount};

const DAY_MS: u64 = 86_400_000;

/// Who saves, in the order of turns. The first one stops.
const MEMBERS: [&str; 4] = ["Salote", "Wiremu", "Rangi", "Joan"];

/// A circle, and everybody.
struct Play<'c, 'a, 'io> {
    stage: Stage<'c, 'a, 'io>,
    cast: Cast,
    circle: Circle,
    terms: Terms,
}

/// Tells it all.
pub(super) async fn tell(context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let (mut stage, cast, file) = opening::begin(context).await?;
    let society = opening::found(&mut stage, &cast, &file).await?;
    let (circle, terms) = make(&mut stage, &cast, &society).await?;
    let mut play = Play { stage, cast, circle, terms };
    play.gather().await?;
    play.first_round().await?;
    play.go_on().await?;
    play.end_of_rounds().await?;
    play.end().await
}

async fn make(stage: &mut Stage<'_, '_, '_>, cast: &Cast, society: &Society) -> Result<(Circle, Terms), Error> {
    stage.scene("Four members make a circle, and its terms say what can be lost")?;
    let tavita = cast.get("Tavita")?;
    let unit = stage.unit();
    let mut members = Vec::new();
    for name in MEMBERS {
        members.push(cast.get(name)?.account());
    }
    let terms = Terms {
        name: "Winter savings".to_owned(),
        society: society.address(),
        members,
        contribution: amount::parse("10", &unit).map_err(broken)?,
        round_ms: 30 * DAY_MS,
        starts_ms: stage.now_ms().saturating_add(7 * DAY_MS),
        order: Order::Agreed,
    };
    let outcome = Circle::found(&stage.chain, &tavita.signer, &terms).await?;
    let (chain, charged) = (stage.chain.clone(), outcome.deposit);
    let circle = stage.did(&tavita, "makes the circle \"Winter savings\", of which he is no member", outcome)?;
    stage.sums.begin_contract(&chain, "the circle", circle.address(), (tavita.account(), charged)).await?;
    stage.moved(tavita.account(), circle.address(), chain.existential_deposit().await?)?;
    stage.aside(&format!("its address: {}", address::format(&circle.address())))?;
    let most = terms.most_taken().map_err(broken_sum)?;
    stage.aside(&format!(
        "who stops paying takes at most {} from all the others together",
        amount::format(most, &unit)
    ))?;
    Ok((circle, terms))
}

impl Play<'_, '_, '_> {
    fn actor(&self, name: &str) -> Result<Actor, Error> {
        self.cast.get(name)
    }

    fn coin(&self) -> String {
        amount::format(self.terms.contribution, &self.stage.unit())
    }

    async fn gather(&mut self) -> Result<(), Error> {
        self.stage.scene("Each joins with a deposit of one contribution")?;
        let coin = self.terms.contribution;
        for name in MEMBERS {
            let who = self.actor(name)?;
            let outcome = self.circle.join(&who.signer, None, coin).await?;
            let did = format!("joins with {}", self.coin());
            self.stage.did(&who, &did, outcome)?;
            self.stage.moved(who.account(), self.circle.address(), coin)?;
        }
        let fetu = self.actor("Fetu")?;
        let refused = self.circle.join(&fetu.signer, None, coin).await;
        self.stage.refused(&fetu, "is not named in the terms and tries to join", refused)
    }

    /// The members from the one numbered `first` on pay a contribution each.
    async fn pay(&mut self, first: usize) -> Result<(), Error> {
        let coin = self.terms.contribution;
        for (name, number) in MEMBERS.into_iter().zip(0..).skip(first) {
            let who = self.actor(name)?;
            let outcome = self.circle.contribute(&who.signer, MemberNumber(number), 1, coin).await?;
            let did = format!("pays {}", self.coin());
            self.stage.did(&who, &did, outcome)?;
            self.stage.moved(who.account(), self.circle.address(), coin)?;
        }
        Ok(())
    }

    async fn withdraw(&mut self, name: &str) -> Result<Planck, Error> {
        let who = self.actor(name)?;
        let view = self.circle.circle().await?;
        let member = view.circle.members.iter().find(|member| member.account == who.account());
        let credit = member.ok_or_else(|| broken(format!("{name} is no member")))?.credit;
        let outcome = self.circle.withdraw_credit(&who.signer).await?;
        let did = format!("withdraws {}", amount::format(credit, &self.stage.unit()));
        self.stage.did(&who, &did, outcome)?;
        self.stage.moved(self.circle.address(), who.account(), credit)?;
        Ok(credit)
    }

    async fn first_round(&mut self) -> Result<(), Error> {
        self.stage.wait_until("a week passes", self.terms.starts_ms)?;
        self.stage.scene("All pay the first round, and its pot goes to Salote at once")?;
        self.pay(0).await?;
        self.withdraw("Salote").await?;
        let salote = self.actor("Salote")?;
        let refused = self.circle.leave(&salote.signer).await;
        self.stage.refused(&salote, "has received, and tries to leave", refused)
    }

    async fn go_on(&mut self) -> Result<(), Error> {
        self.stage.scene("Salote pays no more: her deposit covers one round, and then she is behind")?;
        let (rangi, joan) = (self.actor("Rangi")?, self.actor("Joan")?);
        self.stage.wait_until("the second round begins", self.round(1)?)?;
        self.pay(1).await?;
        let outcome = self.circle.offer_swap(&joan.signer, MemberNumber(2)).await?;
        self.stage.did(&joan, "needs the money earlier, and offers Rangi to change places", outcome)?;
        let outcome = self.circle.accept_swap(&rangi.signer, MemberNumber(3)).await?;
        self.stage.did(&rangi, "does not mind, and accepts", outcome)?;
        self.stage.wait_until("the second round ends", self.round(2)?)?;
        self.pay(1).await?;
        self.withdraw("Wiremu").await?;
        self.stage.wait_until("the third round ends", self.round(3)?)?;
        self.pay(1).await
    }

    async fn end_of_rounds(&mut self) -> Result<(), Error> {
        let ends_ms = self.terms.ends_ms().map_err(broken_sum)?;
        self.stage.wait_until("the last round ends", ends_ms)?;
        self.stage.scene("What is left is shared, so that all who have lost have lost the same")?;
        let kind = self.actor("Tavita")?;
        let outcome = self.circle.settle(&kind.signer).await?;
        self.stage.did(&kind, "records what time has done", outcome)?;
        for name in ["Wiremu", "Rangi", "Joan"] {
            self.withdraw(name).await?;
        }
        let salote = self.actor("Salote")?;
        let refused = self.circle.withdraw_credit(&salote.signer).await;
        self.stage.refused(&salote, "looks whether something is left for her", refused)
    }

    fn round(&self, round: u32) -> Result<u64, Error> {
        self.terms.round_starts_ms(round).map_err(broken_sum)
    }

    async fn end(mut self) -> Result<Report, Error> {
        self.stage.scene("Every account before and after, to the planck")?;
        let unit = self.stage.unit();
        let totals = self.stage.sums.compare(&self.stage.chain, &unit).await?;
        let view = self.circle.circle().await?;
        if view.balance != 0 || view.status != CircleStatus::Ended {
            return Err(broken(format!("the circle is {:?} and holds {} planck", view.status, view.balance)));
        }
        let mut rows = Vec::new();
        for (name, member) in MEMBERS.iter().zip(&view.circle.members) {
            let took = member.received.saturating_sub(member.paid_in);
            if took > self.terms.most_taken().map_err(broken_sum)? {
                return Err(broken(format!("{name} took {took} planck, which is more than the terms say")));
            }
            rows.push(vec![
                (*name).to_owned(),
                amount::format(member.paid_in, &unit),
                amount::format(member.received, &unit),
                amount::format(took, &unit),
                amount::format(member.loss(), &unit),
            ]);
        }
        let json = json!({
            "circle": { "name": self.terms.name, "address": address::format(&self.circle.address()) },
            "steps": self.stage.steps,
            "balances": totals.json,
            "view": view.to_json(),
        });
        let headers = ["account", "before", "fees", "deposits", "received", "after"];
        Ok(Report::new(json)
            .table(&headers, totals.table)
            .table(&["member", "paid in", "received in turn", "took", "lost before the shares"], rows)
            .lines(vec!["The circle holds nothing; what the accounts lost together is the fees.".to_owned()])
            .then("mutual circle --help"))
    }
}

/// A sum of a circle that does not fit, which terms exclude.
fn broken_sum(error: impl core::fmt::Debug) -> Error {
    broken(format!("{error:?}"))
}
