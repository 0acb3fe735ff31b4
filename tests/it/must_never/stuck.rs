//! Money becomes unreachable. From whatever state a society is in, time, a majority and the messages bring every planck to an
//! owner: paid, credited, or with the beneficiary.

use mutual_model::{play::Tally, Message as M};
use mutual_types::{Action, Error, Ledger, Mode, PotId, Standing};

use crate::machine::play;
use crate::town::{member, Town, COIN, DAY, SECOND, TRUST, YEAR};

#[test]
fn from_a_society_in_any_disorder_every_planck_gets_out() {
    // Each is played for so many steps and then brought to its end, where nothing may be left and nothing owed. The
    // contract's own tests do the same sixty times, from the midst of plays.
    for (seed, steps) in [(901, 25), (902, 75), (903, 150), (904, 300), (905, 450)] {
        let mut counts = Tally::default();
        let taken = play(seed, steps, &mut counts).unwrap_or_else(|what| panic!("seed {seed}: {what}"));
        let (accepted, _) = counts.totals();
        assert!(taken > steps && accepted > 0, "seed {seed}: {taken} steps, of which {accepted} accepted");
    }
}

#[test]
fn a_society_whose_dues_nobody_can_pay_sleeps_and_comes_to_an_end_all_the_same() {
    let mut town = Town::found(|founding| founding.rules.dues.amount = 0);
    let mut rules = town.model.rules().clone();
    rules.dues.amount = u128::MAX;
    rules.dues.grace_ms = SECOND;
    town.decides(0, Action::SetRules(Box::new(rules)));
    town.wait(SECOND);
    // Nobody proposes, votes or pays any more.
    let lapsed = Error::NotInGoodStanding(Standing::Lapsed);
    let propose = M::Propose {
        title: String::new(),
        document: None,
        action: Action::WaiveDues { member: member(0), until_ms: town.now_ms + DAY },
        mode: Mode::Ballot,
    };
    for who in 0..12 {
        assert_eq!(town.refuses(who, 0, propose.clone()), lapsed);
    }
    let needed = u128::MAX;
    let pay = M::PayDues { member: member(0), periods: 1 };
    assert_eq!(town.refuses(0, COIN, pay), Error::WrongValue { given: COIN, needed });

    town.wait(YEAR);
    town.does(40, M::OpenDissolution {});
    town.reach(town.model.dissolution_record().unwrap().claims_until_ms);
    for pot in 1..4 {
        town.does(40, M::LiquidatePot { pot: PotId(pot) });
    }
    town.does(40, M::CountSharers { limit: 50 });
    town.does(40, M::Divide {});
    // Who is behind has no share; so all of it is the beneficiary's.
    town.does(TRUST, M::WithdrawCredit {});
    assert_eq!(town.cells().counters().ledger, Ledger::default());
    assert_eq!(town.model.chain.balance, 0);
}
