//! Money becomes unreachable. From whatever state a society is in, time, a majority and the messages bring every planck to an
//! owner: paid, credited, or with the beneficiary.

use mutual_model::play::Tally;

use crate::machine::play;

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
