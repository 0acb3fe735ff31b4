//! The only place that writes and asks. Tests give it buffers and answers.

use std::collections::VecDeque;
use std::io::{self, BufRead, IsTerminal, Write};

use crate::error::Error;

/// Where results, everything else and questions go.
pub struct Io<'a> {
    out: Box<dyn Write + Send + 'a>,
    err: Box<dyn Write + Send + 'a>,
    answers: Answers,
    is_terminal: bool,
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
        }
    }
}

impl<'a> Io<'a> {
    /// Writers and answers of a test. Without answers nobody is there to ask, as in a pipe.
    pub fn scripted(
        out: &'a mut (dyn Write + Send),
        err: &'a mut (dyn Write + Send),
        answers: Option<&[&str]>,
    ) -> Self {
        let answers = match answers {
            Some(answers) => Answers::Script(answers.iter().map(|answer| (*answer).to_owned()).collect()),
            None => Answers::Nobody,
        };
        Self { out: Box::new(out), err: Box::new(err), answers, is_terminal: false }
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
