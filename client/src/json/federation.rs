//! A federation: its records, its refusals, and what has happened in it.

use mutual_types::federation::{
    event::{self, Event},
    Backing, BackingId, BackingTerms, Ballot, Collection, Counters, Draw, DrawId, DrawState, DrawStatus, Error,
    FederationView, Field, Founding, Ledger, Matter, Motion, MotionId, MotionStatus, Outcome, Part, Presence, Reading,
    Report, RuleName, Rules, Setup, Society, SocietyId, Summary, Total,
};
use serde_json::Value;

use super::{
    object::{events, names, record, tagged},
    ToJson,
};
use crate::federation::Asked;

macro_rules! id {
    ($($type:ty),*) => {$(
        impl ToJson for $type {
            fn to_json(&self) -> Value {
                Value::from(self.0)
            }
        }
    )*};
}

id!(BackingId, DrawId, MotionId, SocietyId);

names!(Collection, DrawState, DrawStatus, Field, MotionStatus, Presence, RuleName);

record! {
    FederationView { version, setup, counters }

    Setup { name, charter, charter_version, units, period_ms, founded_ms: at, founding_until_ms: at, rules }

    Founding { name, charter, units, period_ms, founding_ms, rules, founders }

    Rules { voting_ms, approval_bps, waiting_ms, collect_ms, backing_max_ms, draws_max }

    Counters { seq, societies, present, invited, joins, motions, backings, draws, heir, ledger }

    Ledger { available, promised, credits, fund }

    Society { account, code_hash, presence, join, joined_ms: at, credit, draws }

    Motion { by, matter, made_ms: at, ends_ms: at, joins, eligible, needed, ballots, passed }

    Ballot { society, aye }

    Backing { backer, terms, paid_in, left, promised, out, given, forgiven, returned, closed }

    BackingTerms { backed, limit, ends_ms: at, repay_ms }

    Draw { backing, society, amount, made_ms: at, collect_by_ms: at, due_ms: at, repaid, forgiven, state }

    Part { backing, amount }

    Summary { reading, report }

    Reading { at_ms: at, members, active, pots, shares, credits, grants, relief_requests, payments, dissolving }

    Report { money_in, money_out, people_helped, outcomes, document }

    Outcome { unit, amount }

    Total {
        read, members, active, pots, shares, credits, grants, relief_requests, payments, reported, money_in, money_out,
        people_helped, outcomes,
    }
}

tagged! {
    Matter {
        Resolution(document),
        Admit { account, code_hash, document },
        Expel(society),
        AcceptCode { society, code_hash },
        SetRules(rules),
        AmendCharter(document),
        AddUnit(unit),
        Give { society, amount },
    }
    Asked {
        Join,
        Apply { document },
        Leave,
        MoveMotion { matter },
        Vote { motion, aye },
        Back { terms },
        CloseBacking { backing },
        Draw { parts, reason },
        Collect { draw, pot },
        Lapse { draw },
        Repay { draw },
        Forgive { draw, amount },
        PayCredit { society },
        Sweep,
        Refresh { society },
        Report { period, report },
    }
    Error {
        Overflow,
        TextTooLong { field, len, max },
        TooMany { what, count, max },
        RuleOutOfBounds { rule, value, min, max },
        NoFounders,
        DuplicateFounder(account),
        NotASociety(account),
        UnitMissing,
        DuplicateUnit,
        NoUnit(unit),
        NotMember,
        NotInvited,
        FoundingOver { ended_ms: at },
        StillFounding { until_ms: at },
        AlreadyMember,
        NoSociety(society),
        CodeChanged { found },
        NobodyVotes,
        NotMovable,
        NothingToAccept,
        NoMotion(motion),
        Recused,
        NotEligible,
        WrongMotion { status },
        AlreadyVoted,
        ZeroAmount,
        NotEnough { left, asked },
        OneSelf,
        LimitOutOfRange { limit, max },
        DateOutOfRange { given_ms: at, max_ms: at },
        NoBacking(backing),
        AlreadyClosed,
        NotOver { ends_ms: at },
        BackingOver { ended_ms: at },
        NotForYou(backing),
        OverLimit { limit, used, asked },
        NoParts,
        TooEarly { from_ms: at },
        InArrears(draw),
        NoDraw(draw),
        WrongDraw { status },
        CallingSociety,
        SocietySilent { code },
        WrongPot(pot),
        NotTaken { code },
        WrongValue { given, needed },
        NotYours,
        NotOwed { owed, asked },
        NoCredit,
        TransferFailed,
        WrongPeriod { given, current },
        OutcomesUnordered,
        AmountTooLarge { max },
        NothingToSweep,
    }
}

events! {
    Event from event;

    FederationFounded { founders, period_ms }
    SocietyInvited { society, account, code_hash }
    SocietyJoined { society, account, code_hash }
    SocietyLeft { society, inherited }
    SocietyExpelled { society }
    MotionMade { motion, by, eligible, needed, ends_ms: at }
    VoteCast { motion, society, aye, ayes, nays }
    MotionPassed { motion }
    CodeAccepted { society, code_hash }
    RulesSet { rules }
    CharterAmended { version }
    UnitAdded { unit }
    FundGiven { society, amount }
    BackingMade { backing, backer, backed, amount, limit, ends_ms: at, repay_ms }
    BackingClosed { backing, returned }
    Drawn { draw, backing, society, amount, collect_by_ms: at }
    DrawCollected { draw, pot, due_ms: at }
    DrawLapsed { draw, amount }
    DrawRepaid { draw, payer, amount, owed }
    DrawForgiven { draw, amount, owed }
    CreditPaid { society, amount }
    SurplusSwept { amount, heir }
    SummaryRead { society, period, reading }
    SummaryReported { society, period, report }
}
