//! Where a contribution goes.

use super::{Checked, Circle, Error, MemberNumber};

/// Where one contribution has gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contribution {
    /// To a round that was missed before.
    Repaid(u32),
    /// To the deposit.
    Deposited,
    /// To a round that is not closed.
    Ahead,
}

impl Circle {
    /// Takes one contribution of a member: the round owed for longest comes first, then the deposit, then rounds to come.
    ///
    /// # Errors
    /// [`Error::NoMember`], [`Error::Overflow`].
    pub fn take_contribution(&mut self, number: MemberNumber) -> Checked<Contribution> {
        let contribution = self.terms.contribution;
        let member = self.member_mut(number)?;
        member.paid_in = member.paid_in.checked_add(contribution).ok_or_else(Error::overflow)?;
        if let Some(round) = member.owes.take_first() {
            self.repay(round)?;
            Ok(Contribution::Repaid(round))
        } else if member.deposit == 0 {
            member.deposit = contribution;
            Ok(Contribution::Deposited)
        } else {
            member.ahead = member.ahead.checked_add(1).ok_or_else(Error::overflow)?;
            Ok(Contribution::Ahead)
        }
    }

    /// Adds a contribution to a round that is closed, and hands it to whoever received that.
    fn repay(&mut self, number: u32) -> Checked<()> {
        let contribution = self.terms.contribution;
        let place = usize::try_from(number).unwrap_or(usize::MAX);
        let Some(round) = self.rounds.get_mut(place) else { return Ok(()) };
        round.pot = round.pot.checked_add(contribution).ok_or_else(Error::overflow)?;
        match round.receiver {
            Some(receiver) => self.member_mut(receiver)?.receive(contribution),
            None => Ok(()),
        }
    }
}
