//! `fenzhen serve`: the service.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use crate::app::Settings;

use super::Service;

/// Start the HTTP service 启动服务
///
/// Answers on http://127.0.0.1:8080 until Ctrl-C or SIGTERM; a page to try it is at /, the interface at /openapi.json.
#[derive(Debug, Args)]
pub struct Serve {
    /// Where to listen [default: 127.0.0.1:8080]
    #[arg(long, env = "FENZHEN_ADDR")]
    addr: Option<SocketAddr>,
}

impl Serve {
    pub(super) fn run(self, settings: Settings, service: Service) -> anyhow::Result<ExitCode> {
        let addr = self.addr.unwrap_or(settings.addr);
        let app = Arc::new(super::open(settings)?);
        app.runs().begin()?;
        let served = service(Arc::clone(&app), addr);
        app.runs().end();
        served?;
        Ok(ExitCode::SUCCESS)
    }
}
