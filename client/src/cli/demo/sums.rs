//! Sums: what every account should hold after the steps, to the planck.

use mutual_types::{AccountId, Planck};
use serde_json::{json, Value};

use super::broken;
use crate::chain::Chain;
use crate::error::Error;
use crate::text::{address, amount, Unit};

/// An account's beginning, and all that the steps did to it.
struct Row {
    name: String,
    account: AccountId,
    before: Planck,
    fees: Planck,
    /// Storage deposits paid, less those that came back; what a contract holds of them counts as its own.
    deposits: i128,
    /// Received, less sent.
    moved: i128,
}

/// All accounts of the demo.
#[derive(Default)]
pub(super) struct Sums {
    rows: Vec<Row>,
    /// Who holds the storage deposits of what is sent now.
    holder: Option<AccountId>,
}

/// The end of all sums.
pub(super) struct Totals {
    pub table: Vec<Vec<String>>,
    pub json: Value,
}

impl Sums {
    /// Begins to watch an account.
    pub(super) async fn watch(&mut self, chain: &Chain, name: &str, account: AccountId) -> Result<(), Error> {
        let before = held(chain, account).await?;
        self.rows.push(Row { name: name.to_owned(), account, before, fees: 0, deposits: 0, moved: 0 });
        Ok(())
    }

    /// Begins to watch a contract, whose account the founding by `founder` brought into being with a deposit of `charged`.
    /// From now on it is this contract that holds the storage deposits; only the one for the code stays on the founder's
    /// account, held. A founder founds one contract.
    pub(super) async fn begin_contract(
        &mut self,
        chain: &Chain,
        name: &str,
        account: AccountId,
        (founder, charged): (AccountId, i128),
    ) -> Result<(), Error> {
        let code = i128::try_from(chain.balance(founder).await?.reserved).map_err(|_| too_much())?;
        let row = self.row(founder)?;
        row.deposits = row.deposits.checked_sub(code).ok_or_else(too_much)?;
        let deposits = code.checked_sub(charged).ok_or_else(too_much)?;
        // The founder's deposit was noted as one that the contract before holds.
        if let Some(before) = self.holder {
            let row = self.row(before)?;
            row.deposits = row.deposits.checked_add(charged).ok_or_else(too_much)?;
        }
        self.rows.push(Row { name: name.to_owned(), account, before: 0, fees: 0, deposits, moved: 0 });
        self.holder = Some(account);
        Ok(())
    }

    /// From now on what is sent goes to this contract, which holds the storage deposits.
    pub(super) fn holds(&mut self, contract: AccountId) {
        self.holder = Some(contract);
    }

    /// Notes what a transaction cost its signer.
    pub(super) fn cost(&mut self, account: AccountId, fee: Planck, deposit: i128) -> Result<(), Error> {
        let row = self.row(account)?;
        row.fees = row.fees.checked_add(fee).ok_or_else(too_much)?;
        row.deposits = row.deposits.checked_add(deposit).ok_or_else(too_much)?;
        if let Some(holder) = self.holder {
            let row = self.row(holder)?;
            row.deposits = row.deposits.checked_sub(deposit).ok_or_else(too_much)?;
        }
        Ok(())
    }

    /// Of what the last step took as storage deposits in `from`, the difference of what `to` holds of them lies there: one
    /// contract has called the other.
    pub(super) fn shift(&mut self, from: AccountId, to: AccountId, before: Planck, after: Planck) -> Result<(), Error> {
        let signed = |planck| i128::try_from(planck).map_err(|_| too_much());
        let more = signed(after)?.checked_sub(signed(before)?).ok_or_else(too_much)?;
        let row = self.row(from)?;
        row.deposits = row.deposits.checked_add(more).ok_or_else(too_much)?;
        let row = self.row(to)?;
        row.deposits = row.deposits.checked_sub(more).ok_or_else(too_much)?;
        Ok(())
    }

    /// Notes that money moved.
    pub(super) fn moved(&mut self, from: AccountId, to: AccountId, planck: Planck) -> Result<(), Error> {
        let planck = i128::try_from(planck).map_err(|_| too_much())?;
        let payer = self.row(from)?;
        payer.moved = payer.moved.checked_sub(planck).ok_or_else(too_much)?;
        let payee = self.row(to)?;
        payee.moved = payee.moved.checked_add(planck).ok_or_else(too_much)?;
        Ok(())
    }

    /// Compares every account with its steps, and all accounts with all fees.
    pub(super) async fn compare(&self, chain: &Chain, unit: &Unit) -> Result<Totals, Error> {
        let (mut table, mut rows) = (Vec::new(), Vec::new());
        let (mut before, mut after, mut fees) = (0u128, 0u128, 0u128);
        for row in &self.rows {
            let now = held(chain, row.account).await?;
            let expected = row.expected()?;
            if now != expected {
                return Err(broken(format!("{} holds {now} planck, and the steps say {expected}", row.name)));
            }
            before = before.checked_add(row.before).ok_or_else(too_much)?;
            after = after.checked_add(now).ok_or_else(too_much)?;
            fees = fees.checked_add(row.fees).ok_or_else(too_much)?;
            table.push(row.texts(now, unit));
            rows.push(json!({
                "name": row.name,
                "account": address::format(&row.account),
                "before": row.before.to_string(),
                "fees": row.fees.to_string(),
                "deposits": row.deposits.to_string(),
                "moved": row.moved.to_string(),
                "after": now.to_string(),
            }));
        }
        if before.checked_sub(after) != Some(fees) {
            return Err(broken(format!("{before} planck became {after}, and the fees are {fees}")));
        }
        let json = json!({
            "accounts": rows,
            "total": {
                "before": before.to_string(), "after": after.to_string(), "fees": fees.to_string(), "adds_up": true,
            },
        });
        table.push(vec![
            "all".to_owned(),
            amount::format(before, unit),
            amount::format(fees, unit),
            String::new(),
            String::new(),
            amount::format(after, unit),
        ]);
        Ok(Totals { table, json })
    }

    fn row(&mut self, account: AccountId) -> Result<&mut Row, Error> {
        self.rows
            .iter_mut()
            .find(|row| row.account == account)
            .ok_or_else(|| broken(format!("{} is not watched", address::format(&account))))
    }
}

impl Row {
    fn expected(&self) -> Result<Planck, Error> {
        let change = self.moved.checked_sub(self.deposits).ok_or_else(too_much)?;
        let moved = self.before.checked_add_signed(change).ok_or_else(too_much)?;
        moved.checked_sub(self.fees).ok_or_else(too_much)
    }

    fn texts(&self, after: Planck, unit: &Unit) -> Vec<String> {
        vec![
            self.name.clone(),
            amount::format(self.before, unit),
            amount::format(self.fees, unit),
            signed(self.deposits, unit),
            signed(self.moved, unit),
            amount::format(after, unit),
        ]
    }
}

/// Everything an account holds, whether it can spend it or not.
async fn held(chain: &Chain, account: AccountId) -> Result<Planck, Error> {
    let balance = chain.balance(account).await?;
    balance.free.checked_add(balance.reserved).ok_or_else(too_much)
}

fn signed(planck: i128, unit: &Unit) -> String {
    let sign = if planck < 0 { "-" } else { "" };
    format!("{sign}{}", amount::format(planck.unsigned_abs(), unit))
}

fn too_much() -> Error {
    broken("more money than a chain can hold")
}
