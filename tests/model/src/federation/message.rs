//! The messages, and what they answer.

use mutual_types::federation::{BackingId, BackingTerms, DrawId, Matter, MotionId, Part, Report, SocietyId};
use mutual_types::{Document, PotId};

/// A message to the federation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // they are named as in docs/federation.md
pub enum Message {
    Join,
    Apply { document: Document },
    Leave,
    MoveMotion { matter: Matter },
    Vote { motion: MotionId, aye: bool },
    Back { terms: BackingTerms },
    CloseBacking { backing: BackingId },
    Draw { parts: Vec<Part>, reason: Document },
    Collect { draw: DrawId, pot: PotId },
    Lapse { draw: DrawId },
    Repay { draw: DrawId },
    Forgive { draw: DrawId, amount: u128 },
    PayCredit { society: SocietyId },
    Sweep,
    Refresh { society: SocietyId },
    Report { period: u32, report: Report },
}

/// What an accepted message answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing.
    Done,
    /// The number of a motion.
    Motion(MotionId),
    /// The number of a backing.
    Backing(BackingId),
    /// The number of the first draw.
    Draw(DrawId),
}

impl Message {
    /// The names of all messages.
    pub const NAMES: [&'static str; 16] = [
        "join",
        "apply",
        "leave",
        "move_motion",
        "vote",
        "back",
        "close_backing",
        "draw",
        "collect",
        "lapse",
        "repay",
        "forgive",
        "pay_credit",
        "sweep",
        "refresh",
        "report",
    ];

    /// Its name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Join => "join",
            Self::Apply { .. } => "apply",
            Self::Leave => "leave",
            Self::MoveMotion { .. } => "move_motion",
            Self::Vote { .. } => "vote",
            Self::Back { .. } => "back",
            Self::CloseBacking { .. } => "close_backing",
            Self::Draw { .. } => "draw",
            Self::Collect { .. } => "collect",
            Self::Lapse { .. } => "lapse",
            Self::Repay { .. } => "repay",
            Self::Forgive { .. } => "forgive",
            Self::PayCredit { .. } => "pay_credit",
            Self::Sweep => "sweep",
            Self::Refresh { .. } => "refresh",
            Self::Report { .. } => "report",
        }
    }

    /// Whether it takes money.
    pub fn takes_money(&self) -> bool {
        matches!(self, Self::Back { .. } | Self::Repay { .. })
    }
}
