//! An exchange in words: hours, why it refused and what to do next, and what has happened.

use mutual_types::exchange::{
    event::Event, Category, Collection, DealStatus, Ending, Error, Field, Minutes, OfferKind, RuleName,
};
use mutual_types::MemberIndex;

use super::error::Words;
use super::names::{counted, standing};
use super::ruling;
use crate::text::{address, duration, moment};

/// Minutes as hours: `1 h 30 min`.
pub fn hours(minutes: impl Into<i64>) -> String {
    let minutes: i64 = minutes.into();
    let sign = if minutes < 0 { "-" } else { "" };
    let all = minutes.unsigned_abs();
    match (all / 60, all % 60) {
        (0, rest) => format!("{sign}{rest} min"),
        (whole, 0) => format!("{sign}{whole} h"),
        (whole, rest) => format!("{sign}{whole} h {rest} min"),
    }
}

/// A category.
pub fn category(category: Category) -> &'static str {
    match category {
        Category::Childcare => "childcare",
        Category::Translation => "translation",
        Category::Transport => "transport",
        Category::Food => "food",
        Category::Repairs => "repairs",
        Category::EmotionalSupport => "emotional support",
        Category::Other => "other",
    }
}

/// Whether something is offered or asked for.
pub fn offer_kind(kind: OfferKind) -> &'static str {
    match kind {
        OfferKind::Offer => "offer",
        OfferKind::Request => "request",
    }
}

/// What a deal is now.
pub fn deal_status(status: DealStatus) -> &'static str {
    match status {
        DealStatus::Proposed => "proposed, and waits for an answer",
        DealStatus::Unanswered => "over: nobody answered",
        DealStatus::Agreed => "agreed, and waits for both reports",
        DealStatus::Unconfirmed => "not confirmed by both in time",
        DealStatus::Lapsed => "over: nothing came of it",
        DealStatus::Settled => "settled",
        DealStatus::Final => "settled for good",
        DealStatus::Contested => "contested, and waits for a ruling",
        DealStatus::Undecided => "over: there was no ruling in time",
        DealStatus::Ended(ending) => match ending {
            Ending::Withdrawn => "withdrawn",
            Ending::Declined => "declined",
            Ending::Cancelled => "cancelled",
            Ending::Unanswered => "closed: nobody answered",
            Ending::Lapsed => "closed: the two did not report the same",
            Ending::Voided => "voided by a ruling",
        },
    }
}

/// A rule's name.
pub fn rule(rule: RuleName) -> &'static str {
    match rule {
        RuleName::LimitMax => "The limit of all limits",
        RuleName::Limit => "The limit of an account",
        RuleName::Offer => "How long an offer may stand",
        RuleName::Answer => "The time to answer a proposal",
        RuleName::Ahead => "How far ahead help may be agreed",
        RuleName::Report => "The time to report",
        RuleName::Dispute => "The time to contest",
        RuleName::Ruling => "The time to wait for a ruling",
        RuleName::OffersMax => "The number of open offers",
        RuleName::DealsMax => "The number of open deals",
    }
}

fn quantity(of: RuleName, value: u64) -> String {
    match of {
        RuleName::LimitMax | RuleName::Limit => hours(i64::try_from(value).unwrap_or(i64::MAX)),
        RuleName::OffersMax | RuleName::DealsMax => value.to_string(),
        RuleName::Offer
        | RuleName::Answer
        | RuleName::Ahead
        | RuleName::Report
        | RuleName::Dispute
        | RuleName::Ruling => duration::format(value),
    }
}

/// Puts an error into words.
pub fn error(error: &Error) -> Words {
    let (name, sentence, hint) = parts(error);
    Words { name, sentence, hint: hint.to_owned() }
}

