//! What has happened in a federation.

use mutual_types::federation::{event::Event, Reading, Report};

use super::super::names::counted;
use super::asked::people;
use super::{ayes, repayment, share};
use crate::text::{address, amount, duration, moment, Unit};

/// An event in one sentence.
#[allow(clippy::too_many_lines)] // one arm for each event
pub fn event(event: &Event, unit: &Unit) -> String {
    let at = moment::format;
    let money = |planck| amount::format(planck, unit);
    match event {
        Event::FederationFounded(e) => format!(
            "A federation was founded, to which {} invited; its periods are of {}.",
            match e.founders {
                1 => "1 society is".to_owned(),
                several => format!("{several} societies are"),
            },
            duration::format(e.period_ms)
        ),
        Event::SocietyInvited(e) => {
            format!("Society {}, {}, is invited to join the federation.", e.society, address::format(&e.account))
        }
        Event::SocietyJoined(e) => {
            format!("Society {}, {}, takes part in the federation.", e.society, address::format(&e.account))
        }
        Event::SocietyLeft(e) => match e.inherited {
            0 => format!("Society {} left the federation.", e.society),
            inherited => format!(
                "Society {} left the federation, the last that took part; the common fund of {} is owed to it.",
                e.society,
                money(inherited)
            ),
        },
        Event::SocietyExpelled(e) => format!("Society {} was expelled from the federation.", e.society),
        Event::MotionMade(e) => {
            let by = e.by.map_or("A society that applied".to_owned(), |society| format!("Society {society}"));
            format!(
                "{by} made motion {}; it passes with {} of {} societies, until {}.",
                e.motion,
                ayes(e.needed),
                e.eligible,
                at(e.ends_ms)
            )
        }
        Event::VoteCast(e) => format!(
            "Society {} voted {} on motion {}, which has {} and {}.",
            e.society,
            if e.aye { "aye" } else { "nay" },
            e.motion,
            ayes(e.ayes),
            counted(e.nays, "nay")
        ),
        Event::MotionPassed(e) => format!("Motion {} passed.", e.motion),
        Event::CodeAccepted(e) => {
            format!("Society {} is known by the code 0x{}.", e.society, hex::encode(e.code_hash))
        }
        Event::RulesSet(e) => format!(
            "The federation's rules changed: motions need the ayes of {} of those who may vote within {}, and a society \
             may have {} open.",
            share(e.rules.approval_bps),
            duration::format(e.rules.voting_ms),
            counted(e.rules.draws_max, "draw")
        ),
        Event::CharterAmended(e) => format!("The federation's charter is at version {}.", e.version),
        Event::UnitAdded(e) => format!("Outcomes are counted also in {}.", e.unit),
        Event::FundGiven(e) => format!("{} of the common fund are owed to society {}.", money(e.amount), e.society),
        Event::BackingMade(e) => format!(
            "Society {} paid in {} as backing {}, of which {} can draw up to {} at a time until {}: {}.",
            e.backer,
            money(e.amount),
            e.backing,
            e.backed.map_or("any other society".to_owned(), |society| format!("society {society}")),
            money(e.limit),
            at(e.ends_ms),
            repayment(e.repay_ms)
        ),
        Event::BackingClosed(e) => {
            format!("Backing {} was closed; {} are owed to its backer.", e.backing, money(e.returned))
        }
        Event::Drawn(e) => format!(
            "Society {} drew {} of backing {} as draw {}, to be collected until {}.",
            e.society,
            money(e.amount),
            e.backing,
            e.draw,
            at(e.collect_by_ms)
        ),
        Event::DrawCollected(e) => {
            let due = e.due_ms.map_or("a gift".to_owned(), |due_ms| format!("to be paid back until {}", at(due_ms)));
            format!("Draw {} went into the relief pot {}: {due}.", e.draw, e.pot)
        }
        Event::DrawLapsed(e) => {
            format!("Draw {} was not collected in time: {} went back to its backing.", e.draw, money(e.amount))
        }
        Event::DrawRepaid(e) => format!(
            "{} of draw {} were paid back {}; {} are still owed.",
            money(e.amount),
            e.draw,
            e.payer
                .map_or("out of the credit of who owes".to_owned(), |payer| format!("by {}", address::format(&payer))),
            money(e.owed)
        ),
        Event::DrawForgiven(e) => {
            format!("The backer forgave {} of draw {}; {} are still owed.", money(e.amount), e.draw, money(e.owed))
        }
        Event::CreditPaid(e) => format!("Society {} was paid {}.", e.society, money(e.amount)),
        Event::SurplusSwept(e) => match e.heir {
            Some(society) => format!("{} that came without a message are owed to society {society}.", money(e.amount)),
            None => format!("{} that came without a message are in the common fund.", money(e.amount)),
        },
        Event::SummaryRead(e) => {
            format!("Society {} was read for period {}: {}.", e.society, e.period, reading(&e.reading, unit))
        }
        Event::SummaryReported(e) => {
            format!("Society {} reported on period {}: {}.", e.society, e.period, report(&e.report, unit))
        }
    }
}

fn reading(reading: &Reading, unit: &Unit) -> String {
    let dissolving = if reading.dissolving { ", and it dissolves" } else { "" };
    format!("{}, {} in its pots{dissolving}", counted(reading.members, "member"), amount::format(reading.pots, unit))
}

fn report(report: &Report, unit: &Unit) -> String {
    let outcomes: Vec<_> =
        report.outcomes.iter().map(|outcome| format!(", {} of unit {}", outcome.amount, outcome.unit)).collect();
    format!(
        "{} in, {} out, {} helped{}",
        amount::format(report.money_in, unit),
        amount::format(report.money_out, unit),
        people(report.people_helped),
        outcomes.concat()
    )
}
