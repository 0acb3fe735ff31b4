//! Colour: a little of it, on a terminal, for those who want it.

use clap::ValueEnum;

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless NO_COLOR is set or TERM is `dumb`
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What the environment says of colour.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wishes {
    /// NO_COLOR is set, and not empty.
    pub none: bool,
    /// CLICOLOR_FORCE is set, and not 0.
    pub forced: bool,
    /// TERM is `dumb`.
    pub is_dumb: bool,
}

impl Wishes {
    /// Those of this process.
    pub(super) fn of_process() -> Self {
        let value = |name: &str| std::env::var(name).unwrap_or_default();
        Self {
            none: !value("NO_COLOR").is_empty(),
            forced: !matches!(value("CLICOLOR_FORCE").as_str(), "" | "0"),
            is_dumb: value("TERM") == "dumb",
        }
    }

    /// Whether a stream that is a terminal, or none, is to have colour.
    pub(super) fn grant(self, color: Color, is_terminal: bool) -> bool {
        match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto if self.none => false,
            Color::Auto if self.forced => true,
            Color::Auto => is_terminal && !self.is_dumb,
        }
    }
}

/// The colour asked for on a command line that could not be parsed.
pub(super) fn asked<'a>(args: impl Iterator<Item = &'a str>) -> Color {
    let mut args = args.take_while(|arg| *arg != "--");
    let mut last = Color::Auto;
    while let Some(arg) = args.next() {
        let value = if arg == "--color" { args.next() } else { arg.strip_prefix("--color=") };
        last = value.and_then(|value| Color::from_str(value, true).ok()).unwrap_or(last);
    }
    last
}

const BOLD: &str = "\u{1b}[1m";
const RED: &str = "\u{1b}[1;31m";
const YELLOW: &str = "\u{1b}[33m";
const CYAN: &str = "\u{1b}[36m";
const PLAIN: &str = "\u{1b}[0m";

/// `text` in bold letters.
pub(super) fn bold(text: &str, is_coloured: bool) -> String {
    coloured(BOLD, text, is_coloured)
}

/// A line on stderr: what it begins with says what it is.
pub(super) fn note(line: &str, is_coloured: bool) -> String {
    let colours = [("error:", RED), ("note:", YELLOW), ("hint:", CYAN), ("next:", CYAN)];
    match colours.iter().find(|(begin, _)| line.starts_with(begin)) {
        Some((begin, colour)) => {
            format!("{}{}", coloured(colour, begin, is_coloured), line.strip_prefix(begin).unwrap_or_default())
        }
        None => line.to_owned(),
    }
}

fn coloured(colour: &str, text: &str, is_coloured: bool) -> String {
    if is_coloured && !text.is_empty() {
        format!("{colour}{text}{PLAIN}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_is_for_terminals_and_for_those_who_ask() {
        let plain = Wishes::default();
        assert!(plain.grant(Color::Auto, true) && !plain.grant(Color::Auto, false));
        assert!(plain.grant(Color::Always, false) && !plain.grant(Color::Never, true));
        let none = Wishes { none: true, forced: true, ..plain };
        assert!(!none.grant(Color::Auto, true) && none.grant(Color::Always, false));
        let forced = Wishes { forced: true, is_dumb: true, ..plain };
        assert!(forced.grant(Color::Auto, false) && !forced.grant(Color::Never, false));
        assert!(!Wishes { is_dumb: true, ..plain }.grant(Color::Auto, true));
    }

    #[test]
    fn the_last_word_on_colour_counts_even_where_the_line_is_wrong() {
        let of = |line: &str| asked(line.split(' '));
        assert_eq!(of("mutual bogus --color never"), Color::Never);
        assert_eq!(of("mutual --color=always bogus"), Color::Always);
        assert_eq!(of("mutual -- --color=always"), Color::Auto);
        assert_eq!(of("mutual --color pink"), Color::Auto);
    }

    #[test]
    fn only_the_first_word_of_a_note_is_coloured() {
        assert_eq!(note("error: it broke", true), "\u{1b}[1;31merror:\u{1b}[0m it broke");
        assert_eq!(note("error: it broke", false), "error: it broke");
        assert_eq!(note("  action  vote", true), "  action  vote");
    }
}
