//! What waits for whom: every open matter with who can carry it on, until when, and by which command.

use mutual_types::{
    Dispute, DisputeId, DisputeStatus, DisputeView, Grant, GrantId, GrantView, Origin, Payment, PaymentId,
    PaymentStatus, PaymentView, ProposalStatus, ProposalView, ReliefStatus, ReliefView, Role, SocietyView, StageStatus,
    TimestampMs,
};
use serde_json::{json, Value};

use super::super::eyes::Viewer;
use super::super::{payment, proposal};
use crate::error::Error;
use crate::society::Society;
use crate::text::moment;

/// Something that waits for somebody.
pub(super) struct Wait {
    /// What.
    pub what: String,
    /// For whom.
    pub whom: String,
    /// Until when, if it does not wait for ever.
    pub until_ms: Option<TimestampMs>,
    /// What they run.
    pub command: String,
    /// Whether it waits for whoever looks, in person.
    pub is_yours: bool,
}

/// What was read of a society.
pub(super) struct Matters<'a> {
    pub society: &'a Society,
    pub view: &'a SocietyView,
    pub viewer: Option<&'a Viewer>,
    pub now_ms: TimestampMs,
}

impl Wait {
    fn new(what: String, whom: impl Into<String>, until_ms: Option<TimestampMs>, command: String) -> Self {
        Self { what, whom: whom.into(), until_ms, command, is_yours: false }
    }

    fn yours(self, is_yours: bool) -> Self {
        Self { is_yours, ..self }
    }

    /// As a row of a table.
    pub(super) fn row(&self) -> Vec<String> {
        vec![
            self.what.clone(),
            self.whom.clone(),
            self.until_ms.map(moment::format).unwrap_or_default(),
            if self.is_yours { "yes" } else { "" }.to_owned(),
            self.command.clone(),
        ]
    }

    /// For programs.
    pub(super) fn json(&self) -> Value {
        json!({
            "what": self.what,
            "for": self.whom,
            "until_ms": self.until_ms,
            "until_at": self.until_ms.map(moment::format),
            "for_you": self.is_yours,
            "command": self.command,
        })
    }
}

