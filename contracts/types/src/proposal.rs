//! Proposals: a small hot record that every ballot touches, and the body that is read when it matters.

use alloc::{string::String, vec::Vec};

use crate::{Action, Document, Kind, MemberIndex, Planck, Rules, Tally, Threshold, TimestampMs};

scale_type! {
    /// What every ballot reads and writes.
    pub struct Proposal {
        /// Who made it.
        pub proposer: MemberIndex,
        /// What kind it is.
        pub kind: Kind,
        /// When it was made: who joined strictly before may decide on it.
        pub made_ms: TimestampMs,
        /// When ballots began.
        pub opened_ms: TimestampMs,
        /// When ballots end. Certainty and a late quorum move it, each once.
        pub ends_ms: TimestampMs,
        /// The rules it is decided by, fixed when it was made.
        pub terms: ProposalTerms,
        /// Members who neither vote nor count.
        pub recused: Vec<MemberIndex>,
        /// The ballots so far.
        pub tally: Tally,
        /// Whether the outcome is certain.
        pub decided: bool,
        /// Whether a late quorum has extended it.
        pub extended: bool,
        /// Whether its execution window has been extended, because the pot was short.
        pub window_extended: bool,
        /// The steward who certified that a spend fits the purpose of its restricted pot.
        pub certified_by: Option<MemberIndex>,
        /// What was done with it.
        pub state: ProposalState,
        /// Whether its deposit and its place among the proposer's open ones have been given back.
        pub settled: bool,
    }

    /// The rules a proposal is decided by.
    pub struct ProposalTerms {
        /// What it needs to pass.
        pub threshold: Threshold,
        /// The shortest time it is open, in ms.
        pub min_open_ms: u64,
        /// How long voting goes on at least after quorum is first met, in ms.
        pub late_extension_ms: u64,
        /// Between the end of voting and execution, in ms.
        pub notice_ms: u64,
        /// How long it can be executed, in ms.
        pub execution_window_ms: u64,
        /// The grace of members behind with dues, in ms; none where there are no dues.
        pub dues_grace_ms: Option<u64>,
    }

    /// What was done with a proposal, apart from what time does.
    pub enum ProposalState {
        /// Nothing yet.
        Open,
        /// Executed, at most once.
        Executed {
            /// When.
            at_ms: TimestampMs,
        },
        /// Withdrawn by its proposer before voting ended.
        Withdrawn {
            /// When.
            at_ms: TimestampMs,
        },
    }

    /// What the members decide on, read when it is shown or executed.
    pub struct ProposalBody {
        /// One line.
        pub title: String,
        /// The longer text, if there is one.
        pub document: Option<Document>,
        /// What it does.
        pub action: Action,
        /// All rules as they were when it was made.
        pub rules: Rules,
        /// The deposit held with it, in planck.
        pub deposit: Planck,
    }

    /// What a proposal is now.
    #[derive(Copy)]
    pub enum ProposalStatus {
        /// Ballots are taken.
        Voting,
        /// It passed, and waits out its notice.
        Notice,
        /// Anyone may execute it.
        Executable,
        /// It was executed.
        Executed,
        /// It met quorum and did not pass.
        Rejected,
        /// It ended without quorum.
        NoQuorum,
        /// It passed and was not executed in time.
        Expired,
        /// Its proposer withdrew it.
        Withdrawn,
    }
}
