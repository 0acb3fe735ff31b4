//! Who and what a message is about: picked so that it is often right.

use mutual_types::{AccountId, Choice, Document, MemberIndex, Planck, PotId, ProposalId, ProposalStatus, Role};

use super::opening::COIN;
use super::player::Play;
use super::times::Focus;

impl Play {
    /// Any account that can call.
    pub(crate) fn anyone(&mut self) -> AccountId {
        let nobody = AccountId([0; 32]);
        self.dice.one_or(&self.opening.accounts.clone(), nobody)
    }

    /// Mostly a present member's account.
    pub(crate) fn someone(&mut self) -> AccountId {
        if let Focus::Member(index) = self.focus {
            if self.dice.chance(50) {
                return self.account_of(MemberIndex(index));
            }
        }
        let present = self.model.members.values().filter(|person| person.departed == 0).map(|person| person.account);
        let present: Vec<AccountId> = present.collect();
        let anyone = self.anyone();
        if self.dice.chance(92) {
            self.dice.one_or(&present, anyone)
        } else {
            anyone
        }
    }

    /// Mostly somebody who holds this role.
    pub(crate) fn holder_of(&mut self, role: Role) -> AccountId {
        let holders = self.model.live(role);
        match self.dice.one_of(&holders) {
            Some(member) if self.dice.chance(85) => self.account_of(member),
            _ => self.someone(),
        }
    }

    /// The account of a member, or any.
    pub(crate) fn account_of(&mut self, member: MemberIndex) -> AccountId {
        let known = self.model.members.get(&member.0).map(|person| person.account);
        known.unwrap_or_else(|| self.anyone())
    }

    /// Any member, and now and then one who is not there.
    pub(crate) fn any_member(&mut self) -> MemberIndex {
        if let Focus::Member(index) = self.focus {
            if self.dice.chance(60) {
                return MemberIndex(index);
            }
        }
        let there = u32::try_from(self.model.members.len()).unwrap_or(0);
        let extra = u64::from(self.dice.chance(3));
        MemberIndex(u32::try_from(self.dice.below(u64::from(there).saturating_add(extra))).unwrap_or(0))
    }

    /// A proposal of one of these statuses, or a recent one.
    pub(crate) fn proposal_in(&mut self, statuses: &[ProposalStatus]) -> ProposalId {
        if let Focus::Proposal(id) = self.focus {
            if self.dice.chance(80) {
                return ProposalId(id);
            }
        }
        let now = self.model.now;
        let recent = self.model.proposals.iter().rev().take(40);
        let fitting = recent.filter(|(_, motion)| motion.status(now).is_ok_and(|status| statuses.contains(&status)));
        let fitting: Vec<u32> = fitting.map(|(id, _)| *id).collect();
        let any = self.dice.recent(u32::try_from(self.model.proposals.len()).unwrap_or(0));
        ProposalId(if self.dice.chance(92) { self.dice.one_or(&fitting, any) } else { any })
    }

    /// Words, mostly short ones.
    pub(crate) fn words(&mut self, most: usize) -> String {
        let long = if self.dice.chance(50) { most.saturating_add(1) } else { most };
        if self.dice.chance(2) {
            "x".repeat(long)
        } else {
            "For the good of all".to_owned()
        }
    }

    pub(crate) fn document(&mut self) -> Document {
        Document { uri: self.words(256), hash: [self.dice.small(0, 255); 32] }
    }

    pub(crate) fn reason(&mut self) -> Option<String> {
        if self.dice.chance(15) {
            Some(self.words(256))
        } else {
            None
        }
    }

    /// Words that may be missing where they must not.
    pub(crate) fn required_reason(&mut self) -> String {
        if self.dice.chance(10) {
            String::new()
        } else {
            self.words(256)
        }
    }

    pub(crate) fn choice(&mut self) -> Choice {
        match self.dice.below(100) {
            0..=71 => Choice::Aye,
            72..=90 => Choice::Nay,
            _ => Choice::Abstain,
        }
    }

    /// Now and then another value than the one that is due.
    pub(crate) fn about(&mut self, due: Planck) -> Planck {
        match self.dice.below(30) {
            0 => due.saturating_add(1),
            1 => due.saturating_sub(1),
            _ => due,
        }
    }

    /// An amount up to `most` coins; now and then one that is too small for a new account, or nothing.
    pub(crate) fn amount(&mut self, most: u64) -> Planck {
        if self.dice.below(250) == 0 {
            return self.dice.one_or(&[Planck::MAX, Planck::MAX.saturating_sub(1), 1, Planck::MAX >> 1], 1);
        }
        match self.dice.below(40) {
            0 => 0,
            1 => COIN.saturating_mul(1_000_000),
            2..=4 => COIN.saturating_sub(u128::from(self.dice.below(1_000)).saturating_add(1)),
            _ => COIN.saturating_mul(self.dice.between(1, most).into()).saturating_add(self.dice.below(1_000).into()),
        }
    }

    /// An amount to be taken out of a pot: often just what it has to give, or a little more.
    pub(crate) fn amount_from(&mut self, pot: PotId, most: u64) -> Planck {
        let floor = self.model.rules.payments.reserve_floor;
        let available = self.model.available(pot, floor).unwrap_or(0);
        match self.dice.below(12) {
            0 => available,
            1 => available.saturating_add(1),
            2 | 3 => available.saturating_add(self.dice.below(30_000_000_000).into()),
            _ => self.amount(most),
        }
    }
}
