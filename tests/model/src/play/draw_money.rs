//! Messages about money: treasury, grants, relief, disputes, dissolution.

use mutual_types::{
    AccountId, DisputeStatus, DisputeSubject, GrantId, PaymentId, PaymentStatus, PotId, PotKind, ProposalStatus,
    ReliefStatus, Role, Ruling,
};

use super::draw::Call;
use super::opening::COIN;
use super::player::Play;
use crate::message::Message as M;

impl Play {
    fn ruling(&mut self) -> Ruling {
        if self.dice.chance(55) {
            Ruling::For
        } else {
            Ruling::Against
        }
    }

    /// The account of who is paid, or anybody's.
    fn payee_of(&mut self, payee: Option<AccountId>) -> AccountId {
        let anyone = self.anyone();
        payee
            .filter(|_| self.dice.chance(90))
            .map(|payee| self.model.owed_at(payee))
            .filter(|payee| self.opening.accounts.contains(payee))
            .unwrap_or(anyone)
    }

    pub(crate) fn draw_money(&mut self, label: &str) -> Call {
        use PaymentStatus as S;
        let someone = self.someone();
        let treasurer = self.holder_of(Role::Treasurer);
        let steward = self.holder_of(Role::Steward);
        let officer = self.dice.one_or(&[treasurer, steward], treasurer);
        match label {
            "contribute" => {
                let value = self.amount(60);
                (self.anyone(), value, M::Contribute { pot: self.any_pot(), memo: None })
            }
            "sweep" => (someone, 0, M::Sweep {}),
            "withdraw_credit" => {
                let creditors = self.model.credits.keys().filter(|account| self.opening.accounts.contains(account));
                let creditors: Vec<AccountId> = creditors.copied().collect();
                (self.dice.one_or(&creditors, someone), 0, M::WithdrawCredit {})
            }
            "approve_payment" => {
                let payment = self.payment_in(&[S::Waiting]);
                (treasurer, 0, M::ApprovePayment { payment })
            }
            "release_payment" => (someone, 0, M::ReleasePayment { payment: self.payment_in(&[S::Waiting]) }),
            "renew_payment" => (treasurer, 0, M::RenewPayment { payment: self.payment_in(&[S::Lapsed]) }),
            "hold_payment" => {
                let payment = self.payment_to_stop(&[S::Waiting, S::Stopped]);
                (officer, 0, M::HoldPayment { payment, reason: self.required_reason() })
            }
            "lift_hold" => {
                let payment = self.payment_in(&[S::Stopped]);
                let holder = self.model.holder(payment, true).map(|member| self.account_of(member));
                (holder.unwrap_or(officer), 0, M::LiftHold { payment })
            }
            "waive_payment" => {
                let payment = self.payment_in(&[S::Waiting, S::Stopped, S::Lapsed]);
                let payee = self.model.payments.get(&payment.0).map(|promise| promise.payee);
                (self.payee_of(payee), 0, M::WaivePayment { payment })
            }
            "pay_petty" => self.draw_petty(treasurer),
            "claim_expense" => {
                let (pot, amount, title) = (self.any_pot(), self.amount(12), self.words(128));
                (someone, 0, M::ClaimExpense { pot, amount, receipt: [3; 32], title })
            }
            "make_call" => {
                let calls = self.model.payments.iter().rev().take(40);
                let calls = calls.filter(|(_, promise)| matches!(promise.origin, mutual_types::Origin::Call(_)));
                let calls: Vec<u32> = calls.map(|(id, _)| *id).collect();
                let any = self.payment_in(&[S::Waiting]).0;
                (someone, 0, M::MakeCall { payment: PaymentId(self.dice.one_or(&calls, any)) })
            }
            "claim_stage" => {
                let (grant, stage) = self.stage();
                let payee = self.model.grants.get(&grant.0).map(|book| book.payee);
                let (caller, evidence) = (self.payee_of(payee), self.document());
                (caller, 0, M::ClaimStage { grant, stage, evidence, metric: self.dice.below(100) })
            }
            "accept_stage" => {
                let (grant, stage) = self.stage();
                (steward, 0, M::AcceptStage { grant, stage })
            }
            "return_stage" => {
                let (grant, stage) = self.stage();
                (steward, 0, M::ReturnStage { grant, stage, reason: self.required_reason() })
            }
            "lapse_stage" => {
                let (grant, stage) = self.stage();
                (someone, 0, M::LapseStage { grant, stage })
            }
            "pay_stipend" => (someone, 0, M::PayStipend { grant: self.any_grant() }),
            "repay_grant" => {
                let owing = self.model.grants.keys().copied();
                let owing: Vec<u32> =
                    owing.filter(|id| self.model.outstanding(*id).is_ok_and(|owed| owed > 0)).collect();
                let any = self.any_grant().0;
                let grant = GrantId(self.dice.one_or(&owing, any));
                let owed = self.model.outstanding(grant.0).unwrap_or(0);
                let value = if self.dice.chance(50) { self.about(owed) } else { self.amount(10).min(owed) };
                (someone, value, M::RepayGrant { grant })
            }
            other => self.draw_conflict(other),
        }
    }

    fn draw_petty(&mut self, treasurer: AccountId) -> Call {
        let allowed = self.model.pots.iter().filter(|(_, book)| book.allowance.is_some());
        let allowed: Vec<PotId> = allowed.map(|(id, _)| PotId(*id)).collect();
        let any = self.any_pot();
        let pot = if self.dice.chance(90) { self.dice.one_or(&allowed, any) } else { any };
        let keeper = self.holder_of(Role::Keeper(pot));
        let caller = self.dice.one_or(&[treasurer, keeper], treasurer);
        let (mut payee, mut amount) = (self.any_payee(), self.amount(6));
        if self.dice.chance(10) {
            // Too little for an account that does not exist.
            payee = self.dice.one_or(&self.opening.ghosts.clone(), payee);
            amount = COIN.saturating_sub(1);
        }
        (caller, 0, M::PayPetty { pot, payee, amount, memo: String::new() })
    }

