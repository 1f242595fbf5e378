//! The command as a whole: sets up the log, brings the command its service, and says how it ended.

use std::io::{self, IsTerminal, stderr};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use tracing_subscriber::EnvFilter;

use crate::app::App;
use crate::cli::Cli;
use crate::http;

/// Runs the command with the arguments and the environment of this process, as the `fenzhen` program does.
#[must_use]
pub fn run() -> ExitCode {
    let filter = EnvFilter::try_from_env("FENZHEN_LOG").unwrap_or_else(|_| EnvFilter::new("warn,fenzhen::http=info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(stderr).with_ansi(stderr().is_terminal()).init();
    match Cli::parse().run(serve) {
        Ok(code) => code,
        // Whoever read the output (`| head`) has seen enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("fenzhen: {}", in_words(&error));
            ExitCode::from(2)
        }
    }
}

/// The service, for a command that does not know HTTP.
fn serve(app: Arc<App>, addr: SocketAddr) -> anyhow::Result<()> {
    let ready = |addr, open| {
        eprintln!("fenzhen 分诊已就绪：http://{addr}/ （接口说明 /openapi.json，Ctrl-C 停止）");
        if open {
            eprintln!("fenzhen 未设令牌，本机任何程序都可读写 (open: no token yet; `fenzhen token create` closes it)");
        }
    };
    Ok(http::serve(app, addr, ready)?)
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let broken = |cause: &io::Error| cause.kind() == io::ErrorKind::BrokenPipe;
    error.chain().filter_map(|cause| cause.downcast_ref()).any(broken)
}

/// The error and its causes, without those that only repeat what was said before them.
fn in_words(error: &anyhow::Error) -> String {
    let mut said = error.to_string();
    let mut last = said.clone();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !said.contains(&cause) && !cause.contains(&last) {
            said = format!("{said}: {cause}");
        }
        last = cause;
    }
    said
}
