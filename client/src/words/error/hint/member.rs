//! Members.

use mutual_types::{ApplicationStatus, ProxyRefusal, Standing};

pub(super) fn application(status: ApplicationStatus) -> &'static str {
    match status {
        ApplicationStatus::Open => "Wait until it is decided or its time has run out.",
        ApplicationStatus::Admitted => "There is nothing left to do: the applicant is a member.",
        ApplicationStatus::Expired => "The applicant can apply again with `mutual member apply`.",
    }
}

pub(super) fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Good => "Run the same command again.",
        Standing::Grace => "Pay the dues first, with `mutual member dues pay`.",
        Standing::Lapsed => "Pay the dues with `mutual member dues pay`, or ask the members to waive them.",
        Standing::Suspended => {
            "Wait for its end, which `mutual member show <ACCOUNT>` says, or ask the members to reinstate you."
        }
        Standing::Departed => "Who has left takes no part; ask a member to propose what you need.",
    }
}

pub(super) fn wrong_standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Good | Standing::Grace => "There is nothing left to do: they can act as any member.",
        Standing::Lapsed | Standing::Suspended => "See their record with `mutual member show <ACCOUNT>`.",
        Standing::Departed => "Pay out their shares first, with `mutual member settle-exit`.",
    }
}

pub(super) fn proxy_refused(refusal: ProxyRefusal) -> &'static str {
    match refusal {
        ProxyRefusal::OneSelf => "Name another member.",
        ProxyRefusal::Chain => "End the other proxy first, with `mutual member proxy end`, or choose somebody else.",
        ProxyRefusal::Full => "Choose somebody else, or end one of those with `mutual member proxy end`.",
        ProxyRefusal::NotOffered => "Ask them to offer it with `mutual member proxy offer`.",
        ProxyRefusal::None => "See who votes for whom with `mutual member show <ACCOUNT>`.",
    }
}
