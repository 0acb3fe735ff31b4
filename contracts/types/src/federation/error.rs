//! Every reason for which a federation refuses a message, with the numbers that explain it. The order is frozen.

use super::{BackingId, Collection, DrawId, DrawStatus, Field, MotionId, MotionStatus, Refused, RuleName, SocietyId};
use crate::{AccountId, Planck, PotId, TimestampMs};

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
        /// A number lies outside of its bounds.
        RuleOutOfBounds { rule: RuleName, value: u64, min: u64, max: u64 },
        /// A federation is founded by societies.
        NoFounders,
        /// A founder is named twice.
        DuplicateFounder(AccountId),
        /// There is no contract, or it is the federation itself.
        NotASociety(AccountId),
        /// A unit has a name.
        UnitMissing,
        /// There is such a unit already.
        DuplicateUnit,
        /// There is no unit of that number.
        NoUnit(u8),
        /// The caller is no society that takes part.
        NotMember,
        /// The caller is no founder that has not joined.
        NotInvited,
        /// The founders could join until then.
        FoundingOver { ended_ms: TimestampMs },
        /// Nothing is decided before all founders have joined, or the time for it is over.
        StillFounding { until_ms: TimestampMs },
        /// The society takes part already.
        AlreadyMember,
        /// There is no such society, or it does not take part.
        NoSociety(SocietyId),
        /// The society's code is not the one that it is known by.
        CodeChanged { found: [u8; 32] },
        /// No society could vote on it.
        NobodyVotes,
        /// A society applies itself.
        NotMovable,
        /// The society is known by this code.
        NothingToAccept,
        /// There is no such motion.
        NoMotion(MotionId),
        /// It is about the caller.
        Recused,
        /// The society joined after the motion was made.
        NotEligible,
        /// The motion is not open.
        WrongMotion { status: MotionStatus },
        /// The society has voted.
        AlreadyVoted,
        /// No money is none to move.
        ZeroAmount,
        /// There is less than that.
        NotEnough { left: Planck, asked: Planck },
        /// No society backs itself.
        OneSelf,
        /// A limit lies between one planck and what is paid in.
        LimitOutOfRange { limit: Planck, max: Planck },
        /// A date is past, or lies too far ahead.
        DateOutOfRange { given_ms: TimestampMs, max_ms: TimestampMs },
        /// There is no such backing.
        NoBacking(BackingId),
        /// The backing is closed.
        AlreadyClosed,
        /// The backing binds until then.
        NotOver { ends_ms: TimestampMs },
        /// The backing cannot be drawn on any more.
        BackingOver { ended_ms: TimestampMs },
        /// The backing is for another society.
        NotForYou(BackingId),
        /// A society would have more of a backing than one may.
        OverLimit { limit: Planck, used: Planck, asked: Planck },
        /// Nothing is to be drawn.
        NoParts,
        /// The society joined too recently.
        TooEarly { from_ms: TimestampMs },
        /// The society has not paid back in time.
        InArrears(DrawId),
        /// There is no such draw.
        NoDraw(DrawId),
        /// The draw is in a state in which this cannot be done.
        WrongDraw { status: DrawStatus },
        /// The society is calling, and cannot be called back: anyone else can send this.
        CallingSociety,
        /// The society did not answer, or not as a society does: the host's return code, 0 for an answer that is none.
        SocietySilent { code: u32 },
        /// It is not the society's open relief pot.
        WrongPot(PotId),
        /// The society did not take the money: the host's return code.
        NotTaken { code: u32 },
        /// More was sent than is owed.
        WrongValue { given: Planck, needed: Planck },
        /// The backing is another society's.
        NotYours,
        /// Less than that is owed.
        NotOwed { owed: Planck, asked: Planck },
        /// The federation owes the society nothing.
        NoCredit,
        /// The chain refused the transfer.
        TransferFailed,
        /// Only what is past is reported.
        WrongPeriod { given: u32, current: u32 },
        /// Outcomes are in the order of their units, each once.
        OutcomesUnordered,
        /// An amount is larger than can be.
        AmountTooLarge { max: Planck },
        /// The contract holds nothing beyond its ledger.
        NothingToSweep,
    }
}
