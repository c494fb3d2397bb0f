//! The window itself: where it may go, what is dropped on it, its size, and its end.

use std::path::PathBuf;
use std::sync::Arc;

use tauri::webview::NewWindowResponse;
use tauri::{App, DragDropEvent, Error, LogicalSize, Url, WebviewWindow, WebviewWindowBuilder, WindowEvent};

use crate::cabinet::Cabinet;
use crate::desk::Desk;
use crate::notice::Notice;
use crate::preview::SCHEME;

const PROGRAM: &str = "Tablewright";

/// Creates the window. It shows the program's own page; links and scripts cannot take it elsewhere.
pub(crate) fn create(app: &App, desk: &Arc<Desk>) -> Result<(), Error> {
    let Some(config) = app.config().app.windows.first() else { return Err(Error::WindowNotFound) };
    let settings = desk.cabinet.settings();
    let mut builder = WebviewWindowBuilder::from_config(app, config)?
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .incognito(!is_under_test())
        .maximized(settings.maximised);
    if let Some((width, height)) = settings.size {
        builder = builder.inner_size(width, height);
    }
    let window = builder.build()?;
    window.set_zoom(f64::from(settings.zoom()) / 100.0)?;
    let titled = window.clone();
    // A title that cannot be set is no reason to stop working.
    desk.on_title(move |release| drop(titled.set_title(&title(release))));
    let (desk, own) = (Arc::clone(desk), window.clone());
    window.on_window_event(move |event| match event {
        WindowEvent::DragDrop(event) => dragged(&desk, event),
        WindowEvent::CloseRequested { api, .. } => {
            remember_size(&own, &desk.cabinet);
            if !desk.may_close() {
                api.prevent_close();
                close_after_the_job(&desk, own.clone());
            }
        }
        _ => {}
    });
    Ok(())
}

/// The webview keeps nothing on the disc: no cache, and nothing that was typed into a form. Under WebDriver it must be
/// an ordinary one; the variable is Tauri's own.
fn is_under_test() -> bool {
    std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some_and(|on| on == "true")
}

/// The title of the window: the release's, and the program's name by which the window is found.
fn title(release: &str) -> String {
    if release.is_empty() { PROGRAM.to_owned() } else { format!("{release} - {PROGRAM}") }
}

/// The page's own address, or that of the preview in its frame: each a scheme of its own, or on Windows a host that
/// only the program answers for.
fn is_own_page(url: &Url) -> bool {
    let development = cfg!(not(feature = "custom-protocol")) && url.host_str() == Some("localhost");
    match url.scheme() {
        "tauri" | SCHEME => true,
        "http" | "https" => {
            matches!(url.host_str(), Some("tauri.localhost" | "preview.localhost")) || development
        }
        _ => false,
    }
}

/// Closes the window once the running job has heard that it should stop, so that nothing half-written stays
/// behind. Nobody is asked: the draft is saved, and an export can be started again. Whoever closes the window a
/// second time does not wait.
fn close_after_the_job(desk: &Arc<Desk>, window: WebviewWindow) {
    let desk = Arc::clone(desk);
    tauri::async_runtime::spawn(async move {
        desk.jobs.quiet().await;
        // It may have gone by a second closing.
        let _ = window.destroy();
    });
}

/// Makes the page larger, smaller, or as it was, now and at the next start; gives its size in percent.
pub(crate) fn zoom(window: &WebviewWindow, cabinet: &Cabinet, how: &str) -> u32 {
    let mut settings = cabinet.settings();
    settings.change_zoom(how);
    // A size that cannot be set or kept is no reason to stop working.
    let _ = window.set_zoom(f64::from(settings.zoom()) / 100.0);
    let _ = cabinet.keep_settings(&settings);
    settings.zoom()
}

/// Its place is not kept: the screen that it was on may not be there the next time.
fn remember_size(window: &WebviewWindow, cabinet: &Cabinet) {
    let mut settings = cabinet.settings();
    settings.maximised = window.is_maximized().unwrap_or(false);
    let size = || {
        let size: LogicalSize<f64> = window.inner_size().ok()?.to_logical(window.scale_factor().ok()?);
        Some((size.width, size.height))
    };
    // Of a maximised window the size before is wanted.
    if !settings.maximised {
        settings.size = size();
    }
    let _ = cabinet.keep_settings(&settings);
}

fn dragged(desk: &Arc<Desk>, event: &DragDropEvent) {
    match event {
        DragDropEvent::Enter { .. } => desk.notify(Notice::Hover { over: true }),
        DragDropEvent::Drop { paths, .. } => {
            desk.notify(Notice::Hover { over: false });
            open(desk, paths.clone());
        }
        DragDropEvent::Leave => desk.notify(Notice::Hover { over: false }),
        // `Over`, and what the platform may add.
        _ => {}
    }
}

/// Opens files that the page did not ask for, after the job that runs, and tells it.
pub(crate) fn open(desk: &Arc<Desk>, files: Vec<PathBuf>) {
    let desk = Arc::clone(desk);
    tauri::async_runtime::spawn(async move {
        desk.notify(match desk.open(files).await {
            Ok(view) => Notice::Opened { view: Box::new(view) },
            Err(failure) => Notice::Failed { failure: failure.into() },
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_programs_page_may_be_shown() {
        let own = |address: &str| is_own_page(&address.parse().unwrap());
        assert!(own("tauri://localhost/index.html"));
        assert!(own("http://tauri.localhost/"));
        assert!(own("preview://localhost/12") && own("http://preview.localhost/12"));
        assert!(!own("https://example.org/"));
        assert!(!own("file:///etc/hostname"));
        assert!(!own("data:text/html,hello"));
    }

    #[test]
    fn the_window_is_found_by_the_programs_name() {
        assert_eq!(title(""), "Tablewright");
        assert_eq!(title("A&E attendances"), "A&E attendances - Tablewright");
    }
}