    /// Relief, disputes and dissolution.
    fn draw_conflict(&mut self, label: &str) -> Call {
        use DisputeStatus as D;
        use ReliefStatus as R;
        let someone = self.someone();
        match label {
            "ask_relief" => {
                let (pot, amount) = (self.pot_of(PotKind::Relief), self.amount(12));
                // Who has just joined may not ask yet.
                let newest = self.model.members.values().next_back().map(|person| person.account);
                let asker = newest.filter(|_| self.dice.chance(15)).unwrap_or(someone);
                (asker, 0, M::AskRelief { pot, amount, evidence: [5; 32] })
            }
            "attest_relief" => (someone, 0, M::AttestRelief { request: self.request(&[R::Asked]) }),
            "promise_relief" => (someone, 0, M::PromiseRelief { request: self.request(&[R::Attested]) }),
            "withdraw_relief" => {
                let request = self.request(&[R::Asked, R::Attested]);
                let asker = self.model.requests.get(&request.0).map(|asked| asked.asker);
                (asker.map_or(someone, |asker| self.account_of(asker)), 0, M::WithdrawRelief { request })
            }
            "open_dispute" => self.draw_dispute(),
            "join_dispute" => (someone, 0, M::JoinDispute { dispute: self.dispute(&[D::Petition]) }),
            "rule_dispute" => {
                let dispute = self.dispute(&[D::Panel, D::Ruled]);
                let panel = self.model.disputes.get(&dispute.0).map(|case| case.panel.clone()).unwrap_or_default();
                let arbitrator = self.dice.one_of(&panel);
                let caller = arbitrator.map_or(someone, |member| self.account_of(member));
                (caller, 0, M::RuleDispute { dispute, ruling: self.ruling() })
            }
            "refer_dispute" => (someone, 0, M::ReferDispute { dispute: self.dispute(&[D::Undecided]) }),
            "settle_dispute" => {
                let dispute = self.dispute(&[D::Dropped, D::Ballot, D::Ruled]);
                (someone, 0, M::SettleDispute { dispute })
            }
            "open_dissolution" => (someone, 0, M::OpenDissolution {}),
            "count_sharers" => (someone, 0, M::CountSharers { limit: u32::from(self.dice.small(1, 6)) }),
            "cancel_payment" => {
                let payment = self.payment_in(&[PaymentStatus::Waiting, PaymentStatus::Lapsed]);
                (someone, 0, M::CancelPayment { payment })
            }
            "cancel_grant" => (someone, 0, M::CancelGrant { grant: self.any_grant() }),
            "liquidate_pot" => (someone, 0, M::LiquidatePot { pot: self.any_pot() }),
            "divide" => (someone, 0, M::Divide {}),
            "claim_share" => (someone, 0, M::ClaimShare { member: self.any_member() }),
            "forfeit_credit" => {
                let mut accounts: Vec<AccountId> = self.model.credits.keys().copied().collect();
                accounts.extend([self.opening.beneficiary(), self.anyone()]);
                (someone, 0, M::ForfeitCredit { account: self.dice.one_or(&accounts, someone) })
            }
            _ => (someone, 0, M::Migrate { limit: 10 }),
        }
    }

    fn draw_dispute(&mut self) -> Call {
        let waiting = [PaymentStatus::Waiting, PaymentStatus::Stopped, PaymentStatus::Lapsed];
        let payment = self.payment_to_stop(&waiting);
        let (grant, stage) = self.stage();
        let accused = self.model.proposals.iter().rev().take(40);
        let accused = accused.filter(|(_, motion)| {
            let in_notice = motion.status(self.model.now) == Ok(ProposalStatus::Notice);
            in_notice && crate::proposals::accused(&motion.action).is_some()
        });
        let accused: Vec<u32> = accused.map(|(id, _)| *id).collect();
        let any = self.proposal_in(&[ProposalStatus::Notice]).0;
        let appeal = self.dice.one_or(&accused, any);
        let (a, b) = (self.any_member(), self.any_member());
        let contract = self.opening.ghosts.first().copied().unwrap_or(AccountId([1; 32]));
        let case = u32::try_from(self.dice.below(1_000)).unwrap_or(0);
        let subjects = [
            DisputeSubject::Payment(payment),
            DisputeSubject::Payment(payment),
            DisputeSubject::Stage { grant, stage },
            DisputeSubject::Expulsion(mutual_types::ProposalId(appeal)),
            DisputeSubject::External { contract, case, a, b },
        ];
        let subject = self.dice.one_or(&subjects, DisputeSubject::Payment(payment));
        let caller = match subject {
            DisputeSubject::Expulsion(id) => {
                let motion = self.model.proposals.get(&id.0);
                let subject = motion.and_then(|motion| crate::proposals::accused(&motion.action));
                subject.map(|member| self.account_of(member))
            }
            DisputeSubject::Stage { grant, .. } => {
                let payee = self.model.grants.get(&grant.0).map(|book| book.payee);
                Some(self.payee_of(payee))
            }
            DisputeSubject::Payment(_) | DisputeSubject::External { .. } => None,
        };
        let someone = self.someone();
        let caller = caller.filter(|_| self.dice.chance(80)).unwrap_or(someone);
        let value = self.about(self.model.rules.voting.proposal_deposit);
        (caller, value, M::OpenDispute { subject, wanted: self.ruling() })
    }
}
