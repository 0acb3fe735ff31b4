//! The past of a federation of two: the scene's society, which is number 0 there, and the other one beside it, number 1.

use mutual_client::contract::Bundle;
use mutual_client::federation::{Federation, Message};
use mutual_client::society::Society;
use mutual_tests::UNIT;
use mutual_types::federation::{
    BackingId, BackingTerms, DrawId, Founding, Matter, Outcome, Part, Report, Rules, SocietyId,
};
use mutual_types::{event::Event, AccountId, Action, Choice, Document, Mode, PotId, PotKind};
use scale::Decode;

use super::scene::{Scene, DAY_MS};

/// How far the past has come; each has what stands before it.
const CHAPTERS: [&str; 5] = ["invited", "joined", "backed", "drawn", "owed"];

impl Scene {
    /// A federation with this past.
    pub async fn district(&self, chapter: &str) -> AccountId {
        let other = self.found_beside(Bundle::society().unwrap()).await;
        *self.another.lock().unwrap() = Some(other);
        let (own, other) = (self.world.society.clone(), self.society_at(other).await);
        let mere = self.world.member("Mere");
        for society in [&own, &other] {
            society.contribute(&mere, PotId::GENERAL, None, 300 * UNIT).await.unwrap();
        }
        let founders = match chapter {
            "beside" => vec![other.address()],
            _ => vec![own.address(), other.address()],
        };
        let address = self.make(Bundle::federation().unwrap(), &founding(founders)).await;
        let federation = Federation::at(&self.world.stage.chain, address).await.unwrap();
        match chapter {
            // The scene's own society is not invited.
            "beside" => self.decide(&federation, &other, &Message::join()).await,
            "backing" => {
                self.unfold(&federation, &own, &other, "joined").await;
                self.back(&federation, &own).await;
            }
            // The other one owes the scene's.
            "lent" => {
                self.unfold(&federation, &own, &other, "joined").await;
                self.back(&federation, &own).await;
                self.draw(&federation, &other).await;
                self.collect(&federation, &other).await;
            }
            "moved" => {
                self.unfold(&federation, &own, &other, "joined").await;
                let matter = Matter::AddUnit("trees planted".to_owned());
                self.decide(&federation, &other, &Message::move_motion(&matter)).await;
            }
            "reported" => {
                self.unfold(&federation, &own, &other, "joined").await;
                for society in [SocietyId(0), SocietyId(1)] {
                    federation.refresh(&mere, society).await.unwrap();
                }
                let stage = &self.world.stage;
                stage.reach(stage.now_ms().await + 91 * DAY_MS).await;
                self.decide(&federation, &other, &Message::report(0, &report())).await;
            }
            chapter => self.unfold(&federation, &own, &other, chapter).await,
        }
        address
    }

    /// All chapters up to this one.
    async fn unfold(&self, federation: &Federation, own: &Society, other: &Society, last: &str) {
        for chapter in CHAPTERS {
            match chapter {
                "joined" => {
                    for society in [own, other] {
                        self.decide(federation, society, &Message::join()).await;
                    }
                }
                "backed" => self.back(federation, other).await,
                "drawn" => self.draw(federation, own).await,
                "owed" => self.collect(federation, own).await,
                _ => {}
            }
            if chapter == last {
                return;
            }
        }
        panic!("no chapter of a district: {last}");
    }

    async fn back(&self, federation: &Federation, backer: &Society) {
        let ends_ms = self.world.stage.now_ms().await + 300 * DAY_MS;
        let terms = BackingTerms { backed: None, limit: 40 * UNIT, ends_ms, repay_ms: Some(180 * DAY_MS) };
        self.decide(federation, backer, &Message::back(&terms, 40 * UNIT)).await;
    }

    async fn draw(&self, federation: &Federation, society: &Society) {
        let parts = [Part { backing: BackingId(0), amount: 20 * UNIT }];
        self.decide(federation, society, &Message::draw(&parts, &document("flood"))).await;
    }

    async fn collect(&self, federation: &Federation, society: &Society) {
        let pots = society.all_pots().await.unwrap();
        let pot = pots.into_iter().find(|pot| pot.pot.spec.kind == PotKind::Relief).expect("a relief pot").id;
        federation.collect(&self.world.member("Mere"), DrawId(0), pot).await.unwrap();
    }

    async fn society_at(&self, address: AccountId) -> Society {
        Society::at(&self.world.stage.chain, address).await.unwrap()
    }

    /// A society's members have it send the federation a message, with money of the general pot.
    async fn decide<T: Decode>(&self, federation: &Federation, society: &Society, message: &Message<T>) {
        let action = Action::Call(federation.call(message, PotId::GENERAL).await.unwrap());
        let rangi = self.world.member("Rangi");
        let id = society.propose(&rangi, "As a district", None, &action, Mode::Ballot, 0).await.unwrap().value;
        for name in ["Mere", "Sione", "Aroha", "Tavita", "Losa", "Hemi", "Ngaire", "Fetu", "Joan"] {
            let proposal = society.proposal(id).await.unwrap().expect("the proposal").0;
            if proposal.decided {
                break;
            }
            society.vote(&self.world.member(name), id, Choice::Aye, None).await.unwrap();
        }
        let proposal = society.proposal(id).await.unwrap().expect("the proposal").0;
        self.world.stage.reach(proposal.executable_from_ms()).await;
        let executed = society.execute(&rangi, id).await.unwrap();
        let payment = executed.events.iter().find_map(|event| match event {
            Event::PaymentCreated(created) => Some(created.payment),
            _ => None,
        });
        if let Some(payment) = payment {
            for treasurer in ["Sione", "Aroha"] {
                society.approve_payment(&self.world.member(treasurer), payment).await.unwrap();
            }
            society.make_call(&rangi, payment).await.unwrap();
        }
        // So that nobody's next proposal takes a deposit.
        society.settle(&rangi, id).await.unwrap();
    }
}

fn document(name: &str) -> Document {
    Document { uri: format!("https://example.org/{name}.md"), hash: [3; 32] }
}

fn founding(founders: Vec<AccountId>) -> Founding {
    Founding {
        name: "The district".to_owned(),
        charter: document("district"),
        units: vec!["meals".to_owned(), "nights in shelter".to_owned()],
        period_ms: 90 * DAY_MS,
        founding_ms: 60 * DAY_MS,
        rules: Rules {
            voting_ms: 30 * DAY_MS,
            approval_bps: 6_667,
            waiting_ms: 0,
            collect_ms: 30 * DAY_MS,
            backing_max_ms: 700 * DAY_MS,
            draws_max: 8,
        },
        founders,
    }
}

fn report() -> Report {
    Report {
        money_in: 300 * UNIT,
        money_out: 120 * UNIT,
        people_helped: 31,
        outcomes: vec![Outcome { unit: 0, amount: 420 }, Outcome { unit: 1, amount: 12 }],
        document: document("report"),
    }
}
