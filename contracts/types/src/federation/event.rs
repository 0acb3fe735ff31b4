//! Event payloads of the federation. Each carries `seq`, so that a reader can prove that none is missing; the order of
//! fields is frozen. Every planck that moves is in one of them, so that all can be rebuilt from events alone.

use alloc::string::String;

use super::{BackingId, DrawId, MotionId, Reading, Report, Rules, SocietyId};
use crate::{event::events, AccountId, Planck, PotId, TimestampMs};

events! {
    /// Its place among all events of the federation.
    seq if "federation";

    /// A federation was founded.
    FederationFounded {
        /// How many societies are invited.
        founders: u32,
        /// How long each period is.
        period_ms: u64,
    }

    /// A society was named as a founder.
    SocietyInvited {
        /// Its number.
        society: SocietyId,
        /// Its account.
        account: AccountId,
        /// The hash of its code.
        code_hash: [u8; 32],
    }

    /// A society takes part.
    SocietyJoined {
        /// Its number.
        society: SocietyId,
        /// Its account.
        account: AccountId,
        /// The hash of the code that it is known by.
        code_hash: [u8; 32],
    }

    /// A society has left.
    SocietyLeft {
        /// Which.
        society: SocietyId,
        /// What of the fund became its credit, nobody staying.
        inherited: Planck,
    }

    /// The others decided that a society leaves.
    SocietyExpelled {
        /// Which.
        society: SocietyId,
    }

    /// A motion was made.
    MotionMade {
        /// The motion.
        motion: MotionId,
        /// Who moved it; none for an application.
        by: Option<SocietyId>,
        /// Societies that may vote.
        eligible: u32,
        /// Ayes with which it passes.
        needed: u32,
        /// Until when votes are taken.
        ends_ms: TimestampMs,
    }

    /// A society voted.
    VoteCast {
        /// On which motion.
        motion: MotionId,
        /// Which society.
        society: SocietyId,
        /// For it, or against.
        aye: bool,
        /// Ayes so far.
        ayes: u32,
        /// Nays so far.
        nays: u32,
    }

    /// A motion has passed.
    MotionPassed {
        /// Which.
        motion: MotionId,
    }

    /// A society is known by other code.
    CodeAccepted {
        /// Which.
        society: SocietyId,
        /// The hash of the code.
        code_hash: [u8; 32],
    }

    /// The rules were changed.
    RulesSet {
        /// The rules now.
        rules: Rules,
    }

    /// The charter was changed.
    CharterAmended {
        /// Its version now.
        version: u32,
    }

    /// There is one more unit.
    UnitAdded {
        /// What it is called.
        unit: String,
    }

    /// Money of the fund is a society's now.
    FundGiven {
        /// Whose.
        society: SocietyId,
        /// How much.
        amount: Planck,
    }

    /// A society paid in for others.
    BackingMade {
        /// The backing.
        backing: BackingId,
        /// Who paid in.
        backer: SocietyId,
        /// Who may draw; none for any other.
        backed: Option<SocietyId>,
        /// What was paid in.
        amount: Planck,
        /// The most that one society may have of it at a time.
        limit: Planck,
        /// Until when it can be drawn on.
        ends_ms: TimestampMs,
        /// How long after it was collected a draw is to be paid back; none for a gift.
        repay_ms: Option<u64>,
    }

    /// A backing was closed.
    BackingClosed {
        /// Which.
        backing: BackingId,
        /// What became the backer's credit.
        returned: Planck,
    }

    /// A society drew on a backing.
    Drawn {
        /// The draw.
        draw: DrawId,
        /// On which backing.
        backing: BackingId,
        /// Which society.
        society: SocietyId,
        /// How much.
        amount: Planck,
        /// Until when it can be collected.
        collect_by_ms: TimestampMs,
    }

    /// A draw went into the society's relief pot.
    DrawCollected {
        /// Which.
        draw: DrawId,
        /// Into which pot.
        pot: PotId,
        /// When it is to be paid back; none for a gift.
        due_ms: Option<TimestampMs>,
    }

    /// A draw that was not collected went back.
    DrawLapsed {
        /// Which.
        draw: DrawId,
        /// How much.
        amount: Planck,
    }

    /// Something was paid back.
    DrawRepaid {
        /// Of which draw.
        draw: DrawId,
        /// Who paid; none if it was taken from the credit of the society that owes.
        payer: Option<AccountId>,
        /// How much.
        amount: Planck,
        /// What is still owed.
        owed: Planck,
    }

    /// A backer forgave something.
    DrawForgiven {
        /// Of which draw.
        draw: DrawId,
        /// How much.
        amount: Planck,
        /// What is still owed.
        owed: Planck,
    }

    /// A society was paid what it was owed.
    CreditPaid {
        /// Which.
        society: SocietyId,
        /// How much.
        amount: Planck,
    }

    /// Money that came without a message was booked.
    SurplusSwept {
        /// How much.
        amount: Planck,
        /// Whose credit it is, if no society takes part; else it is the fund's.
        heir: Option<SocietyId>,
    }

    /// A society was read.
    SummaryRead {
        /// Which.
        society: SocietyId,
        /// In which period.
        period: u32,
        /// What it said.
        reading: Reading,
    }

    /// A society's members reported.
    SummaryReported {
        /// Which.
        society: SocietyId,
        /// On which period.
        period: u32,
        /// What they say.
        report: Report,
    }
}
