//! How the three societies and their federation come to be.

use mutual_types::federation::{Founding as District, Rules};
use mutual_types::{Founder, Founding, Role};

use super::super::cast::Cast;
use super::super::stage::Stage;
use super::super::{broken, Error};
use super::{document, Local, DAY_MS, PERIOD_DAYS, RELIEF};
use crate::federation::Federation;
use crate::society::Society;
use crate::text::{address, amount};

/// Each society with its members, and what its first pool is.
const SOCIETIES: [(&str, [&str; 4], &str); 3] = [
    ("Creek", ["Mere", "Sione", "Aroha", "Losa"], "300"),
    ("Harbour", ["Tavita", "Hemi", "Ngaire", "Fetu"], "300"),
    ("Hill", ["Joan", "Rangi", "Salote", "Wiremu"], "50"),
];

/// Founds the societies, by the rules of the example.
pub(super) async fn societies(
    stage: &mut Stage<'_, '_, '_>,
    cast: &Cast,
    example: &Founding,
) -> Result<Vec<Local>, Error> {
    stage.scene("Three societies are founded, of four members each")?;
    let mut locals = Vec::new();
    for (name, members, pool) in SOCIETIES {
        let mut founding = example.clone();
        founding.name = name.to_owned();
        founding.rules.payments.reserve_floor = 0;
        founding.founders.clear();
        for (number, member) in members.iter().enumerate() {
            let role = if number < 3 { Role::Treasurer } else { Role::Steward };
            founding.founders.push(Founder { account: cast.get(member)?.account(), roles: vec![role] });
        }
        let founder = cast.get(members.first().copied().unwrap_or_default())?;
        let value = amount::parse(pool, &stage.unit()).map_err(broken)?;
        let outcome = Society::found(&stage.chain, &founder.signer, &founding, value).await?;
        let charged = outcome.deposit;
        let did = format!("founds {name} with a first pool of {}", amount::format(value, &stage.unit()));
        let society = stage.did(&founder, &did, outcome)?;
        stage.aside(&format!(
            "members: {}; its address: {}",
            members.join(", "),
            address::format(&society.address())
        ))?;
        let chain = stage.chain.clone();
        stage.sums.begin_contract(&chain, name, society.address(), (founder.account(), charged)).await?;
        stage.moved(founder.account(), society.address(), value)?;
        stage.moved(founder.account(), society.address(), chain.existential_deposit().await?)?;
        locals.push(Local { name, members, society });
    }
    let hill = locals.last().ok_or_else(|| broken("no society"))?.society.clone();
    let joan = cast.get("Joan")?;
    let gift = amount::parse("60", &stage.unit()).map_err(broken)?;
    let outcome = hill.contribute(&joan.signer, RELIEF, None, gift).await?;
    let did = format!("gives {} to Hill's relief pot, for members in need", amount::format(gift, &stage.unit()));
    stage.did(&joan, &did, outcome)?;
    stage.moved(joan.account(), hill.address(), gift)?;
    Ok(locals)
}

/// Founds the federation, to which the societies are invited.
pub(super) async fn federation(
    stage: &mut Stage<'_, '_, '_>,
    cast: &Cast,
    locals: &[Local],
) -> Result<Federation, Error> {
    stage.scene("A federation is founded, to which the three are invited")?;
    let losa = cast.get("Losa")?;
    let founding = District {
        name: "The district".to_owned(),
        charter: document("district.md"),
        units: vec!["meals".to_owned(), "nights in shelter".to_owned()],
        period_ms: PERIOD_DAYS.saturating_mul(DAY_MS),
        founding_ms: 30 * DAY_MS,
        rules: Rules {
            voting_ms: 30 * DAY_MS,
            approval_bps: 6_667,
            waiting_ms: 0,
            collect_ms: 30 * DAY_MS,
            backing_max_ms: 365 * DAY_MS,
            draws_max: 8,
        },
        founders: locals.iter().map(|local| local.society.address()).collect(),
    };
    let outcome = Federation::found(&stage.chain, &losa.signer, &founding).await?;
    let (chain, charged) = (stage.chain.clone(), outcome.deposit);
    let federation = stage.did(&losa, "founds the federation \"The district\"", outcome)?;
    stage.sums.begin_contract(&chain, "the federation", federation.address(), (losa.account(), charged)).await?;
    stage.moved(losa.account(), federation.address(), chain.existential_deposit().await?)?;
    stage.aside(&format!("its address: {}", address::format(&federation.address())))?;
    Ok(federation)
}
