//! The pages as files.

use std::collections::BTreeMap;
use std::path::Path;

use mutual_client::text::address;
use mutual_tests::Shell;

use super::pages::links_lead_somewhere;
use super::scene::Scene;

fn files(folder: &Path) -> BTreeMap<String, String> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    files.map(|file| (file.file_name().into_string().unwrap(), std::fs::read_to_string(file.path()).unwrap())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn all_pages_are_written_and_lead_to_each_other() {
    let scene = Scene::set(false).await;
    let contract = address::format(&scene.world.society.address());
    let shell = Shell::new(&scene.world.stage.url()).with(&["--contract", &contract]);
    let (db, folder) = (scene.db.to_str().unwrap(), scene.folder.path().join("pages"));
    let folder_name = folder.to_str().unwrap();
    let args = ["dashboard", "--db", db, "--export", folder_name];
    let data = shell.data(&args).await;
    let written = files(&folder);
    let pages: BTreeMap<String, String> = written
        .iter()
        .filter(|(name, _)| name.ends_with(".html"))
        .map(|(name, text)| (name.clone(), text.clone()))
        .collect();
    assert_eq!(data["pages"], pages.len());
    links_lead_somewhere(&pages);
    for name in ["style.css", "charts.min.css", "charts.css.LICENSE", "icon.svg", "dashboard.json"] {
        assert!(written.contains_key(name), "{name}");
    }
    assert!(!written.contains_key("live.js"));
    for (name, html) in &pages {
        assert!(!html.contains("<script"), "{name}");
        assert!(html.contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'"), "{name}");
        assert!(!html.contains("href=\"/") && !html.contains("href=\"http"), "{name}");
    }

    // Nothing is written over, unless it is meant so; and what is left of an earlier export goes away.
    shell.refuses(&args, 2, "bad-input", &["earlier export", "--overwrite"]).await;
    let manifest = folder.join("dashboard.json");
    let text = std::fs::read_to_string(&manifest).unwrap();
    let text = text.replace("\"index.html\",", "\"index.html\", \"decision-999.html\", \"../books.sqlite\",");
    std::fs::write(&manifest, text).unwrap();
    std::fs::write(folder.join("decision-999.html"), "old").unwrap();
    shell.data(&[&args[..], &["--overwrite"]].concat()).await;
    assert_eq!(files(&folder).keys().collect::<Vec<_>>(), written.keys().collect::<Vec<_>>());
    assert!(scene.db.exists(), "a manifest that was altered removes nothing but pages");

    let other = scene.folder.path().to_str().unwrap();
    shell.refuses(&["dashboard", "--db", db, "--export", other], 2, "bad-input", &["holds other files"]).await;
}
