//! Event payloads of the exchange. Each carries `seq`, so that a reader can prove that none is missing; the order of fields
//! is frozen. Every minute that moves is in one of them, so that all balances can be rebuilt from events alone.

use alloc::string::String;

use super::{Balance, Category, DealId, Ending, Minutes, OfferId, OfferKind, Rules};
use crate::{event::events, AccountId, DisputeId, MemberIndex, Ruling, TimestampMs};

events! {
    /// Its place among all events of the exchange.
    seq if "exchange";

    /// An exchange was founded.
    ExchangeFounded {
        /// The society whose members' hours it counts.
        society: AccountId,
        /// Who signed.
        founder: AccountId,
        /// How far from level an account may ever be.
        limit_max_minutes: Minutes,
    }

    /// An offer or request was posted.
    OfferPosted {
        /// The offer.
        offer: OfferId,
        /// Whose it is.
        member: MemberIndex,
        /// Offered or asked for.
        kind: OfferKind,
        /// What kind of help.
        category: Category,
        /// How long it may take.
        minutes: Minutes,
        /// Until when it stands.
        ends_ms: TimestampMs,
    }

    /// An offer or request was taken off its list.
    OfferClosed {
        /// The offer.
        offer: OfferId,
        /// Who closed it; none for the society, or anyone once it was over.
        by: Option<MemberIndex>,
    }

    /// A deal was proposed.
    DealProposed {
        /// The deal.
        deal: DealId,
        /// Who proposed it.
        proposer: MemberIndex,
        /// Who would help.
        giver: MemberIndex,
        /// Who would be helped.
        receiver: MemberIndex,
        /// What it answers.
        offer: Option<OfferId>,
        /// What kind of help.
        category: Category,
        /// How long it takes at the most.
        minutes: Minutes,
        /// Until when it waits for an answer.
        ends_ms: TimestampMs,
    }

    /// A deal was accepted; its minutes are set aside.
    DealAgreed {
        /// The deal.
        deal: DealId,
        /// Who helps.
        giver: MemberIndex,
        /// Who is helped.
        receiver: MemberIndex,
        /// The minutes set aside.
        minutes: Minutes,
        /// Until when both report.
        ends_ms: TimestampMs,
    }

    /// A party said how long it took.
    DealReported {
        /// The deal.
        deal: DealId,
        /// Who.
        member: MemberIndex,
        /// How long.
        minutes: Minutes,
        /// Until when the other can answer.
        ends_ms: TimestampMs,
    }

    /// Hours moved.
    DealSettled {
        /// The deal.
        deal: DealId,
        /// Who earned them.
        giver: MemberIndex,
        /// Who owes them.
        receiver: MemberIndex,
        /// How many minutes.
        minutes: Minutes,
        /// The giver's balance now.
        giver_balance: Balance,
        /// The receiver's balance now.
        receiver_balance: Balance,
        /// Until when it can be contested.
        ends_ms: TimestampMs,
    }

    /// A deal ended, and no hours moved.
    DealEnded {
        /// The deal.
        deal: DealId,
        /// How.
        ending: Ending,
        /// Who called it off; none if time, both or a ruling did.
        by: Option<MemberIndex>,
        /// Why, in their words.
        reason: Option<String>,
    }

    /// A deal is contested, as a case for the society.
    DealContested {
        /// The deal.
        deal: DealId,
        /// Who contests it; none where the case was given another number.
        by: Option<MemberIndex>,
        /// The case.
        case: u32,
        /// Until when it waits for a ruling.
        ends_ms: TimestampMs,
    }

    /// A ruling of the society was applied.
    DealRuled {
        /// The deal.
        deal: DealId,
        /// The dispute.
        dispute: DisputeId,
        /// The ruling: for the giver, or against.
        ruling: Ruling,
    }

    /// A ruling took a settled deal back.
    DealVoided {
        /// The deal.
        deal: DealId,
        /// What the giver gave back.
        taken: Minutes,
        /// What the receiver got back; the community's account bears the difference.
        returned: Minutes,
        /// The giver's balance now.
        giver_balance: Balance,
        /// The receiver's balance now.
        receiver_balance: Balance,
        /// The community's account now.
        community: Balance,
    }

    /// A member gave hours to the community.
    HoursDonated {
        /// Who.
        member: MemberIndex,
        /// How many minutes.
        minutes: Minutes,
        /// Their balance now.
        balance: Balance,
        /// The community's account now.
        community: Balance,
    }

    /// The society forgave a member's debt.
    HoursForgiven {
        /// Whose.
        member: MemberIndex,
        /// How many minutes.
        minutes: Minutes,
        /// Their balance now.
        balance: Balance,
        /// The community's account now.
        community: Balance,
    }

    /// The society changed the rules.
    ExchangeRulesSet {
        /// The rules now.
        rules: Rules,
    }
}
