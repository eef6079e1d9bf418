//! `/metrics`: figures for Prometheus on an address of their own, and nothing else there.

use std::sync::Arc;

use invisibile::domain::SetClock;
use invisibile::web::{Gauges, serve_metrics};
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::support::browserless::Browserless;
use crate::support::store::{Engine, TestStore, at, on_both_engines};
use crate::support::web::{MONDAY, desk};

on_both_engines! {
    async fn figures_are_told_to_whoever_asks_there_and_no_page_is(test: TestStore) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let gauges = Gauges { desk: desk(&test, Arc::new(SetClock::standing(at(MONDAY)))), visiting: None };
        let mut tasks = JoinSet::new();
        tasks.spawn(serve_metrics(gauges, listener, stop.clone()));

        let mut asking = Browserless::at(address);
        let answer = asking.get("/metrics").await;
        assert_eq!(answer.status, 200, "{answer:?}");
        assert!(answer.header("content-type").is_some_and(|kind| kind.starts_with("text/plain; version=0.0.4")), "{answer:?}");
        assert!(answer.body.lines().any(|line| line == "invisibile_erasures_due 0"), "{}", answer.body);
        for page in ["/", "/today", "/sign-in"] {
            assert_eq!(asking.get(page).await.status, 404, "{page}");
        }
        drop(asking);
        stop.cancel();
        tasks.join_next().await.unwrap().unwrap().unwrap();
    }
}
