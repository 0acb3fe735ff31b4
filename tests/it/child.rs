//! The command in a process of its own, with its own environment, home and folder. The process is this test program, asked
//! to be `mutual`, so that nothing else has to be built.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use mutual_client::cli::{self, Io};
use mutual_tests::Ran;

const VARIABLE: &str = "MUTUAL_TESTS_CHILD";
const SEPARATOR: &str = "\u{1f}";
/// What comes before the command's own output, since the test harness has something to say first.
const MARK: &str = "--- mutual ---\n";

/// A person with a home, and where they are.
pub struct Person<'a> {
    pub home: &'a Path,
    pub folder: &'a Path,
    pub variables: &'a [(&'a str, &'a str)],
}

impl Person<'_> {
    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "child::be_the_command", "--nocapture"]);
        self.surround(&mut command, args);
        command
    }

    fn surround(&self, command: &mut Command, args: &[&str]) {
        let line: Vec<&str> = ["mutual"].iter().chain(args).copied().collect();
        command.env_clear().env(VARIABLE, line.join(SEPARATOR)).env("HOME", self.home).current_dir(self.folder);
        command.envs(self.variables.iter().copied());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    }

    /// Runs a command to its end.
    pub fn run(&self, args: &[&str]) -> Ran {
        ran(self.command(args).output().unwrap())
    }

    /// Runs commands at the same time.
    pub fn run_at_once(&self, lines: &[Vec<&str>]) -> Vec<Ran> {
        let children: Vec<_> = lines.iter().map(|args| self.command(args).spawn().unwrap()).collect();
        children.into_iter().map(|child| ran(child.wait_with_output().unwrap())).collect()
    }

    /// Runs a command after a line of the shell, which may take rights away from it.
    pub fn run_after(&self, shell: &str, args: &[&str]) -> Ran {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", &format!("{shell}; exec \"$0\" \"$@\"")]).arg(std::env::current_exe().unwrap());
        command.args(["--exact", "child::be_the_command", "--nocapture"]);
        self.surround(&mut command, args);
        ran(command.output().unwrap())
    }
}

fn ran(output: Output) -> Ran {
    let out = String::from_utf8(output.stdout).unwrap();
    let (_, out) = out.split_once(MARK).unwrap_or_else(|| panic!("no command was run: {out}"));
    let exit = output.status.code().expect("the command ended by itself").try_into().unwrap();
    Ran { exit, out: out.to_owned(), err: String::from_utf8(output.stderr).unwrap() }
}

/// Is no test of its own: where it is asked to be the command, it is.
#[test]
fn be_the_command() {
    let Ok(line) = std::env::var(VARIABLE) else { return };
    use std::io::Write;
    let args = line.split(SEPARATOR).map(Into::into).collect();
    std::io::stdout().write_all(MARK.as_bytes()).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let exit = runtime.block_on(cli::run(args, &mut Io::of_process()));
    std::process::exit(exit.into());
}
