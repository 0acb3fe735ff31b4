//! How the development chain is shown to people.

use mutual_devnet::{accounts, Heard, Included, Report, Step};
use mutual_types::AccountId;

use crate::text::{address, amount, Unit};

/// The most numbered accounts that are listed.
const MAX_LISTED: u32 = 20;

/// The phrase that all development accounts are derived from.
const PHRASE: &str = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";

/// The accounts with money, and how to sign for them. Without a balance they hold what an earlier run left, or what a
/// specification gave.
pub(super) fn accounts(balance: Option<u128>, numbered: u32) -> Vec<String> {
    let mut lines = Vec::new();
    lines.push(match balance {
        Some(balance) => format!("Accounts, each with {}:", amount::format(balance, &Unit::default())),
        None => "Accounts:".to_owned(),
    });
    let known = accounts::WELL_KNOWN.iter().map(|(path, account)| ((*path).to_owned(), *account));
    for (path, account) in known.chain(accounts::numbered(numbered.min(MAX_LISTED))) {
        lines.push(format!("  {path:<16} {}", of(&account)));
    }
    if numbered > MAX_LISTED {
        lines.push(format!("  and so on to //{numbered}"));
    }
    lines.push("A path such as //Alice signs for its account: `--suri //Alice`. The phrase before it is".to_owned());
    lines.push(format!("  {PHRASE}"));
    lines
}

/// When blocks are made.
pub(super) fn sealing(block_time_ms: Option<u64>, manual: bool) -> String {
    match block_time_ms {
        Some(ms) => format!("one every {ms} ms"),
        None if manual => "on demand, by dev_newBlock".to_owned(),
        None => "one as soon as a transaction comes".to_owned(),
    }
}

/// A line for each transaction of a block, with what contracts said, and if asked for what they did.
pub(super) fn block(report: &Report, trace: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for included in &report.transactions {
        lines.push(transaction(report.number, included));
        lines.extend(included.heard.iter().flat_map(|heard| self::heard(heard, included)));
        if trace {
            lines.extend(included.steps.iter().map(step));
        }
    }
    lines
}

fn transaction(number: u32, included: &Included) -> String {
    let Included { pallet, call, ref_time, proof_size, fee, .. } = included;
    let contract = included.contract.map(|contract| format!(" {}", of(&contract))).unwrap_or_default();
    let signer = included.signer.map(|signer| format!(" by {}", of(&signer))).unwrap_or_default();
    let outcome = included.error.as_deref().unwrap_or("ok");
    let fee = amount::format(*fee, &Unit::default());
    format!(
        "{number:>6} {pallet}.{call}{contract}{signer}: {outcome}, ref_time {ref_time}, proof {proof_size}, fee {fee}"
    )
}

/// What a contract said, and what it returned if it undid all.
fn heard(heard: &Heard, included: &Included) -> Vec<String> {
    // In a transaction of one call it stands in the line above.
    let is_named = heard.contract.is_some() && heard.contract == included.contract;
    let name = match heard.contract.filter(|_| !is_named) {
        Some(contract) => format!("{} ", of(&contract)),
        None => String::new(),
    };
    let mut lines: Vec<String> = heard.debug.lines().map(|line| format!("    {name}says {line}")).collect();
    if heard.reverted {
        lines.push(format!("    {name}reverts with 0x{}", hex::encode(&heard.data)));
    }
    lines
}

fn step(step: &Step) -> String {
    match step {
        Step::Called { caller, contract } => format!("    called {} by {}", of(contract), of(caller)),
        Step::Emitted { contract, topics, data } => {
            let topics: Vec<String> = topics.iter().map(|topic| format!("{topic:?}")).collect();
            let of_topics = if topics.is_empty() { String::new() } else { format!(" of {}", topics.join(" ")) };
            format!("    event from {}{of_topics}: 0x{}", of(contract), hex::encode(data))
        }
        Step::Instantiated { deployer, contract } => format!("    made {} by {}", of(contract), of(deployer)),
        Step::Terminated { contract } => format!("    ended {}", of(contract)),
        Step::DelegateCalled { contract, code } => format!("    ran code {code:?} in {}", of(contract)),
    }
}

fn of(account: &[u8; 32]) -> String {
    address::format(&AccountId::from(*account))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn report() -> Report {
        let included = Included {
            hash: Default::default(),
            signer: accounts::account("//Alice"),
            pallet: "Contracts",
            call: "call",
            contract: accounts::account("//Bob"),
            error: Some("Contracts.ContractReverted".to_owned()),
            ref_time: 1_234,
            proof_size: 56,
            fee: 1_500_000_000_000,
            heard: vec![Heard {
                contract: accounts::account("//Bob"),
                debug: "one\ntwo".to_owned(),
                data: vec![2, 0xcd],
                reverted: true,
            }],
            steps: vec![Step::Emitted {
                contract: accounts::account("//Bob").unwrap(),
                topics: Vec::new(),
                data: vec![1, 0xab],
            }],
        };
        Report { number: 7, hash: Default::default(), time_ms: 0, transactions: vec![included] }
    }

    #[test]
    fn a_transaction_is_one_line_with_what_was_said_below() {
        let lines = block(&report(), false);
        assert_eq!(
            lines,
            [
                "     7 Contracts.call 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty by \
                 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY: Contracts.ContractReverted, ref_time 1234, proof 56, \
                 fee 1.5 UNIT",
                "    says one",
                "    says two",
                "    reverts with 0x02cd",
            ]
        );
    }

    #[test]
    fn in_a_batch_each_contract_is_named() {
        let mut report = report();
        let batch = &mut report.transactions[0];
        (batch.contract, batch.heard[0].reverted) = (None, false);
        assert_eq!(
            block(&report, false)[1..],
            [
                "    5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty says one",
                "    5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty says two",
            ]
        );
    }

    #[test]
    fn a_trace_has_what_contracts_did() {
        let lines = block(&report(), true);
        assert_eq!(lines[4], "    event from 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty: 0x01ab");
    }

    #[test]
    fn the_accounts_are_listed_with_their_paths_and_not_without_end() {
        let lines = accounts(Some(2_000_000_000_000), 1_000);
        assert_eq!(lines[0], "Accounts, each with 2 UNIT:");
        assert_eq!(lines[1], "  //Alice          5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
        assert!(lines.contains(&"  and so on to //1000".to_owned()));
        assert_eq!(lines.len(), 1 + 12 + 20 + 1 + 2);
        assert_eq!(accounts(None, 0)[0], "Accounts:");
    }
}
