//! What time does to a circle. Rounds are closed by the calendar, and not by who happens to send a message.

use alloc::vec::Vec;

use super::{
    drawn_order, even_shares,
    event::{CircleEnded, CircleStarted, CircleVoided, Event, PotReceived, RoundClosed},
    share::sum,
    Checked, Circle, Draw, Error, Hasher, MemberNumber, Numbers, Order, Round, Stage,
};
use crate::{Planck, TimestampMs};

impl Circle {
    /// Brings the circle up to `now_ms`: it starts or is void, rounds are closed, and at the end what is left is shared. Each
    /// step is told in `events`.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn catch_up(&mut self, now_ms: TimestampMs, hash: Hasher, events: &mut Vec<Event>) -> Checked<()> {
        self.start(now_ms, hash, events)?;
        if self.stage != Stage::Running {
            return Ok(());
        }
        self.serve_held(events)?;
        while self.closed() < self.terms.size() && self.is_due(now_ms)? {
            self.close_round(events)?;
        }
        if self.closed() >= self.terms.size() {
            self.settle(events)?;
        }
        Ok(())
    }

    /// Starts the circle, or ends one that cannot start, if it is time.
    fn start(&mut self, now_ms: TimestampMs, hash: Hasher, events: &mut Vec<Event>) -> Checked<()> {
        if self.stage != Stage::Gathering || now_ms < self.terms.starts_ms {
            return Ok(());
        }
        if !self.members.iter().all(|member| member.joined) {
            return self.void(events);
        }
        if now_ms < self.terms.first_ms()? {
            return Ok(());
        }
        self.queue = match self.terms.order {
            Order::Agreed => (0..self.terms.size()).map(MemberNumber).collect(),
            Order::Drawn { .. } => drawn_order(self, hash),
        };
        for member in &mut self.members {
            member.draw = Draw::None;
        }
        self.stage = Stage::Running;
        let order = self.queue.clone();
        let seq = self.next_seq();
        events.push(CircleStarted { seq, order }.into());
        Ok(())
    }

    /// Gives all deposits back, since somebody has not joined.
    fn void(&mut self, events: &mut Vec<Event>) -> Checked<()> {
        for member in &mut self.members {
            member.return_deposit()?;
        }
        self.stage = Stage::Void;
        let seq = self.next_seq();
        events.push(CircleVoided { seq }.into());
        Ok(())
    }

    /// Gives rounds that wait to those in the queue who are level now, the oldest to the first.
    fn serve_held(&mut self, events: &mut Vec<Event>) -> Checked<()> {
        let held: Vec<u32> = (0_u32..)
            .zip(&self.rounds)
            .filter(|(_, round)| round.receiver.is_none())
            .map(|(number, _)| number)
            .collect();
        for number in held {
            let Some(member) = self.first_level() else { return Ok(()) };
            let place = usize::try_from(number).unwrap_or(usize::MAX);
            let Some(round) = self.rounds.get_mut(place) else { return Ok(()) };
            round.receiver = Some(member);
            let amount = round.pot;
            self.pay(member, amount)?;
            let seq = self.next_seq();
            events.push(PotReceived { seq, round: number, member, amount }.into());
        }
        Ok(())
    }

    /// Whether the next round can be closed: it is over, or all have paid for it.
    fn is_due(&self, now_ms: TimestampMs) -> Checked<bool> {
        let round = self.closed();
        let ends_ms = self.terms.round_starts_ms(round.saturating_add(1))?;
        let has_begun = now_ms >= self.terms.round_starts_ms(round)?;
        Ok(now_ms >= ends_ms || has_begun && self.members.iter().all(|member| member.left || member.ahead > 0))
    }

    /// Closes the next round: takes everybody's contribution, and gives it to the first in the queue who is not behind.
    fn close_round(&mut self, events: &mut Vec<Event>) -> Checked<()> {
        let number = self.closed();
        let mut pot: Planck = 0;
        let (mut covered, mut missed) = (Numbers::default(), Numbers::default());
        for (place, member) in (0_u32..).zip(&mut self.members).filter(|(_, member)| !member.left) {
            if member.ahead > 0 {
                member.ahead = member.ahead.saturating_sub(1);
            } else if member.deposit > 0 {
                member.deposit = 0;
                covered.insert(place);
            } else {
                member.owes.insert(number);
                missed.insert(place);
                continue;
            }
            pot = pot.checked_add(self.terms.contribution).ok_or_else(Error::overflow)?;
        }
        let receiver = self.first_level();
        self.rounds.push(Round { pot, receiver });
        if let Some(receiver) = receiver {
            self.pay(receiver, pot)?;
        }
        let seq = self.next_seq();
        events.push(RoundClosed { seq, round: number, pot, receiver, covered, missed }.into());
        Ok(())
    }

    /// The first in the queue who is not behind.
    fn first_level(&self) -> Option<MemberNumber> {
        let is_level = |number: &&MemberNumber| {
            let place = usize::try_from(number.0).unwrap_or(usize::MAX);
            self.members.get(place).is_some_and(super::CircleMember::is_level)
        };
        self.queue.iter().find(is_level).copied()
    }

    /// Gives a member the pot of their turn.
    fn pay(&mut self, number: MemberNumber, amount: Planck) -> Checked<()> {
        self.queue.retain(|queued| *queued != number);
        self.drop_offers(number);
        self.member_mut(number)?.receive(amount)
    }

    /// Shares what is left after the last round, so that the others have lost the same.
    fn settle(&mut self, events: &mut Vec<Event>) -> Checked<()> {
        let left = sum(&[self.deposits()?, self.held_pots()?])?;
        let losses: Vec<Planck> = self.members.iter().map(super::CircleMember::loss).collect();
        let shares = even_shares(&losses, left)?;
        for (member, share) in self.members.iter_mut().zip(&shares) {
            member.deposit = 0;
            member.credit = member.credit.checked_add(*share).ok_or_else(Error::overflow)?;
        }
        self.stage = Stage::Ended;
        let seq = self.next_seq();
        events.push(CircleEnded { seq, left, shares }.into());
        Ok(())
    }
}
