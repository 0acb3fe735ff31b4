//! Contesting a deal: a case for the society, whose ruling is read and applied here.

use ink::prelude::boxed::Box;
use mutual_types::{
    exchange::{
        event::{DealContested, DealRuled, DealVoided},
        minus, plus, Applied, Checked, Contest, Deal, DealId, DealState, DealStatus, Ending, Error, Side,
    },
    DisputeId, DisputeSubject, MemberIndex, Ruling,
};

use crate::{
    ask,
    call::Call,
    emit::{Effects, Emission},
    propose::after_ms,
    state::State,
};

impl State {
    /// A party contests a deal, once, and gets the number of the case.
    ///
    /// # Errors
    /// [`Error::SocietySilent`], [`Error::NotMember`], [`Error::NoDeal`], [`Error::NotParty`],
    /// [`Error::AlreadyContested`], [`Error::WrongDeal`], [`Error::NothingToContest`].
    pub fn contest(&mut self, call: &Call, id: DealId) -> Checked<(u32, Effects)> {
        let (member, _, mut deal) = self.party(call, id)?;
        if let Some(Contest { case, .. }) = deal.contest {
            return Err(Error::AlreadyContested { case }.into());
        }
        let status = deal.status(call.now_ms);
        if !matches!(status, DealStatus::Agreed | DealStatus::Unconfirmed | DealStatus::Settled) {
            return Err(Error::WrongDeal { status }.into());
        }
        if !deal.reports.claim_help() {
            return Err(Error::NothingToContest.into());
        }
        deal.ends_ms = after_ms(call.now_ms, deal.windows.ruling_ms)?;
        let (case, contested) = self.open_case(id, deal, call.now_ms, Some(member))?;
        Ok((case, Effects::from([contested])))
    }

    /// Gives a deal's case the next number.
    fn open_case(
        &mut self,
        id: DealId,
        mut deal: Box<Deal>,
        since_ms: u64,
        by: Option<MemberIndex>,
    ) -> Checked<(u32, Emission)> {
        let case = self.counters.cases;
        self.counters.cases = case.checked_add(1).ok_or_else(Error::overflow)?;
        deal.contest = Some(Contest { case, since_ms });
        self.set_deal(id, &deal);
        let seq = self.counters.next_seq();
        Ok((case, Emission::of(&DealContested { seq, deal: id, by, case, ends_ms: deal.ends_ms })))
    }

    /// Anyone has the society's ruling on a contested deal applied.
    ///
    /// # Errors
    /// [`Error::NoDeal`], [`Error::WrongDeal`], [`Error::SocietySilent`], [`Error::NoDispute`], [`Error::WrongDispute`],
    /// [`Error::NotRuled`].
    pub fn apply_ruling(&mut self, call: &Call, id: DealId, dispute: DisputeId) -> Checked<(Applied, Effects)> {
        let deal = self.deal(id)?;
        let status = deal.status(call.now_ms);
        let (DealStatus::Contested, Some(Contest { case, since_ms })) = (status, deal.contest) else {
            return Err(Error::WrongDeal { status }.into());
        };
        let setup = self.setup()?;
        let found = ask::dispute(setup.society, dispute)?;
        let subject = DisputeSubject::External { contract: call.this, case, a: deal.giver, b: deal.receiver };
        if found.subject != subject {
            return Err(Error::WrongDispute(dispute).into());
        }
        // One that opened before there was a matter takes the number away; else whoever fears a ruling could open it early.
        if found.opened_ms != 0 && found.opened_ms < since_ms {
            let (case, contested) = self.open_case(id, deal, since_ms, None)?;
            return Ok((Applied::Renumbered { case }, Effects::from([contested])));
        }
        let Some(ruling) = found.ruling else {
            return Err(Error::NotRuled(dispute).into());
        };
        let mut effects =
            Effects::from([Emission::of(&DealRuled { seq: self.counters.next_seq(), deal: id, dispute, ruling })]);
        match deal.state {
            DealState::Settled => effects.extend(self.rule_settled(call, id, deal, ruling, setup.limit_max_minutes)?),
            DealState::Agreed | DealState::Proposed | DealState::Ended(_) => {
                let side = match ruling {
                    Ruling::For => Side::Giver,
                    Ruling::Against => Side::Receiver,
                };
                let minutes = deal.reports.of(side).unwrap_or(0);
                effects.push(self.conclude(call, id, deal, minutes, Ending::Voided)?);
            }
        }
        Ok((Applied::Applied, effects))
    }

    /// A ruling on hours that have moved: they stay for good, or move back as far as the limits allow.
    fn rule_settled(
        &mut self,
        call: &Call,
        id: DealId,
        mut deal: Box<Deal>,
        ruling: Ruling,
        limit_max: u32,
    ) -> Checked<Option<Emission>> {
        if ruling == Ruling::For {
            deal.ends_ms = call.now_ms;
            self.set_deal(id, &deal);
            return Ok(None);
        }
        let minutes = deal.settled_minutes;
        let mut giver = self.account(deal.giver);
        let taken = giver.movable(Side::Giver, minutes, limit_max)?;
        giver.owe(taken)?;
        self.set_account(deal.giver, &giver)?;
        let mut receiver = self.account(deal.receiver);
        let returned = receiver.movable(Side::Receiver, minutes, limit_max)?;
        receiver.earn(returned)?;
        self.set_account(deal.receiver, &receiver)?;
        let borne = minus(taken.into(), returned.into())?;
        self.counters.community = plus(self.counters.community, borne)?;
        self.counters.ruled = plus(self.counters.ruled, borne)?;
        deal.state = DealState::Ended(Ending::Voided);
        self.set_deal(id, &deal);
        Ok(Some(Emission::of(&DealVoided {
            seq: self.counters.next_seq(),
            deal: id,
            taken,
            returned,
            giver_balance: giver.balance,
            receiver_balance: receiver.balance,
            community: self.counters.community,
        })))
    }
}
