//! The society that `scripts/dashboard.sh` shows to a browser.

use mutual_client::dashboard::{self, Hosts};
use mutual_types::Choice;
use serde_json::json;
use tokio::net::TcpListener;

use super::across::reported;
use super::scene::Scene;

/// Serves the scene, and writes its export; each line on stdin is a vote by whoever it names, and its end is the end.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "what scripts/dashboard.sh runs"]
async fn a_society_for_a_browser() {
    let scene = Scene::set(false).await;
    scene.dashboard.set_across(reported().await).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let server = tokio::spawn(dashboard::serve(listener, scene.dashboard.clone(), Hosts::new(&[], false)));
    let folder = std::path::PathBuf::from(std::env::var("MUTUAL_PAGES").expect("where the export goes"));
    let now_ms = scene.world.stage.now_ms().await;
    let exported = dashboard::export(&scene.dashboard, &folder, now_ms).await.unwrap();
    let told = json!({ "url": url, "open": scene.open.0, "hostile": scene.hostile.0, "pages": exported.pages });
    println!("READY {told}");
    let (sender, mut names) = tokio::sync::mpsc::channel::<String>(1);
    std::thread::spawn(move || {
        for line in std::io::stdin().lines() {
            sender.blocking_send(line.unwrap()).unwrap();
        }
    });
    while let Some(name) = names.recv().await {
        let voter = scene.world.member(name.trim());
        scene.world.does(scene.world.society.vote(&voter, scene.open, Choice::Nay, Some("too dear"))).await;
        scene.index().await;
        println!("VOTED");
    }
    server.abort();
}
