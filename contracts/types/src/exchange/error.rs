//! Every reason for which an exchange refuses a message, with the numbers that explain it. The order is frozen.

use super::{Balance, Collection, DealId, DealStatus, Field, Minutes, OfferId, Refused, RuleName};
use crate::{DisputeId, MemberIndex, Standing, TimestampMs};

impl Error {
    /// [`Error::Overflow`] as a refusal.
    pub fn overflow() -> Refused {
        Self::Overflow.into()
    }
}

scale_type! {
    /// Why a message was refused. Nothing was changed.
    #[derive(Copy)]
    #[allow(missing_docs)] // fields are named after what they hold
    pub enum Error {
        /// A sum does not fit, or numbers have run out.
        Overflow,
        /// A text is longer than allowed.
        TextTooLong { field: Field, len: u32, max: u32 },
        /// A list is longer than allowed.
        TooMany { what: Collection, count: u32, max: u32 },
        /// A rule lies outside of its bounds.
        RuleOutOfBounds { rule: RuleName, value: u64, min: u64, max: u64 },
        /// The society did not answer, or not as a society does: the host's return code, 0 for an answer that is none.
        SocietySilent { code: u32 },
        /// The caller is no member of the society.
        NotMember,
        /// Only the society can do this, by a proposal that calls the exchange.
        NotTheSociety,
        /// A member who may not agree on this as they stand.
        NotInGoodStanding { member: MemberIndex, standing: Standing },
        /// The society does not know this member any more.
        NoMember(MemberIndex),
        /// There is no such offer.
        NoOffer(OfferId),
        /// The offer is closed or past its end.
        OfferOver,
        /// The offer is another member's.
        NotYours,
        /// An offer says what it is.
        TitleMissing,
        /// No minutes are none to agree on.
        ZeroMinutes,
        /// A date lies too far ahead, or an offer's end in the past.
        DateOutOfRange { given_ms: TimestampMs, max_ms: TimestampMs },
        /// There is no such agreement.
        NoDeal(DealId),
        /// The caller is not the party whose turn it is, or no party.
        NotParty,
        /// The agreement is in a state in which this cannot be done.
        WrongDeal { status: DealStatus },
        /// Nobody helps themselves for hours.
        OneSelf,
        /// An account would come too far from level.
        OverLimit { member: MemberIndex, balance: Balance, committed: Balance, minutes: Minutes, limit: Minutes },
        /// More was reported than agreed; more is another agreement.
        MoreThanAgreed { agreed: Minutes, given: Minutes },
        /// While it is contested, a report can only be what the other said.
        ReportDiffers { other: Minutes },
        /// The other has reported: it is confirmed or contested, not called off.
        AlreadyReported { minutes: Minutes },
        /// It is or was contested, as this case.
        AlreadyContested { case: u32 },
        /// No report says that help was given.
        NothingToContest,
        /// The society has no such dispute.
        NoDispute(DisputeId),
        /// The dispute is about something else.
        WrongDispute(DisputeId),
        /// The dispute has no ruling yet.
        NotRuled(DisputeId),
        /// It is not over yet, or has been closed.
        NotOver { status: DealStatus },
        /// The member has no account here.
        NoAccount(MemberIndex),
        /// The account holds less than that.
        NotEnough { spendable: Balance, asked: Minutes },
        /// The member owes less than that.
        NotOwed { owed: Balance, asked: Minutes },
    }
}
