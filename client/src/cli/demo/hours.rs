//! The story of an exchange: help that is offered, agreed, reported, contested and ruled, and hours that sum to zero.

use mutual_types::exchange::{Category, DealId, DealTerms, DealWith, Founding, OfferKind, OfferTerms, Rules};
use mutual_types::{DisputeSubject, MemberIndex, Ruling, PAGE_MAX};
use serde_json::json;

use super::super::context::Context;
use super::super::report::Report;
use super::cast::{Actor, Cast};
use super::stage::Stage;
use super::{broken, opening, Error};
use crate::chain::Wait;
use crate::exchange::Exchange;
use crate::json::ToJson;
use crate::society::Society;
use crate::text::{address, amount};
use crate::words::exchange::hours;

const DAY_MS: u64 = 86_400_000;

/// A society with an exchange, and everybody.
struct Play<'c, 'a, 'io> {
    stage: Stage<'c, 'a, 'io>,
    cast: Cast,
    society: Society,
    exchange: Exchange,
}

/// Tells it all.
pub(super) async fn tell(context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let (mut stage, cast, file) = opening::begin(context).await?;
    let society = opening::found(&mut stage, &cast, &file).await?;
    let exchange = found(&mut stage, &cast, &society).await?;
    let mut play = Play { stage, cast, society, exchange };
    play.offer().await?;
    play.help().await?;
    play.meet_the_limit().await?;
    let deal = play.disagree().await?;
    play.rule(deal).await?;
    play.end().await
}

async fn found(stage: &mut Stage<'_, '_, '_>, cast: &Cast, society: &Society) -> Result<Exchange, Error> {
    stage.scene("An exchange of hours is founded for the society; it holds no money, and can send none")?;
    let losa = cast.get("Losa")?;
    let rules = Rules {
        limit_minutes: 360,
        offer_ms: 90 * DAY_MS,
        answer_ms: 14 * DAY_MS,
        ahead_ms: 60 * DAY_MS,
        report_ms: 14 * DAY_MS,
        dispute_ms: 14 * DAY_MS,
        ruling_ms: 60 * DAY_MS,
        offers_max: 8,
        deals_max: 8,
    };
    let founding =
        Founding { society: society.address(), name: "Creek hours".to_owned(), limit_max_minutes: 600, rules };
    let outcome = Exchange::found(&stage.chain, &losa.signer, &founding).await?;
    let (chain, charged) = (stage.chain.clone(), outcome.deposit);
    let exchange = stage.did(&losa, "founds the exchange \"Creek hours\"", outcome)?;
    stage.sums.begin_contract(&chain, "the exchange", exchange.address(), (losa.account(), charged)).await?;
    stage.moved(losa.account(), exchange.address(), chain.existential_deposit().await?)?;
    stage.aside(&format!("its address: {}", address::format(&exchange.address())))?;
    Ok(exchange)
}

