//! What is so: each error with its numbers.

mod end;
mod help;
mod member;
mod money;
mod proposal;

use mutual_types::{Error, TimestampMs};

use crate::{
    text::{address, amount, duration, moment, Unit},
    words::{self, names::counted},
};

/// The sentence of an error.
pub(super) fn sentence(error: &Error, unit: &Unit) -> String {
    let money = |planck| amount::format(planck, unit);
    match *error {
        Error::NotYet(kind) => proposal::not_yet(kind),
        Error::Overflow => "A sum is larger than the chain can count, or more would be taken than is there.".to_owned(),
        Error::TextTooLong { field, len, max } => {
            format!("{} is {len} bytes long, and may have {max}.", capital(words::field(field)))
        }
        Error::TooMany { what, count, max } => {
            format!("There would be {count} {}, and at most {max} are possible.", words::collection(what))
        }
        Error::RuleOutOfBounds { rule, value, min, max } => member::rule_out_of_bounds(rule, value, (min, max), unit),
        Error::NoFounders => "A society needs at least one founder.".to_owned(),
        Error::DuplicateAccount(account) => {
            format!("The account {} is named twice.", address::format(&account))
        }
        Error::DuplicateRole(account) => {
            format!("The account {} is given a role twice.", address::format(&account))
        }
        Error::TooFewTreasurers { count, needed } => {
            let count = counted(count, "treasurer");
            format!("There would be {count}, and the approvals that payments need call for {needed}.")
        }
        Error::InvalidBeneficiary => {
            "The beneficiary of the asset lock must be an outsider: neither a member nor the society itself.".to_owned()
        }
        Error::InvalidPots => money::INVALID_POTS.to_owned(),
        Error::NotMember => "This account is not a member's.".to_owned(),
        Error::AccountBound(member) => {
            format!("This account is or was that of member {member}, and stays theirs for ever.")
        }
        Error::NotInGoodStanding(standing) => {
            format!("This member cannot act now: they are {}.", words::standing(standing))
        }
        Error::WrongCharterVersion { given, current } => {
            format!("Version {given} of the charter was acknowledged, and version {current} is in force.")
        }
        Error::NoApplication => "This account has not applied for membership.".to_owned(),
        Error::ApplicationNotOpen(status) => {
            format!("Members cannot act on this application: it is {}.", words::application_status(status))
        }
        Error::AlreadyApplied { ends_ms } => {
            format!("This account has applied already, and its application is open until {}.", moment::format(ends_ms))
        }
        Error::AlreadySponsored => "You sponsor this applicant already.".to_owned(),
        Error::SponsorshipsFull { open, max } => {
            format!("You sponsor {}, and a member may sponsor {max} at a time.", counted(open, "open application"))
        }
        Error::AdmissionsFull { until_ms } => format!(
            "As many members as the rules allow were admitted in this period, which ends {}.",
            moment::format(until_ms),
        ),
        Error::NothingToSponsor => "Nobody sponsors applicants under this society's rules.".to_owned(),
        Error::NotEligible { made_ms, eligible_from_ms } => format!(
            "You decide on what was made after you joined and your probation was over ({}); this was made {}.",
            moment::format(eligible_from_ms),
            moment::format(made_ms),
        ),
        Error::NoMember(member) => format!("There is no member {member}."),
        Error::NoProposal(proposal) => format!("There is no proposal {proposal}."),
        Error::VotingClosed { ended_ms, now_ms } => {
            format!("Voting ended {}, {}.", moment::format(ended_ms), ago(ended_ms, now_ms))
        }
        Error::AlreadyVoted(choice) => {
            format!("You have voted {} on this proposal, and a ballot does not change.", words::choice(choice))
        }
        Error::Recused => "This proposal is about you, so you have no vote on it.".to_owned(),
        Error::NotExecutable { status, from_ms, until_ms, now_ms } => {
            proposal::not_executable(status, from_ms, until_ms, now_ms)
        }
        Error::NotOver(status) => {
            format!("The proposal has not come to its end: it is {}.", words::status(status))
        }
        Error::AlreadySettled => "The proposal was settled before.".to_owned(),
        Error::NothingToCertify => proposal::NOTHING_TO_CERTIFY.to_owned(),
        Error::WrongDeposit { given, needed } => {
            format!("The deposit is {}, and {} came with the proposal.", money(needed), money(given))
        }
        Error::NoPot(pot) => format!("There is no pot {pot}."),
        Error::PotClosed(pot) => format!("Pot {pot} is closed."),
        Error::PotForbids(refusal) => format!("The pot does not allow this: {}.", words::pot_refusal(refusal)),
        Error::InsufficientPot { available, needed } => {
            format!("The pot can promise {}, and this needs {}.", money(available), money(needed))
        }
        Error::ZeroAmount => "The amount is zero.".to_owned(),
        Error::PayeeIsSociety => "The society cannot pay itself.".to_owned(),
        Error::NoPayment(payment) => format!("There is no payment {payment}."),
        Error::PaymentNotWaiting { status, ends_ms } => money::not_waiting(status, ends_ms),
        Error::NotRenewable { renewed: true, .. } => {
            "The payment was renewed before, and that is possible once.".to_owned()
        }
        Error::NotRenewable { status, renewed: false } => format!(
            "The payment is {}, and only one whose window is over can be renewed.",
            words::payment_status(status),
        ),
        Error::NotTreasurer => "Only a treasurer whose term runs can do this, and you are none now.".to_owned(),
        Error::NotSteward => {
            "Only a steward, or for some things a treasurer, whose term runs can do this; you are none now.".to_owned()
        }
        Error::ConflictOfInterest(conflict) => {
            format!("You cannot decide on this: {}.", words::conflict(conflict))
        }
        Error::AlreadyApproved => "You have approved this payment already.".to_owned(),
        Error::NotEnoughApprovals { have, needed } => money::not_enough_approvals(have, needed),
        Error::TermsExhausted { terms, max } => {
            format!("The member has served {} in a row, and the rules allow {max}.", counted(terms, "term"))
        }
        Error::TermOutOfRange { term_ms, max_ms } => format!(
            "A term of {} is not possible: it must be longer than nothing and no longer than {}.",
            duration::format(term_ms),
            duration::format(max_ms),
        ),
        Error::NoSuchSeat => "The member does not hold this role.".to_owned(),
        Error::NothingToSweep => "All the society's money is booked: nothing has come without a message.".to_owned(),
        Error::NoCredit => "The society owes this account nothing.".to_owned(),
        Error::TransferFailed => "The chain refused the transfer, and nothing was paid.".to_owned(),
        Error::Migrating => end::MIGRATING.to_owned(),

        Error::NoConsent(kind) => proposal::no_consent(kind),
        Error::NotConsenting(status) => {
            format!(
                "Objections are taken while a proposal is decided by consent, and this one is {}.",
                words::status(status)
            )
        }
        Error::Consenting { ends_ms } => {
            format!(
                "This proposal passes {} unless enough members object; there is no ballot.",
                moment::format(ends_ms)
            )
        }
        Error::AlreadyObjected => "You have objected to this proposal already.".to_owned(),
        Error::ReasonMissing => "This needs a reason, and none was given.".to_owned(),
        Error::NotProposer => "Only the member who made a proposal can withdraw it.".to_owned(),
        Error::SpamWindow { until_ms } => proposal::spam_window(until_ms),
        Error::NotSpam { status, until_ms } => proposal::not_spam(status, until_ms),
        Error::AlreadyJudged => "You have called this proposal spam already.".to_owned(),
        Error::NotExtendable => proposal::NOT_EXTENDABLE.to_owned(),
        Error::NotSubject => "Only the member whom the proposal is about can do this.".to_owned(),
        Error::AlreadyStated => {
            "You have stated your case on this proposal, and a statement does not change.".to_owned()
        }
        Error::NotInNotice(status) => proposal::not_in_notice(status),
        Error::WrongStanding(standing) => {
            format!("This is not possible as things are: the member is {}.", words::standing(standing))
        }
        Error::WrongValue { given, needed } => format!("{} are due, and {} came along.", money(needed), money(given)),
        Error::NoDues => "There are no dues in this society.".to_owned(),
        Error::TooFarAhead { until_ms, max_ms } => member::too_far_ahead(until_ms, max_ms),
        Error::NotLapsed { from_ms } => {
            format!("No lapse can be recorded for this member before {}.", moment::format(from_ms))
        }
        Error::NothingToRecord => "There is nothing to record: all is counted as it stands.".to_owned(),
        Error::SharesFull { held, max } => member::shares_full(held, max),
        Error::LastMember => "This is the last member who can act, and nobody would be left to decide.".to_owned(),
        Error::ExitNotDue { due_ms } => member::exit_not_due(due_ms),
        Error::InDebt(debt) => format!("The member still owes {} that are past due.", money(debt)),
        Error::NotOwed { owed, asked } => {
            format!("The member owes {} that are past due, and {} cannot be forgiven.", money(owed), money(asked))
        }
        Error::NoOffer => {
            "The member has not offered the membership to this account, or offers it to another now.".to_owned()
        }
        Error::ProxyRefused(refusal) => format!("The proxy is not possible: {}.", words::proxy_refusal(refusal)),
        Error::FoundingOver { ended_ms } => {
            format!("The founding is over: members could be admitted in batches until {}.", moment::format(ended_ms))
        }

        Error::PotNotEmpty { reserved, open_items } => money::pot_not_empty(reserved, open_items, unit),
        Error::WrongPot(kind) => format!("This is not possible with this pot: it is a {} pot.", words::pot_kind(kind)),
        Error::OverMax { amount, max } => money::over_max(amount, max, unit),
        Error::AllowanceExceeded { left, needed } => money::allowance_exceeded(left, needed, unit),
        Error::NotKeeper => money::NOT_KEEPER.to_owned(),
        Error::SelfPayment => "Nobody pays themselves with their own signature.".to_owned(),
        Error::AlreadyHeld => "The payment was held before, and that is possible once.".to_owned(),
        Error::NotHeld => "You do not hold this payment, or the hold is over.".to_owned(),
        Error::NotPayee => "Only who the money is for can do this, with their present account.".to_owned(),
        Error::ReleaseTooEarly { from_ms, now_ms } => {
            format!("The payment can be released from {} on, {}.", moment::format(from_ms), ago(from_ms, now_ms))
        }
        Error::NotACall => money::NOT_A_CALL.to_owned(),

        Error::InvalidStages { stage } => help::invalid_stages(stage),
        Error::NoGrant(grant) => format!("There is no grant {grant}."),
        Error::GrantOver(status) => format!("The grant is over: it is {}.", words::grant_status(status)),
        Error::WrongStage { current, status } => help::wrong_stage(current, status),
        Error::StageTooEarly { from_ms, now_ms } => {
            format!("This is possible from {} on, {}.", moment::format(from_ms), ago(from_ms, now_ms))
        }
        Error::NotRepayable => "The grant is a gift, and not to be paid back.".to_owned(),
        Error::NoReliefOffered => "This society gives no relief: its rules allow no amount for it.".to_owned(),
        Error::NoRelief(request) => format!("There is no relief request {request}."),
        Error::ReliefTooEarly { from_ms } => format!("You can ask for relief from {} on.", moment::format(from_ms)),
        Error::ReliefOpen(request) => format!("Your relief request {request} is still open."),
        Error::ReliefCapped { cap, left, needed } => help::relief_capped(cap, left, needed, unit),
        Error::WrongRelief(status) => {
            format!("This cannot be done with the request now: it is {}.", words::relief_status(status))
        }
        Error::Related(relation) => format!("You cannot attest this request: {}.", words::relation(relation)),
        Error::Barred { until_ms } => {
            format!("The members have withdrawn your right to attest until {}.", moment::format(until_ms))
        }
        Error::AttestationsFull { until_ms } => help::attestations_full(until_ms),
        Error::AlreadyAttested => "You have attested this request already.".to_owned(),

        Error::NoDispute(dispute) => format!("There is no dispute {dispute}."),
        Error::AlreadyDisputed(dispute) => format!("There is a dispute about this already, number {dispute}."),
        Error::NotDisputable => end::NOT_DISPUTABLE.to_owned(),
        Error::NotParty => "This dispute is not yours to open: you have no part in the matter.".to_owned(),
        Error::WrongDispute { status, ends_ms } => end::wrong_dispute(status, ends_ms),
        Error::NotOnPanel => "Only the arbitrators of this dispute's panel whose terms run rule on it.".to_owned(),
        Error::AlreadyRuled => "You have voted on this dispute, or asked for it, already.".to_owned(),
        Error::Dissolving { since_ms } => {
            format!("The society dissolves since {}, and this is no longer possible.", moment::format(since_ms))
        }
        Error::NotDissolving => "The society does not dissolve.".to_owned(),
        Error::NotDormant { from_ms } => end::not_dormant(from_ms),
        Error::ClaimsOpen { until_ms } => {
            format!("What is approved can be claimed until {}, and this only after that.", moment::format(until_ms))
        }
        Error::ClaimsOver { ended_ms } => {
            format!("The society dissolves, and the time for claims ended {}.", moment::format(ended_ms))
        }
        Error::NotDivisible { pots_open, members_left } => end::not_divisible(pots_open, members_left),
        Error::NoShare => "There is no share for this member, or they have had it.".to_owned(),
        Error::NotUnclaimed { from_ms } => {
            format!("Credits wait for their owners until {}.", moment::format(from_ms))
        }
        Error::CodeChanged { found } => end::code_changed(found),
        Error::CallFailed { code } => end::call_failed(code),
        Error::UpgradeFailed => "The society's code cannot be replaced by that one.".to_owned(),
        Error::NothingToMigrate => "The society's records are of the present version.".to_owned(),
        Error::WrongVersion { given, needed } => {
            format!("This would be version {given} of the charter, and the next one is version {needed}.")
        }
    }
}

fn ago(then_ms: TimestampMs, now_ms: TimestampMs) -> String {
    match now_ms.checked_sub(then_ms) {
        Some(0) => "this very moment".to_owned(),
        Some(ms) => format!("{} ago", duration::rough(ms)),
        None => format!("in {}", duration::rough(then_ms.saturating_sub(now_ms))),
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
