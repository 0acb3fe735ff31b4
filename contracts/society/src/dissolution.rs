//! Dissolution: who shares, and the division of what is left, to the last planck.

use ink::prelude::{boxed::Box, vec::Vec};
use mutual_types::{
    after,
    event::{DissolutionOpened, Divided, ShareClaimed, SharersCounted},
    lower, sub, Checked, Dissolution, Division, Error, MemberIndex, Planck, PotId, TimestampMs, PAGE_MAX,
};

use crate::{call::Call, emit::Emission, execute::Effects, state::State};

impl State {
    /// Opens the dissolution that the members proposed at `made_ms`.
    ///
    /// # Errors
    /// [`Error::Dissolving`], [`Error::Overflow`].
    pub fn dissolve(&mut self, call: &Call, made_ms: TimestampMs) -> Checked<Effects> {
        Ok(Emission::only(&self.begin_dissolution(call, made_ms)?))
    }

    /// Anyone opens the dissolution of a society in which nobody has voted, executed or released for long.
    ///
    /// # Errors
    /// [`Error::Dissolving`], [`Error::NotDormant`].
    pub fn open_dissolution(&mut self, call: &Call) -> Checked<DissolutionOpened> {
        self.ensure_running()?;
        let from_ms = after(self.counters.last_activity_ms, self.rules()?.dormancy_ms)?;
        if call.now_ms < from_ms {
            return Err(Error::NotDormant { from_ms }.into());
        }
        self.begin_dissolution(call, call.now_ms)
    }

    fn begin_dissolution(&mut self, call: &Call, made_ms: TimestampMs) -> Checked<DissolutionOpened> {
        self.ensure_running()?;
        let rules = self.rules()?;
        let voting = &rules.voting;
        let mut claims_until_ms = call.now_ms;
        // Time for a proposal to release what is approved by then, and for that release.
        for span_ms in [voting.voting_period_ms, voting.notice_ms, voting.execution_window_ms, rules.payments.window_ms]
        {
            claims_until_ms = after(claims_until_ms, span_ms)?;
        }
        // From here on the beneficiary does not change.
        let mut identity = self.identity_at(call.now_ms)?;
        identity.next_beneficiary = None;
        self.set_identity(identity);
        self.counters.dissolving_since_ms = call.now_ms;
        self.set_dissolution(Dissolution {
            opened_ms: call.now_ms,
            made_ms,
            claims_until_ms,
            next: MemberIndex(0),
            sharers: 0,
            division: None,
        });
        Ok(DissolutionOpened { seq: self.counters.next_seq(), made_ms, claims_until_ms })
    }

    /// The dissolution under way.
    ///
    /// # Errors
    /// [`Error::Migrating`], [`Error::NotDissolving`].
    pub fn dissolution(&self) -> Checked<Box<Dissolution>> {
        self.ensure_writable()?;
        self.find_dissolution().ok_or_else(|| Error::NotDissolving.into())
    }

    /// The dissolution under way, once nothing can be claimed any more.
    ///
    /// # Errors
    /// [`Error::Migrating`], [`Error::NotDissolving`], [`Error::ClaimsOpen`].
    pub fn ensure_claims_over(&self, call: &Call) -> Checked<Box<Dissolution>> {
        let dissolution = self.dissolution()?;
        if call.now_ms < dissolution.claims_until_ms {
            return Err(Error::ClaimsOpen { until_ms: dissolution.claims_until_ms }.into());
        }
        Ok(dissolution)
    }

    /// Whether what is left has been divided.
    pub fn is_divided(&self) -> bool {
        self.counters.dissolving_since_ms != 0
            && self.find_dissolution().is_some_and(|dissolution| dissolution.division.is_some())
    }

    /// Anyone looks at the next members for who shares.
    ///
    /// # Errors
    /// [`Error::NotDissolving`], [`Error::NothingToRecord`].
    pub fn count_sharers(&mut self, limit: u32) -> Checked<SharersCounted> {
        let mut dissolution = self.dissolution()?;
        let from = dissolution.next.0;
        if from >= self.counters.members {
            return Err(Error::NothingToRecord.into());
        }
        let until = from.saturating_add(limit.min(PAGE_MAX)).min(self.counters.members);
        let dues = self.rules()?.dues.terms();
        for index in from..until {
            let (_, member) = self.member_by_index(MemberIndex(index))?;
            if member.shares_in(dissolution.made_ms, dues) {
                dissolution.sharers = dissolution.sharers.checked_add(1).ok_or_else(Error::overflow)?;
            }
        }
        let (next, sharers) = (MemberIndex(until), dissolution.sharers);
        dissolution.next = next;
        self.set_dissolution(dissolution);
        Ok(SharersCounted { seq: self.counters.next_seq(), next, sharers })
    }

