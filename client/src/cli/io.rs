//! The only place that writes and asks. Tests give it buffers and answers.

use std::collections::VecDeque;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::hidden;
use crate::error::Error;

/// Where results, everything else and questions go.
pub struct Io<'a> {
    out: Box<dyn Write + Send + 'a>,
    err: Box<dyn Write + Send + 'a>,
    answers: Answers,
    is_terminal: bool,
    /// Whether the user's own folders are looked at where no flag names one.
    has_home: bool,
    /// Where a project's file is looked for.
    folder: Option<PathBuf>,
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
        let asks = io::stdin().is_terminal() && io::stderr().is_terminal();
        Self {
            out: Box::new(io::stdout()),
            err: Box::new(io::stderr()),
            answers: if asks { Answers::Person } else { Answers::Nobody },
            is_terminal: io::stdout().is_terminal(),
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
        let (out, err) = (Box::new(out), Box::new(err));
        Self { out, err, answers, is_terminal: false, has_home: false, folder: None }
    }

    /// The same as if it were run in a folder.
    pub fn in_folder(self, folder: &Path) -> Self {
        Self { folder: Some(folder.to_owned()), ..self }
    }

    /// The same as if a person read stdout.
    pub fn on_terminal(self) -> Self {
        Self { is_terminal: true, ..self }
    }

    /// Whether the user's own folders are looked at.
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

    /// Whether a person reads stdout, so that columns are aligned for the eye.
    pub(super) fn is_terminal(&self) -> bool {
        self.is_terminal
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
    pub(super) fn note(&mut self, line: &str) {
        let _ = writeln!(self.err, "{line}").and_then(|()| self.err.flush());
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
