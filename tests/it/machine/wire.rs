//! A message as bytes.

use mutual_client::contract::Bundle;
use mutual_model::Message;
use scale::Encode;

macro_rules! arguments {
    ($message:expr, $($name:ident { $($field:ident)* })*) => {
        match $message {
            $(Message::$name { $($field),* } => {
                #[allow(unused_mut)]
                let mut bytes = Vec::new();
                $($field.encode_to(&mut bytes);)*
                bytes
            })*
        }
    };
}

/// Selector and arguments.
pub fn encode(bundle: &Bundle, message: &Message) -> Vec<u8> {
    let selector = bundle.message(message.label()).unwrap();
    [selector.as_slice(), &arguments(message)].concat()
}

fn arguments(message: &Message) -> Vec<u8> {
    arguments! { message,
        Apply { charter_version }
        Sponsor { applicant }
        Acknowledge { charter_version }
        AdmitBatch { accounts }
        PayDues { member periods }
        RecordLapse { member }
        RecordReturn { member }
        BuyShares { count }
        Leave {}
        SettleExit { member }
        RotateAccount { to }
        AcceptAccount { member }
        Resign { role }
        OfferProxy { holder }
        AcceptProxy { member }
        EndProxy { member }
        Propose { title document action mode }
        Vote { proposal choice reason }
        VoteWithProxies { proposal choice reason }
        Object { proposal reason }
        WithdrawProposal { proposal }
        StateCase { proposal document }
        Certify { proposal }
        JudgeSpam { proposal }
        Settle { proposal }
        ExtendWindow { proposal }
        Execute { proposal }
        StopRecovery { proposal }
        Contribute { pot memo }
        Sweep {}
        WithdrawCredit {}
        ApprovePayment { payment }
        ReleasePayment { payment }
        RenewPayment { payment }
        HoldPayment { payment reason }
        LiftHold { payment }
        WaivePayment { payment }
        PayPetty { pot payee amount memo }
        ClaimExpense { pot amount receipt title }
        MakeCall { payment }
        ClaimStage { grant stage evidence metric }
        AcceptStage { grant stage }
        ReturnStage { grant stage reason }
        LapseStage { grant stage }
        PayStipend { grant }
        RepayGrant { grant }
        AskRelief { pot amount evidence }
        AttestRelief { request }
        PromiseRelief { request }
        WithdrawRelief { request }
        OpenDispute { subject wanted }
        JoinDispute { dispute }
        RuleDispute { dispute ruling }
        ReferDispute { dispute }
        SettleDispute { dispute }
        OpenDissolution {}
        CountSharers { limit }
        CancelPayment { payment }
        CancelGrant { grant }
        LiquidatePot { pot }
        Divide {}
        ClaimShare { member }
        ForfeitCredit { account }
        Migrate { limit }
    }
}
