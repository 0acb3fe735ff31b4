//! An exchange among the people of a small society, with a clock, and all that must hold of it.

use std::collections::BTreeMap;

use mutual_types::{
    exchange::{
        event::Event, Account, Applied, Balance, Category, Checked, Deal, DealId, DealState, DealTerms, DealWith,
        Error, Founding, Minutes, Offer, OfferId, OfferKind, OfferTerms, Rules, Side, LISTS,
    },
    AccountId, Dispute, DisputeId, DisputeSubject, MemberIndex, Ruling, Standing,
};

use super::memory;
use crate::{
    call::Call,
    chain::{self, society, Knowledge},
    emit::Effects,
    state::State,
};

pub const EXCHANGE: AccountId = AccountId([0xee; 32]);
pub const SOCIETY: AccountId = AccountId([0xdd; 32]);
/// Members 1 to 4 of the society.
pub const ANA: AccountId = AccountId([1; 32]);
pub const BEN: AccountId = AccountId([2; 32]);
pub const CLEO: AccountId = AccountId([3; 32]);
pub const DAN: AccountId = AccountId([4; 32]);
/// Outside.
pub const GUS: AccountId = AccountId([7; 32]);

/// The moment of founding.
pub const FOUNDED_MS: u64 = 1_000_000;
/// How far an agreement may bring an account: ten hours.
pub const LIMIT: Minutes = 600;
/// How far an account may ever be: twelve hours.
pub const LIMIT_MAX: Minutes = 720;

/// What a refused message answers.
pub fn refused<T>(error: Error) -> Result<T, Box<Error>> {
    Err(error.into())
}

pub fn index(account: AccountId) -> MemberIndex {
    MemberIndex(account.0[0].into())
}

pub fn rules() -> Rules {
    Rules {
        limit_minutes: LIMIT,
        offer_ms: 100_000,
        answer_ms: 10_000,
        ahead_ms: 50_000,
        report_ms: 20_000,
        dispute_ms: 5_000,
        ruling_ms: 30_000,
        offers_max: 3,
        deals_max: 4,
    }
}

pub fn founding() -> Founding {
    Founding { society: SOCIETY, name: "Hours".to_string(), limit_max_minutes: LIMIT_MAX, rules: rules() }
}

pub struct World {
    pub state: State,
    pub now_ms: u64,
    /// The events so far.
    pub events: Vec<Event>,
}

impl World {
    pub fn new() -> Self {
        Self::founded(founding()).unwrap()
    }

    pub fn with_rules(change: impl FnOnce(&mut Rules)) -> Self {
        let mut founding = founding();
        change(&mut founding.rules);
        Self::founded(founding).unwrap()
    }

    pub fn founded(founding: Founding) -> Checked<Self> {
        let members = [ANA, BEN, CLEO, DAN].map(|account| (account, (index(account), Standing::Good)));
        Self::among(founding, &members.into())
    }

    pub fn among(founding: Founding, members: &BTreeMap<AccountId, (MemberIndex, Standing)>) -> Checked<Self> {
        memory::restore(memory::Cells::new());
        society(|society| {
            *society = Knowledge { society: Some(SOCIETY), members: members.clone(), ..Knowledge::default() };
        });
        let call = Call { caller: GUS, now_ms: FOUNDED_MS, this: EXCHANGE };
        let (state, effects) = State::found(&call, founding)?;
        let mut world = Self { state, now_ms: FOUNDED_MS, events: Vec::new() };
        world.note(effects);
        world.check();
        Ok(world)
    }

    pub fn wait(&mut self, ms: u64) {
        self.now_ms += ms;
    }

    /// A message: whole, or not at all.
    pub fn take<T>(
        &mut self,
        caller: AccountId,
        message: impl FnOnce(&mut State, &Call) -> Checked<(T, Effects)>,
    ) -> Checked<T> {
        let (cells, counters) = (memory::snapshot(), self.state.counters.clone());
        let call = Call { caller, now_ms: self.now_ms, this: EXCHANGE };
        match message(&mut self.state, &call) {
            Ok((answer, effects)) => {
                self.note(effects);
                self.check();
                Ok(answer)
            }
            Err(refused) => {
                memory::restore(cells);
                self.state.counters = counters;
                Err(refused)
            }
        }
    }

    fn note(&mut self, effects: Effects) {
        for effect in effects {
            assert_eq!(Event::decode(effect.event.name(), &effect.data), Some(effect.event.clone()));
            self.events.push(effect.event);
        }
    }

    pub fn post(&mut self, by: AccountId, terms: OfferTerms) -> Checked<OfferId> {
        self.take(by, |state, call| state.post_offer(call, terms))
    }

    pub fn close_offer(&mut self, by: AccountId, id: OfferId) -> Checked<()> {
        self.take(by, |state, call| Ok(((), state.close_offer(call, id)?)))
    }

