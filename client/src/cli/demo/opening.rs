//! How each story begins: a chain, people, and a society.

use mutual_devnet::{Config, Devnet};

use super::super::context::Context;
use super::cast::Cast;
use super::stage::Stage;
use super::{broken, Error};
use crate::chain::Chain;
use crate::founding_file::{self, FoundingFile};
use crate::society::Society;
use crate::text::{address, amount};

const FOUNDING: &str = include_str!("../../../examples/cannons-creek.toml");
const CHARTER: &[u8] = include_bytes!("../../../examples/cannons-creek-charter.md");

/// A chain with its people, whose accounts are watched, and what the example founds.
pub(super) async fn begin<'c, 'a, 'io>(
    context: &'c mut Context<'a, 'io>,
) -> Result<(Stage<'c, 'a, 'io>, Cast, FoundingFile), Error> {
    let devnet = Devnet::start(Config::in_process()).map_err(broken)?;
    // A chain's first block has no time yet, and the founding needs one.
    devnet.new_block().map_err(broken)?;
    let chain = Chain::from_rpc(devnet.rpc_client()).await?;
    let file = founding_file::load_with_charter(FOUNDING, CHARTER, chain.unit()).map_err(broken)?;
    let cast = Cast::new(&file.names)?;
    let mut stage = Stage::new(context, devnet, chain.clone());
    for actor in cast.all() {
        stage.sums.watch(&chain, &actor.name, actor.account()).await?;
    }
    Ok((stage, cast, file))
}

/// Founds the society of the example.
pub(super) async fn found(stage: &mut Stage<'_, '_, '_>, cast: &Cast, file: &FoundingFile) -> Result<Society, Error> {
    stage.scene("A society is founded, whole, in one transaction")?;
    let mere = cast.get("Mere")?;
    let unit = stage.unit();
    let outcome = Society::found(&stage.chain, &mere.signer, &file.founding, file.value).await?;
    let chain = stage.chain.clone();
    let first = amount::format(file.value, &unit);
    let founders: Vec<&str> = file.names.iter().map(|(name, _)| name.as_str()).collect();
    let did = format!("founds {} with a first pool of {first}", file.founding.name);
    let charged = outcome.deposit;
    let society = stage.did(&mere, &did, outcome)?;
    stage.aside(&format!("founders: {}", founders.join(", ")))?;
    stage.aside(&format!("its address: {}", address::format(&society.address())))?;
    // The contract's account began with nothing; what it holds now came from Mere.
    let founder = (mere.account(), charged);
    stage.sums.begin_contract(&chain, "the society", society.address(), founder).await?;
    stage.moved(mere.account(), society.address(), file.value)?;
    stage.moved(mere.account(), society.address(), chain.existential_deposit().await?)?;
    Ok(society)
}
