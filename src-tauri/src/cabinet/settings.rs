//! How the person likes the window.

use std::{fs, io};

use serde::{Deserialize, Serialize};

use super::Cabinet;
use super::file::write_whole;

/// The sizes of the page, in percent.
const STEPS: &[u32] = &[50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300];
const AS_IT_WAS: u32 = 100;

/// The settings of the window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    /// The size of the page, in percent.
    zoom: u32,
    /// Width and height of the window, in logical pixels; none before it was ever closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) size: Option<(f64, f64)>,
    /// Whether it fills the screen.
    pub(crate) maximised: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { zoom: AS_IT_WAS, size: None, maximised: false }
    }
}

impl Settings {
    /// The size of the page, in percent, whatever the file says.
    pub(crate) fn zoom(&self) -> u32 {
        self.zoom.clamp(STEPS[0], STEPS[STEPS.len() - 1])
    }

    /// Makes the page larger or smaller by a step (`in`, `out`), or as it was.
    pub(crate) fn change_zoom(&mut self, how: &str) {
        let now = self.zoom();
        let next = match how {
            "in" => STEPS.iter().find(|step| **step > now),
            "out" => STEPS.iter().rev().find(|step| **step < now),
            _ => Some(&AS_IT_WAS),
        };
        self.zoom = next.copied().unwrap_or(now);
    }
}

impl Cabinet {
    /// The settings; as they come where there are none or they cannot be read.
    pub(crate) fn settings(&self) -> Settings {
        let text = fs::read_to_string(self.folder.join("settings.toml")).unwrap_or_default();
        toml::from_str(&text).unwrap_or_default()
    }

    /// Keeps the settings.
    pub(crate) fn keep_settings(&self, settings: &Settings) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let text = toml::to_string(settings).map_err(io::Error::other)?;
        write_whole(&self.folder.join("settings.toml"), &text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(how: &[&str]) -> u32 {
        let mut settings = Settings::default();
        for one in how {
            settings.change_zoom(one);
        }
        settings.zoom()
    }

    #[test]
    fn the_page_grows_and_shrinks_by_steps_within_limits() {
        assert_eq!(after(&["in"]), 110);
        assert_eq!(after(&["in", "out"]), 100);
        assert_eq!(after(&["in", "in", "reset"]), 100);
        assert_eq!(after(&["in"; 40]), 300);
        assert_eq!(after(&["out"; 40]), 50);
    }

    #[test]
    fn settings_are_kept_and_nonsense_is_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        let cabinet = Cabinet::in_folder(folder.path().join("data"));
        assert_eq!(cabinet.settings(), Settings::default());
        let mut settings = Settings { size: Some((1100.0, 760.5)), ..Settings::default() };
        settings.change_zoom("in");
        cabinet.keep_settings(&settings).unwrap();
        assert_eq!(cabinet.settings(), settings);
        fs::write(cabinet.folder.join("settings.toml"), "zoom = 100000").unwrap();
        assert_eq!(cabinet.settings().zoom(), 300);
        fs::write(cabinet.folder.join("settings.toml"), "zoom = 'large'").unwrap();
        assert_eq!(cabinet.settings(), Settings::default());
    }
}