    pub fn propose(&mut self, by: AccountId, with: DealWith, terms: DealTerms) -> Checked<DealId> {
        self.take(by, |state, call| state.propose(call, with, terms))
    }

    pub fn accept(&mut self, by: AccountId, id: DealId) -> Checked<()> {
        self.take(by, |state, call| Ok(((), state.accept(call, id)?)))
    }

    pub fn cancel(&mut self, by: AccountId, id: DealId) -> Checked<()> {
        self.take(by, |state, call| Ok(((), state.cancel(call, id, None)?)))
    }

    pub fn report(&mut self, by: AccountId, id: DealId, minutes: Minutes) -> Checked<()> {
        self.take(by, |state, call| Ok(((), state.report(call, id, minutes)?)))
    }

    pub fn contest(&mut self, by: AccountId, id: DealId) -> Checked<u32> {
        self.take(by, |state, call| state.contest(call, id))
    }

    pub fn apply_ruling(&mut self, id: DealId, dispute: u32) -> Checked<Applied> {
        self.take(GUS, |state, call| state.apply_ruling(call, id, DisputeId(dispute)))
    }

    pub fn close_deal(&mut self, id: DealId) -> Checked<()> {
        self.take(GUS, |state, call| Ok(((), state.close_deal(call, id)?)))
    }

    pub fn donate(&mut self, by: AccountId, minutes: Minutes) -> Checked<()> {
        self.take(by, |state, call| Ok(((), state.donate(call, minutes)?)))
    }

    pub fn forgive(&mut self, by: AccountId, member: AccountId, minutes: Minutes) -> Checked<()> {
        self.take(by, |state, call| Ok(((), state.forgive(call, index(member), minutes)?)))
    }

    pub fn set_rules(&mut self, by: AccountId, rules: Rules) -> Checked<()> {
        self.take(by, |state, call| Ok(((), state.set_rules(call, rules)?)))
    }

    /// How a member stands from now on; for `None` the society does not know them.
    pub fn stands(&self, account: AccountId, standing: Option<Standing>) {
        society(|society| match standing {
            Some(standing) => society.members.insert(account, (index(account), standing)),
            None => society.members.remove(&account),
        });
    }

    /// Proposed by the giver to the receiver.
    pub fn proposed(&mut self, giver: AccountId, receiver: AccountId, minutes: Minutes) -> DealId {
        let terms = self.terms(minutes);
        self.propose(giver, giving_to(receiver), terms).unwrap()
    }

    pub fn agreed(&mut self, giver: AccountId, receiver: AccountId, minutes: Minutes) -> DealId {
        let id = self.proposed(giver, receiver, minutes);
        self.accept(receiver, id).unwrap();
        id
    }

    pub fn settled(&mut self, giver: AccountId, receiver: AccountId, minutes: Minutes) -> DealId {
        let id = self.agreed(giver, receiver, minutes);
        self.report(giver, id, minutes).unwrap();
        self.report(receiver, id, minutes).unwrap();
        id
    }

    /// A dispute of the society about a contested deal.
    pub fn dispute(&self, number: u32, id: DealId, ruling: Option<Ruling>) {
        let deal = self.deal(id);
        let case = deal.contest.unwrap().case;
        let subject = DisputeSubject::External { contract: EXCHANGE, case, a: deal.giver, b: deal.receiver };
        self.dispute_about(number, subject, self.now_ms, ruling);
    }

    pub fn dispute_about(&self, number: u32, subject: DisputeSubject, opened_ms: u64, ruling: Option<Ruling>) {
        let dispute = Dispute {
            subject,
            opener: ANA,
            wanted: Ruling::For,
            deposit: 0,
            parties: vec![],
            petitioners: vec![],
            opened_ms,
            ends_ms: opened_ms + 1,
            panel: vec![],
            votes: vec![],
            ballot: None,
            ruling,
            settled: false,
        };
        society(|society| society.disputes.insert(DisputeId(number), dispute));
    }

    pub fn terms(&self, minutes: Minutes) -> DealTerms {
        DealTerms { minutes, due_ms: self.now_ms, title: "the roof".to_string() }
    }

    pub fn offer_terms(&self, kind: OfferKind, category: Category) -> OfferTerms {
        OfferTerms {
            kind,
            category,
            minutes: 60,
            title: "rides".to_string(),
            place: "Creekside".to_string(),
            ends_ms: self.now_ms + 40_000,
        }
    }

    pub fn deal(&self, id: DealId) -> Box<Deal> {
        self.state.deal(id).unwrap()
    }

    pub fn offer(&self, id: OfferId) -> Box<Offer> {
        self.state.offer(id).unwrap()
    }

    pub fn account(&self, of: AccountId) -> Box<Account> {
        self.state.account(index(of))
    }

