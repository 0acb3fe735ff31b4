//! Collecting a draw: the money goes into the society's relief pot, by the society's own message, or stays here.

use ink::prelude::vec;
use mutual_types::{
    federation::{after, event::DrawCollected, lower, Checked, DrawId, DrawState, DrawStatus},
    PotId,
};

use crate::{
    ask,
    call::Call,
    draw::ensure_status,
    emit::{Effects, Emission},
    state::State,
};

impl State {
    /// Anyone has a draw collected into the relief pot of the society that drew. All is booked before the society gets
    /// the money, and it cannot call back.
    ///
    /// # Errors
    /// [`mutual_types::federation::Error::NoDraw`], `WrongDraw`, `NoSociety`, `CallingSociety`, `CodeChanged`,
    /// `SocietySilent`, `WrongPot`, `NotTaken`.
    pub fn collect(&mut self, call: &Call, id: DrawId, pot: PotId) -> Checked<Effects> {
        let mut draw = self.drawn(id)?;
        ensure_status(&draw, call.now_ms, &[DrawStatus::Promised])?;
        let society = self.present(draw.society)?;
        ask::ensure_askable(call, &society)?;
        ask::ensure_relief_pot(society.account, pot)?;

        let amount = draw.amount;
        let mut backing = self.backing(draw.backing)?;
        backing.hand_out(amount)?;
        self.set_backing(draw.backing, &backing);
        lower(&mut self.counters.ledger.promised, amount)?;
        draw.state = DrawState::Collected;
        draw.due_ms = match backing.terms.repay_ms {
            Some(repay_ms) => Some(after(call.now_ms, repay_ms)?),
            None => None,
        };
        self.set_draw(id, &draw);
        if draw.due_ms.is_none() {
            self.drop_draw(draw.society, id)?;
        }
        let collected = DrawCollected { seq: self.counters.next_seq(), draw: id, pot, due_ms: draw.due_ms };
        ask::contribute(society.account, pot, amount)?;
        Ok(vec![Emission::of(&collected)])
    }
}
