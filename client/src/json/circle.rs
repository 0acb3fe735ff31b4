//! A circle: its record, its refusals, and what has happened in it.

use mutual_types::circle::{
    event::{self, Event},
    Circle, CircleMember, CircleStatus, CircleView, Draw, Error, MemberNumber, Numbers, Order, Round, Stage, TermName,
    Terms,
};
use serde_json::Value;

use super::{
    object::{events, names, record, tagged},
    ToJson,
};

impl ToJson for MemberNumber {
    fn to_json(&self) -> Value {
        Value::from(self.0)
    }
}

/// A set as a list, the smallest number first.
impl ToJson for Numbers {
    fn to_json(&self) -> Value {
        self.iter().map(Value::from).collect()
    }
}

names!(CircleStatus, Stage, TermName);

record! {
    CircleView { circle, status, now_ms: at, balance }

    Circle { seq, terms, stage, members, queue, rounds }

    Terms { name, society, members, contribution, round_ms, starts_ms: at, order }

    CircleMember {
        account, joined, left, draw, deposit, ahead, owes, paid_in, received, credit, swap_offer,
    }

    Round { pot, receiver }
}

tagged! {
    Order { Agreed, Drawn { reveal_ms } }
    Draw { None, Committed(hash), Revealed(secret) }
    Error {
        Overflow,
        TextTooLong { len, max },
        MemberCount { count, least, most },
        DuplicateMember(account),
        InvalidMember(account),
        NotASociety,
        OutOfBounds { term, value, min, max },
        NotMember,
        WrongStatus(status),
        AlreadyJoined,
        NotJoined,
        CommitmentMissing,
        CommitmentUnneeded,
        WrongValue { given, needed },
        NotInSociety,
        HasLeft,
        HasReceived,
        Behind { owed },
        AlreadyRevealed,
        WrongSecret,
        NoMember(member),
        ZeroRounds,
        TooManyRounds { most },
        SwapWithOneself,
        NotInQueue(member),
        NoOffer,
        NothingToSettle,
        NoCredit,
        NotUnclaimed { from_ms: at },
        NothingToSweep,
        TransferFailed,
    }
}

events! {
    Event from event;

    CircleMade { name, society, members, contribution, starts_ms: at }
    MemberJoined { member, deposit }
    MemberLeft { member, returned }
    SecretRevealed { member }
    CircleVoided {}
    CircleStarted { order }
    Contributed { member, payer, rounds, amount, repaid, deposit_restored, ahead }
    RoundClosed { round, pot, receiver, covered, missed }
    PotReceived { round, member, amount }
    SwapOffered { member, with }
    TurnsSwapped { first, second }
    CircleEnded { left, shares }
    CreditWithdrawn { member, amount }
    CreditsForfeited { amount }
    SurplusSwept { amount }
}
