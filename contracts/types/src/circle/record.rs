//! The whole of a circle, as it is stored: one record, which every message reads and writes.

use alloc::vec::Vec;

use super::{share::sum, Checked, CircleMember, Error, MemberNumber, Terms};
use crate::{AccountId, Planck};

scale_type! {
    /// A circle.
    pub struct Circle {
        /// The number of the next event.
        pub seq: u64,
        /// What the members agreed to.
        pub terms: Terms,
        /// What messages and time have brought it to.
        pub stage: Stage,
        /// The members, by number.
        pub members: Vec<CircleMember>,
        /// Those whose turn is to come, the next first.
        pub queue: Vec<MemberNumber>,
        /// The rounds that are closed.
        pub rounds: Vec<Round>,
    }

    /// What messages and time have brought a circle to. What time alone would change since is [`super::CircleStatus`]'s to say.
    #[derive(Copy)]
    pub enum Stage {
        /// Not started: some may still join, or reveal.
        Gathering,
        /// Rounds are under way.
        Running,
        /// It never started.
        Void,
        /// All rounds are closed, and what was left is shared.
        Ended,
    }

    /// A round that is closed.
    #[derive(Copy)]
    pub struct Round {
        /// What was paid for it so far, in planck.
        pub pot: Planck,
        /// Who received it. Nobody, as long as all whose turn is to come are behind.
        pub receiver: Option<MemberNumber>,
    }
}

impl Circle {
    /// A circle with these terms, which nobody has joined.
    pub fn new(terms: Terms) -> Self {
        let members = terms.members.iter().copied().map(CircleMember::invited).collect();
        Self { seq: 0, terms, stage: Stage::Gathering, members, queue: Vec::new(), rounds: Vec::new() }
    }

    /// The next event's number.
    pub fn next_seq(&mut self) -> u64 {
        let seq = self.seq;
        self.seq = seq.saturating_add(1);
        seq
    }

    /// The number of the member with this account.
    ///
    /// # Errors
    /// [`Error::NotMember`].
    pub fn number_of(&self, account: AccountId) -> Checked<MemberNumber> {
        let mut numbered = (0_u32..).zip(&self.members);
        let found = numbered.find(|(_, member)| member.account == account);
        found.map(|(number, _)| MemberNumber(number)).ok_or_else(|| Error::NotMember.into())
    }

    /// A member.
    ///
    /// # Errors
    /// [`Error::NoMember`].
    pub fn member(&self, number: MemberNumber) -> Checked<&CircleMember> {
        let place = usize::try_from(number.0).unwrap_or(usize::MAX);
        self.members.get(place).ok_or_else(|| Error::NoMember(number).into())
    }

    /// A member, to change.
    ///
    /// # Errors
    /// [`Error::NoMember`].
    pub fn member_mut(&mut self, number: MemberNumber) -> Checked<&mut CircleMember> {
        let place = usize::try_from(number.0).unwrap_or(usize::MAX);
        self.members.get_mut(place).ok_or_else(|| Error::NoMember(number).into())
    }

    /// Whether the member's turn is to come.
    pub fn is_queued(&self, number: MemberNumber) -> bool {
        self.queue.contains(&number)
    }

    /// How many rounds are closed.
    pub fn closed(&self) -> u32 {
        u32::try_from(self.rounds.len()).unwrap_or(u32::MAX)
    }

    /// How many more contributions the member could pay: what they are behind, and all rounds that are not closed, less what they
    /// paid ahead.
    pub fn payable_rounds(&self, member: &CircleMember) -> u32 {
        let open = self.terms.size().saturating_sub(self.closed());
        member.rounds_behind().saturating_add(open).saturating_sub(member.ahead)
    }

    /// Drops offers by or to the member, whose place in the queue is not what it was.
    pub fn drop_offers(&mut self, number: MemberNumber) {
        for (other, member) in (0_u32..).zip(&mut self.members) {
            if other == number.0 || member.swap_offer == Some(number) {
                member.swap_offer = None;
            }
        }
    }

    /// What is held of deposits, in planck.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn deposits(&self) -> Checked<Planck> {
        sum(&self.members.iter().map(|member| member.deposit).collect::<Vec<_>>())
    }

    /// What is held of contributions to rounds that are not closed, in planck.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn paid_ahead(&self) -> Checked<Planck> {
        self.members.iter().try_fold(0, |sum: Planck, member| {
            sum.checked_add(self.terms.contributions(member.ahead)?).ok_or_else(Error::overflow)
        })
    }

    /// What is held of rounds that nobody has received, in planck. Once the circle has ended it is shared.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn held_pots(&self) -> Checked<Planck> {
        if self.stage != Stage::Running {
            return Ok(0);
        }
        let held = self.rounds.iter().filter(|round| round.receiver.is_none());
        sum(&held.map(|round| round.pot).collect::<Vec<_>>())
    }

    /// What members can withdraw, in planck.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn credits(&self) -> Checked<Planck> {
        sum(&self.members.iter().map(|member| member.credit).collect::<Vec<_>>())
    }

    /// All that the books account for, in planck: the contract never holds less.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn books(&self) -> Checked<Planck> {
        sum(&[self.deposits()?, self.paid_ahead()?, self.held_pots()?, self.credits()?])
    }
}
