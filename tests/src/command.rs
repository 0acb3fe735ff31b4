//! The command `mutual`, run inside this process with buffers for a terminal.

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;

use mutual_client::cli::{run, Io};
use serde_json::Value;

/// What a command left behind.
#[derive(Debug)]
pub struct Ran {
    /// Its exit code.
    pub exit: u8,
    /// Its stdout.
    pub out: String,
    /// Its stderr.
    pub err: String,
}

impl Ran {
    /// The one document on stdout.
    pub fn json(&self) -> Value {
        // Refuses a second document, or anything else after the first.
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error} in stdout: {self:?}"))
    }

    /// The sentences on stderr that say what is wrong.
    pub fn errors(&self) -> Vec<&str> {
        self.err.lines().filter(|line| line.starts_with("error:")).collect()
    }
}

/// Who calls the command: the flags that go with every line.
#[derive(Clone, Debug)]
pub struct Shell {
    flags: Vec<String>,
}

impl Shell {
    /// One that speaks to the node at `url`.
    pub fn new(url: &str) -> Self {
        Self { flags: vec!["--url".to_owned(), url.to_owned()] }
    }

    /// The same at another node.
    pub fn elsewhere(&self, url: &str) -> Self {
        let rest = self.flags.iter().skip(2).cloned();
        Self { flags: ["--url".to_owned(), url.to_owned()].into_iter().chain(rest).collect() }
    }

    /// One that says nothing of a node, so that settings do.
    pub fn unset() -> Self {
        Self { flags: Vec::new() }
    }

    /// The same with more flags on every line.
    pub fn with(&self, flags: &[&str]) -> Self {
        Self { flags: [self.flags.clone(), flags.iter().map(|flag| (*flag).to_owned()).collect()].concat() }
    }

    /// The same where somebody with this development key signs.
    pub fn by(&self, who: &str) -> Self {
        self.with(&["--suri", who])
    }

    /// Runs a command where nobody can be asked.
    pub async fn run(&self, args: &[&str]) -> Ran {
        self.run_asked(args, None).await
    }

    /// Runs a command whose questions are answered in turn.
    pub async fn run_asked(&self, args: &[&str], answers: Option<&[&str]>) -> Ran {
        let mut err = Vec::new();
        self.run_into(args, answers, &mut err).await.with_err(err)
    }

    /// Runs a command in a folder, where a project's file may be.
    pub async fn run_in(&self, folder: &Path, args: &[&str]) -> Ran {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let line = self.line(args);
        let exit = run(line, &mut Io::scripted(&mut out, &mut err, None).in_folder(folder)).await;
        Ran { exit, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
    }

    fn line(&self, args: &[&str]) -> Vec<OsString> {
        let flags = self.flags.iter().map(OsString::from);
        [OsString::from("mutual")].into_iter().chain(flags).chain(args.iter().map(OsString::from)).collect()
    }

    /// Runs a command that is agreed to, and gives its one document.
    pub async fn data(&self, args: &[&str]) -> Value {
        let ran = self.with(&["--yes", "--output", "json"]).run(args).await;
        assert_eq!(ran.exit, 0, "{args:?}: {ran:?}");
        ran.json()["data"].clone()
    }

    /// Runs a command as a person sees it, on a terminal of this width without colour, where nobody can be asked.
    pub async fn run_on_terminal(&self, args: &[&str], columns: usize) -> Ran {
        let flags = self.flags.iter().map(OsString::from);
        let line = [OsString::from("mutual")].into_iter().chain(flags).chain(args.iter().map(OsString::from));
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let exit = run(line.collect(), &mut Io::scripted(&mut out, &mut err, None).on_terminal(columns)).await;
        Ran { exit, out: String::from_utf8(out).unwrap(), err: String::from_utf8(err).unwrap() }
    }

    /// Runs a command that writes stderr into `err`.
    pub async fn run_into(&self, args: &[&str], answers: Option<&[&str]>, err: &mut (dyn Write + Send)) -> Ran {
        let mut out = Vec::new();
        let exit = run(self.line(args), &mut Io::scripted(&mut out, err, answers)).await;
        Ran { exit, out: String::from_utf8(out).unwrap(), err: String::new() }
    }
}

impl Ran {
    fn with_err(self, err: Vec<u8>) -> Self {
        Self { err: String::from_utf8(err).unwrap(), ..self }
    }
}

/// Something that happens at a certain word on stderr, while the command is in the middle of its work.
pub struct Interruption<'a> {
    /// All that was written.
    pub seen: Vec<u8>,
    at: &'a str,
    act: Option<Box<dyn FnOnce() + Send + 'a>>,
}

impl<'a> Interruption<'a> {
    /// Does `act` once `at` is written.
    pub fn new(at: &'a str, act: impl FnOnce() + Send + 'a) -> Self {
        Self { seen: Vec::new(), at, act: Some(Box::new(act)) }
    }

    /// All that was written, as text.
    pub fn text(&self) -> String {
        String::from_utf8(self.seen.clone()).unwrap()
    }

    /// Whether it has happened.
    pub fn happened(&self) -> bool {
        self.act.is_none()
    }
}

impl Write for Interruption<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.seen.extend_from_slice(bytes);
        if self.text().contains(self.at) {
            if let Some(act) = self.act.take() {
                act();
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Shell {
    /// Runs a command that is agreed to, and succeeds; its result says all of `words`.
    pub async fn says(&self, args: &[&str], words: &[&str]) -> Ran {
        let ran = self.with(&["--yes"]).run(args).await;
        assert_eq!(ran.exit, 0, "{args:?}: {ran:?}");
        for word in words {
            assert!(ran.out.contains(word), "{word:?} is not in what {args:?} says:\n{}", ran.out);
        }
        ran
    }

    /// Runs a command that is agreed to, and refused: nothing on stdout, one sentence on stderr, which with its hint says
    /// all of `words`. As one document it has the code `code`.
    pub async fn refuses(&self, args: &[&str], exit: u8, code: &str, words: &[&str]) -> Ran {
        let ran = self.with(&["--yes"]).run(args).await;
        assert_eq!((ran.exit, ran.out.as_str(), ran.errors().len()), (exit, "", 1), "{args:?}: {ran:?}");
        for word in words {
            assert!(ran.err.contains(word), "{word:?} is not in what {args:?} says:\n{}", ran.err);
        }
        let document = self.with(&["--yes", "--output", "json"]).run(args).await;
        let error = &document.json()["error"];
        assert_eq!((document.exit, error["code"].as_str()), (exit, Some(code)), "{args:?}: {document:?}");
        assert!(error["hint"].is_string(), "{args:?} says what to do next: {document:?}");
        ran
    }
}
