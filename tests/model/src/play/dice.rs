//! Chance from a seed: SplitMix64, so that no version of a library changes what a seed means.

/// A source of chance.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The source of a seed. It begins anywhere: sources that began a step of SplitMix64 apart would be the same one, shifted.
    pub fn new(seed: u64) -> Self {
        Self(Self(seed).next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ self.0.wrapping_shr(30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ mixed.wrapping_shr(27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ mixed.wrapping_shr(31)
    }

    /// A number below `limit`; 0 if there is none.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.next().checked_rem(limit).unwrap_or(0)
    }

    /// A number from `least` to `most`, both possible.
    pub fn between(&mut self, least: u64, most: u64) -> u64 {
        least.saturating_add(self.below(most.saturating_sub(least).saturating_add(1)))
    }

    /// A small number from `least` to `most`, both possible.
    pub fn small(&mut self, least: u8, most: u8) -> u8 {
        u8::try_from(self.between(least.into(), most.into())).unwrap_or(least)
    }

    /// True in so many of a hundred cases.
    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of several; none of none.
    pub fn one_of<T: Clone>(&mut self, choices: &[T]) -> Option<T> {
        let place = self.below(u64::try_from(choices.len()).unwrap_or(0));
        choices.get(usize::try_from(place).unwrap_or(0)).cloned()
    }

    /// One of several, or `other` if there are none.
    pub fn one_or<T: Clone>(&mut self, choices: &[T], other: T) -> T {
        self.one_of(choices).unwrap_or(other)
    }

    /// The number of one of the last of `there`, and now and then one that is not there.
    pub fn recent(&mut self, there: u32) -> u32 {
        if there == 0 || self.chance(2) {
            return there.saturating_add(u32::from(self.small(0, 2)));
        }
        let reach = if self.chance(75) { u64::from(there).min(6) } else { u64::from(there) };
        let back = u32::try_from(self.below(reach)).unwrap_or(0);
        there.saturating_sub(1).saturating_sub(back)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn seeds_next_to_each_other_have_nothing_in_common() {
        let drawn = |seed| {
            let mut dice = Dice::new(seed);
            (0..1_000).map(|_| dice.next()).collect::<BTreeSet<u64>>()
        };

        let all: BTreeSet<u64> = (0..100).flat_map(drawn).collect();

        assert_eq!(all.len(), 100_000);
    }
}
