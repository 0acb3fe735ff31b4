//! What each message is expected to answer.

use mutual_types::circle::{CircleStatus, Error, MemberNumber, Order};
use mutual_types::{AccountId, Planck};
use num_bigint::BigInt;

use crate::model::Model;

/// 365 days, in ms.
const YEAR: u64 = 31_536_000_000;

/// A message with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // each is named after the message
pub enum Message {
    Join(Option<[u8; 32]>),
    Leave,
    Reveal([u8; 32]),
    Contribute { member: u32, rounds: u32 },
    OfferSwap(u32),
    AcceptSwap(u32),
    Settle,
    WithdrawCredit,
    ForfeitCredits,
    Sweep,
}

impl Message {
    /// The names of all messages.
    pub const LABELS: [&'static str; 10] = [
        "join",
        "leave",
        "reveal",
        "contribute",
        "offer_swap",
        "accept_swap",
        "settle",
        "withdraw_credit",
        "forfeit_credits",
        "sweep",
    ];

    /// Its name.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Join(_) => "join",
            Self::Leave => "leave",
            Self::Reveal(_) => "reveal",
            Self::Contribute { .. } => "contribute",
            Self::OfferSwap(_) => "offer_swap",
            Self::AcceptSwap(_) => "accept_swap",
            Self::Settle => "settle",
            Self::WithdrawCredit => "withdraw_credit",
            Self::ForfeitCredits => "forfeit_credits",
            Self::Sweep => "sweep",
        }
    }
}

/// Who gets how much.
type Payout = Option<(AccountId, Planck)>;
type Res<T> = Result<T, Error>;

fn need(holds: bool, error: Error) -> Res<()> {
    if holds {
        Ok(())
    } else {
        Err(error)
    }
}

fn planck(amount: BigInt) -> Res<Planck> {
    Planck::try_from(amount).map_err(|_| Error::Overflow)
}

impl Model {
    /// Takes a message. A refused one changes nothing, not even by time.
    ///
    /// # Errors
    /// The refusal.
    pub fn apply(
        &mut self,
        caller: AccountId,
        now: u64,
        value: Planck,
        is_active: bool,
        message: &Message,
    ) -> Res<Payout> {
        let before = self.clone();
        let answer = self.take(caller, now, value, is_active, message);
        if answer.is_err() {
            *self = before;
        }
        answer
    }

    fn take(&mut self, caller: AccountId, now: u64, value: Planck, is_active: bool, message: &Message) -> Res<Payout> {
        let before = self.events.len();
        self.look_at(now);
        let has_caught_up = self.events.len() > before;
        let payout = match message {
            Message::Join(commitment) => self.join(caller, value, is_active, *commitment).map(|()| None),
            Message::Leave => self.leave(caller).map(|()| None),
            Message::Reveal(secret) => self.reveal(caller, *secret).map(|()| None),
            Message::Contribute { member, rounds } => self.contribute(value, *member, *rounds).map(|()| None),
            Message::OfferSwap(with) => self.offer_swap(caller, *with).map(|()| None),
            Message::AcceptSwap(with) => self.accept_swap(caller, *with).map(|()| None),
            Message::Settle => need(has_caught_up, Error::NothingToSettle).map(|()| None),
            Message::WithdrawCredit => self.withdraw(caller).map(Some),
            Message::ForfeitCredits => self.forfeit().map(Some),
            Message::Sweep => self.sweep().map(Some),
        }?;
        self.balance += value;
        if let Some((_, amount)) = payout {
            self.balance -= amount;
        }
        self.look_at(now);
        Ok(payout)
    }

    fn caller(&self, account: AccountId) -> Res<u32> {
        self.number(account).ok_or(Error::NotMember)
    }

    fn needs(&self, status: CircleStatus) -> Res<()> {
        need(self.status() == status, Error::WrongStatus(self.status()))
    }

    fn there_is(&self, member: u32) -> Res<()> {
        need(member < self.size(), Error::NoMember(MemberNumber(member)))
    }

    fn join(&mut self, caller: AccountId, value: Planck, is_active: bool, commitment: Option<[u8; 32]>) -> Res<()> {
        let member = self.caller(caller)?;
        self.needs(CircleStatus::Gathering)?;
        need(!self.joined.contains(&member), Error::AlreadyJoined)?;
        let is_drawn = matches!(self.terms.order, Order::Drawn { .. });
        need(!is_drawn || commitment.is_some(), Error::CommitmentMissing)?;
        need(is_drawn || commitment.is_none(), Error::CommitmentUnneeded)?;
        let needed = self.terms.contribution;
        need(value == needed, Error::WrongValue { given: value, needed })?;
        need(is_active, Error::NotInSociety)?;
        self.joined.insert(member);
        self.deposits.insert(member);
        if let Some(hash) = commitment {
            self.commitments.insert(member, hash);
        }
        self.paid.insert(member, needed.into());
        self.events.push("MemberJoined");
        Ok(())
    }

