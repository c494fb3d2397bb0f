//! What the page may reach: the program's own commands, each of them, and nothing else.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn quoted<'a>(text: &'a str, from: &str, to: &str) -> BTreeSet<&'a str> {
    let (_, after) = text.split_once(from).unwrap();
    let (inside, _) = after.split_once(to).unwrap();
    inside.split('"').skip(1).step_by(2).collect()
}

#[test]
fn manifest_capability_handler_and_page_name_the_same_commands() {
    let manifest = quoted(include_str!("../build.rs"), "COMMANDS: &[&str] = &[", "];");
    assert!(manifest.len() > 30);

    let (_, handler) = include_str!("main.rs").split_once("generate_handler![").unwrap();
    let (handler, _) = handler.split_once(']').unwrap();
    let handler: BTreeSet<&str> = handler
        .split(',')
        .filter_map(|path| path.trim().rsplit("::").next())
        .filter(|name| !name.is_empty())
        .collect();
    assert_eq!(handler, manifest);

    let page: serde_json::Value = serde_json::from_str(include_str!("../capabilities/page.json")).unwrap();
    let allowed: BTreeSet<String> = page["permissions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap().to_owned())
        .collect();
    let expected: BTreeSet<String> =
        manifest.iter().map(|name| format!("allow-{}", name.replace('_', "-"))).collect();
    assert_eq!(allowed, expected);

    let called: BTreeSet<&str> = include_str!("../../ui/src/backend.desktop.ts")
        .split("invoke(\"")
        .skip(1)
        .filter_map(|call| call.split('"').next())
        .collect();
    assert_eq!(called, manifest);
}

/// A permission of a plugin, or of Tauri itself, has a colon between its owner and its name.
#[test]
fn no_capability_reaches_beyond_the_programs_own_commands() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("capabilities");
    let mut permissions = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(path.extension().and_then(|ending| ending.to_str()), Some("json"), "{}", path.display());
        let capability: serde_json::Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        assert!(capability.get("remote").is_none(), "no page from elsewhere");
        assert_eq!(capability["windows"], serde_json::json!(["main"]));
        for permission in capability["permissions"].as_array().unwrap() {
            assert!(!permission.as_str().unwrap().contains(':'), "{permission}");
            permissions += 1;
        }
    }
    assert!(permissions > 0);
}

#[test]
fn the_policy_of_the_page_allows_its_own_files_and_nothing_inline() {
    let config: serde_json::Value = serde_json::from_str(include_str!("../tauri.conf.json")).unwrap();
    let app = &config["app"];
    assert_eq!(app["withGlobalTauri"], false);
    assert_eq!(app["security"]["freezePrototype"], true);
    assert_eq!(app["security"]["capabilities"], serde_json::json!(["page"]));
    assert!(app["security"].get("dangerousDisableAssetCspModification").is_none());
    assert!(app["windows"][0].get("devtools").is_none_or(|on| on == false));
    let policy = app["security"]["csp"].as_str().unwrap();
    assert!(policy.starts_with("default-src 'none';"));
    for loose in ["unsafe-", "*", "https:", "blob:"] {
        assert!(!policy.contains(loose), "{loose}");
    }
    for strict in [
        "script-src 'self';",
        "style-src 'self';",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.contains(strict), "{strict}");
    }
    // Tauri turns them on in debug builds by itself; this would turn them on in what is shipped.
    assert!(!include_str!("../Cargo.toml").contains("devtools"));
    let connect = policy.split(';').find(|part| part.contains("connect-src")).unwrap();
    assert_eq!(connect.trim(), "connect-src ipc: http://ipc.localhost");
    let frames = policy.split(';').find(|part| part.contains("frame-src")).unwrap();
    assert_eq!(frames.trim(), "frame-src preview: http://preview.localhost");
}
