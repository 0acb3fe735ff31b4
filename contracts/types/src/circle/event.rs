//! What a circle tells the world. Each event carries `seq`, so that a reader can prove that none is missing; the order of fields is
//! frozen.

use alloc::{string::String, vec::Vec};

use super::{MemberNumber, Numbers};
use crate::{event::events, AccountId, Planck, TimestampMs};

events! {
    /// Its place among all events of the circle.
    seq if "circle";

    /// A circle was made.
    CircleMade {
        /// What it is called.
        name: String,
        /// The society it belongs to.
        society: AccountId,
        /// How many members it is made for.
        members: u32,
        /// What each pays in each round, in planck.
        contribution: Planck,
        /// When it starts.
        starts_ms: TimestampMs,
    }

    /// A member joined.
    MemberJoined {
        /// The member.
        member: MemberNumber,
        /// Their deposit, in planck.
        deposit: Planck,
    }

    /// A member left.
    MemberLeft {
        /// The member.
        member: MemberNumber,
        /// What became a credit of theirs at once, in planck.
        returned: Planck,
    }

    /// A member revealed the secret to which they had committed.
    SecretRevealed {
        /// The member.
        member: MemberNumber,
    }

    /// Somebody did not join in time: all deposits are credits.
    CircleVoided {}

    /// The first round began.
    CircleStarted {
        /// Whose turn it is when.
        order: Vec<MemberNumber>,
    }

    /// Somebody paid contributions for a member.
    Contributed {
        /// The member.
        member: MemberNumber,
        /// Who paid.
        payer: AccountId,
        /// How many contributions.
        rounds: u32,
        /// What they are, in planck.
        amount: Planck,
        /// Rounds missed before that were paid now, to those who had received them.
        repaid: Numbers,
        /// Whether the deposit is whole again by this.
        deposit_restored: bool,
        /// For how many rounds to come the member has paid now.
        ahead: u32,
    }

    /// A round was closed.
    RoundClosed {
        /// The round, from 0.
        round: u32,
        /// What was paid for it, in planck.
        pot: Planck,
        /// Who received it; nobody while all whose turn was to come were behind.
        receiver: Option<MemberNumber>,
        /// Members whose deposits paid for them.
        covered: Numbers,
        /// Members who paid nothing.
        missed: Numbers,
    }

    /// A member who is level again received a round that waited.
    PotReceived {
        /// The round, from 0.
        round: u32,
        /// The member.
        member: MemberNumber,
        /// What it had, in planck.
        amount: Planck,
    }

    /// A member offered to change places with another.
    SwapOffered {
        /// Who offers.
        member: MemberNumber,
        /// To whom.
        with: MemberNumber,
    }

    /// Two members changed places.
    TurnsSwapped {
        /// Who offered it.
        first: MemberNumber,
        /// Who accepted.
        second: MemberNumber,
    }

    /// The last round was closed, and what was left was shared.
    CircleEnded {
        /// What was left: deposits, and rounds that nobody received, in planck.
        left: Planck,
        /// What each member got of it, by number, in planck.
        shares: Vec<Planck>,
    }

    /// A member took their credit.
    CreditWithdrawn {
        /// The member.
        member: MemberNumber,
        /// How much, in planck.
        amount: Planck,
    }

    /// Credits that nobody claimed went to the society.
    CreditsForfeited {
        /// How much, in planck.
        amount: Planck,
    }

    /// Money that somebody sent without a message went to the society.
    SurplusSwept {
        /// How much, in planck.
        amount: Planck,
    }
}