    pub fn balance(&self, of: AccountId) -> Balance {
        self.account(of).balance
    }

    pub fn last_event(&self) -> &Event {
        self.events.last().unwrap()
    }

    /// The names of the last events.
    pub fn last_names(&self, count: usize) -> Vec<&'static str> {
        self.events.iter().skip(self.events.len() - count).map(Event::name).collect()
    }

    /// All that holds after every message, worked out anew from the records.
    pub fn check(&self) {
        let counters = &self.state.counters;
        let deals: Vec<_> = (0..counters.deals).map(|id| (DealId(id), self.deal(DealId(id)))).collect();
        let offers: Vec<_> = (0..counters.offers).map(|id| (OfferId(id), self.offer(OfferId(id)))).collect();
        let limit_max = Balance::from(self.state.setup().unwrap().limit_max_minutes);

        let mut sum = counters.community;
        for number in 0..counters.members_end {
            let Some(account) = self.state.find_account(MemberIndex(number)) else { continue };
            sum += account.balance;
            let mut expected = Account { balance: account.balance, ..Account::default() };
            for (id, deal) in &deals {
                let Some(side) = deal.side_of(MemberIndex(number)) else { continue };
                let minutes = Balance::from(deal.terms.minutes);
                match (deal.state, side) {
                    (DealState::Agreed, Side::Giver) => expected.incoming += minutes,
                    (DealState::Agreed, Side::Receiver) => expected.outgoing += minutes,
                    (DealState::Proposed, side) if side == deal.proposer => {}
                    _ => continue,
                }
                expected.deals.push(*id);
            }
            expected.offers = offers
                .iter()
                .filter(|(_, offer)| offer.member.0 == number && offer.place_in_list.is_some())
                .map(|(id, _)| *id)
                .collect();
            let mut found = *account;
            found.deals.sort();
            assert_eq!(found, expected, "member {number}");
            assert!(found.balance + found.incoming <= limit_max, "member {number}: {found:?}");
            assert!(found.balance - found.outgoing >= -limit_max, "member {number}: {found:?}");
            assert!(found.deals.len() <= 16 && found.offers.len() <= 16, "member {number}: {found:?}");
        }
        assert_eq!(sum, 0, "all balances and the community's");
        assert_eq!(counters.community, counters.donated - counters.forgiven + counters.ruled, "the community's");

        let mut lists: BTreeMap<u32, Vec<OfferId>> = BTreeMap::new();
        for list in 0..LISTS as u32 {
            let count = self.state.listed(list);
            let all = (0..count).step_by(50).flat_map(|from| self.state.listing(list, from, 50));
            lists.insert(list, all.collect());
            assert_eq!(lists[&list].len(), count as usize, "list {list}");
        }
        for (id, offer) in &offers {
            if let Some(place) = offer.place_in_list {
                assert_eq!(lists[&offer.terms.list()].get(place as usize), Some(id), "offer {id}");
            }
        }
        let open = offers.iter().filter(|(_, offer)| offer.place_in_list.is_some()).count();
        assert_eq!(lists.values().map(Vec::len).sum::<usize>(), open, "lists");

        assert!((0..counters.seq).eq(self.events.iter().map(Event::seq)), "events");
        self.check_books();
    }

    /// The balances are those that the events alone give.
    fn check_books(&self) {
        let mut books: BTreeMap<MemberIndex, Balance> = BTreeMap::new();
        let mut move_to = |member, minutes: Balance| *books.entry(member).or_default() += minutes;
        for event in &self.events {
            match event {
                Event::DealSettled(it) => {
                    move_to(it.giver, it.minutes.into());
                    move_to(it.receiver, -Balance::from(it.minutes));
                }
                Event::DealVoided(it) => {
                    let deal = self.deal(it.deal);
                    move_to(deal.giver, -Balance::from(it.taken));
                    move_to(deal.receiver, it.returned.into());
                }
                Event::HoursDonated(it) => move_to(it.member, -Balance::from(it.minutes)),
                Event::HoursForgiven(it) => move_to(it.member, it.minutes.into()),
                _ => {}
            }
        }
        for (member, balance) in books {
            assert_eq!(self.state.account(member).balance, balance, "books of member {member}");
        }
    }
}

/// Help that the caller would give to `member`.
pub fn giving_to(member: AccountId) -> DealWith {
    DealWith::Member { member: index(member), giving: true, category: Category::Repairs }
}

/// Help that the caller would get from `member`.
pub fn helped_by(member: AccountId) -> DealWith {
    DealWith::Member { member: index(member), giving: false, category: Category::Repairs }
}

/// How often the society was asked in `what`.
pub fn times_asked(what: impl FnOnce()) -> u32 {
    let before = chain::society(|society| society.asked);
    what();
    chain::society(|society| society.asked) - before
}
