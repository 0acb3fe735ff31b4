//! The command `mutual`: everything it does is in the library.

use std::process::ExitCode;

use mutual_client::cli;

#[tokio::main]
async fn main() -> ExitCode {
    let mut io = cli::Io::of_process();
    ExitCode::from(cli::run(std::env::args_os().collect(), &mut io).await)
}
