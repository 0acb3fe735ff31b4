//! `payment_*`: the fee of a transaction. Old clients ask here, newer ones the runtime itself.

use jsonrpsee::{core::RegisterMethodError, RpcModule};
use scale::{Compact, Decode, Encode};
use serde_json::{json, Value};
use sp_core::{Bytes, U256};
use sp_runtime::OpaqueExtrinsic;

use super::{
    error::{self, Answer},
    heavy, Args,
};
use crate::{names, node::Node};

pub(super) fn register(module: &mut RpcModule<Node>) -> Result<(), RegisterMethodError> {
    heavy(module, "payment_queryInfo", query_info)?;
    heavy(module, "payment_queryFeeDetails", query_fee_details)
}

/// The dispatch info's encoding: reference time, proof size, class, fee.
type Info = (Compact<u64>, Compact<u64>, u8, u128);

/// The encoding of a fee's parts: base, length, weight.
type Inclusion = Option<(u128, u128, u128)>;

const CLASSES: [&str; 3] = ["normal", "operational", "mandatory"];

fn ask<T: Decode>(node: &Node, method: &'static str, what: &str, args: &mut Args<'_>) -> Answer<T> {
    let bytes = args.next::<Bytes>()?;
    let at = args.optional()?;
    let mut call = OpaqueExtrinsic::decode(&mut bytes.as_ref()).map_err(|why| error::fee_format(what, &why))?.encode();
    u32::try_from(bytes.len()).map_err(error::invalid_params)?.encode_to(&mut call);
    let unknown = |why| error::fee_runtime(what, format_args!("Api called for an unknown Block: {why}"));
    let block = node.chain().block(at).map_err(unknown)?;
    node.chain().ask(&block, method, &call).map_err(|why| error::fee_runtime(what, error::execution(&why)))
}

fn query_info(node: &Node, args: &mut Args<'_>) -> Answer<Value> {
    let (Compact(ref_time), Compact(proof_size), class, fee) =
        ask::<Info>(node, names::QUERY_INFO, "dispatch info", args)?;
    Ok(json!({
        "weight": { "ref_time": ref_time, "proof_size": proof_size },
        "class": CLASSES.get(usize::from(class)),
        "partialFee": fee.to_string(),
    }))
}

fn query_fee_details(node: &Node, args: &mut Args<'_>) -> Answer<Value> {
    let inclusion = ask::<Inclusion>(node, names::QUERY_FEE_DETAILS, "fee details", args)?;
    Ok(json!({
        "inclusionFee": inclusion.map(|(base, length, weight)| json!({
            "baseFee": U256::from(base),
            "lenFee": U256::from(length),
            "adjustedWeightFee": U256::from(weight),
        })),
    }))
}