    fn leave(&mut self, caller: AccountId) -> Res<()> {
        let member = self.caller(caller)?;
        match self.status() {
            CircleStatus::Gathering => {
                need(self.joined.remove(&member), Error::NotJoined)?;
                self.deposits.remove(&member);
                self.commitments.remove(&member);
                self.paid.remove(&member);
                let coin = self.coin();
                Self::add(&mut self.returned, member, coin);
            }
            CircleStatus::Running => {
                need(!self.left.contains(&member), Error::HasLeft)?;
                need(self.queue.contains(&member), Error::HasReceived)?;
                let owed = planck(self.coins(self.behind(member)))?;
                need(self.is_level(member), Error::Behind { owed })?;
                self.queue.retain(|queued| *queued != member);
                self.left.insert(member);
                self.forget_offers(member);
                let early = self.ahead.remove(&member).unwrap_or(0);
                let early = self.coins(early);
                Self::add(&mut self.paid, member, -early.clone());
                Self::add(&mut self.returned, member, early);
            }
            other => return Err(Error::WrongStatus(other)),
        }
        self.events.push("MemberLeft");
        Ok(())
    }

    fn reveal(&mut self, caller: AccountId, secret: [u8; 32]) -> Res<()> {
        let member = self.caller(caller)?;
        self.needs(CircleStatus::Drawing)?;
        need(!self.secrets.contains_key(&member), Error::AlreadyRevealed)?;
        let committed = (self.hash)(&[*self.circle.bytes(), *caller.bytes(), secret].concat());
        need(self.commitments.get(&member) == Some(&committed), Error::WrongSecret)?;
        self.secrets.insert(member, secret);
        self.events.push("SecretRevealed");
        Ok(())
    }

    fn contribute(&mut self, value: Planck, member: u32, rounds: u32) -> Res<()> {
        self.needs(CircleStatus::Running)?;
        self.there_is(member)?;
        need(!self.left.contains(&member), Error::HasLeft)?;
        need(rounds > 0, Error::ZeroRounds)?;
        let open = self.size().saturating_sub(self.closed());
        let most = self.behind(member).saturating_add(open).saturating_sub(self.paid_ahead(member));
        need(rounds <= most, Error::TooManyRounds { most })?;
        let needed = planck(self.coins(rounds))?;
        need(value == needed, Error::WrongValue { given: value, needed })?;
        for _ in 0..rounds {
            if let Some(oldest) = self.owed(member).first().copied() {
                self.debts.remove(&(oldest, member));
                let place = usize::try_from(oldest).unwrap_or(usize::MAX);
                if let Some(payers) = self.payers.get_mut(place) {
                    payers.insert(member);
                }
            } else if !self.deposits.insert(member) {
                let count = self.ahead.entry(member).or_default();
                *count = count.saturating_add(1);
            }
        }
        let amount = self.coins(rounds);
        Self::add(&mut self.paid, member, amount);
        self.events.push("Contributed");
        Ok(())
    }

    fn offer_swap(&mut self, caller: AccountId, with: u32) -> Res<()> {
        let member = self.caller(caller)?;
        self.needs(CircleStatus::Running)?;
        self.there_is(with)?;
        need(with != member, Error::SwapWithOneself)?;
        need(self.queue.contains(&member), Error::NotInQueue(MemberNumber(member)))?;
        need(self.queue.contains(&with), Error::NotInQueue(MemberNumber(with)))?;
        self.offers.insert(member, with);
        self.events.push("SwapOffered");
        Ok(())
    }

    fn accept_swap(&mut self, caller: AccountId, with: u32) -> Res<()> {
        let member = self.caller(caller)?;
        self.needs(CircleStatus::Running)?;
        self.there_is(with)?;
        need(self.offers.get(&with) == Some(&member), Error::NoOffer)?;
        let place = |one: u32| self.queue.iter().position(|queued| *queued == one);
        if let (Some(mine), Some(theirs)) = (place(member), place(with)) {
            self.queue.swap(mine, theirs);
        }
        self.forget_offers(member);
        self.forget_offers(with);
        self.events.push("TurnsSwapped");
        Ok(())
    }

    fn withdraw(&mut self, caller: AccountId) -> Res<(AccountId, Planck)> {
        let member = self.caller(caller)?;
        let credit = self.credit(member);
        need(credit > 0.into(), Error::NoCredit)?;
        Self::add(&mut self.gone, member, credit.clone());
        self.events.push("CreditWithdrawn");
        Ok((caller, planck(credit)?))
    }

    fn forfeit(&mut self) -> Res<(AccountId, Planck)> {
        let over = match self.status() {
            CircleStatus::Void => self.terms.starts_ms.into(),
            CircleStatus::Ended => self.begins(self.size()),
            other => return Err(Error::WrongStatus(other)),
        };
        let from_ms = u64::try_from(over + YEAR).map_err(|_| Error::Overflow)?;
        need(self.now >= from_ms, Error::NotUnclaimed { from_ms })?;
        let credits: Vec<BigInt> = (0..self.size()).map(|member| self.credit(member)).collect();
        let sum: BigInt = credits.iter().sum();
        need(sum > 0.into(), Error::NoCredit)?;
        for (member, credit) in (0..).zip(credits) {
            Self::add(&mut self.gone, member, credit);
        }
        self.events.push("CreditsForfeited");
        Ok((self.terms.society, planck(sum)?))
    }

    fn sweep(&mut self) -> Res<(AccountId, Planck)> {
        let surplus = &self.balance - self.claims();
        need(surplus > 0.into(), Error::NothingToSweep)?;
        self.events.push("SurplusSwept");
        Ok((self.terms.society, planck(surplus)?))
    }
}
