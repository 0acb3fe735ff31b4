//! Proposals: a small hot record that every ballot touches, and the body that is read when it matters.

use alloc::{string::String, vec::Vec};

use crate::{Action, Document, DuesTerms, Kind, MemberIndex, Planck, Rules, Tally, Threshold, TimestampMs};

/// Stewards who make a spam verdict.
pub const SPAM_VERDICT: u32 = 2;
/// How long after an end without quorum stewards may call a proposal spam, in ms: seven days.
pub const SPAM_WINDOW_MS: u64 = 604_800_000;

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
        /// Those of them that were cast by a proxy: the member's own may still replace them.
        pub proxied: Tally,
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
        /// How it is decided now: a consent that meets enough objections becomes a ballot.
        pub mode: Mode,
        /// Members who objected to a consent, in order.
        pub objectors: Vec<MemberIndex>,
        /// Stewards who call it spam, in order.
        pub spam_judges: Vec<MemberIndex>,
        /// Since when an appeal holds it up; 0 for not now.
        pub appealed_since_ms: TimestampMs,
        /// How long appeals have held it up, in ms: its execution begins and ends so much later.
        pub delay_ms: u64,
        /// Whether its deposit and its place among the proposer's open ones have been given back.
        pub settled: bool,
    }

    /// The rules a proposal is decided by.
    pub struct ProposalTerms {
        /// What it needs to pass.
        pub threshold: Threshold,
        /// How long ballots are taken, in ms: a consent that becomes a ballot opens for so long.
        pub voting_period_ms: u64,
        /// The shortest time it is open, in ms.
        pub min_open_ms: u64,
        /// How long voting goes on at least after quorum is first met, in ms.
        pub late_extension_ms: u64,
        /// Between the end of voting and execution, in ms.
        pub notice_ms: u64,
        /// How long it can be executed, in ms.
        pub execution_window_ms: u64,
        /// What decides on the standing of voters; none where there are no dues.
        pub dues: Option<DuesTerms>,
        /// Objections that turn a consent into a ballot.
        pub objectors_needed: u8,
    }

    /// How a proposal is decided.
    #[derive(Copy)]
    pub enum Mode {
        /// By ballots.
        Ballot,
        /// It passes at its end unless enough members object.
        Consent,
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
        /// Struck down in its notice: by a ruling on an appeal, or by the account that was to be replaced.
        Annulled {
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
        /// It passes at its end unless enough members object.
        Consenting,
        /// It passed, and an appeal holds it up.
        Appealed,
        /// It was struck down in its notice.
        Annulled,
    }
}
