//! The window itself: where it may go, and what is dropped on it.

use std::path::PathBuf;
use std::sync::Arc;

use tauri::webview::NewWindowResponse;
use tauri::{App, DragDropEvent, Error, Url, WebviewWindowBuilder, WindowEvent};

use crate::desk::Desk;
use crate::notice::Notice;

/// Creates the window. It shows the program's own page; links and scripts cannot take it elsewhere.
pub(crate) fn create(app: &App, desk: &Arc<Desk>) -> Result<(), Error> {
    let Some(config) = app.config().app.windows.first() else { return Err(Error::WindowNotFound) };
    let window = WebviewWindowBuilder::from_config(app, config)?
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    let desk = Arc::clone(desk);
    window.on_window_event(move |event| {
        if let WindowEvent::DragDrop(event) = event {
            dragged(&desk, event);
        }
    });
    Ok(())
}

/// The page's own address: a scheme of its own, or on Windows a host that only the program answers for.
fn is_own_page(url: &Url) -> bool {
    let development = cfg!(not(feature = "custom-protocol")) && url.host_str() == Some("localhost");
    match url.scheme() {
        "tauri" => true,
        "http" | "https" => url.host_str() == Some("tauri.localhost") || development,
        _ => false,
    }
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

/// Opens files that the page did not ask for, and tells it.
pub(crate) fn open(desk: &Arc<Desk>, files: Vec<PathBuf>) {
    if files.is_empty() {
        return;
    }
    let desk = Arc::clone(desk);
    tauri::async_runtime::spawn(async move {
        let opened = desk.change(move |session, progress| {
            session.open(&files, progress);
            Ok(())
        });
        let notice = match opened.await {
            Ok(view) => Notice::Opened { view: Box::new(view) },
            Err(failure) => Notice::Failed { failure },
        };
        desk.notify(notice);
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
        assert!(!own("https://example.org/"));
        assert!(!own("file:///etc/hostname"));
        assert!(!own("data:text/html,hello"));
    }
}
