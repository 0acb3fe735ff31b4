//! Statuses as they are written after `--status`: the names that JSON gives them, with `-` in place of `_`.

use clap::builder::PossibleValue;
use clap::ValueEnum;
use mutual_types::exchange::Category;
use mutual_types::federation::{DrawStatus, MotionStatus};
use mutual_types::{DisputeStatus, GrantStatus, PaymentStatus, ProposalStatus, ReliefStatus, Standing};

use super::exchange::{DealStage, OfferStatus};
use super::federation::BackingStatus;
use crate::words;

/// A status that a list can be narrowed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Named<S>(pub S);

/// Each status with its name; `words` says what it means.
macro_rules! statuses {
    ($($status:ident as $words:path { $($variant:ident $name:literal $(or $alias:literal)?),+ $(,)? })+) => {$(
        impl ValueEnum for Named<$status> {
            fn value_variants<'a>() -> &'a [Self] {
                &[$(Self($status::$variant)),+]
            }

            fn to_possible_value(&self) -> Option<PossibleValue> {
                // Without a wildcard: a status that is new cannot be forgotten here.
                let value = match self.0 {
                    $($status::$variant => PossibleValue::new($name)$(.alias($alias))?,)+
                };
                Some(value.help($words(self.0)))
            }
        }
    )+};
}

statuses! {
    ProposalStatus as words::status {
        Voting "voting", Consenting "consenting", Notice "notice", Appealed "appealed", Executable "executable",
        Executed "executed", Rejected "rejected", NoQuorum "no-quorum" or "no_quorum", Expired "expired",
        Withdrawn "withdrawn", Annulled "annulled",
    }
    PaymentStatus as words::payment_status {
        Waiting "waiting", Stopped "stopped", Lapsed "lapsed", Released "released", Cancelled "cancelled",
        Credited "credited",
    }
    GrantStatus as words::grant_status { Running "running", Finished "finished", Stopped "stopped" }
    ReliefStatus as words::relief_status {
        Asked "asked", Attested "attested", Promised "promised", Withdrawn "withdrawn", Expired "expired",
    }
    DisputeStatus as words::dispute_status {
        Petition "petition", Dropped "dropped", Panel "panel", Undecided "undecided", Ballot "ballot", Ruled "ruled",
    }
    Standing as words::standing {
        Good "good", Grace "grace", Lapsed "lapsed", Suspended "suspended", Departed "departed",
    }
    OfferStatus as OfferStatus::words { Open "open", Over "over", Closed "closed" }
    DealStage as DealStage::words {
        Proposed "proposed", Unanswered "unanswered", Agreed "agreed", Unconfirmed "unconfirmed", Lapsed "lapsed",
        Settled "settled", Final "final", Contested "contested", Undecided "undecided", Ended "ended",
    }
    Category as words::exchange::category {
        Childcare "childcare", Translation "translation", Transport "transport", Food "food", Repairs "repairs",
        EmotionalSupport "emotional-support" or "emotional_support", Other "other",
    }
    MotionStatus as words::federation::motion_status { Open "open", Passed "passed", Failed "failed" }
    BackingStatus as BackingStatus::words { Open "open", Over "over", Closed "closed" }
    DrawStatus as words::federation::draw_status {
        Promised "promised", Expired "expired", Lapsed "lapsed", Given "given", Owed "owed",
        PastDue "past-due" or "past_due", Level "level",
    }
}

#[cfg(test)]
mod tests {
    use scale::Decode;

    use super::*;
    use crate::json::ToJson;

    /// Refuses a status that cannot be asked for, or not by the name that JSON gives it.
    fn assert_all<S: Decode + ToJson + Copy + PartialEq + std::fmt::Debug + Send + Sync + 'static>()
    where
        Named<S>: ValueEnum,
    {
        let all: Vec<S> = (0..=u8::MAX).map_while(|index| S::decode(&mut &[index][..]).ok()).collect();
        assert_eq!(all.len(), Named::<S>::value_variants().len());
        for status in all {
            let name = status.to_json().as_str().unwrap().to_owned();
            assert_eq!(Named::<S>::from_str(&name, false), Ok(Named(status)), "{name}");
            assert_eq!(Named::<S>::from_str(&name.replace('_', "-"), false), Ok(Named(status)), "{name}");
        }
    }

    #[test]
    fn each_status_is_asked_for_by_its_name() {
        assert_all::<ProposalStatus>();
        assert_all::<PaymentStatus>();
        assert_all::<GrantStatus>();
        assert_all::<ReliefStatus>();
        assert_all::<DisputeStatus>();
        assert_all::<Standing>();
        assert_all::<Category>();
        assert_all::<MotionStatus>();
        assert_all::<DrawStatus>();
    }
}
