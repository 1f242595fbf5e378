//! The program's service inside a program of one's own: a database, the router, and an address that the system chooses.
//!
//!     cargo run --example serve             # serves until Ctrl-C
//!     cargo run --example serve -- --once   # asks itself whether it is ready, and ends

use std::error::Error;
use std::net::Ipv4Addr;
use std::sync::Arc;

use fenzhen::app::access::Door;
use fenzhen::app::{App, Clock, Settings};
use fenzhen::http;
use tokio::net::TcpListener;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let settings = Settings { db: folder.path().join("fenzhen.db"), ..Settings::default() };
    // Creates the database and fills it from the shipped pack.
    let app = Arc::new(App::open(settings, Clock::System)?);
    let once = std::env::args().any(|argument| argument == "--once");

    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        // Reminders, escalations, alarms and webhooks go on as long as this lives.
        let _watchman = app.watch()?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        // An axum router like any other: nest it, or put your own layers around it.
        let service = http::router(Arc::clone(&app), Door::Loopback);
        println!("http://{address}/");
        let stop = async move {
            if once {
                let asked = tokio::task::spawn_blocking(move || ureq::get(format!("http://{address}/readyz")).call()).await;
                println!("/readyz: {}", asked.is_ok_and(|answer| answer.is_ok()));
            } else {
                // An error means that nobody can send the signal, which is a reason to stop as well.
                let _ = tokio::signal::ctrl_c().await;
            }
        };
        axum::serve(listener, service).with_graceful_shutdown(stop).await?;
        Ok(())
    })
}
