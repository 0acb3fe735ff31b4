//! A small society with some of everything, over four months: gifts, a newcomer, grants with outcomes, help, dissent, a held
//! payment, petty payments, an expense, and a title that would do harm.

use std::path::PathBuf;
use std::sync::Arc;

use mutual_client::dashboard::{About, Dashboard, Form, Page};
use mutual_client::index::{Index, Place};
use mutual_client::society::Society;
use mutual_tests::{Stage, World, UNIT};
use mutual_types::{
    event::Event, Action, Choice, Document, GrantId, GrantTerms, Mode, PaymentId, PotId, ProposalId, StageTerms,
};

use crate::history::stories::indexed;

const DAY: u64 = 86_400_000;
/// The example's relief pot and the restricted one.
const RELIEF: PotId = PotId(2);
const FOOD: PotId = PotId(3);

/// A title with a script, an image that fails, a mark that turns the direction of what follows, and honest Hebrew.
pub const HOSTILE: &str = "<script>alert(1)</script><img src=x onerror=alert(1)> \u{202e}live\u{202c} שלום\u{200f}";

/// A society with its index.
pub struct Scene {
    pub world: World,
    pub dashboard: Arc<Dashboard>,
    pub db: PathBuf,
    /// The proposal that is open at the end, and the one with the hostile title.
    pub open: ProposalId,
    pub hostile: ProposalId,
    pub folder: tempfile::TempDir,
}

pub fn about(society: &Society) -> About {
    let chain = society.chain();
    About { society: society.address(), genesis: chain.genesis(), unit: chain.unit().clone() }
}

impl Scene {
    /// The society, indexed and audited.
    pub async fn set(names_are_shown: bool) -> Self {
        let world = found(names_are_shown).await;
        let (open, hostile) = live(&world).await;
        let folder = tempfile::tempdir().unwrap();
        let db = folder.path().join("books.sqlite");
        let mut keeper = indexed(&world.society, Place::File(db.clone())).await;
        assert_eq!(crate::history::stories::differences(&mut keeper).await, Vec::<String>::new());
        drop(keeper);
        let index = Index::open_existing(Place::File(db.clone()), &world.society).await.unwrap();
        let dashboard = Arc::new(Dashboard::new(index, about(&world.society)));
        Self { world, dashboard, db, open, hostile, folder }
    }

    /// A page that is there.
    pub async fn page(&self, name: &str) -> Page {
        let page = self.dashboard.page(name, 0, Form::Live).await.unwrap();
        page.unwrap_or_else(|| panic!("there is no {name}"))
    }

    /// Brings the index up to date.
    pub async fn index(&self) {
        drop(indexed(&self.world.society, Place::File(self.db.clone())).await);
    }
}

async fn found(names_are_shown: bool) -> World {
    World::with(Stage::served().await, |founding| {
        let rules = &mut founding.rules;
        rules.voting.voting_period_ms = 7 * DAY;
        rules.voting.notice_ms = DAY;
        rules.voting.execution_window_ms = 30 * DAY;
        rules.payments.window_ms = 30 * DAY;
        rules.payments.hold_ms = 7 * DAY;
        rules.payments.review_ms = 14 * DAY;
        rules.payments.petty_max = 20 * UNIT;
        rules.payments.expense_max = 50 * UNIT;
        rules.relief.publish_names = names_are_shown;
    })
    .await
}

async fn live(world: &World) -> (ProposalId, ProposalId) {
    gifts(world).await;
    world.admit("Tui").await;
    let paid = world.pass_spend("Losa", world.member("Rangi").account(), 20 * UNIT, PotId::GENERAL).await;
    pay(world, paid).await;
    wait(world, 31).await;

    grant(world).await;
    wait(world, 31).await;
    help(world).await;
    small_sums(world).await;
    wait(world, 31).await;

    outcome(world, 1, 57).await;
    dissent(world).await;
    let held = world.pass_spend("Tavita", world.member("Rangi").account(), 15 * UNIT, PotId::GENERAL).await;
    let losa = world.member("Losa");
    world.does(world.society.hold_payment(&losa, held, "is the <b>bill</b> ours?")).await;

    let hostile = propose(world, "Hemi", HOSTILE, Action::Resolution).await;
    let open = propose(world, "Joan", "A <em>bench</em> & a table for the garden", bench(world)).await;
    let mere = world.member("Mere");
    world.does(world.society.vote(&mere, open, Choice::Aye, Some("we sat on the ground all summer"))).await;
    (open, hostile)
}

fn bench(world: &World) -> Action {
    Action::Spend { payee: world.member("Rangi").account(), amount: 30 * UNIT, pot: PotId::GENERAL }
}

async fn wait(world: &World, days: u64) {
    let now_ms = world.stage.now_ms().await;
    world.stage.reach(now_ms + days * DAY).await;
}

