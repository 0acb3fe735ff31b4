//! Messages of people and proposals, with arguments that are often right.

use mutual_types::{AccountId, MemberIndex, Mode, Planck, ProposalId, ProposalStatus, Role};

use super::player::Play;
use super::times::Focus;
use crate::message::Message as M;
use crate::num::len;

/// Who calls, what they send along, and what they call.
pub(crate) type Call = (AccountId, Planck, M);

impl Play {
    /// A message with this label.
    pub(crate) fn draw(&mut self, label: &str) -> Call {
        use ProposalStatus as S;
        let someone = self.someone();
        let nothing = |message| (someone, 0, message);
        match label {
            "apply" => {
                let version = self.model.charter.version;
                let charter_version = if self.dice.chance(95) { version } else { version.saturating_add(1) };
                (self.anyone(), 0, M::Apply { charter_version })
            }
            "sponsor" => nothing(M::Sponsor { applicant: self.applicant() }),
            "acknowledge" => {
                let shift = u32::from(self.dice.chance(20));
                nothing(M::Acknowledge { charter_version: self.model.charter.version.saturating_add(shift) })
            }
            "admit_batch" => {
                let accounts = (0..self.dice.small(0, 2)).map(|_| self.applicant()).collect();
                (self.holder_of(Role::Steward), 0, M::AdmitBatch { accounts })
            }
            "pay_dues" => self.draw_dues(),
            "record_lapse" => nothing(M::RecordLapse { member: self.any_member() }),
            "record_return" => nothing(M::RecordReturn { member: self.any_member() }),
            "buy_shares" => {
                let count = u32::from(self.dice.small(0, 4));
                let due = self.model.rules.membership.share_price.saturating_mul(count.into());
                (someone, self.about(due), M::BuyShares { count })
            }
            "leave" => (if self.dice.chance(40) { someone } else { self.anyone() }, 0, M::Leave {}),
            "settle_exit" => nothing(M::SettleExit { member: self.any_member() }),
            "rotate_account" => nothing(M::RotateAccount { to: self.anyone() }),
            "accept_account" => {
                let offers = self.model.account_offers.iter();
                let offers = offers.filter_map(|(from, to)| Some((*to, self.model.bound_to(*from)?.0)));
                let offers: Vec<(AccountId, u32)> = offers.collect();
                let other = (self.anyone(), self.any_member().0);
                let (to, member) = if self.dice.chance(80) { self.dice.one_or(&offers, other) } else { other };
                (to, 0, M::AcceptAccount { member: MemberIndex(member) })
            }
            "resign" => nothing(M::Resign { role: self.role() }),
            "offer_proxy" => nothing(M::OfferProxy { holder: self.any_member() }),
            "accept_proxy" => self.draw_proxy(true),
            "end_proxy" => self.draw_proxy(false),
            "propose" => self.draw_proposal(),
            "vote" => {
                let (proposal, choice) = (self.proposal_in(&[S::Voting]), self.choice());
                nothing(M::Vote { proposal, choice, reason: self.reason() })
            }
            "vote_with_proxies" => {
                let (proposal, choice) = (self.proposal_in(&[S::Voting]), self.choice());
                let caller = self.holder_of_proxies();
                (caller, 0, M::VoteWithProxies { proposal, choice, reason: self.reason() })
            }
            "object" => {
                let proposal = self.proposal_in(&[S::Consenting]);
                nothing(M::Object { proposal, reason: self.required_reason() })
            }
            "withdraw_proposal" => {
                let proposal = self.proposal_in(&[S::Voting, S::Consenting]);
                let proposer = self.model.proposals.get(&proposal.0).map(|motion| motion.proposer);
                let caller = proposer.map_or(someone, |proposer| self.account_of(proposer));
                (if self.dice.chance(80) { caller } else { someone }, 0, M::WithdrawProposal { proposal })
            }
            "state_case" | "stop_recovery" => self.draw_subject(label == "state_case"),
            "certify" => {
                let proposal = self.proposal_in(&[S::Voting]);
                (self.holder_of(Role::Steward), 0, M::Certify { proposal })
            }
            "judge_spam" => {
                let proposal = self.proposal_in(&[S::NoQuorum]);
                (self.holder_of(Role::Steward), 0, M::JudgeSpam { proposal })
            }
            "settle" => {
                let over = [S::NoQuorum, S::Rejected, S::Expired, S::Withdrawn, S::Annulled, S::Executed];
                nothing(M::Settle { proposal: self.proposal_in(&over) })
            }
            "extend_window" => nothing(M::ExtendWindow { proposal: self.proposal_in(&[S::Executable]) }),
            "execute" => nothing(M::Execute { proposal: self.proposal_in(&[S::Executable]) }),
            other => self.draw_money(other),
        }
    }

