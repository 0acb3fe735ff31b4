//! An exchange of a real society: help given and settled, members who are suspended or change accounts, a dispute that the
//! members rule on, a debt that they forgive, and new code of the society in the midst of it.

use mutual_client::chain::{RuntimeCall, Wait};
use mutual_model::exchange::Message;
use mutual_tests::{raw::PLENTY, World, UNIT};
use mutual_types::exchange::{
    event::Event, Account, Applied, Category, Deal, DealId, DealStatus, DealTerms, DealWith, Error, Founding, Minutes,
    OfferId, OfferKind, OfferTerms, Rules,
};
use mutual_types::{AccountId, Action, CallTerms, DisputeId, DisputeSubject, MemberIndex, PotId, Ruling, Standing};
use scale::{Decode, DecodeAll, Encode};

use super::rig::{encoded, BUNDLE};
use crate::machine::chain::returned;
use crate::upgrade::{next, upgrade, Upgrade};

const MERE: MemberIndex = MemberIndex(0);
const SIONE: MemberIndex = MemberIndex(1);
const RANGI: MemberIndex = MemberIndex(4);
const MINUTE_MS: u64 = 60_000;

/// A society with an exchange.
struct Hours {
    world: World,
    exchange: AccountId,
}

impl Hours {
    async fn found() -> Self {
        let world = World::small(|founding| founding.rules.voting.proposal_deposit = UNIT).await;
        let founding = Founding {
            society: world.society.address(),
            name: "Creek hours".to_owned(),
            limit_max_minutes: 1_200,
            rules: Rules {
                limit_minutes: 600,
                offer_ms: 600 * MINUTE_MS,
                answer_ms: 60 * MINUTE_MS,
                ahead_ms: 600 * MINUTE_MS,
                report_ms: 60 * MINUTE_MS,
                dispute_ms: 60 * MINUTE_MS,
                ruling_ms: 600 * MINUTE_MS,
                offers_max: 5,
                deals_max: 5,
            },
        };
        let input = [BUNDLE.constructor("new").unwrap().as_slice(), &founding.encode()].concat();
        let code = BUNDLE.code().to_vec();
        let call = RuntimeCall::Instantiate { value: 0, gas: PLENTY, deposit: 50 * UNIT, code, input, salt: vec![] };
        let receipt = world.stage.chain.submit(&world.member("Losa"), &call, Wait::Block).await.unwrap();
        world.count_fee(receipt.fee.unwrap());
        let exchange = receipt.events.iter().find_map(|event| event.instantiated()).expect("it is there");
        world.watch(exchange);
        Self { world, exchange }
    }

    /// Sends a message, and gives its events, or why it is refused.
    async fn send(&self, by: &str, message: Message) -> Result<Vec<Event>, Error> {
        let (signer, input) = (self.world.member(by), encoded(&message));
        let (contract, gas, deposit) = (self.exchange, PLENTY, 20 * UNIT);
        let call = RuntimeCall::Call { contract, value: 0, gas, deposit, input: input.clone() };
        match self.world.stage.chain.submit(&signer, &call, Wait::Block).await {
            Ok(receipt) => {
                self.world.count_fee(receipt.fee.unwrap());
                let emitted = receipt.events.iter().filter_map(|event| {
                    let (contract, data) = event.emitted()?;
                    let name = BUNDLE.event(event.topics.first().copied())?;
                    (contract == self.exchange).then(|| Event::decode(name, &data).expect("an event"))
                });
                Ok(emitted.collect())
            }
            Err(mutual_client::Error::Dispatch { fee: Some(fee), .. }) => {
                self.world.count_fee(fee);
                let (flags, data) = self.dry_run(signer.account(), &input);
                assert_eq!(flags, 1, "refused again");
                match <(u8, u8, Error)>::decode_all(&mut &*data) {
                    Ok((0, 1, error)) => Err(error),
                    other => panic!("{other:?}"),
                }
            }
            Err(other) => panic!("{other:?}"),
        }
    }

