//! Disputes: decided by three arbitrators who are no party to them, or else by the members.

use alloc::vec::Vec;

use crate::{AccountId, GrantId, MemberIndex, PaymentId, Planck, ProposalId, TimestampMs};

/// Arbitrators of a panel.
pub const PANEL: u32 = 3;
/// Equal votes that decide.
pub const RULING_VOTES: u32 = 2;
/// Members who together may open a dispute.
pub const PETITIONERS: u32 = 3;

scale_type! {
    /// What a dispute is about; one dispute each.
    #[derive(Copy)]
    pub enum DisputeSubject {
        /// A payment. `For` lets it go on, and lifts a hold; `Against` cancels it.
        Payment(PaymentId),
        /// A stage of a grant. `For` accepts it; `Against` returns it.
        Stage {
            /// Which grant.
            grant: GrantId,
            /// Which stage.
            stage: u8,
        },
        /// An appeal against a suspension or expulsion. `For` upholds it; `Against` annuls it.
        Expulsion(ProposalId),
        /// A matter of another contract, which reads the ruling and acts itself. `For` rules for `a`; `Against` for `b`.
        External {
            /// The contract.
            contract: AccountId,
            /// Its number for the case.
            case: u32,
            /// One side.
            a: MemberIndex,
            /// The other.
            b: MemberIndex,
        },
    }

    /// One of the two rulings that a dispute can have.
    #[derive(Copy)]
    pub enum Ruling {
        /// The payment goes on; the stage is accepted; the expulsion is upheld; for `a`.
        For,
        /// The payment is cancelled; the stage is returned; the expulsion is annulled; for `b`.
        Against,
    }

    /// A dispute.
    pub struct Dispute {
        /// What it is about.
        pub subject: DisputeSubject,
        /// Who opened it, and gets the deposit back.
        pub opener: AccountId,
        /// The ruling that the opener asks for.
        pub wanted: Ruling,
        /// What is held with it, in planck.
        pub deposit: Planck,
        /// Members who are concerned, and neither sit on the panel nor vote.
        pub parties: Vec<MemberIndex>,
        /// Members who ask for it, where the opener alone may not open it; it opens with the third.
        pub petitioners: Vec<MemberIndex>,
        /// When it opened; 0 for a petition.
        pub opened_ms: TimestampMs,
        /// Until when the panel votes; until when a petition can be joined.
        pub ends_ms: TimestampMs,
        /// The panel; none when there are fewer than two arbitrators for it.
        pub panel: Vec<MemberIndex>,
        /// Its votes, in order.
        pub votes: Vec<PanelVote>,
        /// The ballot of the members, if it came to one.
        pub ballot: Option<ProposalId>,
        /// The ruling, once there is one; its effect came with it.
        pub ruling: Option<Ruling>,
        /// Whether its deposit is given back or lost.
        pub settled: bool,
    }

    /// An arbitrator's vote.
    #[derive(Copy)]
    pub struct PanelVote {
        /// Who.
        pub arbitrator: MemberIndex,
        /// For what.
        pub ruling: Ruling,
    }

    /// What a dispute is now.
    #[derive(Copy)]
    pub enum DisputeStatus {
        /// It waits for more members to ask for it.
        Petition,
        /// Too few asked for it in time.
        Dropped,
        /// The panel votes.
        Panel,
        /// There is no panel, or it did not decide in time: it is to be referred to the members.
        Undecided,
        /// The members vote.
        Ballot,
        /// It is decided.
        Ruled,
    }
}

impl Ruling {
    /// The other one.
    pub fn opposite(self) -> Self {
        match self {
            Self::For => Self::Against,
            Self::Against => Self::For,
        }
    }
}

impl Dispute {
    /// How many arbitrators voted for `ruling`.
    pub fn votes_for(&self, ruling: Ruling) -> usize {
        self.votes.iter().filter(|vote| vote.ruling == ruling).count()
    }

    /// Whether there is no arbitrator whose vote is still out.
    pub fn all_voted(&self) -> bool {
        self.votes.len() >= self.panel.len()
    }

    /// Whether the whole panel is against who opened it, so that the deposit is lost.
    pub fn is_lost(&self) -> bool {
        !self.panel.is_empty() && self.all_voted() && self.votes_for(self.wanted) == 0
    }

    /// Puts members among those who are concerned.
    pub fn add_parties(&mut self, members: &[MemberIndex]) {
        for member in members {
            if !self.parties.contains(member) {
                self.parties.push(*member);
            }
        }
    }
}