    fn applicant(&mut self) -> AccountId {
        if let Focus::Applicant(account) = self.focus {
            if self.dice.chance(80) {
                return account;
            }
        }
        let now = self.model.now;
        let open = self.model.applications.iter().filter(|(_, one)| one.admitted.is_none() && now < one.ends_ms);
        let open: Vec<AccountId> = open.map(|(account, _)| *account).collect();
        let anyone = self.anyone();
        if self.dice.chance(90) {
            self.dice.one_or(&open, anyone)
        } else {
            anyone
        }
    }

    fn draw_dues(&mut self) -> Call {
        let any = self.any_member();
        let uncounted = self.model.members.iter().filter(|(_, person)| !person.counted && person.departed == 0);
        let uncounted: Vec<MemberIndex> = uncounted.map(|(index, _)| MemberIndex(*index)).collect();
        let member = if self.dice.chance(50) { self.dice.one_or(&uncounted, any) } else { any };
        let dues = self.model.rules.dues.clone();
        let periods = if self.dice.chance(90) { u32::from(self.dice.small(0, 4)) } else { 400 };
        let due = dues.amount.saturating_mul(periods.into());
        (self.anyone(), self.about(due), M::PayDues { member, periods })
    }

    fn draw_proxy(&mut self, accepts: bool) -> Call {
        let people = self.model.members.iter();
        let pairs = people.filter_map(|(index, person)| {
            let other = if accepts { person.proxy_offered_to } else { person.proxy_holder };
            other.map(|other| (MemberIndex(*index), other))
        });
        let pairs: Vec<_> = pairs.collect();
        let random = (self.any_member(), self.any_member());
        let (giver, holder) = self.dice.one_or(&pairs, random);
        let holder_calls = accepts || self.dice.chance(50);
        let caller = self.account_of(if holder_calls { holder } else { giver });
        (caller, 0, if accepts { M::AcceptProxy { member: giver } } else { M::EndProxy { member: giver } })
    }

    fn holder_of_proxies(&mut self) -> AccountId {
        let holders = self.model.members.values().filter(|person| len(&person.proxies_held) > 0);
        let holders: Vec<AccountId> = holders.map(|person| person.account).collect();
        let someone = self.someone();
        if self.dice.chance(80) {
            self.dice.one_or(&holders, someone)
        } else {
            someone
        }
    }

    fn draw_subject(&mut self, states_case: bool) -> Call {
        use mutual_types::Action;
        let now = self.model.now;
        let recent = self.model.proposals.iter().rev().take(40);
        let recent = recent.filter(|(_, motion)| {
            let status = motion.status(now);
            status == Ok(ProposalStatus::Voting) || (status == Ok(ProposalStatus::Notice) && !states_case)
        });
        let about = recent.filter_map(|(id, motion)| match motion.action {
            Action::Suspend { member, .. } | Action::Expel { member } if states_case => Some((*id, member)),
            Action::RecoverAccount { member, .. } if !states_case => Some((*id, member)),
            _ => None,
        });
        let about: Vec<_> = about.collect();
        let random = (0, self.any_member());
        let (id, subject) = self.dice.one_or(&about, random);
        let (caller, proposal) = (self.account_of(subject), ProposalId(id));
        let document = self.document();
        (caller, 0, if states_case { M::StateCase { proposal, document } } else { M::StopRecovery { proposal } })
    }

    fn draw_proposal(&mut self) -> Call {
        let action = self.action();
        let mode = if self.dice.chance(15) { Mode::Consent } else { Mode::Ballot };
        let document = if self.dice.chance(20) { Some(self.document()) } else { None };
        let deposit = if self.dice.chance(50) { self.model.rules.voting.proposal_deposit } else { 0 };
        let value = self.about(deposit);
        (self.someone(), value, M::Propose { title: self.words(128), document, action, mode })
    }

    /// A role, of a pot if it has one.
    pub(crate) fn role(&mut self) -> Role {
        let pot = self.any_pot();
        let roles = [Role::Treasurer, Role::Treasurer, Role::Steward, Role::Arbitrator, Role::Keeper(pot)];
        self.dice.one_or(&roles, Role::Treasurer)
    }
}