impl Matters<'_> {
    /// What waits of these proposals.
    pub(super) async fn of_proposals(&self, proposals: &[ProposalView]) -> Result<Vec<Wait>, Error> {
        let mut waits = Vec::new();
        for view in proposals {
            let (id, record) = (view.id, &view.proposal);
            match record.status(self.now_ms) {
                ProposalStatus::Voting => {
                    let out = u64::from(record.terms.threshold.potential).saturating_sub(record.tally.cast());
                    let is_yours = match self.viewer {
                        Some(viewer) => proposal::yours(self.society, view, viewer, self.now_ms).await?.may_vote,
                        None => false,
                    };
                    let whom = format!("members, {out} at the most");
                    let command = format!("mutual proposal vote {id} aye");
                    waits
                        .push(Wait::new(format!("proposal {id}"), whom, Some(record.ends_ms), command).yours(is_yours));
                }
                ProposalStatus::Executable => {
                    let until_ms = Some(record.expires_ms());
                    let command = format!("mutual proposal execute {id}");
                    waits.push(Wait::new(format!("proposal {id}, which passed"), "anyone", until_ms, command));
                }
                _ => {}
            }
        }
        Ok(waits)
    }

    /// What waits of these payments.
    pub(super) fn of_payments(&self, payments: &[PaymentView]) -> Vec<Wait> {
        payments.iter().filter_map(|view| self.of_payment(view.id, &view.payment)).collect()
    }

    fn of_payment(&self, id: PaymentId, record: &Payment) -> Option<Wait> {
        let what = format!("payment {id}");
        let ends_ms = Some(record.ends_at(self.now_ms));
        let is_approved = payment::is_approved(record, self.view, self.now_ms);
        match record.status(self.now_ms) {
            PaymentStatus::Waiting if !is_approved => {
                let you = self.viewer.map(|viewer| payment::yours(record, viewer, self.view, self.now_ms));
                let is_yours = you.is_some_and(|parts| parts.contains(&"to approve"));
                let whom = format!("treasurers, {} of {} approved", record.approvals.len(), record.approvals_needed);
                Some(Wait::new(what, whom, ends_ms, format!("mutual payment approve {id}")).yours(is_yours))
            }
            PaymentStatus::Waiting if self.now_ms < record.release_from_at(self.now_ms) => None,
            PaymentStatus::Waiting => {
                let verb = if matches!(record.origin, Origin::Call(_)) { "call" } else { "release" };
                Some(Wait::new(what, "anyone", ends_ms, format!("mutual payment {verb} {id}")))
            }
            PaymentStatus::Lapsed if !record.renewed => {
                let is_yours = self.holds(Role::Treasurer);
                Some(Wait::new(what, "a treasurer", None, format!("mutual payment renew {id}")).yours(is_yours))
            }
            PaymentStatus::Lapsed => {
                Some(Wait::new(what, "the members", None, format!("mutual proposal new release-payment {id}")))
            }
            PaymentStatus::Stopped | PaymentStatus::Released | PaymentStatus::Cancelled | PaymentStatus::Credited => {
                None
            }
        }
    }

    /// What waits of these grants.
    pub(super) fn of_grants(&self, grants: &[GrantView]) -> Vec<Wait> {
        grants.iter().filter_map(|view| self.of_grant(view.id, &view.grant)).collect()
    }

    fn of_grant(&self, id: GrantId, record: &Grant) -> Option<Wait> {
        let status = record.stage_status(self.now_ms).filter(|_| !record.is_over())?;
        let stage = record.current;
        let what = format!("stage {stage} of grant {id}");
        let until_ms = Some(record.lapsable_from_ms());
        let is_payee = self.viewer.is_some_and(|viewer| viewer.account == record.payee);
        match status {
            StageStatus::Open | StageStatus::Overdue | StageStatus::Returned => {
                Some(Wait::new(what, "its payee", until_ms, format!("mutual grant claim {id} {stage}")).yours(is_payee))
            }
            StageStatus::Claimed | StageStatus::Unanswered => {
                let until_ms = record.claim.as_ref().map(|claim| claim.at_ms.saturating_add(record.review_ms));
                let command = format!("mutual grant accept {id} {stage}");
                Some(Wait::new(what, "a steward", until_ms, command).yours(self.holds(Role::Steward)))
            }
            StageStatus::Lapsable => Some(Wait::new(what, "anyone", None, format!("mutual grant lapse {id} {stage}"))),
            StageStatus::Due => Some(Wait::new(what, "anyone", None, format!("mutual grant stipend {id}"))),
            StageStatus::Waiting => None,
        }
    }

    /// What waits of these requests for relief.
    pub(super) fn of_relief(&self, requests: &[ReliefView]) -> Vec<Wait> {
        let wait = |view: &ReliefView| {
            let (id, record) = (view.id, &view.request);
            let what = format!("relief request {id}");
            match record.status(self.now_ms) {
                ReliefStatus::Asked => {
                    let (has, needed) = (record.attesters.len(), record.attesters_needed);
                    let whom = format!("members, {has} of {needed} attested");
                    Some(Wait::new(what, whom, Some(record.ends_ms), format!("mutual relief attest {id}")))
                }
                ReliefStatus::Attested => Some(Wait::new(what, "anyone", None, format!("mutual relief promise {id}"))),
                ReliefStatus::Promised | ReliefStatus::Withdrawn | ReliefStatus::Expired => None,
            }
        };
        requests.iter().filter_map(wait).collect()
    }

    /// What waits of these disputes.
    pub(super) fn of_disputes(&self, disputes: &[DisputeView]) -> Vec<Wait> {
        disputes.iter().filter_map(|view| self.of_dispute(view.id, &view.dispute)).collect()
    }

    fn of_dispute(&self, id: DisputeId, record: &Dispute) -> Option<Wait> {
        if record.settled {
            return None;
        }
        let what = format!("dispute {id}");
        let settle = || format!("mutual dispute settle {id}");
        match record.status(self.now_ms) {
            DisputeStatus::Petition => {
                let command = format!("mutual dispute join {id}");
                Some(Wait::new(what, "members who ask too", Some(record.ends_ms), command))
            }
            DisputeStatus::Panel => {
                let has_voted = |index| record.votes.iter().any(|vote| vote.arbitrator == index);
                let out = record.panel.iter().filter(|index| !has_voted(**index));
                let names: Vec<String> = out.map(|index| format!("member {index}")).collect();
                let you = self.viewer.and_then(Viewer::index);
                let is_yours = you.is_some_and(|you| record.panel.contains(&you) && !has_voted(you));
                let command = format!("mutual dispute rule {id} --for");
                Some(Wait::new(what, names.join(", "), Some(record.ends_ms), command).yours(is_yours))
            }
            DisputeStatus::Undecided => Some(Wait::new(what, "a member", None, format!("mutual dispute refer {id}"))),
            DisputeStatus::Dropped => Some(Wait::new(what, "anyone", None, settle())),
            DisputeStatus::Ruled if record.all_voted() || record.ballot.is_some() || self.now_ms >= record.ends_ms => {
                Some(Wait::new(what, "anyone", None, settle()))
            }
            DisputeStatus::Ruled | DisputeStatus::Ballot => None,
        }
    }

    /// What waits of the society's money.
    pub(super) async fn of_money(&self) -> Result<Vec<Wait>, Error> {
        let ledger = &self.view.counters.ledger;
        let mut waits = Vec::new();
        if ledger.surplus(self.view.balance).unwrap_or_default() > 0 {
            let what = "money that came by plain transfer".to_owned();
            waits.push(Wait::new(what, "anyone", None, "mutual treasury sweep".to_owned()));
        }
        if ledger.credits > 0 {
            let is_yours = match self.viewer {
                Some(viewer) => self.society.credit(viewer.account).await? > 0,
                None => false,
            };
            let command = "mutual treasury withdraw".to_owned();
            waits.push(Wait::new("credits".to_owned(), "their owners", None, command).yours(is_yours));
        }
        Ok(waits)
    }

    /// Whether whoever looks holds a role now.
    fn holds(&self, role: Role) -> bool {
        let index = self.viewer.and_then(Viewer::index);
        index.is_some_and(|index| self.view.roster.holds(role, index, self.now_ms))
    }
}
