//! Societies: joining, applying, leaving; who is who.

use mutual_types::federation::{Collection, Error, Matter, MotionId, Presence, SocietyId};
use mutual_types::{AccountId, Document};

use super::state::{at, at_mut, count, Circumstances, Model, Society, SocietyFacts};
use super::{texts, Outside};

impl Model {
    /// The number that an account is bound to.
    pub fn number_of(&self, account: AccountId) -> Option<SocietyId> {
        self.numbers().find(|(_, society)| society.account == account).map(|(id, _)| id)
    }

    /// All societies with their numbers.
    pub(super) fn numbers(&self) -> impl Iterator<Item = (SocietyId, &Society)> {
        (0..).map(SocietyId).zip(&self.societies)
    }

    /// How many take part.
    pub fn present(&self) -> u32 {
        let present = self.societies.iter().filter(|society| society.presence == Presence::Present).count();
        u32::try_from(present).unwrap_or(u32::MAX)
    }

    pub(super) fn society(&self, id: SocietyId) -> Result<&Society, Error> {
        at(&self.societies, id.0).ok_or(Error::NoSociety(id))
    }

    pub(super) fn taking_part(&self, id: SocietyId) -> Result<&Society, Error> {
        match at(&self.societies, id.0) {
            Some(society) if society.presence == Presence::Present => Ok(society),
            _ => Err(Error::NoSociety(id)),
        }
    }

    pub(super) fn member(&self, it: Circumstances) -> Result<SocietyId, Error> {
        match self.number_of(it.caller) {
            Some(id) if self.taking_part(id).is_ok() => Ok(id),
            _ => Err(Error::NotMember),
        }
    }

    pub(super) fn join(&mut self, it: Circumstances) -> Result<(), Error> {
        let invited =
            self.numbers().find(|(_, society)| society.account == it.caller && society.presence == Presence::Invited);
        let Some((id, society)) = invited else { return Err(Error::NotInvited) };
        let code = society.code;
        if it.now_ms >= self.founding_until_ms {
            return Err(Error::FoundingOver { ended_ms: self.founding_until_ms });
        }
        known(it.outside, it.caller, code)?;
        self.bring_in(it, id, code);
        Ok(())
    }

    pub(super) fn ask_in(&mut self, it: Circumstances, document: Document) -> Result<MotionId, Error> {
        let code_hash = it.outside.code(it.caller);
        if code_hash == [0; 32] {
            return Err(Error::NotASociety(it.caller));
        }
        if self.member(it).is_ok() {
            return Err(Error::AlreadyMember);
        }
        texts::uri(&document.uri)?;
        self.founding_over(it)?;
        self.room()?;
        self.put(it, None, Matter::Admit { account: it.caller, code_hash, document })
    }

    pub(super) fn leave(&mut self, it: Circumstances) -> Result<(), Error> {
        let id = self.member(it)?;
        self.go(id, Presence::Left);
        self.emit("SocietyLeft");
        Ok(())
    }

    /// One more than there are now would be too many.
    pub(super) fn room(&self) -> Result<(), Error> {
        let would_be = usize::try_from(self.present()).unwrap_or(usize::MAX).saturating_add(1);
        texts::at_most(Collection::Societies, would_be, 32)
    }

    /// Whether the founders have all joined, or had their time.
    pub(super) fn founding_over(&self, it: Circumstances) -> Result<(), Error> {
        let waiting = self.societies.iter().any(|society| society.presence == Presence::Invited);
        if waiting && it.now_ms < self.founding_until_ms {
            return Err(Error::StillFounding { until_ms: self.founding_until_ms });
        }
        Ok(())
    }

    pub(super) fn bring_in(&mut self, it: Circumstances, id: SocietyId, code: [u8; 32]) {
        let message = self.messages;
        if let Some(society) = at_mut(&mut self.societies, id.0) {
            society.presence = Presence::Present;
            society.code = code;
            society.joined_at = message;
            society.joined_ms = it.now_ms;
        }
        self.emit("SocietyJoined");
    }

    pub(super) fn new_society(&mut self, account: AccountId) -> SocietyId {
        let id = SocietyId(count(&self.societies));
        let presence = Presence::Left;
        self.societies.push(Society { account, code: [0; 32], presence, joined_at: 0, joined_ms: 0, credit: 0 });
        id
    }

    pub(super) fn go(&mut self, id: SocietyId, how: Presence) {
        if let Some(society) = at_mut(&mut self.societies, id.0) {
            society.presence = how;
        }
        if self.present() == 0 {
            self.heir = Some(id);
            let fund = core::mem::take(&mut self.fund);
            self.credit(id, fund);
        }
    }

    pub(super) fn credit(&mut self, id: SocietyId, amount: u128) {
        if let Some(society) = at_mut(&mut self.societies, id.0) {
            society.credit = society.credit.saturating_add(amount);
        }
    }

    /// What a read says of a society.
    pub fn society_facts(&self, id: SocietyId, now_ms: u64) -> Option<SocietyFacts> {
        let society = at(&self.societies, id.0)?;
        Some(SocietyFacts {
            account: society.account,
            code: society.code,
            presence: society.presence,
            credit: society.credit,
            draws: self.open_draws(id, now_ms),
        })
    }
}

/// Refuses an account whose code is another.
pub fn known(outside: &Outside, account: AccountId, code: [u8; 32]) -> Result<(), Error> {
    let found = outside.code(account);
    if found != code || found == [0; 32] {
        Err(Error::CodeChanged { found })
    } else {
        Ok(())
    }
}
