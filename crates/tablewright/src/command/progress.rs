//! Progress on stderr, and Ctrl-C.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use model::{Progress, Stage};

/// Shows progress on a terminal's stderr and hears Ctrl-C.
pub(crate) struct Console {
    bar: Option<ProgressBar>,
    stop: Arc<AtomicBool>,
}

impl Console {
    /// `shown`: whether to draw at all; nothing is drawn when stderr is no terminal.
    pub(crate) fn new(shown: bool) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let heard = Arc::clone(&stop);
        // Where no handler can be set, Ctrl-C ends the program at once; temporary folders may then stay.
        let _ = ctrlc::set_handler(move || heard.store(true, Ordering::Relaxed));
        let bar = shown.then(|| {
            let bar = ProgressBar::no_length();
            if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len}") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        Self { bar, stop }
    }

    /// Clears the line.
    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl Progress for Console {
    fn report(&self, stage: Stage, done: u64, total: u64) {
        if let Some(bar) = &self.bar {
            bar.set_message(tablewright::words::stage(stage));
            bar.set_length(total);
            bar.set_position(done);
        }
    }

    fn cancelled(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}