    fn dry_run(&self, by: AccountId, input: &[u8]) -> (u32, Vec<u8>) {
        let none: (Option<()>, Option<()>) = (None, None);
        let args = (by, self.exchange, 0u128, none, input).encode();
        returned(&self.world.stage.as_devnet().call("ContractsApi_call", &args).unwrap()).unwrap()
    }

    fn read<T: Decode>(&self, label: &str, args: impl Encode) -> T {
        let input = [BUNDLE.message(label).unwrap().as_slice(), &args.encode()].concat();
        let (flags, data) = self.dry_run(self.exchange, &input);
        assert_eq!((flags, data[0]), (0, 0), "{label}");
        T::decode_all(&mut &data[1..]).unwrap()
    }

    fn balance(&self, member: MemberIndex) -> i64 {
        self.read::<Option<Account>>("account", member).map_or(0, |account| account.balance)
    }

    fn deal(&self, id: DealId) -> Deal {
        self.read::<Option<Deal>>("deal", id).expect("there is the deal")
    }

    /// The giver proposes to help the receiver, who accepts.
    async fn agreed(&self, giver: &str, receiver: (&str, MemberIndex), minutes: Minutes) -> DealId {
        let with = DealWith::Member { member: receiver.1, giving: true, category: Category::Repairs };
        let terms = DealTerms { minutes, due_ms: 0, title: "the roof".to_owned() };
        let events = self.send(giver, Message::Propose { with, terms }).await.unwrap();
        let [Event::DealProposed(proposed)] = &events[..] else { panic!("{events:?}") };
        self.send(receiver.0, Message::Accept { deal: proposed.deal }).await.unwrap();
        proposed.deal
    }

    async fn settled(&self, giver: &str, receiver: (&str, MemberIndex), minutes: Minutes) -> DealId {
        let deal = self.agreed(giver, receiver, minutes).await;
        for by in [giver, receiver.0] {
            self.send(by, Message::Report { deal, minutes }).await.unwrap();
        }
        deal
    }

