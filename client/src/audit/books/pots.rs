//! Pots: opened, moved between, closed, and paid from with one signature.

use mutual_types::{
    event::{AllowanceSet, PettyPaid, PotClosed, PotMoved, PotOpened},
    Action, Allowance, Planck, PotId, PotKind, PotSpec,
};

use super::{Books, Last, Place, Record, Shown};

/// A pot as the books have it. Its money is in the ledger.
#[derive(Clone, Debug)]
pub struct PotBook {
    /// What it is for.
    pub kind: PotKind,
    /// All of what it is, if that is known.
    pub spec: Option<PotSpec>,
    /// What is promised of it, in planck.
    pub reserved: Planck,
    /// Payments and grants that hold it open.
    pub open_items: u32,
    /// What may be paid from it with one signature.
    pub allowance: Option<Allowance>,
    /// Whether it was closed.
    pub closed: bool,
}

impl PotBook {
    pub(super) fn new(kind: PotKind, spec: Option<PotSpec>) -> Self {
        Self { kind, spec, reserved: 0, open_items: 0, allowance: None, closed: false }
    }
}

impl Books {
    /// A pot, if there is one of this number.
    pub fn pot(&self, id: PotId) -> Option<&PotBook> {
        self.pots.get(usize::try_from(id.0).ok()?)
    }

    pub(super) fn add_pot(&mut self, pot: PotBook) -> PotId {
        let id = PotId(super::members::count(self.pots.len()));
        self.pots.push(pot);
        self.touch(Record::Pot(id));
        id
    }

    pub(super) fn change_pot(&mut self, id: PotId, change: impl FnOnce(&mut PotBook)) {
        let found = usize::try_from(id.0).ok().and_then(|at| self.pots.get_mut(at));
        match found {
            Some(pot) => {
                change(pot);
                self.touch(Record::Pot(id));
            }
            None => self.unknown(Record::Pot(id)),
        }
    }

    /// Promises money of a pot, or gives a promise up.
    pub(super) fn reserve(&mut self, id: PotId, amount: Planck) {
        let mut over = false;
        self.change_pot(id, |pot| {
            pot.reserved = pot.reserved.saturating_add(amount);
            over = pot.reserved == Planck::MAX;
        });
        if over {
            self.fault(Record::Pot(id), "more is promised than there is money", Shown::Money(amount), Shown::Money(0));
        }
    }

    pub(super) fn free(&mut self, id: PotId, amount: Planck) {
        let mut had = None;
        self.change_pot(id, |pot| match pot.reserved.checked_sub(amount) {
            Some(left) => pot.reserved = left,
            None => had = Some(std::mem::take(&mut pot.reserved)),
        });
        if let Some(had) = had {
            let what = "more is freed than was promised";
            self.fault(Record::Pot(id), what, Shown::Money(had), Shown::Money(amount));
        }
    }

    /// Something holds the pot open, or no longer does.
    pub(super) fn open_item(&mut self, id: PotId) {
        self.change_pot(id, |pot| pot.open_items = pot.open_items.saturating_add(1));
    }

    pub(super) fn close_item(&mut self, id: PotId) {
        self.change_pot(id, |pot| pot.open_items = pot.open_items.saturating_sub(1));
    }

    pub(super) fn pot_opened(&mut self, e: &PotOpened, last: Last) {
        let spec = match last {
            Last::Executed(proposal) => self.documents.body(proposal).and_then(|body| match &body.action {
                Action::OpenPot(spec) => Some(spec.clone()),
                _ => None,
            }),
            _ => None,
        };
        if spec.is_none() {
            self.undocumented(Record::Pot(e.pot));
        }
        let id = self.add_pot(PotBook::new(e.kind, spec));
        self.same(Record::Pot(e.pot), "its number", Shown::of(&id), Shown::of(&e.pot));
    }

    pub(super) fn pot_moved(&mut self, e: &PotMoved) {
        self.transfer(Place::Pot(e.from), Place::Pot(e.to), e.amount);
    }

    pub(super) fn pot_closed(&mut self, e: &PotClosed) {
        let Some(pot) = self.pot(e.pot) else { return self.unknown(Record::Pot(e.pot)) };
        let fallback = pot.spec.as_ref().and_then(|spec| spec.restriction.as_ref()).map(|it| it.fallback);
        let held = self.at(Place::Pot(e.pot));
        self.same(Record::Pot(e.pot), "what it held", Shown::Money(held), Shown::Money(e.amount));
        let to = match fallback {
            Some(account) => self.credit_of(account),
            None => self.general(),
        };
        self.transfer(Place::Pot(e.pot), to, e.amount);
        self.change_pot(e.pot, |pot| pot.closed = true);
    }

    pub(super) fn allowance_set(&mut self, e: &AllowanceSet) {
        let is_none = (e.payment_max, e.period_max, e.period_ms) == (0, 0, 0);
        let allowance = Allowance {
            payment_max: e.payment_max,
            period_max: e.period_max,
            period_ms: e.period_ms,
            since_ms: self.now.at_ms,
            spent: 0,
        };
        self.change_pot(e.pot, |pot| pot.allowance = (!is_none).then_some(allowance));
    }

    pub(super) fn petty_paid(&mut self, e: &PettyPaid) {
        self.transfer(Place::Pot(e.pot), Place::Outside(e.payee), e.amount);
        let now_ms = self.now.at_ms;
        let mut spent = None;
        self.change_pot(e.pot, |pot| {
            spent = pot.allowance.as_mut().map(|allowance| {
                // A period that is over begins anew, and carries nothing over.
                if now_ms >= allowance.since_ms.saturating_add(allowance.period_ms) {
                    allowance.since_ms = now_ms;
                    allowance.spent = 0;
                }
                allowance.spent = allowance.spent.saturating_add(e.amount);
                (allowance.spent, allowance.period_max)
            });
        });
        match spent {
            Some((spent, max)) if spent > max => {
                let what = "a petty payment beyond the allowance";
                self.fault(Record::Pot(e.pot), what, Shown::Money(max), Shown::Money(spent));
            }
            Some(_) => {}
            None => {
                let what = "a petty payment without an allowance";
                self.fault(Record::Pot(e.pot), what, Shown::Money(0), Shown::Money(e.amount));
            }
        }
        self.touch(Record::Member(e.by));
    }
}
