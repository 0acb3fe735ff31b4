//! Every message of the society, with its arguments.

use mutual_types::{
    read, AccountId, Action, Choice, DisputeId, DisputeSubject, Document, GrantId, MemberIndex, Mode, PaymentId,
    Planck, PotId, ProposalId, ReliefId, Role, Ruling,
};

macro_rules! messages {
    ($($(#[$mark:ident])* $name:ident = $label:literal { $($field:ident: $type:ty),* $(,)? })*) => {
        /// A message; its fields are its arguments, in their order.
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[allow(missing_docs)] // each is named after the message in `docs/society.md`
        pub enum Message {
            $($name { $($field: $type),* },)*
        }

        impl Message {
            /// The labels of all messages.
            pub const LABELS: &'static [&'static str] = &[$($label),*];

            /// The message's name in the contract.
            pub fn label(&self) -> &'static str {
                match self {
                    $(Self::$name { .. } => $label,)*
                }
            }

            /// The message with this label and these arguments as they are sent; none where they are no arguments of it.
            pub fn decode(label: &str, mut args: &[u8]) -> Option<Self> {
                let args = &mut args;
                match label {
                    $($label => {
                        $(let $field = read::decode(args).ok()?;)*
                        Some(Self::$name { $($field),* })
                    })*
                    _ => None,
                }
            }

            /// Whether it takes money.
            pub fn is_payable(&self) -> bool {
                match self {
                    $(Self::$name { .. } => [$(stringify!($mark)),*].contains(&"payable"),)*
                }
            }

            /// Whether it is possible while the society dissolves.
            pub(crate) fn is_for_the_end(&self) -> bool {
                match self {
                    $(Self::$name { .. } => [$(stringify!($mark)),*].contains(&"also_dissolving"),)*
                }
            }
        }
    };
}

messages! {
    Apply = "apply" { charter_version: u32 }
    Sponsor = "sponsor" { applicant: AccountId }
    Acknowledge = "acknowledge" { charter_version: u32 }
    AdmitBatch = "admit_batch" { accounts: Vec<AccountId> }
    #[payable] PayDues = "pay_dues" { member: MemberIndex, periods: u32 }
    RecordLapse = "record_lapse" { member: MemberIndex }
    RecordReturn = "record_return" { member: MemberIndex }
    #[payable] BuyShares = "buy_shares" { count: u32 }
    Leave = "leave" {}
    #[also_dissolving] SettleExit = "settle_exit" { member: MemberIndex }
    RotateAccount = "rotate_account" { to: AccountId }
    AcceptAccount = "accept_account" { member: MemberIndex }
    #[also_dissolving] Resign = "resign" { role: Role }
    OfferProxy = "offer_proxy" { holder: MemberIndex }
    AcceptProxy = "accept_proxy" { member: MemberIndex }
    EndProxy = "end_proxy" { member: MemberIndex }

    #[payable] #[also_dissolving]
    Propose = "propose" { title: String, document: Option<Document>, action: Action, mode: Mode }
    #[also_dissolving] Vote = "vote" { proposal: ProposalId, choice: Choice, reason: Option<String> }
    #[also_dissolving]
    VoteWithProxies = "vote_with_proxies" { proposal: ProposalId, choice: Choice, reason: Option<String> }
    #[also_dissolving] Object = "object" { proposal: ProposalId, reason: String }
    #[also_dissolving] WithdrawProposal = "withdraw_proposal" { proposal: ProposalId }
    StateCase = "state_case" { proposal: ProposalId, document: Document }
    Certify = "certify" { proposal: ProposalId }
    JudgeSpam = "judge_spam" { proposal: ProposalId }
    #[also_dissolving] Settle = "settle" { proposal: ProposalId }
    ExtendWindow = "extend_window" { proposal: ProposalId }
    #[also_dissolving] Execute = "execute" { proposal: ProposalId }
    #[also_dissolving] StopRecovery = "stop_recovery" { proposal: ProposalId }

    #[payable] Contribute = "contribute" { pot: PotId, memo: Option<String> }
    #[also_dissolving] Sweep = "sweep" {}
    #[also_dissolving] WithdrawCredit = "withdraw_credit" {}
    #[also_dissolving] ApprovePayment = "approve_payment" { payment: PaymentId }
    #[also_dissolving] ReleasePayment = "release_payment" { payment: PaymentId }
    RenewPayment = "renew_payment" { payment: PaymentId }
    HoldPayment = "hold_payment" { payment: PaymentId, reason: String }
    LiftHold = "lift_hold" { payment: PaymentId }
    #[also_dissolving] WaivePayment = "waive_payment" { payment: PaymentId }
    PayPetty = "pay_petty" { pot: PotId, payee: AccountId, amount: Planck, memo: String }
    ClaimExpense = "claim_expense" { pot: PotId, amount: Planck, receipt: [u8; 32], title: String }
    MakeCall = "make_call" { payment: PaymentId }

    ClaimStage = "claim_stage" { grant: GrantId, stage: u8, evidence: Document, metric: u64 }
    AcceptStage = "accept_stage" { grant: GrantId, stage: u8 }
    ReturnStage = "return_stage" { grant: GrantId, stage: u8, reason: String }
    LapseStage = "lapse_stage" { grant: GrantId, stage: u8 }
    PayStipend = "pay_stipend" { grant: GrantId }
    #[payable] RepayGrant = "repay_grant" { grant: GrantId }

    AskRelief = "ask_relief" { pot: PotId, amount: Planck, evidence: [u8; 32] }
    AttestRelief = "attest_relief" { request: ReliefId }
    PromiseRelief = "promise_relief" { request: ReliefId }
    WithdrawRelief = "withdraw_relief" { request: ReliefId }

    #[payable] OpenDispute = "open_dispute" { subject: DisputeSubject, wanted: Ruling }
    JoinDispute = "join_dispute" { dispute: DisputeId }
    RuleDispute = "rule_dispute" { dispute: DisputeId, ruling: Ruling }
    ReferDispute = "refer_dispute" { dispute: DisputeId }
    #[also_dissolving] SettleDispute = "settle_dispute" { dispute: DisputeId }

    OpenDissolution = "open_dissolution" {}
    #[also_dissolving] CountSharers = "count_sharers" { limit: u32 }
    #[also_dissolving] CancelPayment = "cancel_payment" { payment: PaymentId }
    #[also_dissolving] CancelGrant = "cancel_grant" { grant: GrantId }
    #[also_dissolving] LiquidatePot = "liquidate_pot" { pot: PotId }
    #[also_dissolving] Divide = "divide" {}
    #[also_dissolving] ClaimShare = "claim_share" { member: MemberIndex }
    #[also_dissolving] ForfeitCredit = "forfeit_credit" { account: AccountId }

    #[also_dissolving] Migrate = "migrate" { limit: u32 }
}
