//! The port and the connections.

use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use super::answer;
use super::preview::Preview;

/// How many ports after the one that was asked for are tried.
const PORTS: u16 = 100;

/// How many connections are held at a time; others wait.
const CONNECTIONS: usize = 256;

/// How long a request's head may take to come.
const PATIENCE: Duration = Duration::from_secs(15);

/// The most bytes that a request's head may have.
const HEAD: usize = 32 * 1024;

/// Listens at the first free port from `port` on.
pub(super) async fn bind(bind: IpAddr, port: u16) -> Result<TcpListener, String> {
    let mut last = None;
    for port in port..=port.saturating_add(PORTS) {
        match TcpListener::bind((bind, port)).await {
            Ok(listener) => return Ok(listener),
            Err(error) => {
                let busy = error.kind() == ErrorKind::AddrInUse;
                last = Some(error);
                if !busy {
                    break;
                }
            }
        }
    }
    let why = last.map_or_else(String::new, |error| error.to_string());
    Err(format!("cannot listen at `{bind}`, port {port}: {why}; name another with `--port`"))
}

/// Answers whoever connects, for ever.
pub(super) async fn serve(listener: TcpListener, preview: Arc<Preview>, address: SocketAddr) {
    let router = Router::new().fallback(move |request| {
        let preview = Arc::clone(&preview);
        async move { answer::answer(&preview, address, request).await }
    });
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&room).acquire_owned().await else { return };
        let Ok((stream, _)) = listener.accept().await else {
            // Too many open files, say: it may pass.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        let service = TowerToHyperService::new(router.clone());
        tokio::spawn(async move {
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(PATIENCE)
                .max_buf_size(HEAD)
                .serve_connection(TokioIo::new(stream), service);
            // A browser that goes away is no failure.
            let _ = connection.await;
            drop(place);
        });
    }
}
