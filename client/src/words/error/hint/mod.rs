//! What to do next: each error with a way on, and a command where one helps.

mod end;
mod help;
mod limit;
mod member;
mod money;
mod proposal;

use mutual_types::{Conflict, Error, PotRefusal};

use crate::text::{amount, moment, Unit};

/// The hint of an error.
pub(super) fn hint(error: &Error, unit: &Unit) -> String {
    let money = |planck| amount::format(planck, unit);
    match *error {
        Error::NotYet(kind) => proposal::not_yet(kind).to_owned(),
        Error::Overflow => "Check the amounts and times that you gave.".to_owned(),
        Error::TextTooLong { field, .. } => limit::text_too_long(field).to_owned(),
        Error::TooMany { what, .. } => limit::too_many(what).to_owned(),
        Error::RuleOutOfBounds { .. } => {
            "Choose a value in that range; `mutual society rules` says how far each rule may change.".to_owned()
        }
        Error::NoFounders => "Name at least one founder in the founding file.".to_owned(),
        Error::DuplicateAccount(_) => "Name each account once.".to_owned(),
        Error::DuplicateRole(_) => "Name each role of an account once.".to_owned(),
        Error::TooFewTreasurers { needed, .. } => {
            format!("Give {needed} founders or more the role of treasurer, or ask for fewer approvals.")
        }
        Error::InvalidBeneficiary => {
            "Use an account that belongs to nobody in the society, such as that of a charity you trust.".to_owned()
        }
        Error::InvalidPots => "Put the general pot first, and give a restriction to restricted pots only.".to_owned(),
        Error::NotMember => "Apply with `mutual member apply`, or sign with your member account.".to_owned(),
        Error::AccountBound(_) => "Use another account; `mutual member list` shows who this one belongs to.".to_owned(),
        Error::NotInGoodStanding(standing) => member::standing(standing).to_owned(),
        Error::WrongCharterVersion { current, .. } => {
            format!("Read version {current} (`mutual society show` says where) and acknowledge that one.")
        }
        Error::NoApplication => "The applicant has to begin, with `mutual member apply`.".to_owned(),
        Error::ApplicationNotOpen(status) => member::application(status).to_owned(),
        Error::AlreadyApplied { .. } => {
            "Ask members to sponsor it with `mutual member sponsor`, or to propose it with `mutual proposal new admit`."
                .to_owned()
        }
        Error::AlreadySponsored => "Ask another member to sponsor the applicant too.".to_owned(),
        Error::SponsorshipsFull { .. } => {
            "Wait until one of those applications is decided, or ask another member to sponsor.".to_owned()
        }
        Error::AdmissionsFull { until_ms } => format!("Try again after {}.", moment::format(until_ms)),
        Error::NothingToSponsor => "See how people join with `mutual society rules`.".to_owned(),
        Error::NotEligible { .. } => {
            "Leave this one to the others; you decide on what is made from that time on.".to_owned()
        }
        Error::NoMember(_) => "List the members with `mutual member list`.".to_owned(),
        Error::NoProposal(_) => "List the proposals with `mutual proposal list`.".to_owned(),
        Error::VotingClosed { .. } => "See how it ended with `mutual proposal show <NUMBER>`.".to_owned(),
        Error::AlreadyVoted(_) => "See how the vote stands with `mutual proposal show <NUMBER>`.".to_owned(),
        Error::Recused => "Speak with the members who vote: they see the arguments, not only the ballots.".to_owned(),
        Error::NotExecutable { status, .. } => proposal::not_executable(status).to_owned(),
        Error::NotOver(_) => "Wait for its end; `mutual proposal show <NUMBER>` says when that is.".to_owned(),
        Error::AlreadySettled | Error::NothingToCertify => {
            "There is nothing left to do; see it with `mutual proposal show <NUMBER>`.".to_owned()
        }
        Error::WrongDeposit { needed: 0, .. } => "Propose without a deposit.".to_owned(),
        Error::WrongDeposit { needed, .. } => format!(
            "Send exactly {} along; it is given back when the proposal has ended, unless it is judged to be spam. Or \
             wait until one of your open proposals has ended.",
            money(needed),
        ),
        Error::NoPot(_) => "List the pots with `mutual treasury pots`.".to_owned(),
        Error::PotClosed(_) => "Choose an open pot: `mutual treasury pots`.".to_owned(),
        Error::PotForbids(refusal) => match refusal {
            PotRefusal::Kind => "See what each pot allows with `mutual treasury pots`, or choose the general one.",
            PotRefusal::Payee => "See whom each pot pays with `mutual treasury pots`, or choose the general one.",
            PotRefusal::Ended => "Choose another pot: `mutual treasury pots`.",
        }
        .to_owned(),
        Error::InsufficientPot { .. } => {
            "Wait until other promises end, or add money to the pot with `mutual treasury deposit`.".to_owned()
        }
        Error::ZeroAmount => "Give an amount above zero.".to_owned(),
        Error::PayeeIsSociety => {
            "Name the account of whoever gets the money; to move it between pots, propose that.".to_owned()
        }
        Error::NoPayment(_) => "List the payments with `mutual payment list`.".to_owned(),
        Error::PaymentNotWaiting { status, .. } => money::not_waiting(status).to_owned(),
        Error::NotRenewable { renewed: true, .. } => money::MEMBERS_DECIDE.to_owned(),
        Error::NotRenewable { status, renewed: false } => money::not_waiting(status).to_owned(),
        Error::NotTreasurer => "Ask one of the treasurers: `mutual member roles` shows who they are.".to_owned(),
        Error::NotSteward => "Ask one of the stewards: `mutual member roles` shows who they are.".to_owned(),
        Error::ConflictOfInterest(Conflict::Proposer | Conflict::Payee | Conflict::Subject) => {
            "Leave it to another officer: `mutual member roles` shows who they are.".to_owned()
        }
        Error::AlreadyApproved => {
            "Ask another treasurer to approve it too; `mutual payment show <NUMBER>` says who has.".to_owned()
        }
        Error::NotEnoughApprovals { .. } => {
            "Ask more treasurers to approve it with `mutual payment approve <NUMBER>`; ended terms do not count."
                .to_owned()
        }
        Error::TermsExhausted { .. } => "Ask another member to take the role for a term.".to_owned(),
        Error::TermOutOfRange { max_ms, .. } => {
            format!("Propose a term of {} or less.", crate::text::duration::format(max_ms))
        }
        Error::NoSuchSeat => "See who holds which role with `mutual member roles`.".to_owned(),
        Error::NothingToSweep => "See what the society holds with `mutual treasury show`.".to_owned(),
        Error::NoCredit => "Check that you sign with the account that the money is for.".to_owned(),
        Error::TransferFailed => {
            "Check that the account of the payee exists, and that what it gets is enough to keep it open.".to_owned()
        }
        Error::Migrating => "Anyone can bring them up to date with `mutual society migrate`.".to_owned(),

        Error::NoConsent(_) => "Propose it for a ballot in place of a consent.".to_owned(),
        Error::NotConsenting(status) => proposal::not_consenting(status).to_owned(),
        Error::Consenting { .. } => {
            "Who is against it objects with `mutual proposal object <NUMBER>`; all others do nothing.".to_owned()
        }
        Error::AlreadyObjected => "Others can object too, with `mutual proposal object <NUMBER>`.".to_owned(),
        Error::ReasonMissing => "Say why, in a few words.".to_owned(),
        Error::NotProposer => "Ask who made it, or vote against it with `mutual proposal vote <NUMBER>`.".to_owned(),
        Error::SpamWindow { until_ms } => {
            format!("Settle it after {} with `mutual proposal settle <NUMBER>`.", moment::format(until_ms))
        }
        Error::NotSpam { .. } | Error::AlreadyStated => "See it with `mutual proposal show <NUMBER>`.".to_owned(),
        Error::AlreadyJudged => {
            "Ask another steward, who calls it so with `mutual proposal judge-spam <NUMBER>`.".to_owned()
        }
        Error::NotExtendable => proposal::NOT_EXTENDABLE.to_owned(),
        Error::NotSubject => {
            "Sign with the present account of that member, and check the number with `mutual proposal list`.".to_owned()
        }
        Error::NotInNotice(_) => proposal::NOT_IN_NOTICE.to_owned(),
        Error::WrongStanding(standing) => member::wrong_standing(standing).to_owned(),
        Error::WrongValue { needed: 0, .. } => "Send no money along.".to_owned(),
        Error::WrongValue { needed, .. } => format!("Send {}, or less to pay a part of a grant back.", money(needed)),
        Error::NoDues => "There is nothing to pay; `mutual society rules` says what members pay.".to_owned(),
        Error::TooFarAhead { .. } => "Choose fewer periods or an earlier date.".to_owned(),
        Error::NotLapsed { .. } => {
            "Record it then with `mutual member dues lapse`, if the dues are still not paid.".to_owned()
        }
        Error::NothingToRecord => {
            "There is nothing left to do; see it with `mutual member list` or `mutual dissolution show`.".to_owned()
        }
        Error::SharesFull { .. } => {
            "See what shares cost, and the most one may hold, with `mutual society rules`.".to_owned()
        }
        Error::LastMember => "End the society in good order: `mutual proposal new dissolve`.".to_owned(),
        Error::ExitNotDue { due_ms: 0 } => "See the member's record with `mutual member show <ACCOUNT>`.".to_owned(),
        Error::ExitNotDue { .. } => "Run `mutual member settle-exit` then.".to_owned(),
        Error::InDebt(_) => {
            "Pay it back with `mutual grant repay`, or ask for `mutual proposal new forgive-debt`.".to_owned()
        }
        Error::NotOwed { owed: 0, .. } => {
            "There is nothing to forgive; see the loans with `mutual grant list`.".to_owned()
        }
        Error::NotOwed { owed, .. } => format!("Propose to forgive {} or less.", money(owed)),
        Error::NoOffer => "Offer it with `mutual member rotate`, signed with the member's present account.".to_owned(),
        Error::ProxyRefused(refusal) => member::proxy_refused(refusal).to_owned(),
        Error::FoundingOver { .. } => "People join now one by one, beginning with `mutual member apply`.".to_owned(),

        Error::PotNotEmpty { reserved: 0, open_items: 0 } => {
            "Take the allowance away with `mutual proposal new set-allowance` and zeros.".to_owned()
        }
        Error::PotNotEmpty { .. } => {
            "See what is open with `mutual payment list` and `mutual grant list`, and end it first.".to_owned()
        }
        Error::WrongPot(_) => "See the pots and their kinds with `mutual treasury pots`.".to_owned(),
        Error::OverMax { max: 0, .. } | Error::SelfPayment => money::ASK_INSTEAD.to_owned(),
        Error::OverMax { max, .. } => {
            format!("Choose {} or less, or ask the members with `mutual proposal new spend`.", money(max))
        }
        Error::AllowanceExceeded { .. } => money::ALLOWANCE_EXCEEDED.to_owned(),
        Error::NotKeeper => "Ask one of them: `mutual member roles` shows who they are.".to_owned(),
        Error::AlreadyHeld => {
            "Open a dispute with `mutual dispute open`, or ask the members with `mutual proposal new cancel-payment`."
                .to_owned()
        }
        Error::NotHeld => "See who holds it, and until when, with `mutual payment show <NUMBER>`.".to_owned(),
        Error::NotPayee => "Sign with the account that the money is for.".to_owned(),
        Error::ReleaseTooEarly { .. } | Error::StageTooEarly { .. } => "Run the same command again then.".to_owned(),
        Error::NotACall => {
            "For the one `mutual payment call <NUMBER>`, for the other `mutual payment release <NUMBER>`.".to_owned()
        }

        Error::InvalidStages { .. } => "Correct that stage; the first one has the number 0.".to_owned(),
        Error::NoGrant(_) => "List the grants with `mutual grant list`.".to_owned(),
        Error::GrantOver(_) => "See what was paid with `mutual grant show <NUMBER>`.".to_owned(),
        Error::WrongStage { status, .. } => help::wrong_stage(status).to_owned(),
        Error::NotRepayable => "To give money all the same, use `mutual treasury deposit`.".to_owned(),
        Error::NoReliefOffered => "Ask a member to propose a payment with `mutual proposal new spend`.".to_owned(),
        Error::NoRelief(_) => "List the requests with `mutual relief list`.".to_owned(),
        Error::ReliefTooEarly { .. } => {
            "Ask then; until then a member can propose a payment with `mutual proposal new spend`.".to_owned()
        }
        Error::ReliefOpen(request) => {
            format!("Wait until it is paid, or withdraw it with `mutual relief withdraw {request}`.")
        }
        Error::ReliefCapped { cap, left, .. } => help::relief_capped(cap, left, unit),
        Error::WrongRelief(status) => help::wrong_relief(status).to_owned(),
        Error::Related(_) | Error::Barred { .. } | Error::AttestationsFull { .. } | Error::AlreadyAttested => {
            "Ask another member to attest it with `mutual relief attest <NUMBER>`.".to_owned()
        }

        Error::NoDispute(_) => "List the disputes with `mutual dispute list`.".to_owned(),
        Error::AlreadyDisputed(dispute) => format!("See it with `mutual dispute show {dispute}`."),
        Error::NotDisputable => end::NOT_DISPUTABLE.to_owned(),
        Error::NotParty => "Ask one of those concerned, a treasurer or a steward to open it.".to_owned(),
        Error::WrongDispute { status, .. } => end::wrong_dispute(status).to_owned(),
        Error::NotOnPanel | Error::AlreadyRuled => {
            "See who rules, and who has, with `mutual dispute show <NUMBER>`.".to_owned()
        }
        Error::Dissolving { .. } => "See what can still be done with `mutual dissolution show`.".to_owned(),
        Error::NotDissolving | Error::NotDormant { .. } => {
            "The members can decide on it with `mutual proposal new dissolve`.".to_owned()
        }
        Error::ClaimsOpen { until_ms } => format!("Run the same command again after {}.", moment::format(until_ms)),
        Error::ClaimsOver { .. } => {
            "It can be given up with `mutual payment cancel <NUMBER>`; its money is divided with the rest.".to_owned()
        }
        Error::NotDivisible { pots_open, members_left } => end::not_divisible(pots_open, members_left).to_owned(),
        Error::NoShare => "See who shares, and what, with `mutual dissolution show`.".to_owned(),
        Error::NotUnclaimed { .. } => {
            "Until then the owner can withdraw it with `mutual treasury withdraw`.".to_owned()
        }
        Error::CodeChanged { .. } => end::CODE_CHANGED.to_owned(),
        Error::CallFailed { code } => end::call_failed(code).to_owned(),
        Error::UpgradeFailed => "Check the hash, and that code with this hash is on the chain.".to_owned(),
        Error::NothingToMigrate => "There is nothing left to do.".to_owned(),
        Error::WrongVersion { needed, .. } => format!("Propose it as version {needed}."),
    }
}
