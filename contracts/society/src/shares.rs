//! Share capital: a ledger of its own, at par, spendable by nothing.

use mutual_types::{event::SharesBought, raise, Checked, Error};

use crate::{call::Call, dues::ensure_value, state::State};

impl State {
    /// A member of any standing buys shares at par.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::ZeroAmount`], [`Error::SharesFull`], [`Error::WrongValue`].
    pub fn buy_shares(&mut self, call: &Call, count: u32) -> Checked<SharesBought> {
        self.ensure_running()?;
        let mut member = self.present_member(call)?;
        if count == 0 {
            return Err(Error::ZeroAmount.into());
        }
        let rules = self.rules()?.membership;
        let max = if rules.share_price == 0 { 0 } else { rules.shares_max };
        let Some(shares) = member.shares.checked_add(count).filter(|shares| *shares <= max) else {
            return Err(Error::SharesFull { held: member.shares, max }.into());
        };
        ensure_value(call, rules.share_price, count)?;

        member.shares = shares;
        raise(&mut member.share_capital, call.value)?;
        let ledger = &mut self.counters.ledger;
        raise(&mut ledger.shares, call.value)?;
        let index = member.index;
        self.set_member(call.caller, member);
        Ok(SharesBought { seq: self.counters.next_seq(), member: index, count, amount: call.value })
    }
}
