use std::collections::BTreeSet;

use mutual_types::{event::Event, *};
use scale::Decode;
use serde_json::{json, Value};

use super::ToJson;

const ZERO: &str = "5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM";

/// A record of zeros.
fn blank<T: Decode>() -> T {
    T::decode(&mut [0; 1_024].as_slice()).unwrap()
}

/// One of each variant.
fn one_of_each<T: Decode>() -> Vec<T> {
    (0..=u8::MAX)
        .map_while(|index| {
            let mut bytes = vec![0; 1_024];
            bytes[0] = index;
            T::decode(&mut bytes.as_slice()).ok()
        })
        .collect()
}

#[test]
fn money_is_a_text_and_accounts_are_addresses() {
    let spend = Action::Spend { payee: AccountId([0; 32]), amount: u128::MAX, pot: PotId(3) };
    let expected = json!({
        "kind": "spend",
        "payee": ZERO,
        "amount": "340282366920938463463374607431768211455",
        "pot": 3,
    });
    assert_eq!(spend.to_json(), expected);
}

#[test]
fn moments_are_numbers_and_words_and_zero_is_never() {
    let role = Role::Keeper(PotId(2));
    let seat = Seat { role, member: MemberIndex(1), expires_ms: 1_700_000_000_000, terms: 1, last_case_ms: 0 };
    let expected = json!({
        "role": { "kind": "keeper", "pot": 2 },
        "member": 1,
        "expires_ms": 1_700_000_000_000u64,
        "expires_at": "2023-11-14T22:13:20Z",
        "terms": 1,
        "last_case_ms": 0,
        "last_case_at": null,
    });
    assert_eq!(seat.to_json(), expected);
    let member: Value = blank::<Member>().to_json();
    assert_eq!((&member["departed_ms"], &member["departed_at"]), (&json!(0), &Value::Null));
    let state = PaymentState::Released { at_ms: 1_000 };
    assert_eq!(state.to_json(), json!({ "kind": "released", "at_ms": 1_000, "at": "1970-01-01T00:00:01Z" }));
}

#[test]
fn names_are_written_in_snake_case() {
    assert_eq!(Kind::RecoverAccount.to_json(), json!("recover_account"));
    assert_eq!(ProposalStatus::NoQuorum.to_json(), json!("no_quorum"));
    assert_eq!(AdmissionPolicy::Sponsored(2).to_json(), json!({ "kind": "sponsored", "sponsors": 2 }));
}

#[test]
fn each_error_names_itself_and_has_its_numbers() {
    let errors = one_of_each::<Error>();
    let kinds: BTreeSet<_> = errors.iter().map(|error| error.to_json()["kind"].to_string()).collect();
    assert_eq!(kinds.len(), errors.len());
    let error = Error::NotEnoughApprovals { have: 1, needed: 2 };
    assert_eq!(error.to_json(), json!({ "kind": "not_enough_approvals", "have": 1, "needed": 2 }));
    assert_eq!(Error::NotYet(Kind::Dissolve).to_json(), json!({ "kind": "not_yet", "proposal_kind": "dissolve" }));
}

#[test]
fn each_event_names_itself_and_has_its_number() {
    for name in Event::NAMES {
        let event = (0..200).find_map(|len| Event::decode(name, &vec![0; len])).unwrap();
        let json = event.to_json();
        let keys: Vec<_> = json.as_object().unwrap().keys().take(2).collect();
        assert_eq!(keys, ["event", "seq"], "{name}");
        assert_eq!(json["event"], super::object::snake_case(name));
    }
}

#[test]
fn each_event_has_all_its_fields() {
    for name in Event::NAMES {
        let event = (0..200).find_map(|len| Event::decode(name, &vec![0; len])).unwrap();
        let json = event.to_json();
        let debug = format!("{event:#?}");
        let fields = debug.lines().filter_map(|line| line.strip_prefix("        "));
        let fields: Vec<_> =
            fields.filter(|line| !line.starts_with(' ')).filter_map(|line| line.split_once(':')).collect();
        assert!(!fields.is_empty(), "{name}: {debug}");
        for (field, _) in fields {
            assert!(json.get(field).is_some(), "{name} has no {field}: {json}");
        }
    }
}

#[test]
fn what_an_exit_paid_back_is_a_list_of_grants_with_amounts() {
    let account = AccountId([0; 32]);
    let (seq, member, credit, still_owed) = (9, MemberIndex(3), 10, 0);
    let settled =
        event::ExitSettled { seq, member, account, credit, repaid: vec![(GrantId(1), u128::MAX)], still_owed };
    let expected = json!({
        "event": "exit_settled",
        "seq": 9,
        "member": 3,
        "account": ZERO,
        "credit": "10",
        "repaid": [{ "grant": 1, "amount": "340282366920938463463374607431768211455" }],
        "still_owed": "0",
    });
    assert_eq!(settled.to_json(), expected);
    assert_eq!((MemberIndex(3), Standing::Good).to_json(), json!({ "member": 3, "standing": "good" }));
}

#[test]
fn a_dispute_names_its_subject() {
    let subject = DisputeSubject::Stage { grant: GrantId(2), stage: 1 };
    assert_eq!(subject.to_json(), json!({ "kind": "stage", "grant": 2, "stage": 1 }));
    let dispute = blank::<DisputeView>().to_json();
    assert_eq!(dispute["dispute"]["subject"], json!({ "kind": "payment", "payment": 0 }));
    assert_eq!(dispute["dispute"]["opened_at"], Value::Null);
}

#[test]
fn records_of_grants_and_relief_have_their_money_as_text() {
    let grant = blank::<GrantView>().to_json();
    assert_eq!((&grant["grant"]["paid"], &grant["grant"]["repay_by_at"]), (&json!("0"), &Value::Null));
    let request = blank::<ReliefView>().to_json();
    assert_eq!((&request["request"]["amount"], &request["request"]["withdrawn_ms"]), (&json!("0"), &json!(0)));
}

#[test]
fn each_action_is_named_as_its_kind() {
    for action in one_of_each::<Action>() {
        assert_eq!(action.to_json()["kind"], action.kind().to_json());
    }
}

#[test]
fn a_society_is_one_document() {
    let json = blank::<SocietyView>().to_json();
    assert_eq!(json["rules"]["voting"]["consent_max"], "0");
    assert_eq!(json["bounds"]["reserve_floor"], json!({ "min": "0", "max": "0" }));
    assert_eq!(json["charter"]["document"]["hash"].as_str().map(str::len), Some(66));
    assert_eq!(json["counters"]["ledger"]["credits"], "0");
    assert_eq!((&json["dissolution"], &json["next_beneficiary"]), (&Value::Null, &Value::Null));
}

#[test]
fn mistakes_of_a_founding_file_keep_their_lines() {
    let mistakes = crate::founding_file::load("name = 3", &crate::text::Unit::default()).unwrap_err();
    let json = mistakes.to_json();
    let name = json.as_array().unwrap().iter().find(|mistake| mistake["field"] == "name").unwrap();
    assert_eq!(name["line"], 1);
}