async fn propose(world: &World, by: &str, title: &str, action: Action) -> ProposalId {
    let proposer = world.member(by);
    world.does(world.society.propose(&proposer, title, None, &action, Mode::Ballot, 0)).await.value
}

async fn gifts(world: &World) {
    let society = &world.society;
    for (who, pot, amount, memo) in [
        ("Sione", PotId::GENERAL, 900, Some("from the market")),
        ("Aroha", RELIEF, 150, None),
        ("Joan", FOOD, 80, Some("for the kai")),
    ] {
        let giver = world.member(who);
        world.does(society.contribute(&giver, pot, memo, amount * UNIT)).await;
    }
    world.fund_account(society.address(), 3 * UNIT).await;
}

/// Two treasurers approve, and it is paid.
async fn pay(world: &World, payment: PaymentId) {
    world.approve(payment, &["Mere", "Sione"]).await;
    world.does(world.society.release_payment(&world.member("Hemi"), payment)).await;
}

fn payment_of(events: &[Event]) -> PaymentId {
    let created = events.iter().find_map(|event| match event {
        Event::PaymentCreated(created) => Some(created.payment),
        _ => None,
    });
    created.expect("a payment was created")
}

async fn grant(world: &World) {
    let now_ms = world.stage.now_ms().await;
    let stage = |title: &str, days: u64| StageTerms {
        title: title.to_owned(),
        amount: 50 * UNIT,
        due_ms: now_ms + days * DAY,
        months: 0,
    };
    let terms = GrantTerms {
        payee: world.member("Tui").account(),
        pot: PotId::GENERAL,
        stages: vec![stage("Cook on <Fridays>", 90), stage("Cook on Saturdays", 140), stage("Write it down", 200)],
        unit: "shared meals".to_owned(),
        repay_by_ms: None,
    };
    world.pass("Fetu", Action::Grant(terms)).await;
    outcome(world, 0, 42).await;
}

/// The payee hands a stage in, a steward accepts it, and it is paid.
async fn outcome(world: &World, stage: u8, metric: u64) {
    let evidence = Document { uri: "https://example.org/<report>".to_owned(), hash: [0xAB; 32] };
    let (tui, losa) = (world.member("Tui"), world.member("Losa"));
    world.does(world.society.claim_stage(&tui, GrantId(0), stage, &evidence, metric)).await;
    let accepted = world.does(world.society.accept_stage(&losa, GrantId(0), stage)).await;
    pay(world, payment_of(&accepted.events)).await;
}

/// Rangi is helped, and Wiremu asks.
async fn help(world: &World) {
    let society = &world.society;
    let rangi = world.member("Rangi");
    let asked = world.does(society.ask_relief(&rangi, RELIEF, 40 * UNIT, [0xAA; 32])).await.value;
    let mut events = Vec::new();
    for attester in ["Salote", "Joan"] {
        events.extend(world.does(society.attest_relief(&world.member(attester), asked)).await.events);
    }
    let promised = events.iter().any(|event| matches!(event, Event::PaymentCreated(_)));
    let payment = match promised {
        true => payment_of(&events),
        false => world.does(society.promise_relief(&world.member("Salote"), asked)).await.value,
    };
    world.approve(payment, &["Mere"]).await;
    wait(world, 2).await;
    world.does(society.release_payment(&world.member("Hemi"), payment)).await;
    world.does(society.ask_relief(&world.member("Wiremu"), RELIEF, 25 * UNIT, [0xBB; 32])).await;
}

async fn small_sums(world: &World) {
    let allowance = Action::SetAllowance {
        pot: PotId::GENERAL,
        payment_max: 10 * UNIT,
        period_max: 30 * UNIT,
        period_ms: 30 * DAY,
    };
    world.pass("Mere", allowance).await;
    let (mere, hemi) = (world.member("Mere"), world.member("Hemi"));
    let payee = world.member("Rangi").account();
    world.does(world.society.pay_petty(&mere, PotId::GENERAL, payee, 4 * UNIT, "string & <nails>")).await;
    world.does(world.society.claim_expense(&hemi, PotId::GENERAL, 12 * UNIT, [0xCC; 32], "Seed")).await;
}

/// A proposal that fails, with a reason against it.
async fn dissent(world: &World) {
    let id = propose(world, "Ngaire", "Paint the hall <black>", Action::Resolution).await;
    for (who, choice, reason) in [
        ("Ngaire", Choice::Aye, None),
        ("Tavita", Choice::Nay, Some("<b>black</b> is \u{202e}hot in summer")),
        ("Fetu", Choice::Nay, None),
        ("Hemi", Choice::Abstain, Some("no view")),
    ] {
        world.does(world.society.vote(&world.member(who), id, choice, reason)).await;
    }
    wait(world, 8).await;
}