    /// The members have the society send the exchange a message.
    async fn decide(&self, message: &Message) {
        let callee = self.exchange;
        let terms = CallTerms {
            callee,
            code_hash: self.world.stage.chain.code_hash(callee).await.unwrap().expect("a contract").0,
            input: encoded(message),
            value: 0,
            pot: PotId::GENERAL,
            ref_time_limit: 20_000_000_000,
            proof_size_limit: 200_000,
            deposit_limit: UNIT,
        };
        self.world.pass("Aroha", Action::Call(terms)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn help_is_asked_for_given_and_settled_in_a_real_society() {
    let hours = Hours::found().await;
    let now_ms = hours.world.stage.now_ms().await;
    let request = OfferTerms {
        kind: OfferKind::Request,
        category: Category::Childcare,
        minutes: 120,
        title: "two children on Saturday".to_owned(),
        place: "Creekside".to_owned(),
        ends_ms: now_ms + 100 * MINUTE_MS,
    };
    hours.send("Mere", Message::PostOffer { terms: request.clone() }).await.unwrap();
    let found: Vec<(OfferId, mutual_types::exchange::Offer)> =
        hours.read("search", (OfferKind::Request, Category::Childcare, 0u32, 50u32));
    assert_eq!(found.iter().map(|(id, offer)| (*id, &offer.terms)).collect::<Vec<_>>(), [(OfferId(0), &request)]);

    let terms = DealTerms { minutes: 120, due_ms: now_ms + 60 * MINUTE_MS, title: String::new() };
    hours.send("Rangi", Message::Propose { with: DealWith::Offer(OfferId(0)), terms }).await.unwrap();
    hours.send("Mere", Message::Accept { deal: DealId(0) }).await.unwrap();
    hours.send("Rangi", Message::Report { deal: DealId(0), minutes: 105 }).await.unwrap();
    let events = hours.send("Mere", Message::Report { deal: DealId(0), minutes: 105 }).await.unwrap();

    assert!(matches!(events[..], [Event::DealReported(_), Event::DealSettled(_)]), "{events:?}");
    assert_eq!((hours.balance(RANGI), hours.balance(MERE)), (105, -105));
    hours.send("Mere", Message::CloseOffer { offer: OfferId(0) }).await.unwrap();
    let nothing: Vec<(OfferId, mutual_types::exchange::Offer)> =
        hours.read("search", (OfferKind::Request, Category::Childcare, 0u32, 50u32));
    assert_eq!(nothing, []);

    hours.world.fund("Stranger", 20 * UNIT).await;
    assert_eq!(hours.send("Stranger", Message::Donate { minutes: 1 }).await, Err(Error::NotMember));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_the_society_suspends_agrees_on_nothing_new_and_settles_what_was_agreed() {
    let hours = Hours::found().await;
    let deal = hours.agreed("Rangi", ("Mere", MERE), 60).await;
    let until_ms = hours.world.stage.now_ms().await + 600 * MINUTE_MS;
    hours.world.pass("Mere", Action::Suspend { member: RANGI, until_ms }).await;

    let with = DealWith::Member { member: MERE, giving: true, category: Category::Food };
    let terms = DealTerms { minutes: 10, due_ms: 0, title: String::new() };
    let refused = Error::NotInGoodStanding { member: RANGI, standing: Standing::Suspended };
    assert_eq!(hours.send("Rangi", Message::Propose { with, terms }).await, Err(refused));
    for by in ["Rangi", "Mere"] {
        hours.send(by, Message::Report { deal, minutes: 60 }).await.unwrap();
    }
    assert_eq!((hours.balance(RANGI), hours.balance(MERE)), (60, -60));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leaves_with_a_debt_works_it_off_or_the_members_forgive_it() {
    let hours = Hours::found().await;
    hours.settled("Mere", ("Rangi", RANGI), 90).await;
    hours.world.does(hours.world.society.leave(&hours.world.member("Rangi"))).await;

    // The account is as it was, and whoever left gives help until it is level, and gets no more.
    let terms = |minutes| DealTerms { minutes, due_ms: 0, title: String::new() };
    let helped = DealWith::Member { member: SIONE, giving: false, category: Category::Food };
    let refused = Error::NotInGoodStanding { member: RANGI, standing: Standing::Departed };
    assert_eq!(hours.send("Rangi", Message::Propose { with: helped, terms: terms(1) }).await, Err(refused));
    hours.settled("Rangi", ("Sione", SIONE), 30).await;
    assert_eq!(hours.balance(RANGI), -60);

    let forgive = Message::Forgive { member: RANGI, minutes: 60 };
    assert_eq!(hours.send("Mere", forgive.clone()).await, Err(Error::NotTheSociety));
    hours.decide(&forgive).await;
    let view: mutual_types::exchange::ExchangeView = hours.read("exchange", ());
    assert_eq!((hours.balance(RANGI), view.counters.community, view.counters.forgiven), (0, -60, 60));
    hours.send("Mere", Message::Donate { minutes: 60 }).await.unwrap();
    let view: mutual_types::exchange::ExchangeView = hours.read("exchange", ());
    assert_eq!(view.counters.community, 0, "Mere gave what the community had borne");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contested_deal_is_ruled_on_by_the_members_and_voided() {
    let hours = Hours::found().await;
    let (world, society) = (&hours.world, &hours.world.society);
    let deal = hours.settled("Rangi", ("Mere", MERE), 90).await;
    let events = hours.send("Mere", Message::Contest { deal }).await.unwrap();
    let [Event::DealContested(contested)] = &events[..] else { panic!("{events:?}") };

    let subject = DisputeSubject::External { contract: hours.exchange, case: contested.case, a: RANGI, b: MERE };
    let opened = world.does(society.open_dispute(&world.member("Mere"), subject, Ruling::Against, UNIT)).await;
    let dispute = opened.value;
    let apply = Message::ApplyRuling { deal, dispute };
    assert_eq!(hours.send("Losa", apply.clone()).await, Err(Error::NotRuled(dispute)));
    let other = DisputeId(dispute.0 + 1);
    let of_none = Message::ApplyRuling { deal, dispute: other };
    assert_eq!(hours.send("Losa", of_none).await, Err(Error::NoDispute(other)));
    // There are no arbitrators: the members decide, without the two.
    let referred = world.does(society.refer_dispute(&world.member("Losa"), dispute)).await;
    for voter in ["Sione", "Aroha", "Losa"] {
        world.aye(voter, referred.value).await;
    }
    world.wait_for_execution(referred.value).await;
    world.does(society.execute(&world.member("Losa"), referred.value)).await;

    let events = hours.send("Losa", apply).await.unwrap();

    assert!(matches!(events[..], [Event::DealRuled(_), Event::DealVoided(_)]), "{events:?}");
    assert_eq!((hours.balance(RANGI), hours.balance(MERE)), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn g11_a_dispute_opened_before_there_was_a_matter_stops_nothing() {
    let hours = Hours::found().await;
    let (world, society) = (&hours.world, &hours.world.society);
    let deal = hours.agreed("Rangi", ("Mere", MERE), 90).await;
    // Mere guesses the case that Rangi will have.
    let subject = |case| DisputeSubject::External { contract: hours.exchange, case, a: RANGI, b: MERE };
    let early = world.does(society.open_dispute(&world.member("Mere"), subject(0), Ruling::Against, UNIT)).await.value;
    hours.send("Rangi", Message::Report { deal, minutes: 90 }).await.unwrap();
    hours.send("Rangi", Message::Contest { deal }).await.unwrap();

    let apply = Message::ApplyRuling { deal, dispute: early };
    let (flags, data) = hours.dry_run(world.member("Rangi").account(), &encoded(&apply));
    assert_eq!((flags, data), (0, [vec![0, 0], Applied::Renumbered { case: 1 }.encode()].concat()));
    hours.send("Rangi", apply).await.unwrap();

    assert_eq!(hours.deal(deal).contest.map(|contest| contest.case), Some(1));
    world.does(society.open_dispute(&world.member("Rangi"), subject(1), Ruling::For, UNIT)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_changes_accounts_keeps_hours_and_deals() {
    let hours = Hours::found().await;
    let (world, society) = (&hours.world, &hours.world.society);
    let deal = hours.agreed("Rangi", ("Mere", MERE), 45).await;
    let new = world.fund("Rangi anew", 200 * UNIT).await;
    world.does(society.rotate_account(&world.member("Rangi"), new.account())).await;
    world.does(society.accept_account(&new, RANGI)).await;

    assert_eq!(hours.send("Rangi", Message::Report { deal, minutes: 45 }).await, Err(Error::NotMember));
    hours.send("Rangi anew", Message::Report { deal, minutes: 45 }).await.unwrap();
    hours.send("Mere", Message::Report { deal, minutes: 45 }).await.unwrap();
    assert_eq!(hours.balance(RANGI), 45);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_exchange_goes_on_while_its_society_gets_new_code() {
    let hours = Hours::found().await;
    let world = &hours.world;
    let deal = hours.agreed("Rangi", ("Mere", MERE), 45).await;
    world.upload(next().code()).await;
    world.pass("Mere", upgrade(next().hash().0)).await;
    assert_eq!(world.stage.chain.code_hash(world.society.address()).await.unwrap(), Some(next().hash()));

    // Nothing is brought over yet: the society takes no messages, and answers.
    for by in ["Rangi", "Mere"] {
        hours.send(by, Message::Report { deal, minutes: 45 }).await.unwrap();
    }

    assert_eq!(hours.balance(RANGI), 45);
    assert_eq!(hours.deal(deal).status(world.stage.now_ms().await), DealStatus::Settled);
}