impl Play<'_, '_, '_> {
    fn actor(&self, name: &str) -> Result<Actor, Error> {
        self.cast.get(name)
    }

    async fn offer(&mut self) -> Result<(), Error> {
        self.stage.scene("Help is offered, and found by its category")?;
        let (mere, rangi, kahu) = (self.actor("Mere")?, self.actor("Rangi")?, self.actor("Kahu")?);
        let planck = amount::parse("50", &self.stage.unit()).map_err(broken)?;
        let prepared = self.stage.chain.prepare_transfer(mere.account(), kahu.account(), planck).await?;
        let outcome = prepared.send(&mere.signer, Wait::Block).await?;
        let did = format!("sends Kahu {}, to pay fees and deposits from", amount::format(planck, &self.stage.unit()));
        self.stage.did(&mere, &did, outcome)?;
        self.stage.moved(mere.account(), kahu.account(), planck)?;
        let terms = OfferTerms {
            kind: OfferKind::Offer,
            category: Category::Repairs,
            minutes: 120,
            title: "bicycles, and whatever has wheels".to_owned(),
            place: "Creekside".to_owned(),
            ends_ms: self.stage.now_ms().saturating_add(30 * DAY_MS),
        };
        let outcome = self.exchange.post_offer(&rangi.signer, &terms).await?;
        self.stage.did(&rangi, "offers to repair bicycles", outcome)?;
        let refused = self.exchange.post_offer(&kahu.signer, &terms).await;
        self.stage.refused(&kahu, "is no member and tries to offer something", refused)?;
        let found = self.exchange.search(OfferKind::Offer, Category::Repairs, 0, PAGE_MAX).await?;
        self.stage.aside(&format!("whoever looks for repairs finds {} offer(s)", found.len()))
    }

    async fn help(&mut self) -> Result<(), Error> {
        self.stage.scene("They agree, and hours move when both say the same")?;
        let (rangi, sione) = (self.actor("Rangi")?, self.actor("Sione")?);
        let with = DealWith::Offer(mutual_types::exchange::OfferId(0));
        let terms = DealTerms { minutes: 120, due_ms: self.stage.now_ms(), title: "two punctures".to_owned() };
        let outcome = self.exchange.propose(&sione.signer, &with, &terms).await?;
        let deal = self.stage.did(&sione, "proposes that Rangi helps him for at most 2 h", outcome)?;
        let refused = self.exchange.accept(&sione.signer, deal).await;
        self.stage.refused(&sione, "tries to accept in Rangi's place", refused)?;
        let outcome = self.exchange.accept(&rangi.signer, deal).await?;
        self.stage.did(&rangi, "accepts", outcome)?;
        for (who, minutes, did) in [
            (&rangi, 90, "reports 1 h 30 min"),
            (&sione, 60, "remembers 1 h, so that nothing moves yet"),
            (&sione, 90, "asks, and corrects himself"),
        ] {
            let outcome = self.exchange.report(&who.signer, deal, minutes).await?;
            self.stage.did(who, did, outcome)?;
        }
        Ok(())
    }

    async fn meet_the_limit(&mut self) -> Result<(), Error> {
        self.stage.scene("Nobody can owe, or be owed, more than the limit")?;
        let (sione, rangi) = (self.actor("Sione")?, self.actor("Rangi")?);
        let with = DealWith::Member { member: MemberIndex(0), giving: false, category: Category::Transport };
        let terms = DealTerms { minutes: 300, due_ms: self.stage.now_ms(), title: "to the city and back".to_owned() };
        let refused = self.exchange.propose(&sione.signer, &with, &terms).await;
        self.stage.refused(&sione, "asks Mere for five hours more", refused)?;
        let outcome = self.exchange.donate(&rangi.signer, 30).await?;
        self.stage.did(&rangi, "gives 30 min to the community, which forgives debts from them", outcome)
    }

    async fn disagree(&mut self) -> Result<DealId, Error> {
        self.stage.scene("Two do not agree on what happened")?;
        let (wiremu, salote) = (self.actor("Wiremu")?, self.actor("Salote")?);
        let with = DealWith::Member { member: MemberIndex(10), giving: true, category: Category::Childcare };
        let terms = DealTerms { minutes: 180, due_ms: self.stage.now_ms(), title: "Friday evening".to_owned() };
        let outcome = self.exchange.propose(&wiremu.signer, &with, &terms).await?;
        let deal = self.stage.did(&wiremu, "proposes to look after Salote's children for 3 h", outcome)?;
        let outcome = self.exchange.accept(&salote.signer, deal).await?;
        self.stage.did(&salote, "accepts", outcome)?;
        let outcome = self.exchange.report(&wiremu.signer, deal, 180).await?;
        self.stage.did(&wiremu, "reports 3 h", outcome)?;
        let outcome = self.exchange.report(&salote.signer, deal, 0).await?;
        self.stage.did(&salote, "says that nobody came", outcome)?;
        let outcome = self.exchange.contest(&wiremu.signer, deal).await?;
        self.stage.did(&wiremu, "contests it", outcome)?;
        Ok(deal)
    }

    async fn rule(&mut self, deal: DealId) -> Result<(), Error> {
        self.stage.scene("The society's arbitrators rule, and anyone has the ruling applied")?;
        let (wiremu, losa) = (self.actor("Wiremu")?, self.actor("Losa")?);
        let contested = self.exchange.deal(deal).await?.ok_or_else(|| broken("the deal is gone"))?;
        let case = contested.contest.as_ref().ok_or_else(|| broken("the deal is not contested"))?.case;
        let (contract, a, b) = (self.exchange.address(), contested.giver, contested.receiver);
        let subject = DisputeSubject::External { contract, case, a, b };
        let deposit = self.society.society().await?.rules.voting.proposal_deposit;
        self.stage.sums.holds(self.society.address());
        let outcome = self.society.open_dispute(&wiremu.signer, subject, Ruling::For, deposit).await?;
        let dispute = self.stage.did(&wiremu, "asks the society for a ruling, with a deposit", outcome)?;
        self.stage.moved(wiremu.account(), self.society.address(), deposit)?;
        for name in ["Ngaire", "Fetu"] {
            let arbitrator = self.actor(name)?;
            let outcome = self.society.rule_dispute(&arbitrator.signer, dispute, Ruling::For).await?;
            self.stage.did(&arbitrator, "has heard both, and rules for Wiremu", outcome)?;
        }
        self.stage.sums.holds(self.exchange.address());
        let outcome = self.exchange.apply_ruling(&losa.signer, deal, dispute).await?;
        self.stage.did(&losa, "has the ruling applied", outcome)?;
        Ok(())
    }

    async fn end(mut self) -> Result<Report, Error> {
        self.stage.scene("Every account of hours, and every account of money to the planck")?;
        let unit = self.stage.unit();
        let totals = self.stage.sums.compare(&self.stage.chain, &unit).await?;
        let view = self.exchange.exchange().await?;
        let accounts = self.exchange.accounts(0, PAGE_MAX).await?;
        let all = accounts.iter().try_fold(view.counters.community, |sum, (_, it)| sum.checked_add(it.balance));
        if all != Some(0) {
            return Err(broken(format!("the hours sum to {all:?} minutes, and not to zero")));
        }
        let json = json!({
            "exchange": { "name": view.setup.name, "address": address::format(&self.exchange.address()) },
            "steps": self.stage.steps,
            "balances": totals.json,
            "hours": accounts.iter().map(|(member, it)| json!({ "member": member.0, "balance": it.balance })).collect::<Vec<_>>(),
            "community": view.counters.community.to_json(),
        });
        let mut rows: Vec<Vec<String>> =
            accounts.iter().map(|(member, it)| vec![format!("member {member}"), hours(it.balance)]).collect();
        rows.push(vec!["the community".to_owned(), hours(view.counters.community)]);
        let headers = ["account", "before", "fees", "deposits", "received", "after"];
        Ok(Report::new(json)
            .table(&headers, totals.table)
            .table(&["hours of", "balance"], rows)
            .lines(vec!["All hours sum to zero; what the accounts of money lost together is the fees.".to_owned()])
            .then("mutual exchange --help"))
    }
}
