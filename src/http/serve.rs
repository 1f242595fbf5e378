//! Serving: binds, answers until told to stop, then lets the requests under way finish.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::app::access::Door;
use crate::app::{App, AppError};

use super::blocking::spawn_blocking;
use super::router;

/// How long requests under way may take after the signal to stop.
const GRACE: Duration = Duration::from_secs(10);

/// How often to look for what others published.
const LOOK: Duration = Duration::from_secs(1);

/// Why the service could not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address is taken or not ours.
    #[error("cannot listen on {addr}: {source}; choose another address with --addr")]
    Bind {
        /// The address.
        addr: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// Other machines would reach it, and nobody has a token.
    #[error(
        "{addr} can be reached from other machines, and there is no token that is taken; create one with `fenzhen token create --name NAME --role admin`, or listen on 127.0.0.1"
    )]
    NoToken {
        /// The address.
        addr: SocketAddr,
    },
    /// The database does not say whether there are tokens.
    #[error(transparent)]
    App(#[from] AppError),
    /// The runtime or the listener failed.
    #[error("the service failed: {0}")]
    Io(#[from] std::io::Error),
}

/// Serves `app` on `addr` until SIGTERM or Ctrl-C. `ready` is told, once connections are taken, the address and whether
/// everybody on this machine is let in.
///
/// # Errors
/// When other machines would reach it and there is no token, the address cannot be bound or the listener fails.
pub fn serve(app: Arc<App>, addr: SocketAddr, ready: impl FnOnce(SocketAddr, bool)) -> Result<(), ServeError> {
    let door = Door::at(addr.ip());
    if door == Door::Network && !app.has_active_token()? {
        return Err(ServeError::NoToken { addr });
    }
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async move {
        let _scheduler = app.watch()?;
        let listener = TcpListener::bind(addr).await.map_err(|source| ServeError::Bind { addr, source })?;
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        ready(listener.local_addr()?, app.is_open(door)?);
        let (stop, mut stopping) = tokio::sync::watch::channel(false);
        let mut told = stopping.clone();
        tokio::spawn(watch(Arc::clone(&app)));
        let stopped = Arc::clone(&app);
        let server = axum::serve(listener, router(app, door)).with_graceful_shutdown(async move {
            // An error means the sender is gone, which is a reason to stop as well.
            let _ = told.changed().await;
        });
        let waiting = async move {
            tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
            tracing::info!("stopping: no new connections, requests under way are finished");
            // Whoever watches a run is told that it stopped, instead of being waited for.
            stopped.runs().stop();
            let _ = stop.send(true);
        };
        let deadline = async move {
            let _ = stopping.changed().await;
            tokio::time::sleep(GRACE).await;
        };
        tokio::spawn(waiting);
        tokio::select! {
            served = server.into_future() => served.map_err(ServeError::from),
            () = deadline => { tracing::warn!("requests still under way were cut off"); Ok(()) }
        }
    })
}

/// Shows what other programs publish on the same database, such as `fenzhen kb publish`.
async fn watch(app: Arc<App>) {
    loop {
        tokio::time::sleep(LOOK).await;
        let app = Arc::clone(&app);
        let looked = spawn_blocking(move || app.library().catch_up()).await;
        if let Err(error) = looked {
            tracing::warn!(%error, "what others published is not shown yet");
        }
    }
}
