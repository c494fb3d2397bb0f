//! `LibreOffice` without a window: workbooks made into flat `OpenDocument` spreadsheets.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The settings of its own folder: British, as our display is.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>en-GB</value></prop></item>
</oor:items>
"#;

/// Converts `files` into `folder`, all in one run; gives the files made, in the same order.
pub(crate) fn flatten(files: &[PathBuf], folder: &Path) -> Result<Vec<PathBuf>, String> {
    let failed = |what: &str, error: &dyn std::fmt::Display| format!("{what}: {error}");
    let (profile, inputs) = (folder.join("profile"), folder.join("in"));
    for made in [&inputs, &profile.join("user")] {
        fs::create_dir_all(made).map_err(|error| failed("the working folder", &error))?;
    }
    fs::write(profile.join("user").join("registrymodifications.xcu"), SETTINGS)
        .map_err(|error| failed("the settings", &error))?;
    let mut convert = Command::new("soffice");
    convert.arg(format!("-env:UserInstallation=file://{}", profile.display()));
    convert.args(["--headless", "--norestore", "--convert-to", "fods", "--outdir"]).arg(folder);
    let mut made = Vec::new();
    for (index, file) in files.iter().enumerate() {
        // By number: two workbooks may differ in their extensions alone.
        let ending = file.extension().unwrap_or_default().to_string_lossy();
        let input = inputs.join(format!("{index}.{ending}"));
        let _ = fs::remove_file(&input);
        let bytes = fs::read(file).map_err(|error| failed(&file.to_string_lossy(), &error))?;
        fs::write(&input, bytes).map_err(|error| failed("the working folder", &error))?;
        convert.arg(input);
        made.push(folder.join(format!("{index}.fods")));
        let _ = fs::remove_file(&made[index]);
    }
    convert.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let ended = convert.status().map_err(|error| failed("soffice did not start", &error))?;
    match made.iter().zip(files).find(|(made, _)| !made.is_file()) {
        Some((_, file)) => Err(format!("LibreOffice did not convert {} ({ended})", file.display())),
        None => Ok(made),
    }
}
