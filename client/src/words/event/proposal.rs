//! Proposals, ballots and what the members change.

use mutual_types::{
    event::{
        BeneficiarySet, ContractCalled, ObjectionMade, PotClosed, PotMoved, PotOpened, ProposalMade, ProposalSettled,
        SpamJudged, VoteCast, WindowExtended,
    },
    Class, Mode,
};

use super::said;
use crate::text::{address, amount, moment, Unit};
use crate::words::names::{choice, counted, kind, pot_kind, status};

pub(super) fn proposal_made(e: &ProposalMade, unit: &Unit) -> String {
    let special = match e.class {
        Class::Special => ", which is special",
        Class::Ordinary => "",
    };
    let deposit = match e.deposit {
        0 => String::new(),
        deposit => format!(", with a deposit of {}", amount::format(deposit, unit)),
    };
    let ends = moment::format(e.ends_ms);
    let ends = match e.mode {
        Mode::Ballot => format!("voting ends {ends}"),
        Mode::Consent => format!("it passes {ends} unless enough members object"),
    };
    format!(
        "Member {} made proposal {} ({}){special}{deposit}; {} count for its quorum and {ends}.",
        e.proposer,
        e.proposal,
        kind(e.kind),
        counted(e.electorate, "member"),
    )
}

pub(super) fn vote_cast(e: &VoteCast) -> String {
    let who = match e.proxy {
        None => format!("Member {}", e.member),
        Some(holder) => format!("Member {holder}, as proxy of member {},", e.member),
    };
    format!(
        "{who} voted {} on proposal {}{}; voting ends {}.",
        choice(e.choice),
        e.proposal,
        said(e.reason.as_deref()),
        moment::format(e.ends_ms),
    )
}

pub(super) fn proposal_settled(e: &ProposalSettled, unit: &Unit) -> String {
    let deposit = match e.deposit {
        0 => String::new(),
        deposit => {
            let account = address::format(&e.account);
            format!("; its deposit of {} is a credit of {account}", amount::format(deposit, unit))
        }
    };
    format!("Proposal {} was settled ({}){deposit}.", e.proposal, status(e.status))
}

pub(super) fn objection_made(e: &ObjectionMade) -> String {
    let effect = match e.ballot_ends_ms {
        None => format!("there are {} of the {} that open a ballot", e.objections, counted(e.needed, "objection")),
        Some(ends_ms) => format!("that opened a ballot, which ends {}", moment::format(ends_ms)),
    };
    format!("Member {} objected to proposal {}{}; {effect}.", e.member, e.proposal, said(Some(&e.reason)))
}

pub(super) fn spam_judged(e: &SpamJudged, unit: &Unit) -> String {
    let effect = match e.forfeited {
        0 => format!("{} say so now", counted(e.judges, "steward")),
        planck => format!("its deposit of {} went to the general pot", amount::format(planck, unit)),
    };
    format!("Steward {} called proposal {} spam; {effect}.", e.steward, e.proposal)
}

pub(super) fn window_extended(e: &WindowExtended) -> String {
    let until = moment::format(e.expires_ms);
    format!("Proposal {} can be executed until {until}, because its pot is short of money.", e.proposal)
}

pub(super) fn beneficiary_set(e: &BeneficiarySet) -> String {
    let (account, from) = (address::format(&e.account), moment::format(e.from_ms));
    format!("{account} is the beneficiary of what is left at dissolution from {from} on.")
}

pub(super) fn pot_opened(e: &PotOpened) -> String {
    format!("Pot {} was opened, a {} pot.", e.pot, pot_kind(e.kind))
}

pub(super) fn pot_moved(e: &PotMoved, unit: &Unit) -> String {
    format!("{} were moved from pot {} to pot {}.", amount::format(e.amount, unit), e.from, e.to)
}

pub(super) fn pot_closed(e: &PotClosed, unit: &Unit) -> String {
    match e.amount {
        0 => format!("Pot {} was closed; it was empty.", e.pot),
        planck => format!(
            "Pot {} was closed; its {} went to the general pot, or to the account it names for that.",
            e.pot,
            amount::format(planck, unit),
        ),
    }
}

pub(super) fn contract_called(e: &ContractCalled, unit: &Unit) -> String {
    format!(
        "The contract {} was called with {}, as proposal {} decided.",
        address::format(&e.callee),
        amount::format(e.value, unit),
        e.proposal,
    )
}
