//! Pots, payments, grants, requests and disputes that a message is about: picked so that they often fit.

use mutual_types::{
    DisputeId, DisputeStatus, GrantId, PaymentId, PaymentStatus, PotId, PotKind, ReliefId, ReliefStatus,
};

use super::player::Play;
use super::times::Focus;

fn id(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(0)
}

impl Play {
    /// Any pot; the first ones more often.
    pub(crate) fn any_pot(&mut self) -> PotId {
        let there = id(self.model.pots.len());
        let extra = u64::from(self.dice.chance(6));
        let place = self.dice.below(u64::from(there).saturating_add(extra));
        PotId(if self.dice.chance(35) { 0 } else { u32::try_from(place).unwrap_or(0) })
    }

    /// A pot of this kind, if there is one.
    pub(crate) fn pot_of(&mut self, kind: PotKind) -> PotId {
        let fitting = self.model.pots.iter().filter(|(_, book)| book.spec.kind == kind && !book.closed);
        let fitting: Vec<PotId> = fitting.map(|(id, _)| PotId(*id)).collect();
        let any = self.any_pot();
        if self.dice.chance(92) {
            self.dice.one_or(&fitting, any)
        } else {
            any
        }
    }

    /// A payment of one of these statuses, or a recent one.
    pub(crate) fn payment_in(&mut self, statuses: &[PaymentStatus]) -> PaymentId {
        if let Focus::Payment(id) = self.focus {
            if self.dice.chance(80) {
                return PaymentId(id);
            }
        }
        let now = self.model.now;
        let recent = self.model.payments.iter().rev().take(40);
        let fitting = recent.filter(|(_, promise)| promise.status(now).is_ok_and(|status| statuses.contains(&status)));
        let fitting: Vec<u32> = fitting.map(|(id, _)| *id).collect();
        let any = self.dice.recent(id(self.model.payments.len()));
        PaymentId(if self.dice.chance(93) { self.dice.one_or(&fitting, any) } else { any })
    }

    /// A payment to be held or disputed; where help is needed all the time, mostly not of relief, or nobody ever gets it.
    pub(crate) fn payment_to_stop(&mut self, statuses: &[PaymentStatus]) -> PaymentId {
        let payment = self.payment_in(statuses);
        let origin = self.model.payments.get(&payment.0).map(|promise| promise.origin);
        let is_relief = matches!(origin, Some(mutual_types::Origin::Relief(_)));
        if is_relief && self.opening.is_needy && self.dice.chance(90) {
            return PaymentId(u32::MAX);
        }
        payment
    }

    /// A grant, more often one that runs.
    pub(crate) fn any_grant(&mut self) -> GrantId {
        if let Focus::Grant(id) = self.focus {
            if self.dice.chance(80) {
                return GrantId(id);
            }
        }
        let running: Vec<u32> = self.model.grants.keys().copied().filter(|id| self.model.is_running(*id)).collect();
        let any = self.dice.recent(id(self.model.grants.len()));
        GrantId(if self.dice.chance(80) { self.dice.one_or(&running, any) } else { any })
    }

    pub(crate) fn stage(&mut self) -> (GrantId, u8) {
        let grant = self.any_grant();
        let current = self.model.grants.get(&grant.0).map_or(0, |book| book.current);
        let shift = u8::from(self.dice.chance(6));
        (grant, current.saturating_add(shift))
    }

    pub(crate) fn request(&mut self, statuses: &[ReliefStatus]) -> ReliefId {
        if let Focus::Request(id) = self.focus {
            if self.dice.chance(80) {
                return ReliefId(id);
            }
        }
        let recent = self.model.requests.iter().rev().take(30);
        let fitting = recent.filter(|(_, request)| statuses.contains(&self.model.relief_status(request)));
        let fitting: Vec<u32> = fitting.map(|(id, _)| *id).collect();
        let any = self.dice.recent(id(self.model.requests.len()));
        ReliefId(if self.dice.chance(92) { self.dice.one_or(&fitting, any) } else { any })
    }

    pub(crate) fn dispute(&mut self, statuses: &[DisputeStatus]) -> DisputeId {
        if let Focus::Dispute(id) = self.focus {
            if self.dice.chance(80) {
                return DisputeId(id);
            }
        }
        let recent = self.model.disputes.iter().rev().take(30);
        let fitting = recent.filter(|(_, case)| !case.settled && statuses.contains(&self.model.dispute_status(case)));
        let fitting: Vec<u32> = fitting.map(|(id, _)| *id).collect();
        let any = self.dice.recent(id(self.model.disputes.len()));
        DisputeId(if self.dice.chance(92) { self.dice.one_or(&fitting, any) } else { any })
    }
}
