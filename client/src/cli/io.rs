//! The only place that writes and asks. Tests give it buffers and answers.

use std::collections::VecDeque;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::paint::{self, Color, Wishes};
use super::{hidden, layout};
use crate::error::Error;

/// Where results, everything else and questions go.
pub struct Io<'a> {
    out: Box<dyn Write + Send + 'a>,
    err: Box<dyn Write + Send + 'a>,
    answers: Answers,
    /// How wide each is, if a person reads it on a terminal.
    out_columns: Option<usize>,
    err_columns: Option<usize>,
    wishes: Wishes,
    color: Color,
    /// Whether the user's own folders are looked at where no flag names one, and their variables.
    has_home: bool,
    /// Where a project's file is looked for.
    folder: Option<PathBuf>,
}

/// How a text is to look.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Look {
    /// The width of the terminal; none for a pipe or a file.
    pub columns: Option<usize>,
    /// Whether it has colour.
    pub is_coloured: bool,
}

/// Who answers questions.
enum Answers {
    Person,
    Nobody,
    Script(VecDeque<String>),
}

impl Io<'static> {
    /// Those of this process.
    pub fn of_process() -> Self {
        let (out, err) = (io::stdout(), io::stderr());
        let out_columns = out.is_terminal().then(columns);
        let err_columns = err.is_terminal().then(columns);
        let asks = io::stdin().is_terminal() && err_columns.is_some();
        Self {
            out: Box::new(out),
            err: Box::new(err),
            answers: if asks { Answers::Person } else { Answers::Nobody },
            out_columns,
            err_columns,
            wishes: Wishes::of_process(),
            color: Color::Auto,
            has_home: true,
            folder: std::env::current_dir().ok(),
        }
    }
}

impl<'a> Io<'a> {
    /// Writers and answers of a test. Without answers nobody is there to ask, as in a pipe. The folders of whoever runs the
    /// test are left alone: a config folder is one that a flag names.
    pub fn scripted(
        out: &'a mut (dyn Write + Send),
        err: &'a mut (dyn Write + Send),
        answers: Option<&[&str]>,
    ) -> Self {
        let answers = match answers {
            Some(answers) => Answers::Script(answers.iter().map(|answer| (*answer).to_owned()).collect()),
            None => Answers::Nobody,
        };
        Self {
            out: Box::new(out),
            err: Box::new(err),
            answers,
            out_columns: None,
            err_columns: None,
            wishes: Wishes::default(),
            color: Color::Auto,
            has_home: false,
            folder: None,
        }
    }

    /// The same as if it were run in a folder.
    pub fn in_folder(self, folder: &Path) -> Self {
        Self { folder: Some(folder.to_owned()), ..self }
    }

    /// Whether the user's own folders and variables are looked at.
    pub(super) fn has_home(&self) -> bool {
        self.has_home
    }

    /// Where a project's file is looked for.
    pub(super) fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Whether somebody is there to ask.
    pub(super) fn can_ask(&self) -> bool {
        !matches!(self.answers, Answers::Nobody)
    }

    /// The same as a terminal of this width would have it, without colour.
    pub fn on_terminal(mut self, columns: usize) -> Self {
        (self.out_columns, self.err_columns) = (Some(columns), Some(columns));
        self.wishes.none = true;
        self
    }

    /// Says when to use colour.
    pub(super) fn set_color(&mut self, color: Color) {
        self.color = color;
    }

    /// How stdout is to look.
    pub(super) fn look(&self) -> Look {
        let is_coloured = self.wishes.grant(self.color, self.out_columns.is_some());
        Look { columns: self.out_columns, is_coloured }
    }

    /// How stderr is to look.
    pub(super) fn err_look(&self) -> Look {
        let is_coloured = self.wishes.grant(self.color, self.err_columns.is_some());
        Look { columns: self.err_columns, is_coloured }
    }

