//! Processes: the command, and the node it speaks to. Both are this test's own binary, which plays the command when told so.

use std::env;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::JoinHandle;

use mutual_client::chain::Chain;
use mutual_client::cli::{run, Io};
use serde_json::Value;

/// The environment variable with the command line of a process, its words apart by [`SEPARATOR`].
const LINE: &str = "MUTUAL_TEST_COMMAND_LINE";
const SEPARATOR: &str = "\u{1f}";

/// What a node says when it is ready, before its address.
const READY: &str = "addr=";

#[test]
#[ignore = "it is the command, which other tests run as a process of its own"]
fn the_command() {
    let Ok(line) = env::var(LINE) else { return };
    let args = ["mutual"].into_iter().chain(line.split(SEPARATOR)).map(OsString::from).collect();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let exit = runtime.block_on(async { run(args, &mut Io::of_process()).await });
    std::process::exit(exit.into());
}

/// Starts a command as a process.
pub fn spawn(args: &[&str]) -> Child {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "interrupted::rig::the_command", "--ignored", "--nocapture", "--test-threads", "2"])
        .env(LINE, args.join(SEPARATOR))
        .env_remove("MUTUAL_URL")
        .env_remove("MUTUAL_CONTRACT")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Sends a process a signal by its name.
pub fn signal(process: &Child, name: &str) {
    let sent = Command::new("kill").arg(format!("-{name}")).arg(process.id().to_string()).status().unwrap();
    assert!(sent.success(), "kill -{name}");
}

/// What a command left behind.
#[derive(Debug)]
pub struct Done {
    pub status: ExitStatus,
    pub out: String,
    pub err: String,
}

impl Done {
    /// Waits for its end.
    pub fn of(mut process: Child) -> Self {
        // Each pipe is read by itself, or the process might wait for the other.
        let mut pipe = process.stderr.take().unwrap();
        let err: JoinHandle<String> = std::thread::spawn(move || {
            let mut text = String::new();
            pipe.read_to_string(&mut text).unwrap();
            text
        });
        let mut out = String::new();
        process.stdout.take().unwrap().read_to_string(&mut out).unwrap();
        let status = process.wait().unwrap();
        Self { status, out, err: err.join().unwrap() }
    }

    pub fn exit(&self) -> i32 {
        self.status.code().unwrap_or_else(|| panic!("it was killed: {self:?}"))
    }

    /// Its document, which stands behind what the test harness says.
    pub fn json(&self) -> Value {
        let begin = self.out.find('{').unwrap_or_else(|| panic!("no document: {self:?}"));
        let mut documents = serde_json::Deserializer::from_str(&self.out[begin..]).into_iter();
        documents.next().unwrap().unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The command that it says goes on, as its words after `mutual`, without the address of its node.
    pub fn goes_on(&self) -> Vec<String> {
        let json = self.json();
        let line = json["error"]["details"]["command"].as_str().unwrap_or_else(|| panic!("{json}"));
        assert!(self.err.contains(line), "people read it too: {self:?}");
        let words = line.split(' ').skip(1).map(str::to_owned).collect::<Vec<_>>();
        let url = words.iter().position(|word| word == "--url");
        words[..url.unwrap_or(words.len())].to_vec()
    }
}

/// A development chain as a process, kept in a file.
pub struct Node {
    process: Child,
    url: String,
}

impl Node {
    /// Starts it where the file says that it was.
    pub fn start(file: &Path, flags: &[&str]) -> Self {
        let file = file.to_str().unwrap();
        let mut process = spawn(&[&["devnet", "--port", "0", "--silent", "--state", file], flags].concat());
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let mut said = Vec::new();
        let address = loop {
            let line = lines.next().unwrap_or_else(|| panic!("it ended: {said:?}")).unwrap();
            if let Some((_, address)) = line.split_once(READY) {
                break address.to_owned();
            }
            said.push(line);
        };
        // Read on, or it would block on a full pipe.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Self { process, url: format!("ws://{address}") }
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn process(&self) -> &Child {
        &self.process
    }

    pub async fn chain(&self) -> Chain {
        Chain::connect(&self.url).await.unwrap()
    }

    /// Kills it at once.
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
