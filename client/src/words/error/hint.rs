//! What to do next: each error with a way on, and a command where one helps.

use mutual_types::{
    ApplicationStatus, Collection, Conflict, Error, Field, PaymentStatus, PotRefusal, ProposalStatus, Standing,
};

use crate::text::{amount, moment, Unit};

/// The hint of an error.
pub(super) fn hint(error: &Error, unit: &Unit) -> String {
    let money = |planck| amount::format(planck, unit);
    match *error {
        Error::NotYet(_) => "Propose a resolution in its place: `mutual proposal new resolution`.".to_owned(),
        Error::Overflow => "Check the amounts and times that you gave.".to_owned(),
        Error::TextTooLong { field, .. } => text_too_long(field).to_owned(),
        Error::TooMany { what, .. } => too_many(what).to_owned(),
        Error::RuleOutOfBounds { .. } => {
            "Choose a value in that range; `mutual society show` says how far each rule may change.".to_owned()
        }
        Error::NoFounders => "Name at least one founder in the founding file.".to_owned(),
        Error::DuplicateAccount(_) => "Name each account once.".to_owned(),
        Error::DuplicateRole(_) => "Name each role of an account once.".to_owned(),
        Error::TooFewTreasurers { needed, .. } => {
            format!("Give {needed} founders or more the role of treasurer, or ask for fewer approvals.")
        }
        Error::InvalidBeneficiary => {
            "Name an account that belongs to nobody in the society, such as that of a charity \
                                      you trust."
                .to_owned()
        }
        Error::InvalidPots => "Put the general pot first, and give a restriction to restricted pots only.".to_owned(),
        Error::NotMember => "Apply with `mutual member apply`, or sign with your member account.".to_owned(),
        Error::AccountBound(_) => "Use another account; `mutual member list` shows who this one belongs to.".to_owned(),
        Error::NotInGoodStanding(standing) => standing_hint(standing).to_owned(),
        Error::WrongCharterVersion { current, .. } => {
            format!("Read version {current} (`mutual society show` says where) and acknowledge that one.")
        }
        Error::NoApplication => "The applicant has to begin, with `mutual member apply`.".to_owned(),
        Error::ApplicationNotOpen(status) => match status {
            ApplicationStatus::Open => "Wait until it is decided or its time has run out.",
            ApplicationStatus::Admitted => "There is nothing left to do: the applicant is a member.",
            ApplicationStatus::Expired => "The applicant can apply again with `mutual member apply`.",
        }
        .to_owned(),
        Error::AlreadyApplied { .. } => {
            "Ask members to sponsor it with `mutual member sponsor`, or to propose it with `mutual proposal new admit`."
                .to_owned()
        }
        Error::AlreadySponsored => "Ask another member to sponsor the applicant too.".to_owned(),
        Error::SponsorshipsFull { .. } => {
            "Wait until one of those applications is decided, or ask another member to sponsor.".to_owned()
        }
        Error::AdmissionsFull { until_ms } => format!("Try again after {}.", moment::format(until_ms)),
        Error::NothingToSponsor => "Look at how people join with `mutual society show`.".to_owned(),
        Error::NotEligible { .. } => {
            "Leave this one to the others; you decide on what is made from that time on.".to_owned()
        }
        Error::NoMember(_) => "List the members with `mutual member list`.".to_owned(),
        Error::NoProposal(_) => "List the proposals with `mutual proposal list`.".to_owned(),
        Error::VotingClosed { .. } => "See how it ended with `mutual proposal show <NUMBER>`.".to_owned(),
        Error::AlreadyVoted(_) => "See how the vote stands with `mutual proposal show <NUMBER>`.".to_owned(),
        Error::Recused => "Speak with the members who vote: they see the arguments, not only the ballots.".to_owned(),
        Error::NotExecutable { status, .. } => not_executable(status).to_owned(),
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
        Error::NoPot(_) => "List the pots with `mutual treasury show`.".to_owned(),
        Error::PotClosed(_) => "Choose an open pot: `mutual treasury show`.".to_owned(),
        Error::PotForbids(refusal) => match refusal {
            PotRefusal::Kind => "See what each pot allows with `mutual treasury show`, or choose the general one.",
            PotRefusal::Payee => "See whom each pot pays with `mutual treasury show`, or choose the general one.",
            PotRefusal::Ended => "Choose another pot: `mutual treasury show`.",
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
        Error::PaymentNotWaiting { status, .. } => payment_not_waiting(status).to_owned(),
        Error::NotRenewable { renewed: true, .. } => "The members can release or cancel it by a proposal.".to_owned(),
        Error::NotRenewable { status, renewed: false } => payment_not_waiting(status).to_owned(),
        Error::NotTreasurer => "Ask one of the treasurers: `mutual member list` shows who they are.".to_owned(),
        Error::NotSteward => "Ask one of the stewards: `mutual member list` shows who they are.".to_owned(),
        Error::ConflictOfInterest(Conflict::Proposer | Conflict::Payee) => {
            "Ask another treasurer to approve it: `mutual member list` shows who they are.".to_owned()
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
        Error::NoSuchSeat => "See who holds which role with `mutual member list`.".to_owned(),
        Error::NothingToSweep => "See what the society holds with `mutual treasury show`.".to_owned(),
        Error::NoCredit => "Check that you sign with the account that the money is for.".to_owned(),
        Error::TransferFailed => {
            "Check that the account of the payee exists, and that what it gets is enough to keep it open.".to_owned()
        }
        Error::Migrating => "Try again when it is finished; `mutual society show` says so.".to_owned(),
    }
}

fn text_too_long(field: Field) -> &'static str {
    match field {
        Field::Uri => "Put the document at a shorter address.",
        Field::Name | Field::PotName | Field::Unit => {
            "Choose a shorter one; letters with accents count as two bytes or more."
        }
        Field::Purpose | Field::Title | Field::Reason | Field::Memo | Field::StageTitle => {
            "Say it in fewer words, and put the long text into a document."
        }
    }
}

fn too_many(what: Collection) -> &'static str {
    match what {
        Collection::Founders => "Found the society with fewer, and let the others apply with `mutual member apply`.",
        Collection::Pots => "Begin with fewer pots, or close one that is empty.",
        Collection::Kinds => "Name fewer kinds.",
        Collection::Payees => "Name fewer, or none, which means any.",
        Collection::Seats => "End a role first: `mutual proposal new revoke`.",
        Collection::Approvals => "There is nothing left to do: this payment has enough approvals.",
        Collection::Page => "Ask for fewer at a time with `--limit`.",
        Collection::Sponsorships => {
            "Wait until one of those applications is decided, or ask another member to sponsor."
        }
        Collection::Stages => "Make fewer stages, or two grants.",
        Collection::OpenProposals => {
            "Wait until one of them has ended, and settle it with `mutual proposal settle <NUMBER>`."
        }
    }
}