fn parts(error: &Error) -> (&'static str, String, &'static str) {
    match error {
        Error::Overflow => ("Overflow", "A number would not fit.".to_owned(), "Give smaller numbers or nearer dates."),
        Error::TextTooLong { field, len, max } => {
            let field = match field {
                Field::Name => "name",
                Field::Title => "title",
                Field::Place => "place",
                Field::Reason => "reason",
            };
            (
                "TextTooLong",
                format!("The {field} has {len} bytes, and may have {max}."),
                "Shorten it: what is longer belongs into a conversation.",
            )
        }
        Error::TooMany { what, count, max } => {
            let (what, hint) = match what {
                Collection::OpenOffers => ("open offers", "Close one of your offers first."),
                Collection::OpenDeals => {
                    ("open deals", "Bring one of your deals to its end first: report it, cancel it, or answer it.")
                }
            };
            ("TooMany", format!("You would have {count} {what}, and may have {max}."), hint)
        }
        Error::RuleOutOfBounds { rule: of, value, min, max } => (
            "RuleOutOfBounds",
            format!(
                "{} would be {}, and may be from {} to {}.",
                rule(*of),
                quantity(*of, *value),
                quantity(*of, *min),
                quantity(*of, *max)
            ),
            "Choose a value within that range.",
        ),
        Error::SocietySilent { code: 0 } => (
            "SocietySilent",
            "The society's answer is none that a society gives.".to_owned(),
            "Check that the exchange is one of a society; nothing was changed.",
        ),
        Error::SocietySilent { code } => (
            "SocietySilent",
            format!("The society does not answer: the chain's code is {code}."),
            "Try again once the society works; deals that are over can be closed without it.",
        ),
        Error::NotMember => (
            "NotMember",
            "This account is no member's of the society.".to_owned(),
            "Sign as a member of the society that the exchange belongs to.",
        ),
        Error::NotTheSociety => (
            "NotTheSociety",
            "Only the society itself can do this.".to_owned(),
            "Propose to the society to call the exchange.",
        ),
        Error::NotInGoodStanding { member, standing: theirs } => (
            "NotInGoodStanding",
            format!("Member {member}, who is {}, cannot agree on this.", standing(*theirs)),
            "Who is behind with dues or has left can still come nearer to level, by help given or hours used.",
        ),
        Error::NoMember(member) => (
            "NoMember",
            format!("The society does not know member {member} any more."),
            "Decline the proposal, or let it run out.",
        ),
        Error::NoOffer(offer) => {
            ("NoOffer", format!("There is no offer {offer}."), "Look at what there is by searching a category.")
        }
        Error::OfferOver => (
            "OfferOver",
            "The offer is closed or past its end.".to_owned(),
            "Propose a deal to its member without the offer.",
        ),
        Error::NotYours => {
            ("NotYours", "The offer is another member's.".to_owned(), "Wait for its end: then anyone can close it.")
        }
        Error::TitleMissing => ("TitleMissing", "An offer needs a title.".to_owned(), "Say in a few words what it is."),
        Error::ZeroMinutes => {
            ("ZeroMinutes", "No minutes are nothing to agree on.".to_owned(), "Give at least one minute.")
        }
        Error::DateOutOfRange { given_ms, max_ms } => (
            "DateOutOfRange",
            format!("{} is not possible: the last moment is {}.", moment::format(*given_ms), moment::format(*max_ms)),
            "Choose a moment from now until then.",
        ),
        Error::NoDeal(deal) => ("NoDeal", format!("There is no deal {deal}."), "Look at your account for your deals."),
        Error::NotParty => (
            "NotParty",
            "You are not the one who can do this.".to_owned(),
            "Only who was asked accepts, and only the two parties do the rest.",
        ),
        Error::WrongDeal { status } => (
            "WrongDeal",
            format!("The deal is {}.", deal_status(*status)),
            "Look at the deal for what can be done with it now.",
        ),
        Error::OneSelf => ("OneSelf", "Nobody helps themselves for hours.".to_owned(), "Name another member."),
        Error::OverLimit { member, balance, committed, minutes, limit } => (
            "OverLimit",
            format!(
                "Member {member} is at {}, with {} agreed already; {} more would go beyond the limit of {} either way.",
                hours(*balance),
                hours(*committed),
                hours(*minutes),
                hours(*limit)
            ),
            "Agree on less, or bring the account nearer to level first.",
        ),
        Error::MoreThanAgreed { agreed, given } => (
            "MoreThanAgreed",
            format!("{} were agreed, and {} are reported.", hours(*agreed), hours(*given)),
            "Report what was agreed, and propose another deal for the rest.",
        ),
        Error::ReportDiffers { other } => (
            "ReportDiffers",
            format!("While it is contested, only what the other says can be reported: {}.", hours(*other)),
            "Agree to that, or wait for the ruling.",
        ),
        Error::AlreadyReported { minutes } => (
            "AlreadyReported",
            format!("The other has reported {}.", hours(*minutes)),
            "Report how long it took, 0 for not at all, or contest it.",
        ),
        Error::AlreadyContested { case } => (
            "AlreadyContested",
            format!("The deal is or was contested, as case {case}."),
            "Open the dispute in the society, or have its ruling applied.",
        ),
        Error::NothingToContest => {
            ("NothingToContest", "Nobody has reported any help.".to_owned(), "Report how long it took first.")
        }
        Error::NoDispute(dispute) => (
            "NoDispute",
            format!("The society has no dispute {dispute}."),
            "See which there are with `mutual dispute list`.",
        ),
        Error::WrongDispute(dispute) => (
            "WrongDispute",
            format!("Dispute {dispute} is about something else."),
            "See what it is about with `mutual dispute show`.",
        ),
        Error::NotRuled(dispute) => {
            ("NotRuled", format!("Dispute {dispute} has no ruling yet."), "Wait for its panel or its ballot.")
        }
        Error::NotOver { status } => (
            "NotOver",
            format!("There is nothing to close: the deal is {}.", deal_status(*status)),
            "Only what is over and not closed yet can be closed.",
        ),
        Error::NoAccount(member) => {
            ("NoAccount", format!("Member {member} has no account here."), "Check the number of the member.")
        }
        Error::NotEnough { spendable, asked } => (
            "NotEnough",
            format!("You have {} to give away, and this is {}.", hours((*spendable).max(0)), hours(*asked)),
            "Give less: what you have agreed to receive is set aside.",
        ),
        Error::NotOwed { owed, asked } => (
            "NotOwed",
            format!("{} are owed, and {} would be forgiven.", hours(*owed), hours(*asked)),
            "Forgive what is owed at the most.",
        ),
    }
}

