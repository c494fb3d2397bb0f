//! The page of the release as a reader will see it, for a frame in the window. It comes by a scheme of its own: the
//! window's policy allows no style within a page, and the published page has its own.

use std::sync::Arc;

use model::Failure;
use tauri::http::{Response, header};
use tauri::{Manager, Runtime, UriSchemeContext, UriSchemeResponder};

use crate::desk::Desk;

/// The scheme; the page asks for `preview://localhost/REVISION`, on Windows for `http://preview.localhost/REVISION`.
pub(crate) const SCHEME: &str = "preview";
/// Nothing but the page itself and the style within it.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; sandbox";
/// A link of the page leads to files that are not there yet.
const NO_PAGE: &str = "<!DOCTYPE html><html lang=\"en-GB\"><title>Preview</title><p>This is a preview. Links work where \
                       the release is published.</p></html>";

/// Answers a request for the page with the release as it is now, and any other with a note.
pub(crate) fn answer<R: Runtime>(
    context: &UriSchemeContext<'_, R>,
    path: &str,
    responder: UriSchemeResponder,
) {
    let desk = context.app_handle().try_state::<Arc<Desk>>().map(|desk| Arc::clone(&desk));
    let Some(desk) = desk.filter(|_| is_page(path)) else {
        responder.respond(page(404, NO_PAGE.to_owned()));
        return;
    };
    tauri::async_runtime::spawn(async move {
        let made = desk.search(|session, progress| session.preview(progress)).await;
        responder.respond(match made {
            Ok(text) => page(200, text),
            Err(failure) => page(500, told(&failure)),
        });
    });
}

/// Whether a path is the page's: a revision and nothing else.
fn is_page(path: &str) -> bool {
    let revision = path.trim_start_matches('/');
    !revision.is_empty() && revision.bytes().all(|byte| byte.is_ascii_digit())
}

fn page(status: u16, text: String) -> Response<Vec<u8>> {
    let mut response = Response::new(text.into_bytes());
    *response.status_mut() = tauri::http::StatusCode::from_u16(status).unwrap_or_default();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_SECURITY_POLICY, header::HeaderValue::from_static(POLICY));
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    response
}

/// A failure as a page. Its words may hold a file's name.
fn told(failure: &Failure) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    format!(
        "<!DOCTYPE html><html lang=\"en-GB\"><title>Preview</title><p>{}</p><p>{}</p></html>",
        escaped(&failure.text()),
        escaped(failure.next())
    )
}

#[cfg(test)]
mod tests {
    use model::FailureKind;

    use super::*;

    #[test]
    fn only_a_revision_is_the_page() {
        assert!(is_page("/12"));
        for path in ["", "/", "/tables/a.csv", "/12/a", "/-1"] {
            assert!(!is_page(path), "{path}");
        }
    }

    #[test]
    fn the_page_may_load_nothing_and_run_nothing() {
        let response = page(200, "x".into());
        let policy = response.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none';") && policy.ends_with("sandbox"));
        assert!(!policy.contains("script"));
    }

    #[test]
    fn a_failure_is_text_and_no_mark_up() {
        let failure = Failure::new(FailureKind::Internal, "<b>&.xlsx", "");
        assert!(told(&failure).contains("&lt;b>&amp;.xlsx"));
    }
}