    /// Anyone divides what is left, once all else is done.
    ///
    /// # Errors
    /// [`Error::NotDissolving`], [`Error::ClaimsOpen`], [`Error::NotDivisible`].
    pub fn divide(&mut self, call: &Call) -> Checked<Divided> {
        let mut dissolution = self.ensure_claims_over(call)?;
        let members_left = sub(self.counters.members.into(), dissolution.next.0.into())?;
        let pots_open = self.pots_in_the_way()?;
        if pots_open > 0 || members_left > 0 || dissolution.division.is_some() {
            let members_left = u32::try_from(members_left).map_err(|_| Error::overflow())?;
            return Err(Error::NotDivisible { pots_open, members_left }.into());
        }
        let sharers = dissolution.sharers;
        let total = self.pot(PotId::GENERAL)?.balance;
        let locked = self.identity()?.asset_lock.locked;
        let division = Division::of(total, if locked { 0 } else { sharers }, call.now_ms);
        let (each, extra) = (division.each, division.extra);
        dissolution.division = Some(division);
        self.set_dissolution(dissolution);
        if locked || sharers == 0 {
            self.take_from_general(total)?;
            self.owe_beneficiary(total)?;
        }
        Ok(Divided { seq: self.counters.next_seq(), total, sharers, each, extra })
    }

    /// How many pots are open beside the general one, itself included if it holds promises.
    ///
    /// # Errors
    /// [`Error::NoPot`].
    pub fn pots_in_the_way(&self) -> Checked<u32> {
        let mut open = 0u32;
        for id in 0..self.counters.pots {
            let pot = self.pot(PotId(id))?;
            let is_done =
                if PotId(id) == PotId::GENERAL { pot.reserved == 0 && pot.open_items == 0 } else { pot.closed };
            open = open.saturating_add(u32::from(!is_done));
        }
        Ok(open)
    }

    /// Anyone makes what a member is due a credit of theirs: their share capital at any time, and once divided their
    /// share.
    ///
    /// # Errors
    /// [`Error::NotDissolving`], [`Error::NoMember`], [`Error::NoShare`].
    pub fn claim_share(&mut self, call: &Call, index: MemberIndex) -> Checked<Effects> {
        let dissolution = self.dissolution()?;
        let mut effects = Vec::new();
        if self.member_by_index(index)?.1.share_capital > 0 {
            effects.push(Emission::of(&self.pay_out_exit(call, index)?));
        }
        if let Some(claimed) = self.take_share(dissolution, index)? {
            effects.push(Emission::of(&claimed));
        }
        if effects.is_empty() {
            return Err(Error::NoShare.into());
        }
        Ok(effects)
    }

    /// Credits a member's share of what was divided, if they have one and have not had it.
    fn take_share(&mut self, mut dissolution: Box<Dissolution>, index: MemberIndex) -> Checked<Option<ShareClaimed>> {
        let made_ms = dissolution.made_ms;
        let Some(division) = &mut dissolution.division else { return Ok(None) };
        let share = division.next_share()?;
        let (account, mut member) = self.member_by_index(index)?;
        if share == 0 || member.share_claimed || !member.shares_in(made_ms, self.rules()?.dues.terms()) {
            return Ok(None);
        }
        division.claimed = division.claimed.checked_add(1).ok_or_else(Error::overflow)?;
        self.set_dissolution(dissolution);
        member.share_claimed = true;
        self.set_member(account, member);
        self.take_from_general(share)?;
        self.add_credit(account, share)?;
        Ok(Some(ShareClaimed { seq: self.counters.next_seq(), member: index, account, share }))
    }

    /// Takes out of the general pot what is somebody's credit from now on.
    fn take_from_general(&mut self, amount: Planck) -> Checked<()> {
        let mut pot = self.pot(PotId::GENERAL)?;
        lower(&mut pot.balance, amount)?;
        self.set_pot(PotId::GENERAL, pot);
        lower(&mut self.counters.ledger.pots, amount)?;
        Ok(())
    }

    /// Owes the beneficiary more, which is no longer held otherwise.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn owe_beneficiary(&mut self, amount: Planck) -> Checked<()> {
        let beneficiary = self.identity()?.asset_lock.beneficiary;
        self.add_credit(beneficiary, amount)
    }
}
