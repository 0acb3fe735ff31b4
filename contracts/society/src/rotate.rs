//! Accounts change, members stay: rotation signed by both accounts, and recovery of a lost key.

use ink::prelude::boxed::Box;
use mutual_types::{
    add,
    event::{AccountOffered, AccountRecovered, AccountRotated, RecoveryStopped},
    AccountId, Checked, Error, Kind, Member, MemberIndex, ProposalId, ProposalState, ProposalStatus,
};

use crate::{call::Call, emit::Emission, execute::Effects, state::State};

impl State {
    /// A member, of whatever standing, offers their index to another account of theirs; an earlier offer is void.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::AccountBound`], [`Error::InvalidBeneficiary`].
    pub fn rotate_account(&mut self, call: &Call, to: AccountId) -> Checked<AccountOffered> {
        self.ensure_running()?;
        let member = self.present_member(call)?.index;
        self.ensure_assignable(call, to)?;
        self.set_offer(call.caller, to);
        Ok(AccountOffered { seq: self.counters.next_seq(), member, to })
    }

    /// The account offered takes the member over. Only the member's present account can have offered it: whoever had the
    /// key of an account left behind has no offer open.
    ///
    /// # Errors
    /// [`Error::AccountBound`], [`Error::InvalidBeneficiary`], [`Error::NoOffer`], [`Error::NoMember`].
    pub fn accept_account(&mut self, call: &Call, member: MemberIndex) -> Checked<AccountRotated> {
        self.ensure_running()?;
        let to = call.caller;
        self.ensure_assignable(call, to)?;
        let from = self.find_account(member).ok_or(Error::NoOffer)?;
        if *self.offer(from)? != to {
            return Err(Error::NoOffer.into());
        }
        self.ensure_present(member)?;
        self.move_member(member, to)?;
        Ok(AccountRotated { seq: self.counters.next_seq(), member, from, to })
    }

    /// The members give a member whose key is lost a new account.
    ///
    /// # Errors
    /// [`Error::NoMember`], [`Error::Overflow`].
    pub fn recover_account(&mut self, member: MemberIndex, to: AccountId) -> Checked<Effects> {
        let from = self.move_member(member, to)?;
        let seq = self.counters.next_seq();
        Ok(Emission::only(&AccountRecovered { seq, member, from, to }))
    }

    /// The member whose account is to be recovered, by the account itself: its key is not lost.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::NoProposal`], [`Error::NotSubject`], [`Error::NotInNotice`].
    pub fn stop_recovery(&mut self, call: &Call, id: ProposalId) -> Checked<RecoveryStopped> {
        self.ensure_writable()?;
        let member = self.present_member(call)?.index;
        let mut proposal = self.proposal(id)?;
        // Such a proposal recuses its subject, and nobody else.
        if proposal.kind != Kind::RecoverAccount || !proposal.recused.contains(&member) {
            return Err(Error::NotSubject.into());
        }
        let status = proposal.status(call.now_ms);
        if !matches!(status, ProposalStatus::Voting | ProposalStatus::Notice) {
            return Err(Error::NotInNotice(status).into());
        }
        proposal.state = ProposalState::Annulled { at_ms: call.now_ms };
        self.set_proposal(id, proposal);
        Ok(RecoveryStopped { seq: self.counters.next_seq(), proposal: id, member })
    }

    /// Refuses an account that can be no member's: it is or was one's already, it gets what is left at the end, or is the
    /// society.
    ///
    /// # Errors
    /// [`Error::AccountBound`], [`Error::InvalidBeneficiary`].
    pub fn ensure_assignable(&self, call: &Call, account: AccountId) -> Checked<()> {
        self.ensure_unbound(account)?;
        let identity = self.identity()?;
        let next = identity.next_beneficiary.as_ref().map(|next| next.account);
        if account == call.this || account == identity.asset_lock.beneficiary || next == Some(account) {
            return Err(Error::InvalidBeneficiary.into());
        }
        Ok(())
    }

    /// Puts a member under the account `to` and says which one they leave behind. That one stays bound to them for ever.
    fn move_member(&mut self, index: MemberIndex, to: AccountId) -> Checked<AccountId> {
        let (from, member) = self.member_by_index(index)?;
        let mut left = Box::new(Member::new(index, member.joined_ms, member.probation_ends_ms, member.charter_version));
        left.counted = false;
        left.moved_to = Some(to);
        self.set_member(from, left);
        self.set_member(to, member);
        self.set_account(index, to);
        self.clear_offer(from);

        // The application says who vouched for the member. One that `to` made itself would let it in a second time.
        match self.find_application(from) {
            Some(application) => self.set_application(to, application),
            None => self.clear_application(to),
        }
        self.clear_application(from);

        let owed = add(self.credit(to), self.credit(from))?;
        self.set_credit(to, owed);
        self.set_credit(from, 0);
        Ok(from)
    }
}
