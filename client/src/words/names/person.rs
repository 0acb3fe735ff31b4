//! Members and what they may do.

use mutual_types::{AdmissionPolicy, ApplicationStatus, Conflict, ProxyRefusal, Role, Standing, PROXIES_MAX};

use super::counted;

/// A role.
pub fn role(role: Role) -> String {
    match role {
        Role::Treasurer => "treasurer".to_owned(),
        Role::Steward => "steward".to_owned(),
        Role::Arbitrator => "arbitrator".to_owned(),
        Role::Keeper(pot) => format!("keeper of pot {pot}"),
    }
}

/// A member's standing.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Good => "in good standing",
        Standing::Grace => "behind with dues, within the grace",
        Standing::Lapsed => "lapsed",
        Standing::Suspended => "suspended",
        Standing::Departed => "departed",
    }
}

/// What has become of an application.
pub fn application_status(status: ApplicationStatus) -> &'static str {
    match status {
        ApplicationStatus::Open => "open",
        ApplicationStatus::Admitted => "admitted",
        ApplicationStatus::Expired => "expired",
    }
}

/// Who lets an applicant in.
pub fn admission(policy: AdmissionPolicy) -> String {
    match policy {
        AdmissionPolicy::Open => "open: who applies is in".to_owned(),
        AdmissionPolicy::Sponsored(count) => {
            format!("sponsored: {} must vouch for an applicant", counted(count, "member"))
        }
        AdmissionPolicy::Ballot => "ballot: the members vote on each applicant".to_owned(),
    }
}

/// What keeps a person from approving.
pub fn conflict(conflict: Conflict) -> &'static str {
    match conflict {
        Conflict::Proposer => "you asked for it",
        Conflict::Payee => "it pays you",
        Conflict::Subject => "it is about you",
    }
}

/// Why a proxy is refused.
pub fn proxy_refusal(refusal: ProxyRefusal) -> String {
    match refusal {
        ProxyRefusal::OneSelf => "nobody is their own proxy".to_owned(),
        ProxyRefusal::Chain => "who votes for others gives no proxy, and who has given one votes for nobody".to_owned(),
        ProxyRefusal::Full => format!("nobody votes for more than {}", counted(PROXIES_MAX, "other member")),
        ProxyRefusal::NotOffered => "this member has not offered it to you".to_owned(),
        ProxyRefusal::None => "there is none to end between you and this member".to_owned(),
    }
}
