//! Ballots: two bits per member, in cells of fixed size.

use crate::{Checked, Error, MemberIndex};

/// Members per ballot cell.
pub const CELL_MEMBERS: u32 = 2_048;

/// Bytes of a ballot cell.
const CELL_BYTES: usize = 512;

scale_type! {
    /// What a member says to a proposal.
    #[derive(Copy)]
    pub enum Choice {
        /// For it.
        Aye,
        /// Against it.
        Nay,
        /// Neither, but present: counts for the quorum.
        Abstain,
    }

    /// The ballots of 2,048 members: 0 for none, else the choice.
    pub struct BallotCell(pub [u8; CELL_BYTES]);

    /// Ballots counted.
    #[derive(Copy, Default)]
    pub struct Tally {
        /// Ayes.
        pub aye: u32,
        /// Nays.
        pub nay: u32,
        /// Abstentions.
        pub abstain: u32,
    }
}

impl Default for BallotCell {
    fn default() -> Self {
        Self([0; CELL_BYTES])
    }
}

impl BallotCell {
    /// The number of the cell that holds the ballot of `member`.
    pub fn number(member: MemberIndex) -> u32 {
        member.0 / CELL_MEMBERS
    }

    /// The ballot of `member`, who must belong to this cell.
    pub fn get(&self, member: MemberIndex) -> Option<Choice> {
        let (at, shift) = place(member);
        match self.0.get(at).copied().unwrap_or(0).wrapping_shr(shift) & 0b11 {
            1 => Some(Choice::Aye),
            2 => Some(Choice::Nay),
            3 => Some(Choice::Abstain),
            _ => None,
        }
    }

    /// Records the ballot of `member`, who must belong to this cell.
    ///
    /// # Errors
    /// [`Error::AlreadyVoted`] with the ballot that stands.
    pub fn cast(&mut self, member: MemberIndex, choice: Choice) -> Checked<()> {
        if let Some(standing) = self.get(member) {
            return Err(Error::AlreadyVoted(standing).into());
        }
        self.set(member, choice);
        Ok(())
    }

    /// Records the ballot of `member`, who must belong to this cell, whatever stood there.
    pub fn set(&mut self, member: MemberIndex, choice: Choice) {
        let bits: u8 = match choice {
            Choice::Aye => 1,
            Choice::Nay => 2,
            Choice::Abstain => 3,
        };
        self.put(member, bits);
    }

    /// Forgets the ballot of `member`, who must belong to this cell.
    pub fn clear(&mut self, member: MemberIndex) {
        self.put(member, 0);
    }

    fn put(&mut self, member: MemberIndex, bits: u8) {
        let (at, shift) = place(member);
        if let Some(byte) = self.0.get_mut(at) {
            *byte = *byte & !0b11_u8.wrapping_shl(shift) | bits.wrapping_shl(shift);
        }
    }
}

/// The byte of a member's ballot in its cell, and the shift within.
fn place(member: MemberIndex) -> (usize, u32) {
    let within = member.0 % CELL_MEMBERS;
    let shift = [0, 2, 4, 6].get(to_usize(within % 4)).copied().unwrap_or(0);
    (to_usize(within / 4), shift)
}

fn to_usize(value: u32) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}

impl Tally {
    /// Counts one more ballot.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn count(&mut self, choice: Choice) -> Checked<()> {
        let counter = self.counter(choice);
        *counter = counter.checked_add(1).ok_or_else(Error::overflow)?;
        Ok(())
    }

    /// Takes a ballot back that another replaces.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn uncount(&mut self, choice: Choice) -> Checked<()> {
        let counter = self.counter(choice);
        *counter = counter.checked_sub(1).ok_or_else(Error::overflow)?;
        Ok(())
    }

    /// What is left without `part`.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn without(&self, part: &Self) -> Checked<Self> {
        let less = |whole: u32, part: u32| whole.checked_sub(part).ok_or_else(Error::overflow);
        Ok(Self {
            aye: less(self.aye, part.aye)?,
            nay: less(self.nay, part.nay)?,
            abstain: less(self.abstain, part.abstain)?,
        })
    }

    fn counter(&mut self, choice: Choice) -> &mut u32 {
        match choice {
            Choice::Aye => &mut self.aye,
            Choice::Nay => &mut self.nay,
            Choice::Abstain => &mut self.abstain,
        }
    }

    /// All ballots.
    pub fn cast(&self) -> u64 {
        [self.aye, self.nay, self.abstain].into_iter().map(u64::from).fold(0, u64::saturating_add)
    }
}
