//! Writes the sample release into a folder: `cargo run -p tablewright --example sample -- DIR`.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        let _ = writeln!(std::io::stderr(), "Give the folder to write the sample into.");
        return ExitCode::from(2);
    };
    match tablewright::sample::write_sample(Path::new(&folder)) {
        Ok(paths) => {
            for path in paths {
                let _ = writeln!(std::io::stdout(), "{}", path.display());
            }
            ExitCode::SUCCESS
        }
        Err(failure) => {
            let _ = writeln!(std::io::stderr(), "{failure} {}", failure.next());
            ExitCode::from(2)
        }
    }
}
