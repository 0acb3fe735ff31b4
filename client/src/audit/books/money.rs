//! Money on its way: each movement takes it out of one place and puts it into another.

use mutual_types::{
    event::{Contributed, CreditWithdrawn, SurplusSwept},
    AccountId, Ledger, MemberIndex, Planck, PotId,
};

use super::{Books, Line, Place, Record, Shown};

impl Books {
    /// Moves money, and notes it.
    pub(super) fn transfer(&mut self, from: Place, to: Place, amount: Planck) {
        if amount == 0 {
            return;
        }
        if from.is_inside() {
            let held = self.at(from);
            let left = held.checked_sub(amount).unwrap_or_else(|| {
                let what = "an event takes out more than there is";
                self.fault(record_of(from), what, Shown::Money(held), Shown::Money(amount));
                0
            });
            self.balances.insert(from, left);
        }
        if to.is_inside() {
            // All money there is fits.
            self.balances.insert(to, self.at(to).saturating_add(amount));
        }
        self.expect_transfer(from, to, amount);
        for place in [from, to] {
            if place.is_inside() {
                self.touch(record_of(place));
            }
        }
        let (seq, block, at_ms, cause) = (self.now.seq, self.now.block, self.now.at_ms, self.now.cause);
        self.lines.push(Line { seq, block, at_ms, cause, from, to, amount });
    }

    /// What is in a place, in planck.
    pub fn at(&self, place: Place) -> Planck {
        self.balances.get(&place).copied().unwrap_or(0)
    }

    /// What an account may withdraw, in planck.
    pub fn credit(&self, account: AccountId) -> Planck {
        self.at(Place::Credit(account))
    }

    /// What a member paid for their shares, in planck.
    pub fn share_capital(&self, member: MemberIndex) -> Planck {
        self.at(Place::Shares(member))
    }

    /// All who have, or had, a credit, and what it is.
    pub fn credits(&self) -> impl Iterator<Item = (AccountId, Planck)> + '_ {
        self.balances.iter().filter_map(|(place, amount)| match place {
            Place::Credit(account) => Some((*account, *amount)),
            _ => None,
        })
    }

    /// Whose the money is.
    pub fn ledger(&self) -> Ledger {
        let mut ledger = Ledger::default();
        for (place, amount) in &self.balances {
            let sum = match place {
                Place::Pot(_) => &mut ledger.pots,
                Place::Shares(_) => &mut ledger.shares,
                Place::Credit(_) => &mut ledger.credits,
                Place::ProposalDeposit(_) | Place::DisputeDeposit(_) => &mut ledger.deposits,
                Place::Outside(_) | Place::Minimum | Place::Surplus => continue,
            };
            *sum = sum.saturating_add(*amount);
        }
        ledger
    }

    /// All that is in the contract above what it needs to exist, in planck.
    pub fn balance(&self) -> Planck {
        let inside = self.balances.iter().filter(|(place, _)| place.is_inside() && **place != Place::Minimum);
        inside.fold(0, |sum: Planck, (_, amount)| sum.saturating_add(*amount))
    }

    /// The account that gets what is owed to `account`: the present one of its member, or itself.
    pub(super) fn present_account(&self, account: AccountId) -> AccountId {
        let member = self.bound.get(&account).and_then(|index| self.member(*index));
        member.map_or(account, |member| member.account)
    }

    /// Where the credit of `account`, or of its member's present one, is.
    pub(super) fn credit_of(&self, account: AccountId) -> Place {
        Place::Credit(self.present_account(account))
    }

    /// Where money goes that is meant for the general pot: once that is divided, to the beneficiary.
    pub(super) fn general(&mut self) -> Place {
        let is_divided = self.dissolution.as_ref().is_some_and(|dissolution| dissolution.division.is_some());
        if is_divided {
            self.beneficiary_credit()
        } else {
            Place::Pot(PotId::GENERAL)
        }
    }

    /// Where money goes that is meant for a pot, which may be closed.
    pub(super) fn pot_or_general(&mut self, pot: PotId) -> Place {
        let is_closed = self.pot(pot).is_some_and(|pot| pot.closed);
        if is_closed || pot == PotId::GENERAL {
            self.general()
        } else {
            Place::Pot(pot)
        }
    }

    pub(super) fn beneficiary_credit(&mut self) -> Place {
        match self.beneficiary_at(self.now.at_ms) {
            Some(account) => self.credit_of(account),
            None => {
                self.undocumented(Record::Society);
                Place::Surplus
            }
        }
    }

    pub(super) fn contributed(&mut self, e: &Contributed) {
        self.transfer(Place::Outside(e.from), Place::Pot(e.pot), e.amount);
    }

    pub(super) fn surplus_swept(&mut self, e: &SurplusSwept) {
        // A transfer may stand in the same extrinsic as the message that books it.
        self.match_transfers();
        let to = self.general();
        self.transfer(Place::Surplus, to, e.amount);
    }

    pub(super) fn credit_withdrawn(&mut self, e: &CreditWithdrawn) {
        let place = Place::Credit(e.account);
        self.same(record_of(place), "withdrawn", Shown::Money(self.at(place)), Shown::Money(e.amount));
        self.transfer(place, Place::Outside(e.account), e.amount);
    }
}

/// The record that money in a place belongs to.
fn record_of(place: Place) -> Record {
    match place {
        Place::Outside(_) | Place::Minimum | Place::Surplus => Record::Society,
        Place::Pot(id) => Record::Pot(id),
        Place::Shares(id) => Record::Member(id),
        Place::Credit(account) => Record::Credit(account),
        Place::ProposalDeposit(id) => Record::Proposal(id),
        Place::DisputeDeposit(id) => Record::Dispute(id),
    }
}
