//! Societies come and go, each by its own decision.

use ink::prelude::vec;
use mutual_types::{
    federation::{
        add_count,
        event::{SocietyJoined, SocietyLeft},
        lower, raise, Checked, Collection, Error, Field, Matter, MotionId, Presence, Society, SocietyId, SOCIETIES_MAX,
    },
    Document, Planck,
};

use crate::{
    ask,
    call::Call,
    chain,
    emit::{Effects, Emission},
    state::State,
};

impl State {
    /// A founder joins.
    ///
    /// # Errors
    /// [`Error::NotInvited`], [`Error::FoundingOver`], [`Error::CodeChanged`], [`Error::Overflow`].
    pub fn join(&mut self, call: &Call) -> Checked<Effects> {
        let Some(id) = self.number_of(call.caller) else {
            return Err(Error::NotInvited.into());
        };
        let society = self.society(id)?;
        if society.presence != Presence::Invited {
            return Err(Error::NotInvited.into());
        }
        let ended_ms = self.setup()?.founding_until_ms;
        if call.now_ms >= ended_ms {
            return Err(Error::FoundingOver { ended_ms }.into());
        }
        ask::ensure_known(&society)?;
        Ok(vec![self.take_in(call, id, *society)?])
    }

    /// A society asks to be admitted: a motion on which the others vote.
    ///
    /// # Errors
    /// [`Error::NotASociety`], [`Error::AlreadyMember`], [`Error::TextTooLong`], [`Error::StillFounding`],
    /// [`Error::TooMany`], [`Error::NobodyVotes`].
    pub fn apply(&mut self, call: &Call, document: Document) -> Checked<(MotionId, Effects)> {
        let account = call.caller;
        let code_hash = chain::code_hash(account);
        if code_hash == [0; 32] {
            return Err(Error::NotASociety(account).into());
        }
        self.ensure_absent(call)?;
        Field::Uri.check(&document.uri)?;
        self.ensure_founded(call)?;
        self.ensure_place()?;
        self.make_motion(call, None, Matter::Admit { account, code_hash, document })
    }

    /// A society leaves. What it backs it goes on backing, and what it owes it goes on owing.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::Overflow`].
    pub fn leave(&mut self, call: &Call) -> Checked<Effects> {
        let (society, record) = self.member(call)?;
        let inherited = self.depart(society, *record, Presence::Left)?;
        let left = SocietyLeft { seq: self.counters.next_seq(), society, inherited };
        Ok(vec![Emission::of(&left)])
    }

    /// A society takes part from now on.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn take_in(&mut self, call: &Call, id: SocietyId, mut society: Society) -> Checked<Emission> {
        let counters = &mut self.counters;
        if society.presence == Presence::Invited {
            counters.invited = counters.invited.saturating_sub(1);
        }
        society.presence = Presence::Present;
        society.join = counters.joins;
        society.joined_ms = call.now_ms;
        counters.joins = add_count(counters.joins)?;
        counters.present = add_count(counters.present)?;
        self.set_society(id, &society);
        let seq = self.counters.next_seq();
        let joined = SocietyJoined { seq, society: id, account: society.account, code_hash: society.code_hash };
        Ok(Emission::of(&joined))
    }

    /// A society takes part no longer; the fund is the last one's. Answers what it inherits.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn depart(&mut self, id: SocietyId, mut society: Society, presence: Presence) -> Checked<Planck> {
        let counters = &mut self.counters;
        society.presence = presence;
        counters.present = counters.present.checked_sub(1).ok_or_else(Error::overflow)?;
        let mut inherited = 0;
        if counters.present == 0 {
            counters.heir = Some(id);
            let ledger = &mut counters.ledger;
            inherited = ledger.fund;
            lower(&mut ledger.fund, inherited)?;
            raise(&mut ledger.credits, inherited)?;
            raise(&mut society.credit, inherited)?;
        }
        self.set_society(id, &society);
        Ok(inherited)
    }

    /// Refuses where there is no room for one more.
    ///
    /// # Errors
    /// [`Error::TooMany`].
    pub fn ensure_place(&self) -> Checked<()> {
        let count = self.counters.present.saturating_add(1);
        Collection::Societies.check(usize::try_from(count).unwrap_or(usize::MAX), SOCIETIES_MAX)
    }

    /// Refuses a caller that takes part.
    fn ensure_absent(&self, call: &Call) -> Checked<()> {
        match self.number_of(call.caller) {
            Some(id) if self.society(id)?.is_present() => Err(Error::AlreadyMember.into()),
            _ => Ok(()),
        }
    }
}
