//! Each field of a founding at its edges. The model knows accepted foundings only, so that the table is the judge here, and
//! what a client is told before it sends anything.

use mutual_types::{Founding, Planck};
use scale::{Decode, Encode};

use super::edge::{Edge, Hints};
use super::fields::{name, note, text, Table};
use super::metadata::METADATA;
use crate::machine::chain::Chain;
use crate::town::{account, founding, reason, Dry, STRANGER, TRUST};

/// What the chain says of a founding that is only simulated, with code that it has.
fn found(chain: &Chain, args: &[u8]) -> Dry {
    type Compact = scale::Compact<u64>;
    const EXISTING: u8 = 1;
    let (gas, deposit, salt) = (None::<(u64, u64)>, None::<Planck>, [9u8]);
    let input = [METADATA.constructor.selector.as_slice(), args].concat();
    let code = (EXISTING, chain.bundle.hash().0);
    let query = (account(0), 0 as Planck, gas, deposit, code, input, salt.as_slice()).encode();
    let answer = chain.devnet.call("ContractsApi_instantiate", &query).unwrap();
    let rest = &mut &*answer;
    let _ = <([(Compact, Compact); 2], (u8, Planck), Vec<u8>)>::decode(rest).unwrap();
    match u8::decode(rest).unwrap() {
        0 => match <(u32, Vec<u8>)>::decode(rest).unwrap() {
            (0, data) => Dry::Done(data),
            (_, data) => Dry::Reverted(data),
        },
        _ => Dry::Failed(rest.to_vec()),
    }
}

/// What an answer is called in the table; or what is wrong with it.
fn told(chain: &Chain, edge: &Edge) -> Result<String, String> {
    let dry = found(chain, &edge.bytes);
    let founding = Founding::decode(&mut &*edge.bytes);
    match (&dry, founding) {
        (Dry::Reverted(data), Err(_)) if *data == [1, 1] => Ok("unreadable".to_owned()),
        (Dry::Reverted(data), Ok(founding)) => {
            let error = reason(data).ok_or_else(|| format!("{data:?}"))?;
            // What a person is told before they send it is what the contract would say.
            match founding.validate() {
                Err(told) if *told != error => Err(format!("told {told:?}, and refused for {error:?}")),
                _ => Ok(name(&error)),
            }
        }
        (Dry::Done(_), Ok(founding)) => {
            founding.validate().map_err(|error| format!("told {error:?}, and accepted"))?;
            Ok("accepted".to_owned())
        }
        (dry, _) => Err(format!("{dry:?}")),
    }
}

#[test]
fn every_field_of_a_founding_at_its_edges_is_accepted_or_refused_for_its_own_reason() {
    let mut chain = Chain::start();
    let now_ms = 2_000_000_000_000;
    chain.found(now_ms, 0, &founding(), 1);
    let accounts = [(account(0), "a member"), (account(40), "an outsider"), (account(TRUST), "the beneficiary")];
    let hints = Hints {
        times_ms: vec![(now_ms, "now".to_owned())],
        amounts: Vec::new(),
        accounts: accounts
            .into_iter()
            .chain([(STRANGER, "nobody's")])
            .map(|(one, name)| (one.0, name.to_owned()))
            .collect(),
    };
    let (args, rest) = METADATA.constructor.read(&founding().encode()).unwrap();
    assert_eq!(rest, 0);
    let (mut table, mut tried, mut wrong) = (Table::new(), 0, Vec::new());
    for edge in METADATA.constructor.edges(&args, &hints) {
        tried += 1;
        match told(&chain, &edge) {
            Ok(answer) => note(&mut table, edge, answer),
            Err(what) => wrong.push(format!("{} {}: {what}", edge.path, edge.what)),
        }
    }
    println!("{tried} tried");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    insta::assert_snapshot!("founding", text(&table));
}
