//! What happens next with a proposal, and who can make it happen.

use mutual_types::{Action, Proposal, ProposalBody, ProposalId, ProposalStatus, TimestampMs, SPAM_WINDOW_MS};

use crate::text::moment;

/// What happens next.
pub(super) fn next(
    id: ProposalId,
    proposal: &Proposal,
    body: &ProposalBody,
    status: ProposalStatus,
    now_ms: TimestampMs,
) -> String {
    let appeal = match body.action {
        Action::Suspend { .. } | Action::Expel { .. } => {
            format!("; the member may appeal: `mutual dispute open expulsion {id} --against`")
        }
        Action::RecoverAccount { .. } => {
            format!("; the account that it replaces can stop it: `mutual proposal stop-recovery {id}`")
        }
        _ => String::new(),
    };
    match status {
        ProposalStatus::Voting => format!("members vote: `mutual proposal vote {id} aye`"),
        ProposalStatus::Consenting => {
            format!("it passes unless members object: `mutual proposal object {id} --reason TEXT`")
        }
        ProposalStatus::Notice => format!("it passed; it can be carried out when its notice is over{appeal}"),
        ProposalStatus::Appealed => "it passed; it waits for the ruling on the appeal".to_owned(),
        ProposalStatus::Executable => format!("anyone can carry it out: `mutual proposal execute {id}`"),
        _ if proposal.settled => "nothing: it is over and settled".to_owned(),
        _ => match spam_until_ms(proposal, body, status) {
            Some(until_ms) if now_ms < until_ms => format!(
                "stewards can call it spam until {}: `mutual proposal judge-spam {id}`; then anyone can settle it",
                moment::format(until_ms)
            ),
            _ => format!("anyone can settle it: `mutual proposal settle {id}`"),
        },
    }
}

/// Until when stewards may call it spam, where they may.
fn spam_until_ms(proposal: &Proposal, body: &ProposalBody, status: ProposalStatus) -> Option<TimestampMs> {
    let may = status == ProposalStatus::NoQuorum && body.deposit > 0;
    may.then(|| proposal.ends_ms.saturating_add(SPAM_WINDOW_MS))
}
