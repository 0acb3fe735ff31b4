//! What the federation is for: money that is paid in beforehand, drawn after a flood, and paid back.

use mutual_types::federation::{BackingId, BackingTerms, DrawId, Part, SocietyId};
use mutual_types::{event::Event, PaymentId, Planck, PotId, ReliefId};

use super::super::{broken, Error};
use super::{document, Play, CREEK, DAY_MS, HARBOUR, HILL, RELIEF};
use crate::federation::Message;

/// How long the backings bind.
const BACKED_DAYS: u64 = 300;

impl Play<'_, '_, '_> {
    pub(super) async fn pay_in(&mut self) -> Result<(), Error> {
        self.stage.scene("Two pay in beforehand what any of the others may draw, to be paid back")?;
        for (number, units) in [(CREEK, 40), (HARBOUR, 30)] {
            let amount = self.coins(units)?;
            let ends_ms = self.stage.now_ms().saturating_add(BACKED_DAYS.saturating_mul(DAY_MS));
            let terms = BackingTerms { backed: None, limit: amount, ends_ms, repay_ms: Some(180 * DAY_MS) };
            let what = format!("that it backs the others with {}", self.said(amount));
            self.decide(number, &what, &Message::back(&terms, amount)).await?;
        }
        Ok(())
    }

    /// Wiremu is helped out of Hill's own relief pot, and then it is empty.
    pub(super) async fn flood(&mut self) -> Result<(), Error> {
        self.stage.scene("A flood: Hill's relief pot helps one family, and has too little for the next")?;
        let hill = self.society(HILL)?;
        self.stage.wait_until("the waiting time for relief runs", self.stage.now_ms().saturating_add(60_000))?;
        self.stage.sums.holds(hill.address());
        let payment = self.ask("Wiremu", 50, ["Rangi", "Salote"]).await?;
        self.release(payment.ok_or_else(|| broken("nothing was promised"))?, "Wiremu", 50).await?;
        let waits = self.ask("Salote", 45, ["Rangi", "Wiremu"]).await?;
        if waits.is_some() {
            return Err(broken("the relief pot had more than it should"));
        }
        let joan = self.actor("Joan")?;
        let refused = hill.promise_relief(&joan.signer, ReliefId(1)).await;
        self.stage.refused(&joan, "tries to promise it out of what the pot has", refused)
    }

    /// A member asks for relief and two attest it; the payment, if the pot had enough.
    async fn ask(&mut self, who: &str, units: u32, attesters: [&str; 2]) -> Result<Option<PaymentId>, Error> {
        let (hill, asker, amount) = (self.society(HILL)?, self.actor(who)?, self.coins(units)?);
        let outcome = hill.ask_relief(&asker.signer, RELIEF, amount, [9; 32]).await?;
        let did = format!("has water in the house, and asks for {}", self.said(amount));
        let request = self.stage.did(&asker, &did, outcome)?;
        let mut payment = None;
        for attester in attesters {
            let attester = self.actor(attester)?;
            let outcome = hill.attest_relief(&attester.signer, request).await?;
            payment = outcome.events.iter().find_map(|event| match event {
                Event::PaymentCreated(created) => Some(created.payment),
                _ => None,
            });
            self.stage.did(&attester, "has seen it, and attests", outcome)?;
        }
        Ok(payment)
    }

    /// A treasurer approves a payment, and anyone releases it.
    async fn release(&mut self, payment: PaymentId, payee: &str, units: u32) -> Result<(), Error> {
        let (hill, joan, rangi) = (self.society(HILL)?, self.actor("Joan")?, self.actor("Rangi")?);
        let (payee, amount) = (self.actor(payee)?, self.coins(units)?);
        let outcome = hill.approve_payment(&joan.signer, payment).await?;
        self.stage.did(&joan, "approves as a treasurer", outcome)?;
        self.stage.wait_until("its hold runs", self.stage.now_ms().saturating_add(6_000))?;
        let outcome = hill.release_payment(&rangi.signer, payment).await?.paid()?;
        self.stage.did(&rangi, &format!("releases it: {} is paid {}", payee.name, self.said(amount)), outcome)?;
        self.stage.moved(hill.address(), payee.account(), amount)
    }

    pub(super) async fn draw(&mut self) -> Result<(), Error> {
        self.stage.scene("Hill draws on both, and anyone has it paid into its relief pot, and nowhere else")?;
        let parts = [
            Part { backing: BackingId(0), amount: self.coins(40)? },
            Part { backing: BackingId(1), amount: self.coins(20)? },
        ];
        let message = Message::draw(&parts, &document("flood.md"));
        self.decide(HILL, "that it draws 40 UNIT of Creek's backing and 20 UNIT of Harbour's", &message).await?;

        let (fetu, hill) = (self.actor("Fetu")?, self.society(HILL)?);
        let refused = self.federation.collect(&fetu.signer, DrawId(0), PotId::GENERAL).await;
        self.stage.refused(&fetu, "tries to have it paid into Hill's general pot", refused)?;
        self.stage.sums.holds(self.federation.address());
        for (draw, units) in [(DrawId(0), 40), (DrawId(1), 20)] {
            let amount = self.coins(units)?;
            let outcome = self.federation.collect(&fetu.signer, draw, RELIEF).await?;
            self.stage.did(&fetu, &format!("has draw {draw}, {}, paid into it", self.said(amount)), outcome)?;
            self.stage.moved(self.federation.address(), hill.address(), amount)?;
        }
        Ok(())
    }

    pub(super) async fn help(&mut self) -> Result<(), Error> {
        self.stage.scene("The next family is helped")?;
        let (hill, joan) = (self.society(HILL)?, self.actor("Joan")?);
        self.stage.sums.holds(hill.address());
        let outcome = hill.promise_relief(&joan.signer, ReliefId(1)).await?;
        let payment = self.stage.did(&joan, "has it promised", outcome)?;
        self.release(payment, "Salote", 45).await
    }

    pub(super) async fn pay_back(&mut self) -> Result<(), Error> {
        self.stage.scene("Hill pays back: by a decision, by a neighbour, and some of it is forgiven")?;
        let twenty = self.coins(20)?;
        let what = format!("that it pays {} back to Harbour", self.said(twenty));
        self.decide(HILL, &what, &Message::repay(DrawId(1), twenty)).await?;
        let ten = self.coins(10)?;
        let what = format!("that it forgives Hill {}", self.said(ten));
        self.decide(CREEK, &what, &Message::forgive(DrawId(0), ten)).await?;
        let (joan, rest) = (self.actor("Joan")?, self.coins(30)?);
        let refused = self.federation.repay(&joan.signer, DrawId(0), self.coins(31)?).await;
        self.stage.refused(&joan, "tries to pay back more than is owed", refused)?;
        self.stage.sums.holds(self.federation.address());
        let outcome = self.federation.repay(&joan.signer, DrawId(0), rest).await?;
        self.stage.did(&joan, &format!("pays the last {} back out of her own account", self.said(rest)), outcome)?;
        self.stage.moved(joan.account(), self.federation.address(), rest)
    }

    pub(super) async fn close(&mut self) -> Result<(), Error> {
        self.stage.scene("The backings end, and what is there goes home to who paid it in")?;
        let fetu = self.actor("Fetu")?;
        self.stage.sums.holds(self.federation.address());
        let refused = self.federation.close_backing(&fetu.signer, BackingId(0)).await;
        self.stage.refused(&fetu, "tries to close a backing before its end", refused)?;
        let backing = self.federation.backing(BackingId(1)).await?.ok_or_else(|| broken("the backing is gone"))?;
        self.stage.wait_until("the backings end", backing.terms.ends_ms)?;
        for (number, backing, units) in [(CREEK, BackingId(0), 30), (HARBOUR, BackingId(1), 30)] {
            let (name, society, amount) = (self.local(number)?.name, self.society(number)?, self.coins(units)?);
            let outcome = self.federation.close_backing(&fetu.signer, backing).await?;
            self.stage.did(&fetu, &format!("closes {name}'s backing"), outcome)?;
            let id = SocietyId(u32::try_from(number).map_err(broken)?);
            let outcome = self.federation.pay_credit(&fetu.signer, id).await?;
            self.stage.did(&fetu, &format!("has {name} paid what it is owed"), outcome)?;
            self.stage.moved(self.federation.address(), society.address(), amount)?;
            self.stage.sums.holds(society.address());
            let outcome = society.sweep(&fetu.signer).await?;
            let swept: Planck = self.stage.did(&fetu, &format!("books it to {name}'s general pot"), outcome)?;
            if swept != amount {
                return Err(broken(format!("{name} was paid {swept} planck, and not {amount}")));
            }
            self.stage.sums.holds(self.federation.address());
        }
        Ok(())
    }
}
