//! What a proposal does.

use mutual_types::{Action, CallTerms, GrantTerms, StageTerms};
use serde_json::Value;

use super::{
    object::{record, tagged, Object},
    ToJson,
};
use crate::federation::Asked;

tagged! {
    Action {
        Resolution,
        Admit { account },
        Reinstate { member },
        Suspend { member, until_ms: at },
        Expel { member },
        RecoverAccount { member, account },
        GrantRole { member, role, term_ms },
        RevokeRole { member, role },
        SetAllowance { pot, payment_max, period_max, period_ms },
        Spend { payee, amount, pot },
        Grant(terms),
        StopGrant { grant },
        WaiveDues { member, until_ms: at },
        ForgiveDebt { member, amount },
        OpenPot(pot),
        MovePot { from, to, amount },
        ClosePot { pot },
        MoveRestricted { from, to, amount },
        ReleasePayment { payment },
        CancelPayment { payment },
        ReviewRelief { members },
        SetRules(rules),
        AmendCharter(charter),
        SetBeneficiary { account },
        Call(terms),
        Upgrade { code_hash, document },
        Dissolve,
        DecideDispute { dispute, ruling, parties },
    }
}

record! {
    GrantTerms { payee, pot, stages, unit, repay_by_ms: at }

    StageTerms { title, amount, due_ms: at, months }
}

impl ToJson for CallTerms {
    fn to_json(&self) -> Value {
        let Self { callee, code_hash, input, value, pot, ref_time_limit, proof_size_limit, deposit_limit } = self;
        Object::default()
            .with("callee", callee)
            .with("code_hash", code_hash)
            .with("input", &format!("0x{}", hex::encode(input)))
            .with("value", value)
            .with("pot", pot)
            .with("ref_time_limit", ref_time_limit)
            .with("proof_size_limit", proof_size_limit)
            .with("deposit_limit", deposit_limit)
            .with("asks_federation", &Asked::of(self))
            .into()
    }
}
