//! Draws: made, collected, lapsed, paid back, forgiven.

use mutual_types::federation::{BackingTerms, Collection, DrawId, DrawStatus, Error, Part, SocietyId};
use mutual_types::{Document, PotId, PotKind};

use super::societies::known;
use super::state::{at, at_mut, count, Circumstances, Draw, DrawFacts, Model};
use super::texts;

impl Model {
    pub(super) fn draw(&mut self, it: Circumstances, parts: &[Part], reason: &Document) -> Result<DrawId, Error> {
        let id = self.member(it)?;
        let society = self.society(id)?;
        known(it.outside, it.caller, society.code)?;
        texts::uri(&reason.uri)?;
        if parts.is_empty() {
            return Err(Error::NoParts);
        }
        texts::at_most(Collection::Parts, parts.len(), 8)?;
        let from_ms = society.joined_ms.saturating_add(self.rules.waiting_ms);
        if it.now_ms < from_ms {
            return Err(Error::TooEarly { from_ms });
        }
        let open = self.open_draws(id, it.now_ms);
        let late = open.iter().find(|draw| self.draw_status(**draw, it.now_ms) == Some(DrawStatus::PastDue));
        if let Some(late) = late {
            return Err(Error::InArrears(*late));
        }
        texts::at_most(Collection::Draws, open.len().saturating_add(parts.len()), self.rules.draws_max.into())?;
        let first = DrawId(count(&self.draws));
        for part in parts {
            self.draw_one(it, id, part)?;
        }
        Ok(first)
    }

    fn draw_one(&mut self, it: Circumstances, society: SocietyId, part: &Part) -> Result<(), Error> {
        let Part { backing: id, amount } = *part;
        let backing = at(&self.backings, id.0).ok_or(Error::NoBacking(id))?;
        let BackingTerms { backed, limit, ends_ms, .. } = backing.terms;
        if backing.closed || it.now_ms >= ends_ms {
            return Err(Error::BackingOver { ended_ms: ends_ms });
        }
        if backing.backer == society {
            return Err(Error::OneSelf);
        }
        if backed.is_some() && backed != Some(society) {
            return Err(Error::NotForYou(id));
        }
        if amount == 0 {
            return Err(Error::ZeroAmount);
        }
        let left = self.left(id);
        if left < amount {
            return Err(Error::NotEnough { left, asked: amount });
        }
        let used = self.taken(id, Some(society));
        if limit.saturating_sub(used) < amount {
            return Err(Error::OverLimit { limit, used, asked: amount });
        }
        self.draws.push(Draw {
            backing: id,
            society,
            amount,
            collect_by_ms: it.now_ms.saturating_add(self.rules.collect_ms),
            lapsed: false,
            collected_ms: None,
            due_ms: None,
            repaid: 0,
            forgiven: 0,
        });
        self.emit("Drawn");
        Ok(())
    }

    pub(super) fn collect(&mut self, it: Circumstances, id: DrawId, pot: PotId) -> Result<(), Error> {
        self.must_be(id, it.now_ms, &[DrawStatus::Promised])?;
        let Some(draw) = at(&self.draws, id.0).cloned() else { return Err(Error::NoDraw(id)) };
        let society = self.taking_part(draw.society)?;
        if society.account == it.caller {
            return Err(Error::CallingSociety);
        }
        known(it.outside, society.account, society.code)?;
        let Some(place) = it.outside.places.get(&society.account) else {
            return Err(Error::SocietySilent { code: 8 });
        };
        if let Some(code) = place.silent {
            return Err(Error::SocietySilent { code });
        }
        if place.pots.get(&pot) != Some(&(PotKind::Relief, false)) {
            return Err(Error::WrongPot(pot));
        }
        if let Some(code) = place.refuses {
            return Err(Error::NotTaken { code });
        }
        let repay_ms = at(&self.backings, draw.backing.0).and_then(|backing| backing.terms.repay_ms);
        if let Some(draw) = at_mut(&mut self.draws, id.0) {
            draw.collected_ms = Some(it.now_ms);
            draw.due_ms = repay_ms.map(|repay_ms| it.now_ms.saturating_add(repay_ms));
        }
        self.balance = self.balance.saturating_sub(draw.amount);
        self.emit("DrawCollected");
        Ok(())
    }

