//! The story: one payment, from the founding of a society to the money in its payee's account.

use mutual_types::{Action, Choice, Mode, PaymentId, Planck, PotId, ProposalId};
use serde_json::json;

use super::super::context::Context;
use super::super::report::Report;
use super::cast::Cast;
use super::stage::{proposal_name, Stage};
use super::{broken, opening, Error};
use crate::chain::Wait;
use crate::json::ToJson;
use crate::society::Society;
use crate::text::{address, amount};

/// The restricted pot of the founding file.
const FOOD: PotId = PotId(3);

/// Tells it all.
pub(super) async fn tell(context: &mut Context<'_, '_>) -> Result<Report, Error> {
    let (mut stage, cast, file) = opening::begin(context).await?;
    let society = opening::found(&mut stage, &cast, &file).await?;
    admit(&mut stage, &cast, &society).await?;
    let price = donate(&mut stage, &cast, &society).await?;
    let proposal = decide(&mut stage, &cast, &society, price).await?;
    let payment = execute(&mut stage, &cast, &society, proposal).await?;
    release(&mut stage, &cast, &society, payment, price).await?;
    end(stage, &society).await
}

async fn admit(stage: &mut Stage<'_, '_, '_>, cast: &Cast, society: &Society) -> Result<(), Error> {
    stage.scene("A newcomer applies, is sponsored and is in")?;
    let (mere, tui) = (cast.get("Mere")?, cast.get("Tui")?);
    for (name, planck) in [("Tui", "10"), ("Pania", "400"), ("Kahu", "5")] {
        let (to, planck) = (cast.get(name)?, parse(planck, stage)?);
        let prepared = stage.chain.prepare_transfer(mere.account(), to.account(), planck).await?;
        let outcome = prepared.send(&mere.signer, Wait::Block).await?;
        let did = format!("sends {name} {}, to pay fees and deposits from", amount::format(planck, &stage.unit()));
        stage.did(&mere, &did, outcome)?;
        stage.moved(mere.account(), to.account(), planck)?;
    }
    let outcome = society.apply(&tui.signer, 1).await?;
    stage.did(&tui, "has read the charter and applies", outcome)?;
    for sponsor in ["Salote", "Wiremu"] {
        let sponsor = cast.get(sponsor)?;
        let outcome = society.sponsor(&sponsor.signer, tui.account()).await?;
        stage.did(&sponsor, "vouches for Tui", outcome)?;
    }
    let probation_ms = stage.now_ms().saturating_add(2_000);
    stage.wait_until("Tui's probation runs", probation_ms)
}

async fn donate(stage: &mut Stage<'_, '_, '_>, cast: &Cast, society: &Society) -> Result<Planck, Error> {
    stage.scene("A donor gives to the food pot, which can be spent on nothing else")?;
    let pania = cast.get("Pania")?;
    let gift = parse("300", stage)?;
    let outcome = society.contribute(&pania.signer, FOOD, Some("for the kai"), gift).await?;
    let did = format!("gives {} to the food pot", amount::format(gift, &stage.unit()));
    stage.did(&pania, &did, outcome)?;
    stage.moved(pania.account(), society.address(), gift)?;
    parse("120.5", stage)
}

async fn decide(
    stage: &mut Stage<'_, '_, '_>,
    cast: &Cast,
    society: &Society,
    price: Planck,
) -> Result<ProposalId, Error> {
    stage.scene("A member proposes a payment, and the members decide")?;
    let (rangi, aroha, kahu) = (cast.get("Rangi")?, cast.get("Aroha")?, cast.get("Kahu")?);
    let action = Action::Spend { payee: aroha.account(), amount: price, pot: FOOD };
    let title = "Vegetables for the shared meals in May, from Aroha's garden";
    let outcome = society.propose(&rangi.signer, title, None, &action, Mode::Ballot, 0).await?;
    let did = format!("proposes to pay Aroha {}", amount::format(price, &stage.unit()));
    let id = stage.did(&rangi, &did, outcome)?;

    let losa = cast.get("Losa")?;
    let outcome = society.certify(&losa.signer, id).await?;
    stage.did(&losa, "certifies as a steward that this is what the food pot is for", outcome)?;

    let result = society.vote(&kahu.signer, id, Choice::Aye, None).await;
    stage.refused(&kahu, "is no member and tries to vote", result)?;
    let dissent = "We should first ask the market for what it leaves over.";
    let ballots = [
        ("Mere", Choice::Aye, None),
        ("Tavita", Choice::Nay, Some(dissent)),
        ("Hemi", Choice::Aye, None),
        ("Tui", Choice::Aye, None),
        ("Ngaire", Choice::Abstain, None),
        ("Joan", Choice::Aye, None),
    ];
    for (name, choice, reason) in ballots {
        let voter = cast.get(name)?;
        let outcome = society.vote(&voter.signer, id, choice, reason).await?;
        let reason = reason.map(|reason| format!(", since: \"{reason}\"")).unwrap_or_default();
        stage.did(
            &voter,
            &format!("votes {} on {}{reason}", crate::words::choice(choice), proposal_name(id)),
            outcome,
        )?;
    }
    let result = society.execute(&kahu.signer, id).await;
    stage.refused(&kahu, "tries to execute while ballots are taken", result)?;
    let (proposal, _) = society.proposal(id).await?.ok_or_else(|| broken("the proposal is gone"))?;
    stage.wait_until("voting ends, and then the notice", proposal.executable_from_ms())?;
    Ok(id)
}

