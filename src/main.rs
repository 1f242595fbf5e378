//! The `fenzhen` command.

use std::process::ExitCode;

use clap::Parser;
use fenzhen::cli::Cli;
use fenzhen::http;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let filter = EnvFilter::try_from_env("FENZHEN_LOG").unwrap_or_else(|_| EnvFilter::new("warn,fenzhen::http=info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let service = |app, addr| {
        let ready = |addr| eprintln!("fenzhen 分诊已就绪：http://{addr}/ （接口说明 /openapi.json，Ctrl-C 停止）");
        Ok(http::serve(app, addr, ready)?)
    };
    match Cli::parse().run(service) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("fenzhen: {error:#}");
            ExitCode::from(2)
        }
    }
}