    pub(super) fn lapse(&mut self, it: Circumstances, id: DrawId) -> Result<(), Error> {
        self.must_be(id, it.now_ms, &[DrawStatus::Expired])?;
        let Some(draw) = at_mut(&mut self.draws, id.0) else { return Err(Error::NoDraw(id)) };
        draw.lapsed = true;
        let (backing, amount) = (draw.backing, draw.amount);
        self.comes_back(backing, amount);
        self.emit("DrawLapsed");
        Ok(())
    }

    pub(super) fn repay(&mut self, it: Circumstances, id: DrawId) -> Result<(), Error> {
        self.must_be(id, it.now_ms, &[DrawStatus::Owed, DrawStatus::PastDue])?;
        if it.value == 0 {
            return Err(Error::ZeroAmount);
        }
        let needed = self.owed(id);
        if it.value > needed {
            return Err(Error::WrongValue { given: it.value, needed });
        }
        self.book(id, it.value);
        Ok(())
    }

    pub(super) fn forgive(&mut self, it: Circumstances, id: DrawId, amount: u128) -> Result<(), Error> {
        let draw = at(&self.draws, id.0).ok_or(Error::NoDraw(id))?;
        let backer = at(&self.backings, draw.backing.0).map(|backing| backing.backer);
        if self.number_of(it.caller).is_none() || self.number_of(it.caller) != backer {
            return Err(Error::NotYours);
        }
        self.must_be(id, it.now_ms, &[DrawStatus::Owed, DrawStatus::PastDue])?;
        if amount == 0 {
            return Err(Error::ZeroAmount);
        }
        let owed = self.owed(id);
        if amount > owed {
            return Err(Error::NotOwed { owed, asked: amount });
        }
        if let Some(draw) = at_mut(&mut self.draws, id.0) {
            draw.forgiven = draw.forgiven.saturating_add(amount);
        }
        self.emit("DrawForgiven");
        Ok(())
    }

    /// Books what was paid back.
    pub(super) fn book(&mut self, id: DrawId, amount: u128) {
        if let Some(draw) = at_mut(&mut self.draws, id.0) {
            draw.repaid = draw.repaid.saturating_add(amount);
            let backing = draw.backing;
            self.comes_back(backing, amount);
        }
        self.emit("DrawRepaid");
    }

    pub(super) fn owed(&self, id: DrawId) -> u128 {
        match at(&self.draws, id.0) {
            Some(draw) if draw.due_ms.is_some() => {
                draw.amount.saturating_sub(draw.repaid).saturating_sub(draw.forgiven)
            }
            _ => 0,
        }
    }

    pub(super) fn draw_status(&self, id: DrawId, now_ms: u64) -> Option<DrawStatus> {
        let draw = at(&self.draws, id.0)?;
        Some(if draw.lapsed {
            DrawStatus::Lapsed
        } else if draw.collected_ms.is_none() {
            if now_ms < draw.collect_by_ms {
                DrawStatus::Promised
            } else {
                DrawStatus::Expired
            }
        } else if let Some(due_ms) = draw.due_ms {
            match self.owed(id) {
                0 => DrawStatus::Level,
                _ if now_ms >= due_ms => DrawStatus::PastDue,
                _ => DrawStatus::Owed,
            }
        } else {
            DrawStatus::Given
        })
    }

    /// A society's draws that are promised, expired, owed or past due.
    pub(super) fn open_draws(&self, society: SocietyId, now_ms: u64) -> Vec<DrawId> {
        let open = [DrawStatus::Promised, DrawStatus::Expired, DrawStatus::Owed, DrawStatus::PastDue];
        let theirs = (0..).map(DrawId).zip(&self.draws).filter(|(_, draw)| draw.society == society);
        let theirs = theirs.map(|(id, _)| id);
        theirs.filter(|id| self.draw_status(*id, now_ms).is_some_and(|status| open.contains(&status))).collect()
    }

    fn must_be(&self, id: DrawId, now_ms: u64, allowed: &[DrawStatus]) -> Result<(), Error> {
        match self.draw_status(id, now_ms) {
            None => Err(Error::NoDraw(id)),
            Some(status) if !allowed.contains(&status) => Err(Error::WrongDraw { status }),
            Some(_) => Ok(()),
        }
    }

    /// What a read says of a draw.
    pub fn draw_facts(&self, id: DrawId, now_ms: u64) -> Option<DrawFacts> {
        let draw = at(&self.draws, id.0)?;
        Some(DrawFacts {
            backing: draw.backing,
            society: draw.society,
            amount: draw.amount,
            status: self.draw_status(id, now_ms)?,
            collect_by_ms: draw.collect_by_ms,
            due_ms: draw.due_ms,
            owed: self.owed(id),
        })
    }
}