async fn execute(
    stage: &mut Stage<'_, '_, '_>,
    cast: &Cast,
    society: &Society,
    id: ProposalId,
) -> Result<PaymentId, Error> {
    stage.scene("Anyone carries out what was decided")?;
    let kahu = cast.get("Kahu")?;
    let outcome = society.execute(&kahu.signer, id).await?;
    let payment = outcome.events.iter().find_map(|event| match event {
        mutual_types::event::Event::PaymentCreated(created) => Some(created.payment),
        _ => None,
    });
    let did = format!("executes {}: the money is reserved, and not yet paid", proposal_name(id));
    stage.did(&kahu, &did, outcome)?;
    payment.ok_or_else(|| broken("no payment was created"))
}

async fn release(
    stage: &mut Stage<'_, '_, '_>,
    cast: &Cast,
    society: &Society,
    id: PaymentId,
    price: Planck,
) -> Result<(), Error> {
    stage.scene("Two treasurers release it, and never the one who is paid")?;
    let (mere, sione) = (cast.get("Mere")?, cast.get("Sione")?);
    let (aroha, rangi) = (cast.get("Aroha")?, cast.get("Rangi")?);
    let outcome = society.approve_payment(&mere.signer, id).await?;
    stage.did(&mere, "approves as a treasurer", outcome)?;
    let result = society.release_payment(&rangi.signer, id).await;
    stage.refused(&rangi, "tries to release it with one approval", result)?;
    let result = society.approve_payment(&aroha.signer, id).await;
    stage.refused(&aroha, "is a treasurer too, and tries to approve her own payment", result)?;
    let outcome = society.approve_payment(&sione.signer, id).await?;
    stage.did(&sione, "approves as the second treasurer", outcome)?;
    let outcome = society.release_payment(&rangi.signer, id).await?.paid()?;
    stage.did(&rangi, &format!("releases it: Aroha is paid {}", amount::format(price, &stage.unit())), outcome)?;
    stage.moved(society.address(), aroha.account(), price)?;
    let result = society.release_payment(&rangi.signer, id).await;
    stage.refused(&rangi, "tries to release it again", result)
}

async fn end(mut stage: Stage<'_, '_, '_>, society: &Society) -> Result<Report, Error> {
    stage.scene("Every account before and after, to the planck")?;
    let unit = stage.unit();
    let totals = stage.sums.compare(&stage.chain, &unit).await?;
    let view = society.society().await?;
    let ledger = view.counters.ledger.total().map_err(|_| broken("the ledger has no sum"))?;
    if view.balance != ledger {
        return Err(broken(format!("the society holds {} planck, and its ledger says {ledger}", view.balance)));
    }
    let pots = society.all_pots().await?;
    let json = json!({
        "society": { "name": view.name, "address": address::format(&society.address()) },
        "steps": stage.steps,
        "balances": totals.json,
        "pots": pots.iter().map(|pot| pot.to_json()).collect::<Vec<_>>(),
        "ledger": view.counters.ledger.to_json(),
    });
    let rows = pots
        .iter()
        .map(|view| {
            let pot = &view.pot;
            vec![pot.spec.name.clone(), amount::format(pot.balance, &unit), amount::format(pot.reserved, &unit)]
        })
        .collect();
    let headers = ["account", "before", "fees", "deposits", "received", "after"];
    Ok(Report::new(json)
        .table(&headers, totals.table)
        .table(&["pot", "balance", "reserved"], rows)
        .lines(vec!["All adds up: what the accounts lost together is the fees.".to_owned()])
        .then("mutual devnet, and the tour in the README"))
}

fn parse(text: &str, stage: &Stage<'_, '_, '_>) -> Result<Planck, Error> {
    amount::parse(text, &stage.unit()).map_err(broken)
}
