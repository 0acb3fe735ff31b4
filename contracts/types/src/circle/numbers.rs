//! Sets of small numbers: of members, or of rounds, of which a circle has at most thirty-two.

use core::fmt;

scale_type! {
    /// A set of numbers below thirty-two, one bit each.
    #[derive(Copy, Default)]
    pub struct Numbers(pub u32);
}

impl Numbers {
    fn bit(number: u32) -> u32 {
        1_u32.checked_shl(number).unwrap_or(0)
    }

    /// Whether `number` is in it.
    pub fn contains(self, number: u32) -> bool {
        self.0 & Self::bit(number) != 0
    }

    /// Adds `number`, which is below thirty-two.
    pub fn insert(&mut self, number: u32) {
        self.0 |= Self::bit(number);
    }

    /// Takes the smallest out.
    pub fn take_first(&mut self) -> Option<u32> {
        let first = self.0.trailing_zeros();
        self.0 &= !Self::bit(first);
        (first < u32::BITS).then_some(first)
    }

    /// The numbers, the smallest first.
    pub fn iter(self) -> impl Iterator<Item = u32> {
        (0..u32::BITS).filter(move |number| self.contains(*number))
    }

    /// How many there are.
    pub fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl FromIterator<u32> for Numbers {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        let mut set = Self::default();
        numbers.into_iter().for_each(|number| set.insert(number));
        set
    }
}

impl fmt::Display for Numbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, number) in self.iter().enumerate() {
            write!(f, "{}{number}", if place == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}
