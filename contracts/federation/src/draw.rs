//! Draws: a society that needs it takes of what others have paid in.

use ink::prelude::{vec, vec::Vec};
use mutual_types::{
    federation::{
        add, add_count, after,
        event::{DrawLapsed, Drawn},
        lower, raise, sub, Checked, Collection, Draw, DrawId, DrawState, DrawStatus, Error, Field, Part, Society,
        SocietyId, PARTS_MAX,
    },
    Document, TimestampMs,
};

use crate::{
    ask,
    call::Call,
    emit::{Effects, Emission},
    state::State,
};

impl State {
    /// A society draws on one or more backings.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::CodeChanged`], [`Error::TextTooLong`], [`Error::NoParts`], [`Error::TooMany`],
    /// [`Error::TooEarly`], [`Error::InArrears`]; part by part [`Error::NoBacking`] and those of
    /// [`mutual_types::federation::Backing::promise`].
    pub fn draw(&mut self, call: &Call, parts: Vec<Part>, reason: &Document) -> Checked<(DrawId, Effects)> {
        let (id, mut society) = self.member(call)?;
        ask::ensure_known(&society)?;
        Field::Uri.check(&reason.uri)?;
        if parts.is_empty() {
            return Err(Error::NoParts.into());
        }
        Collection::Parts.check(parts.len(), PARTS_MAX)?;
        let rules = self.setup()?.rules;
        let from_ms = society.joined_ms.saturating_add(rules.waiting_ms);
        if call.now_ms < from_ms {
            return Err(Error::TooEarly { from_ms }.into());
        }
        self.ensure_level(call, &society)?;
        let open = society.draws.len().saturating_add(parts.len());
        Collection::Draws.check(open, rules.draws_max.into())?;
        let collect_by_ms = after(call.now_ms, rules.collect_ms)?;
        let first = DrawId(self.counters.draws);
        let mut effects = Vec::new();
        for part in parts {
            let (draw, drawn) = self.draw_part(call, id, part, collect_by_ms)?;
            society.draws.push(draw);
            effects.push(drawn);
        }
        self.set_society(id, &society);
        Ok((first, effects))
    }

    /// Anyone lets a draw that was not collected in time go back.
    ///
    /// # Errors
    /// [`Error::NoDraw`], [`Error::WrongDraw`].
    pub fn lapse(&mut self, call: &Call, id: DrawId) -> Checked<Effects> {
        let mut draw = self.drawn(id)?;
        ensure_status(&draw, call.now_ms, &[DrawStatus::Expired])?;
        let amount = draw.amount;
        draw.state = DrawState::Lapsed;
        self.set_draw(id, &draw);
        let mut backing = self.backing(draw.backing)?;
        lower(&mut backing.promised, amount)?;
        lower(&mut self.counters.ledger.promised, amount)?;
        self.take_back(&mut backing, amount)?;
        self.set_backing(draw.backing, &backing);
        self.use_less(&draw, amount)?;
        self.drop_draw(draw.society, id)?;
        let lapsed = DrawLapsed { seq: self.counters.next_seq(), draw: id, amount };
        Ok(vec![Emission::of(&lapsed)])
    }

    /// A society has less of a backing than before.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn use_less(&mut self, draw: &Draw, amount: u128) -> Checked<()> {
        let used = sub(self.used(draw.backing, draw.society), amount)?;
        self.set_used(draw.backing, draw.society, used);
        Ok(())
    }

    /// A draw leaves the list of its society.
    ///
    /// # Errors
    /// [`Error::NoSociety`].
    pub fn drop_draw(&mut self, id: SocietyId, draw: DrawId) -> Checked<()> {
        let mut society = self.society(id)?;
        society.draws.retain(|other| *other != draw);
        self.set_society(id, &society);
        Ok(())
    }

    fn draw_part(
        &mut self,
        call: &Call,
        society: SocietyId,
        part: Part,
        collect_by_ms: TimestampMs,
    ) -> Checked<(DrawId, Emission)> {
        let Part { backing: id, amount } = part;
        let mut backing = self.backing(id)?;
        let used = self.used(id, society);
        backing.promise(id, society, used, amount, call.now_ms)?;
        self.set_backing(id, &backing);
        self.set_used(id, society, add(used, amount)?);
        let ledger = &mut self.counters.ledger;
        lower(&mut ledger.available, amount)?;
        raise(&mut ledger.promised, amount)?;
        let number = DrawId(self.counters.draws);
        self.counters.draws = add_count(number.0)?;
        let draw = Draw {
            backing: id,
            society,
            amount,
            made_ms: call.now_ms,
            collect_by_ms,
            due_ms: None,
            repaid: 0,
            forgiven: 0,
            state: DrawState::Promised,
        };
        self.set_draw(number, &draw);
        let seq = self.counters.next_seq();
        let drawn = Drawn { seq, draw: number, backing: id, society, amount, collect_by_ms };
        Ok((number, Emission::of(&drawn)))
    }

    /// Refuses a society that has not paid back in time.
    fn ensure_level(&self, call: &Call, society: &Society) -> Checked<()> {
        for id in &society.draws {
            if self.drawn(*id)?.status(call.now_ms) == DrawStatus::PastDue {
                return Err(Error::InArrears(*id).into());
            }
        }
        Ok(())
    }
}

/// Refuses a draw in another state.
///
/// # Errors
/// [`Error::WrongDraw`].
pub fn ensure_status(draw: &Draw, now_ms: TimestampMs, allowed: &[DrawStatus]) -> Checked<()> {
    let status = draw.status(now_ms);
    if allowed.contains(&status) {
        Ok(())
    } else {
        Err(Error::WrongDraw { status }.into())
    }
}
