//! Who counts in the electorate: the flag in the member's record and the counter of the root, changed together.

use mutual_types::{AccountId, Checked, Error, Member, MemberIndex, Standing, TimestampMs};

use crate::{call::Call, state::State};

impl State {
    /// The electorate of new proposals counts the member no longer, who votes for nobody and has nobody vote for them. The
    /// caller stores the record.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn uncount(&mut self, member: &mut Member) -> Checked<()> {
        if member.counted {
            member.counted = false;
            self.counters.active = self.counters.active.checked_sub(1).ok_or_else(Error::overflow)?;
        }
        self.end_proxies_of(member.index);
        Ok(())
    }

    /// The electorate of new proposals counts the member again, who is good since now. The caller stores the record.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn recount(&mut self, call: &Call, member: &mut Member) -> Checked<()> {
        if !member.counted {
            member.counted = true;
            member.good_since_ms = call.now_ms;
            self.counters.active = self.counters.active.checked_add(1).ok_or_else(Error::overflow)?;
        }
        Ok(())
    }

    /// The member whom an account acts for, and their standing; none for an account that its member has left behind.
    pub fn standing(&self, account: AccountId, now_ms: TimestampMs) -> Option<(MemberIndex, Standing)> {
        let member = self.find_member(account).filter(|member| member.moved_to.is_none())?;
        Some((member.index, member.standing(&*self.find_rules()?, now_ms)))
    }
}
