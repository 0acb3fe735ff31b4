//! Changes of accounts, and proxies.

use mutual_types::{AccountId, Error, MemberIndex, ProxyRefusal};

use crate::num::{big, planck};
use crate::outcome::{need, no, Res};
use crate::state::Model;

fn refused<T>(why: ProxyRefusal) -> Res<T> {
    no(Error::ProxyRefused(why))
}

impl Model {
    /// Whether the money that nobody has a claim on goes to `account`, now or from a day on that is fixed.
    pub(crate) fn is_beneficiary(&self, account: AccountId) -> bool {
        match self.next_beneficiary {
            Some((next, from)) if self.now >= from => next == account,
            Some((next, _)) => next == account || self.asset_lock.beneficiary == account,
            None => self.asset_lock.beneficiary == account,
        }
    }

    /// Refuses an account that no member can move to.
    pub(crate) fn can_become_a_members(&self, account: AccountId) -> Res<()> {
        self.unbound(account)?;
        need(!self.is_beneficiary(account) && account != self.society, Error::InvalidBeneficiary)
    }

    pub(crate) fn rotate_account(&mut self, caller: AccountId, to: AccountId) -> Res<()> {
        self.member(caller)?;
        self.can_become_a_members(to)?;
        self.account_offers.insert(caller, to);
        self.emit("AccountOffered");
        Ok(())
    }

    pub(crate) fn accept_account(&mut self, caller: AccountId, member: MemberIndex) -> Res<()> {
        self.can_become_a_members(caller)?;
        let from = self.members.get(&member.0).map(|person| person.account);
        let offered = from.and_then(|from| self.account_offers.get(&from));
        need(offered == Some(&caller), Error::NoOffer)?;
        self.present(member)?;
        self.move_account(member, caller)?;
        self.emit("AccountRotated");
        Ok(())
    }

    /// Moves a member to another account, with their credit and their application.
    pub(crate) fn move_account(&mut self, member: MemberIndex, to: AccountId) -> Res<()> {
        let person = self.person_mut(member)?;
        let from = person.account;
        person.account = to;
        self.bound.insert(to, member.0);
        // What the new account had applied for itself is void: it is a member's now.
        self.applications.remove(&to);
        if let Some(application) = self.applications.remove(&from) {
            self.applications.insert(to, application);
        }
        if let Some(amount) = self.credits.remove(&from) {
            let there = self.credits.get(&to).copied().unwrap_or(0);
            self.credits.insert(to, planck(big(there) + amount)?);
        }
        self.account_offers.remove(&from);
        Ok(())
    }

    fn gives_or_holds(&self, member: MemberIndex) -> Res<bool> {
        let person = self.person(member)?;
        Ok(person.proxy_holder.is_some() || !person.proxies_held.is_empty())
    }

    pub(crate) fn offer_proxy(&mut self, caller: AccountId, holder: MemberIndex) -> Res<()> {
        let giver = self.member(caller)?;
        self.present(holder)?;
        if giver == holder {
            return refused(ProxyRefusal::OneSelf);
        }
        if self.gives_or_holds(giver)? {
            return refused(ProxyRefusal::Chain);
        }
        self.person_mut(giver)?.proxy_offered_to = Some(holder);
        self.emit("ProxyOffered");
        Ok(())
    }

    pub(crate) fn accept_proxy(&mut self, caller: AccountId, giver: MemberIndex) -> Res<()> {
        let holder = self.member(caller)?;
        if self.present(giver)?.proxy_offered_to != Some(holder) {
            return refused(ProxyRefusal::NotOffered);
        }
        if self.person(holder)?.proxy_holder.is_some() || self.gives_or_holds(giver)? {
            return refused(ProxyRefusal::Chain);
        }
        if self.person(holder)?.proxies_held.len() >= 3 {
            return refused(ProxyRefusal::Full);
        }
        let person = self.person_mut(giver)?;
        person.proxy_offered_to = None;
        person.proxy_holder = Some(holder);
        self.person_mut(holder)?.proxies_held.push(giver);
        self.emit("ProxyAccepted");
        Ok(())
    }

    pub(crate) fn end_proxy(&mut self, caller: AccountId, giver: MemberIndex) -> Res<()> {
        let member = self.member(caller)?;
        let holder = self.members.get(&giver.0).and_then(|person| person.proxy_holder);
        let Some(holder) = holder else { return refused(ProxyRefusal::None) };
        if member != giver && member != holder {
            return refused(ProxyRefusal::None);
        }
        self.drop_proxy(giver, holder)?;
        self.emit("ProxyEnded");
        Ok(())
    }

    /// Ends one proxy.
    pub(crate) fn drop_proxy(&mut self, giver: MemberIndex, holder: MemberIndex) -> Res<()> {
        self.person_mut(giver)?.proxy_holder = None;
        self.person_mut(holder)?.proxies_held.retain(|held| *held != giver);
        Ok(())
    }
}
