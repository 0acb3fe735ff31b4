//! Words that were mistyped: what was probably meant.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::CommandFactory;

use super::args::Cli;

/// How like a word must be to one that there is.
const LIKENESS_MIN: f64 = 0.75;

/// The one of `known` that is most like `word`, if it is like it at all.
pub(super) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let scored = known.into_iter().map(|name| (strsim::jaro_winkler(word, name), name));
    let best = scored.max_by(|(one, _), (other, _)| one.total_cmp(other));
    best.filter(|(likeness, _)| *likeness >= LIKENESS_MIN).map(|(_, name)| name)
}

/// What to try in place of a command line that was not understood: a verb without its noun, or a verb of another noun; or
/// a verb that is like one, where clap itself suggests nothing.
pub(super) fn hint(error: &clap::Error, args: &[OsString]) -> Option<String> {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return None;
    }
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) else { return None };
    let mut found = Vec::new();
    paths(&Cli::command(), "", &mut found);
    let exact: Vec<&String> = found.iter().filter(|path| path.split(' ').next_back() == Some(word)).collect();
    let meant = match exact.as_slice() {
        [] if error.get(ContextKind::SuggestedSubcommand).is_some() => return None,
        [] => {
            let verbs = found.iter().filter_map(|path| path.split(' ').next_back());
            let verb = nearest(word, verbs)?;
            found.iter().filter(|path| path.split(' ').next_back() == Some(verb)).collect()
        }
        _ => exact,
    };
    let named: Vec<String> = meant.iter().take(4).map(|path| format!("`{path}`")).collect();
    // Nobody is told to do what they have tried.
    let typed = args.iter().filter_map(|arg| arg.to_str()).collect::<Vec<_>>().join(" ");
    (!named.is_empty() && !meant.iter().any(|path| typed.starts_with(path.as_str())))
        .then(|| format!("did you mean {}?", named.join(" or ")))
}

/// The commands that do something, each with its words from `mutual` on.
fn paths(command: &clap::Command, above: &str, found: &mut Vec<String>) {
    let path = if above.is_empty() { command.get_name().to_owned() } else { format!("{above} {}", command.get_name()) };
    if command.get_subcommands().next().is_none() {
        found.push(path);
        return;
    }
    for below in command.get_subcommands() {
        paths(below, &path, found);
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    fn hint_for(line: &str) -> Option<String> {
        let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        hint(&Cli::try_parse_from(&args).unwrap_err(), &args)
    }

    #[test]
    fn a_verb_without_its_noun_is_found() {
        assert_eq!(
            hint_for("mutual vote 0 aye").unwrap(),
            "did you mean `mutual proposal vote` or `mutual federation vote`?"
        );
        let several = hint_for("mutual release 0").unwrap();
        assert!(several.contains("`mutual payment release`"), "{several}");
        assert_eq!(hint_for("mutual aprove 0").unwrap(), "did you mean `mutual payment approve`?");
        assert_eq!(
            hint_for("mutual payment vote 0 aye").unwrap(),
            "did you mean `mutual proposal vote` or `mutual federation vote`?"
        );
    }

    #[test]
    fn what_clap_suggests_is_not_said_twice_and_nonsense_is_like_nothing() {
        assert_eq!(hint_for("mutual proposal vot 0 aye"), None);
        assert_eq!(hint_for("mutual xyzzy"), None);
        assert_eq!(hint_for("mutual proposal vote 0 maybe"), None);
    }

    #[test]
    fn the_nearest_word_is_like_it() {
        assert_eq!(nearest("glosary", ["exit-codes", "glossary"]), Some("glossary"));
        assert_eq!(nearest("qqq", ["exit-codes", "glossary"]), None);
        assert_eq!(nearest("x", []), None);
    }
}