/// An event in one sentence.
pub fn event(event: &Event) -> String {
    let at = moment::format;
    match event {
        Event::ExchangeFounded(e) => format!(
            "{} founded an exchange for the society {}, with a limit of {} either way.",
            address::format(&e.founder),
            address::format(&e.society),
            hours(e.limit_max_minutes)
        ),
        Event::OfferPosted(e) => format!(
            "Member {} posted {} {}: {}, some {}, until {}.",
            e.member,
            offer_kind(e.kind),
            e.offer,
            category(e.category),
            hours(e.minutes),
            at(e.ends_ms)
        ),
        Event::OfferClosed(e) => format!("Offer {} was closed{}.", e.offer, by(e.by)),
        Event::DealProposed(e) => format!(
            "Member {} proposed deal {}: member {} helps member {} with {} for at most {}; it waits for an answer until {}.",
            e.proposer,
            e.deal,
            e.giver,
            e.receiver,
            category(e.category),
            hours(e.minutes),
            at(e.ends_ms)
        ),
        Event::DealAgreed(e) => format!(
            "Deal {} is agreed: member {} helps member {} for at most {}; both report until {}.",
            e.deal,
            e.giver,
            e.receiver,
            hours(e.minutes),
            at(e.ends_ms)
        ),
        Event::DealReported(e) => format!(
            "Member {} reported {} for deal {}; the other can answer until {}.",
            e.member,
            hours(e.minutes),
            e.deal,
            at(e.ends_ms)
        ),
        Event::DealSettled(e) => format!(
            "Deal {} is settled: member {} earned {} and is at {}, member {} is at {}.",
            e.deal,
            e.giver,
            hours(e.minutes),
            hours(e.giver_balance),
            e.receiver,
            hours(e.receiver_balance)
        ),
        Event::DealEnded(e) => {
            let reason = e.reason.as_ref().map_or(String::new(), |reason| format!(": {reason}"));
            format!("Deal {} is {}{}{reason}.", e.deal, deal_status(DealStatus::Ended(e.ending)), by(e.by))
        }
        Event::DealContested(e) => match e.by {
            Some(member) => format!(
                "Member {member} contested deal {}, which is case {} and waits for a ruling until {}.",
                e.deal,
                e.case,
                at(e.ends_ms)
            ),
            None => format!(
                "The dispute was opened before deal {} was contested; its case has number {} now, for another dispute.",
                e.deal, e.case
            ),
        },
        Event::DealRuled(e) => format!("Dispute {} was ruled {}; it counts for deal {}.", e.dispute, ruling(e.ruling), e.deal),
        Event::DealVoided(e) => format!(
            "Deal {} is voided: {} were taken back and {} given back; the community is at {}.",
            e.deal,
            hours(e.taken),
            hours(e.returned),
            hours(e.community)
        ),
        Event::HoursDonated(e) => format!(
            "Member {} gave {} to the community, which is at {}.",
            e.member,
            hours(e.minutes),
            hours(e.community)
        ),
        Event::HoursForgiven(e) => format!(
            "The society forgave member {} {}; the community is at {}.",
            e.member,
            hours(e.minutes),
            hours(e.community)
        ),
        Event::ExchangeRulesSet(e) => format!(
            "The rules changed: a limit of {} either way, {} and {} for a member.",
            hours(e.rules.limit_minutes),
            counted(e.rules.offers_max, "open offer"),
            counted(e.rules.deals_max, "open deal")
        ),
    }
}