    /// Writes the result.
    pub(super) fn result(&mut self, text: &str) -> io::Result<()> {
        let written = self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush());
        match written {
            // Whoever read has seen enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other,
        }
    }

    /// Writes a line beside the result. Nothing depends on whether anybody reads it.
    pub(super) fn note(&mut self, text: &str) {
        let look = self.err_look();
        let lines = text.lines().flat_map(|line| broken(line, look.columns));
        let text: String = lines.map(|line| format!("{}\n", paint::note(&line, look.is_coloured))).collect();
        let _ = self.err.write_all(text.as_bytes()).and_then(|()| self.err.flush());
    }

    /// Asks a question whose default is no. None if nobody is there to answer.
    pub(super) fn confirm(&mut self, question: &str) -> Result<Option<bool>, Error> {
        if matches!(self.answers, Answers::Nobody) {
            return Ok(None);
        }
        let _ = write!(self.err, "{question} [y/N] ").and_then(|()| self.err.flush());
        let answer = match &mut self.answers {
            Answers::Nobody => return Ok(None),
            Answers::Script(answers) => answers.pop_front().unwrap_or_default(),
            Answers::Person => {
                let mut line = String::new();
                io::stdin().lock().read_line(&mut line).map_err(|error| Error::Unexpected(error.to_string()))?;
                line
            }
        };
        Ok(Some(matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes")))
    }
}

/// The width of this process's terminal.
fn columns() -> usize {
    terminal_size::terminal_size().map_or(layout::USUAL_WIDTH, |(terminal_size::Width(columns), _)| columns.into())
}

/// A line as it stands on a terminal, where it goes on below its beginning.
fn broken(line: &str, columns: Option<usize>) -> Vec<String> {
    let Some(columns) = columns else { return vec![line.to_owned()] };
    let bare = line.trim_start();
    let indent = " ".repeat(line.len().saturating_sub(bare.len()));
    let room = columns.saturating_sub(indent.len());
    layout::line(bare, room).into_iter().map(|part| format!("{indent}{part}")).collect()
}

impl Io<'_> {
    /// Asks for a secret, which is not shown while it is typed. None if nobody is there to answer.
    pub(super) fn secret(&mut self, prompt: &str) -> Result<Option<Zeroizing<String>>, Error> {
        let answer = match &mut self.answers {
            Answers::Nobody => return Ok(None),
            Answers::Script(answers) => {
                let _ = writeln!(self.err, "{prompt}");
                Zeroizing::new(answers.pop_front().ok_or(Error::Cancelled)?)
            }
            Answers::Person => {
                let err = &mut self.err;
                let typed = hidden::read(|| {
                    let _ = write!(err, "{prompt}").and_then(|()| err.flush());
                });
                let _ = writeln!(self.err);
                typed?
            }
        };
        Ok(Some(answer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_broken_on_a_terminal_only() {
        let long = "  action  vote aye on proposal 0, which pays the baker";
        let said = |columns| {
            let (mut out, mut err) = (Vec::new(), Vec::new());
            let mut io = Io::scripted(&mut out, &mut err, None);
            io.err_columns = columns;
            io.note(long);
            drop(io);
            String::from_utf8(err).unwrap()
        };
        assert_eq!(said(None), format!("{long}\n"));
        assert_eq!(said(Some(40)), "  action  vote aye on proposal 0,\n    which pays the baker\n");
    }

    #[test]
    fn the_default_answer_is_no() {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut io = Io::scripted(&mut out, &mut err, Some(&["", "yes\n", "Y", "nope"]));
        let answers: Vec<_> = (0..5).map(|_| io.confirm("Send it?").unwrap()).collect();
        assert_eq!(answers, [Some(false), Some(true), Some(true), Some(false), Some(false)]);
    }

    #[test]
    fn without_a_terminal_nobody_is_asked() {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        assert_eq!(Io::scripted(&mut out, &mut err, None).confirm("Send it?").unwrap(), None);
        assert!(err.is_empty());
    }
}
