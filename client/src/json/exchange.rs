//! An exchange: its records, its refusals, and what has happened in it.

use mutual_types::exchange::{
    event::{self, Event},
    Account, Applied, Category, Collection, Contest, Counters, Deal, DealId, DealState, DealStatus, DealTerms,
    DealWith, Ending, Error, ExchangeView, Field, Founding, Offer, OfferId, OfferKind, OfferTerms, Reports, RuleName,
    Rules, Setup, Side, Windows,
};
use serde_json::Value;

use super::{
    object::{events, names, record, tagged},
    ToJson,
};

impl ToJson for OfferId {
    fn to_json(&self) -> Value {
        Value::from(self.0)
    }
}

impl ToJson for DealId {
    fn to_json(&self) -> Value {
        Value::from(self.0)
    }
}

names!(Category, Collection, Ending, Field, OfferKind, RuleName, Side);

/// How many offers each list holds, in the order of the lists.
impl ToJson for [u32; mutual_types::exchange::LISTS] {
    fn to_json(&self) -> Value {
        self.iter().map(ToJson::to_json).collect()
    }
}

record! {
    ExchangeView { version, setup, counters }

    Setup { society, name, limit_max_minutes, rules }

    Founding { society, name, limit_max_minutes, rules }

    Rules {
        limit_minutes, offer_ms, answer_ms, ahead_ms, report_ms, dispute_ms, ruling_ms, offers_max, deals_max,
    }

    Counters { seq, offers, deals, cases, members_end, community, donated, forgiven, ruled, settled, listed }

    Account { balance, incoming, outgoing, offers, deals }

    Offer { member, terms, made_ms: at, place_in_list }

    OfferTerms { kind, category, minutes, title, place, ends_ms: at }

    Deal {
        giver, receiver, proposer, offer, category, terms, made_ms: at, windows, ends_ms: at, reports, contest,
        settled_minutes, state,
    }

    DealTerms { minutes, due_ms: at, title }

    Windows { report_ms, dispute_ms, ruling_ms }

    Reports { giver, receiver }

    Contest { case, since_ms: at }
}

tagged! {
    Applied { Applied, Renumbered { case } }
    DealState { Proposed, Agreed, Settled, Ended(ending) }
    DealStatus {
        Proposed, Unanswered, Agreed, Unconfirmed, Lapsed, Settled, Final, Contested, Undecided, Ended(ending),
    }
    DealWith { Offer(offer), Member { member, giving, category } }
    Error {
        Overflow,
        TextTooLong { field, len, max },
        TooMany { what, count, max },
        RuleOutOfBounds { rule, value, min, max },
        SocietySilent { code },
        NotMember,
        NotTheSociety,
        NotInGoodStanding { member, standing },
        NoMember(member),
        NoOffer(offer),
        OfferOver,
        NotYours,
        TitleMissing,
        ZeroMinutes,
        DateOutOfRange { given_ms: at, max_ms: at },
        NoDeal(deal),
        NotParty,
        WrongDeal { status },
        OneSelf,
        OverLimit { member, balance, committed, minutes, limit },
        MoreThanAgreed { agreed, given },
        ReportDiffers { other },
        AlreadyReported { minutes },
        AlreadyContested { case },
        NothingToContest,
        NoDispute(dispute),
        WrongDispute(dispute),
        NotRuled(dispute),
        NotOver { status },
        NoAccount(member),
        NotEnough { spendable, asked },
        NotOwed { owed, asked },
    }
}

events! {
    Event from event;

    ExchangeFounded { society, founder, limit_max_minutes }
    OfferPosted { offer, member, kind, category, minutes, ends_ms: at }
    OfferClosed { offer, by }
    DealProposed { deal, proposer, giver, receiver, offer, category, minutes, ends_ms: at }
    DealAgreed { deal, giver, receiver, minutes, ends_ms: at }
    DealReported { deal, member, minutes, ends_ms: at }
    DealSettled { deal, giver, receiver, minutes, giver_balance, receiver_balance, ends_ms: at }
    DealEnded { deal, ending, by, reason }
    DealContested { deal, by, case, ends_ms: at }
    DealRuled { deal, dispute, ruling }
    DealVoided { deal, taken, returned, giver_balance, receiver_balance, community }
    HoursDonated { member, minutes, balance, community }
    HoursForgiven { member, minutes, balance, community }
    ExchangeRulesSet { rules }
}