fn by(member: Option<MemberIndex>) -> String {
    member.map_or(String::new(), |member| format!(" by member {member}"))
}

/// Reads hours as people write them: `90`, `90min`, `1h30`, `2h`.
///
/// # Errors
/// What is wrong with it.
pub fn parse_hours(text: &str) -> Result<Minutes, String> {
    let wrong = || format!("`{text}` is no span of help: write minutes or hours, such as `90min`, `2h` or `1h 30min`");
    let clean: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = |part: &str| part.parse::<Minutes>().ok().filter(|_| part.chars().all(|c| c.is_ascii_digit()));
    if let Some((whole, rest)) = clean.split_once('h') {
        let rest = rest.strip_suffix("min").unwrap_or(rest);
        let minutes = if rest.is_empty() { Some(0) } else { digits(rest).filter(|minutes| *minutes < 60) };
        let total = digits(whole).zip(minutes).and_then(|(hours, minutes)| hours.checked_mul(60)?.checked_add(minutes));
        return total.ok_or_else(wrong);
    }
    digits(clean.strip_suffix("min").unwrap_or(&clean)).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use scale::Decode;

    use super::*;

    /// One of each variant: whatever stands behind a variant's index, zeros decode as it.
    fn one_of_each() -> Vec<Error> {
        let bytes = |index| [&[index][..], &[0; 127]].concat();
        (0..=u8::MAX).map_while(|index| Error::decode(&mut &bytes(index)[..]).ok()).collect()
    }

    #[test]
    fn each_error_has_a_name_of_its_own_a_sentence_and_a_hint() {
        let samples = one_of_each();
        assert_eq!(samples.len(), 32);
        let names: BTreeSet<_> = samples.iter().map(|sample| error(sample).name).collect();
        assert_eq!(names.len(), samples.len());
        for sample in samples {
            let words = error(&sample);
            let debug = format!("{sample:?}");
            assert_eq!(Some(words.name), debug.split(|c: char| !c.is_alphanumeric()).next());
            for text in [&words.sentence, &words.hint] {
                assert!(text.ends_with('.') && !text.contains('\n'), "{}: {text}", words.name);
                assert!(!text.starts_with(char::is_lowercase), "{}: {text}", words.name);
            }
        }
    }

    #[test]
    fn minutes_are_shown_as_hours() {
        for (minutes, text) in [(0, "0 min"), (59, "59 min"), (60, "1 h"), (90, "1 h 30 min"), (-125, "-2 h 5 min")] {
            assert_eq!(hours(minutes), text);
        }
        assert_eq!(hours(i64::MIN), "-153722867280912930 h 8 min");
    }

    #[test]
    fn hours_are_read_as_people_write_them() {
        for (text, minutes) in
            [("90", 90), ("90min", 90), ("90 min", 90), ("2h", 120), ("1h30", 90), ("1h 30min", 90), ("1 h 5 min", 65)]
        {
            assert_eq!(parse_hours(text), Ok(minutes), "{text}");
        }
        for text in ["", "h", "min", "-5", "1h60", "1h -5", "1.5h", "5d", "99999999999", "99999999h", "+5"] {
            assert!(parse_hours(text).is_err(), "{text}");
        }
        for minutes in [1, 59, 60, 61, 600_000] {
            assert_eq!(parse_hours(&hours(minutes)), Ok(minutes));
        }
    }

    #[test]
    fn the_numbers_are_in_the_sentence() {
        let over = Error::OverLimit { member: MemberIndex(4), balance: -540, committed: 30, minutes: 90, limit: 600 };
        assert_eq!(
            error(&over).sentence,
            "Member 4 is at -9 h, with 30 min agreed already; 1 h 30 min more would go beyond the limit of 10 h either way."
        );
        let silent = error(&Error::SocietySilent { code: 2 });
        assert_eq!(silent.sentence, "The society does not answer: the chain's code is 2.");
    }
}
