//! What has happened.

use mutual_types::event::{self, Event};

use super::object::events;

events! {
    Event from event;

    SocietyFounded { founder, members, value }
    Applied { account, charter_version, ends_ms: at }
    Sponsored { account, sponsor, sponsors, needed }
    MemberAdmitted { account, member }
    CharterAcknowledged { member, version }
    ProposalMade { proposal, proposer, kind, class, electorate, potential, ends_ms: at, deposit, mode }
    VoteCast { proposal, member, choice, ends_ms: at, reason, proxy }
    ProposalCertified { proposal, steward }
    ProposalExecuted { proposal }
    ProposalSettled { proposal, status, account, deposit }
    PaymentCreated { payment, origin, payee, amount, pot, ends_ms: at }
    PaymentApproved { payment, treasurer, approvals }
    PaymentReleased { payment, payee, amount, pot }
    PaymentRefused { payment, refusal }
    PaymentRenewed { payment, treasurer, ends_ms: at }
    RoleGranted { member, role, expires_ms: at }
    RoleRevoked { member, role }
    Contributed { from, pot, amount, memo }
    SurplusSwept { amount }
    CreditWithdrawn { account, amount }

    DuesPaid { member, payer, periods, amount, paid_until_ms: at }
    DuesWaived { member, until_ms: at }
    LapseRecorded { member }
    ReturnRecorded { member }
    SharesBought { member, count, amount }
    MemberLeft { member, exit_due_ms: at }
    ExitSettled { member, account, credit, repaid, still_owed }
    DebtForgiven { member, amount }

    AccountOffered { member, to }
    AccountRotated { member, from, to }
    AccountRecovered { member, from, to }
    RecoveryStopped { proposal, member }
    RoleResigned { member, role }
    ProxyOffered { member, holder }
    ProxyAccepted { member, holder }
    ProxyEnded { member, holder }
    MemberReinstated { member }
    MemberSuspended { member, until_ms: at }
    MemberExpelled { member }
    CaseStated { proposal, member, document }

    ObjectionMade { proposal, member, objections, needed, reason, ballot_ends_ms: at }
    ProposalWithdrawn { proposal }
    SpamJudged { proposal, steward, judges, forfeited }
    WindowExtended { proposal, expires_ms: at }
    RulesSet {}
    CharterAmended { version }
    BeneficiarySet { account, from_ms: at }
    PotOpened { pot, kind }
    PotMoved { from, to, amount }
    PotClosed { pot, amount }
    CodeUpgraded { code_hash }

    PaymentHeld { payment, by, until_ms: at, reason }
    HoldLifted { payment, by }
    PaymentReleaseDecided { payment, ends_ms: at }
    PaymentCancelled { payment, amount }
    PaymentWaived { payment, amount }
    PaymentCredited { payment, account, amount }
    AllowanceSet { pot, payment_max, period_max, period_ms }
    PettyPaid { pot, by, payee, amount, memo }
    ExpenseClaimed { expense, payment, member, amount, pot, receipt, title }
    ContractCalled { proposal, callee, value }

    GrantMade { grant, proposal, payee, pot, amount, repay_by_ms: at }
    StageClaimed { grant, stage, evidence, metric }
    StageAccepted { grant, stage, steward, metric, payment }
    StageReturned { grant, stage, steward, reason }
    StageLapsed { grant, stage, returned }
    StipendDue { grant, stage, payment }
    GrantStopped { grant, returned }
    GrantRepaid { grant, payer, amount, outstanding }

    ReliefAsked { request, member, amount, pot, ends_ms: at }
    ReliefAttested { request, member, attesters, needed }
    ReliefWithdrawn { request }
    AttestersBarred { members, until_ms: at }

    DisputePetitioned { dispute, subject, opener }
    DisputeJoined { dispute, member, petitioners }
    DisputeOpened { dispute, subject, opener, panel, ends_ms: at }
    PanelVoted { dispute, arbitrator, ruling }
    DisputeReferred { dispute, proposal }
    DisputeRuled { dispute, ruling, by_members }
    DisputeSettled { dispute, deposit, forfeited }

    DissolutionOpened { made_ms: at, claims_until_ms: at }
    SharersCounted { next, sharers }
    Divided { total, sharers, each, extra }
    ShareClaimed { member, account, share }
    CreditForfeited { account, amount }
}
