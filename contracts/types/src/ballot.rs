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
        let bits: u8 = match choice {
            Choice::Aye => 1,
            Choice::Nay => 2,
            Choice::Abstain => 3,
        };
        let (at, shift) = place(member);
        if let Some(byte) = self.0.get_mut(at) {
            *byte |= bits.wrapping_shl(shift);
        }
        Ok(())
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
        let counter = match choice {
            Choice::Aye => &mut self.aye,
            Choice::Nay => &mut self.nay,
            Choice::Abstain => &mut self.abstain,
        };
        *counter = counter.checked_add(1).ok_or_else(Error::overflow)?;
        Ok(())
    }

    /// All ballots.
    pub fn cast(&self) -> u64 {
        [self.aye, self.nay, self.abstain].into_iter().map(u64::from).fold(0, u64::saturating_add)
    }
}