fn standing_hint(standing: Standing) -> &'static str {
    match standing {
        Standing::Good | Standing::Grace => "Try again.",
        Standing::Lapsed => "Pay the dues that are owed, or ask the members to waive them.",
        Standing::Suspended => {
            "Wait for its end, which `mutual member show <ACCOUNT>` says, or ask the members to lift it."
        }
        Standing::Departed => "Who has left takes no part; ask a member to propose what you need.",
    }
}

fn not_executable(status: ProposalStatus) -> &'static str {
    match status {
        ProposalStatus::Voting => "Vote with `mutual proposal vote <NUMBER>`, and execute it after its notice.",
        ProposalStatus::Notice => "Run the same command again then.",
        ProposalStatus::Executable => "Run the same command again.",
        ProposalStatus::Executed => "See what it did with `mutual proposal show <NUMBER>`.",
        ProposalStatus::Rejected | ProposalStatus::NoQuorum | ProposalStatus::Expired | ProposalStatus::Withdrawn => {
            "Propose it anew with `mutual proposal new`, if it is still wanted."
        }
    }
}

fn payment_not_waiting(status: PaymentStatus) -> &'static str {
    match status {
        PaymentStatus::Waiting => {
            "Approve it with `mutual payment approve <NUMBER>`, or release it with `mutual payment release <NUMBER>`."
        }
        PaymentStatus::Lapsed => {
            "A treasurer can renew it once with `mutual payment renew <NUMBER>`; after that the members can release or \
             cancel it by a proposal."
        }
        PaymentStatus::Released => "There is nothing left to do; see it with `mutual payment show <NUMBER>`.",
        PaymentStatus::Cancelled => {
            "If the money is still owed, propose a new payment with `mutual proposal new spend`."
        }
    }
}
