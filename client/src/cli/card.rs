//! The card: all that a person should know before they say yes.

use mutual_types::{AccountId, Planck};
use serde_json::{json, Value};

use crate::chain::{Chain, StorageDeposit};
use crate::text::{address, amount};

/// What a transaction is and costs.
#[derive(Clone, Debug)]
pub(super) struct Card {
    fields: Vec<(&'static str, String)>,
    json: Value,
}

/// What a card is made of.
pub(super) struct Terms<'a> {
    pub chain: &'a Chain,
    /// The contract, and what it is called.
    pub contract: Option<(&'static str, AccountId)>,
    pub signer: AccountId,
    /// What is done, in words.
    pub action: String,
    pub value: Planck,
    pub fee_max: Planck,
    pub deposit: StorageDeposit,
}

impl Card {
    pub(super) fn new(terms: &Terms<'_>) -> Self {
        let unit = terms.chain.unit();
        let money = |planck| amount::format(planck, unit);
        let identity = terms.chain.identity();
        let mut fields = vec![("network", format!("{} ({})", identity.name, identity.genesis))];
        if let Some((noun, contract)) = terms.contract {
            fields.push((noun, address::format(&contract)));
        }
        fields.push(("signer", format!("{} (everybody can see this account)", address::format(&terms.signer))));
        fields.push(("action", terms.action.clone()));
        if terms.value > 0 {
            fields.push(("sends", money(terms.value)));
        }
        fields.push(("fee", format!("at most {}", money(terms.fee_max))));
        match terms.deposit {
            StorageDeposit::Charge(0) | StorageDeposit::Refund(0) => {}
            StorageDeposit::Charge(planck) => {
                fields.push(("deposit", format!("{} for storage, back to whoever clears it", money(planck))));
            }
            StorageDeposit::Refund(planck) => fields.push(("deposit", format!("{} comes back to you", money(planck)))),
        }
        let (noun, contract) = terms.contract.unzip();
        let json = json!({
            "network": identity.name,
            "genesis": identity.genesis.to_string(),
            noun.unwrap_or("society"): contract.map(|contract| address::format(&contract)),
            "signer": address::format(&terms.signer),
            "action": terms.action,
            "value": terms.value.to_string(),
            "fee_max": terms.fee_max.to_string(),
            "deposit": terms.deposit.signed().to_string(),
            "unit": { "symbol": unit.symbol, "decimals": unit.decimals },
        });
        Self { fields, json }
    }

    pub(super) fn lines(&self) -> Vec<String> {
        let width = self.fields.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        let shown = |text: &str| text.replace(char::is_control, " ");
        self.fields.iter().map(|(name, value)| format!("  {name:<width$}  {}", shown(value))).collect()
    }

    pub(super) fn json(&self) -> Value {
        self.json.clone()
    }
}
