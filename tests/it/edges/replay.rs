//! G7: the same message once more. What is done once is not done twice.

use std::collections::BTreeSet;

use crate::town::{everything, reason, Dry};

/// What one may do as often as one likes, each time with its own effect, money or limits.
const REPEATED: [&str; 10] = [
    "acknowledge",
    "buy_shares",
    "claim_expense",
    "contribute",
    "offer_proxy",
    "pay_dues",
    "pay_petty",
    "propose",
    "repay_grant",
    "rotate_account",
];

#[test]
fn g7_no_message_that_was_accepted_is_accepted_again_but_those_that_may_be() {
    let mut again = BTreeSet::new();
    for town in everything() {
        for deed in &town.deeds {
            let input = town.input(deed.message.label(), &deed.args);
            match town.dry_run(deed.after, deed.caller, deed.value, &input) {
                Dry::Done(_) => {
                    again.insert(deed.message.label());
                }
                Dry::Reverted(data) => assert!(reason(&data).is_some(), "{}: {data:?}", deed.name),
                Dry::Failed(error) => panic!("{}: {error:?}", deed.name),
            }
        }
    }
    assert_eq!(again, REPEATED.into_iter().collect());
}
