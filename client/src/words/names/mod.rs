//! Short names of the things that have one: kinds, roles, states.

mod bounded;
mod dispute;
mod grant;
mod money;
mod person;
mod proposal;
mod relief;

pub use bounded::{collection, field};
pub use dispute::{dispute_status, dispute_subject, ruling, ruling_on};
pub use grant::{grant_status, stage_status};
pub use money::{origin, payment_status, pot_kind, pot_refusal, refusal};
pub use person::{admission, application_status, conflict, proxy_refusal, role, standing};
pub use proposal::{choice, class, kind, mode, status};
pub use relief::{relation, relief_cap, relief_status};

/// `1 member`, `3 members`; for nouns whose plural takes an s.
pub(super) fn counted(count: impl Into<u64>, noun: &str) -> String {
    match count.into() {
        1 => format!("1 {noun}"),
        count => format!("{count} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use mutual_types::Kind;
    use scale::Decode;

    use super::*;

    #[test]
    fn no_two_kinds_share_a_name() {
        let kinds: Vec<Kind> = (0..=u8::MAX).map_while(|index| Kind::decode(&mut &[index][..]).ok()).collect();
        let names: BTreeSet<_> = kinds.iter().map(|kind| super::kind(*kind)).collect();
        assert_eq!(names.len(), kinds.len());
        assert!(names.iter().all(|name| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')));
    }

    #[test]
    fn one_takes_no_plural() {
        assert_eq!(counted(1u8, "member"), "1 member");
        assert_eq!(counted(0u8, "member"), "0 members");
    }
}
