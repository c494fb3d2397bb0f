//! The promise of no network, asked of the running programs: the command and the real window do their work where
//! there is no network at all, and where there is one no process of theirs ever asks the system for it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use crate::failure::{Failure, Outcome};
use crate::process::{output, run, say};
use crate::started::{Output, Started, logs};
use crate::window::{build, built};
use crate::{place, sample};

const READY: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(200);
/// Every way to begin with a network: to get a socket, to name an end of it, to send without naming one before.
const CALLS: &str = "trace=socket,connect,bind,sendto,sendmsg,sendmmsg";

/// Runs the command and the window, each where there is no network and each under the eyes of strace.
pub(crate) fn test() -> Outcome {
    build()?;
    let scene = Scene::prepare()?;
    // What a system does not let anybody do cannot be installed; it is said, and the other way still judges.
    if let Some(nowhere) = nowhere() {
        check_nowhere(&nowhere)?;
        scene.release(&nowhere, "without a network")?;
        scene.window(&nowhere, "without a network")?;
    } else {
        say(
            "skipped: this system lets nobody run a program without a network (unshare is refused). Run it as root, or allow \
             user namespaces (sysctl kernel.unprivileged_userns_clone=1); a container needs the right SYS_ADMIN.",
        );
    }

    if !sees_calls(&scene.folder) {
        say(
            "skipped: strace does not see what a program asks of the network. In a container it needs the right to trace \
             (SYS_PTRACE); elsewhere see kernel.yama.ptrace_scope.",
        );
        return Ok(());
    }
    for (name, work) in [("command", Scene::release as Work), ("window", Scene::window)] {
        let log = scene.folder.join(format!("{name}.calls"));
        work(&scene, &watched(&log), "watched for calls to the network")?;
        judge(&log, name)?;
    }
    Ok(())
}

type Work = fn(&Scene, &[String], &str) -> Outcome;

/// The words before a command that take every network away from it; none where the system refuses.
fn nowhere() -> Option<Vec<String>> {
    let ways: [&[&str]; 2] = [&["unshare", "--net"], &["unshare", "--user", "--map-root-user", "--net"]];
    let works = |way: &&[&str]| output(Command::new(way[0]).args(&way[1..]).arg("true")).is_some();
    ways.into_iter().find(works).map(|way| way.iter().map(|word| (*word).to_owned()).collect())
}

/// Where the programs are to run there is no interface but the loopback one, and that has no address.
fn check_nowhere(nowhere: &[String]) -> Outcome {
    let seen =
        output(after(nowhere, "cat").args(["/proc/net/dev", "/proc/net/if_inet6", "/proc/net/fib_trie"]));
    let seen = seen.unwrap_or_default();
    let interfaces: Vec<&str> =
        seen.lines().filter_map(|line| line.split_once(':')).map(|(name, _)| name.trim()).collect();
    if interfaces == ["lo"] && !seen.contains("127.0.0.1") {
        return Ok(());
    }
    Err(Failure::new(
        format!("There is a network where there should be none: {}.", interfaces.join(", ")),
        "See `unshare --net cat /proc/net/dev`.",
    ))
}

/// The words before a command that write down what it asks of the network, and so do all that it starts.
fn watched(log: &Path) -> Vec<String> {
    let log = log.to_string_lossy().into_owned();
    ["strace", "-f", "-qq", "-e", CALLS, "-o"].map(str::to_owned).into_iter().chain([log]).collect()
}

/// A program that does ask for the network must be seen: otherwise that nothing is seen says nothing.
fn sees_calls(folder: &Path) -> bool {
    let log = folder.join("control.calls");
    // It is refused, as nobody listens there; what counts is that it was tried, by a process that another one started.
    let _ = after(&watched(&log), "bash").args(["-c", "(: < /dev/tcp/127.0.0.1/9) 2>&1"]).output();
    read(&log).is_ok_and(|calls| internet(&calls).is_some())
}

fn judge(log: &Path, name: &str) -> Outcome {
    let calls = read(log)?;
    if let Some(call) = internet(&calls) {
        return Err(Failure::new(
            format!("The {name} asked for the network: {call}"),
            format!("All calls, with the number of the process, are in {}.", log.display()),
        ));
    }
    say(&format!(
        "the {name}: {} calls about sockets, none of them to an internet address",
        calls.lines().count()
    ));
    Ok(())
}

/// The first call that is about the internet protocols. `AF_INET` begins both their names.
fn internet(calls: &str) -> Option<&str> {
    calls.lines().find(|call| call.contains("AF_INET"))
}

fn read(log: &Path) -> Outcome<String> {
    fs::read_to_string(log).map_err(|error| Failure::file(log, &error))
}

/// A command behind the words that change how it runs.
fn after(words: &[String], program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]).arg(program);
    command
}

/// The sample release, and a folder for what the programs write.
struct Scene {
    folder: PathBuf,
    sample: PathBuf,
}

impl Scene {
    fn prepare() -> Outcome<Scene> {
        let folder = place::target().join("isolated");
        if folder.exists() {
            fs::remove_dir_all(&folder).map_err(|error| Failure::file(&folder, &error))?;
        }
        let scene = Scene { sample: folder.join("sample"), folder };
        sample::write(&scene.sample)?;
        Ok(scene)
    }

    /// The whole way of the command: the release is written, read back, and verified once more.
    fn release(&self, words: &[String], how: &str) -> Outcome {
        say(&format!("the command, {how}"));
        let out = self.folder.join(format!("release, {how}"));
        let mut release = after(words, built("tablewright"));
        release.arg("release").arg(self.sample.join(sample::RECIPE)).args(sample::workbooks(&self.sample)?);
        release.arg("--decisions").arg(self.sample.join(sample::DECISIONS)).arg("--out").arg(&out);
        run(&mut release, "The sample release was not written. Why is said above.")?;
        run(Command::new(built("tablewright")).arg("verify").arg(out), "What was written is not valid.")
    }

    /// The window on the sample release: it opens, is worked by keyboard, and is closed.
    fn window(&self, words: &[String], how: &str) -> Outcome {
        say(&format!("the window, {how}"));
        let home = self.folder.join(format!("home, {how}"));
        let mut screen = Started::start("Xvfb", &Output::Asked, |xvfb| {
            xvfb.args(["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp", "-noreset"]);
        })?;
        let display = format!(":{}", screen.first_line()?);
        let describe = |command: &mut Command| {
            command.env("DISPLAY", &display).env_remove("WAYLAND_DISPLAY").env("GDK_BACKEND", "x11");
            for (name, folder) in
                [("XDG_DATA_HOME", "data"), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache")]
            {
                command.env(name, home.join(folder));
            }
        };
        let _manager = Started::start("openbox", &Output::Logged, describe)?;
        let workbooks = sample::workbooks(&self.sample)?;
        let mut program = Started::start(&words[0], &Output::Logged, |program| {
            program.args(&words[1..]).arg(built("tablewright-desktop")).args(workbooks);
            program.arg(self.sample.join(sample::RECIPE));
            describe(program);
        })?;
        let person = Person { display: &display, drafts: home.join("data/org.tablewright.desktop/drafts") };
        person.work(&mut program)
    }
}

/// Whoever sits at the display, and looks into the drafts to see what the program has understood.
struct Person<'a> {
    display: &'a str,
    drafts: PathBuf,
}

impl Person<'_> {
    fn work(&self, program: &mut Started) -> Outcome {
        program.wait_until(|| self.step().is_some(), READY)?;
        let window = self.window(program)?;
        // That the draft says another step than before is the page's doing: its keys, its script, its call.
        let before = self.step();
        let changed = || {
            let keys = if before.as_deref() == Some("tables") { "ctrl+1" } else { "ctrl+2" };
            self.xdotool(&["windowactivate", "--sync", &window, "key", keys]);
            sleep(PAUSE);
            self.step() != before
        };
        program.wait_until(changed, READY)?;
        self.xdotool(&["windowactivate", "--sync", &window, "key", "alt+F4"]);
        let ended = program.wait(READY)?;
        if ended.success() && self.ending("lock").as_deref() == Some("closed") {
            return Ok(());
        }
        Err(Failure::new(
            format!("The window was closed, and the program did not end in order ({ended})."),
            format!("What it printed is in {}.", logs().display()),
        ))
    }

    /// The last window of the program's name that is shown.
    fn window(&self, program: &mut Started) -> Outcome<String> {
        let found = || self.xdotool(&["search", "--onlyvisible", "--name", "(^| - )Tablewright$"]);
        program.wait_until(|| found().is_some(), READY)?;
        let windows = found().unwrap_or_default();
        Ok(windows.lines().last().unwrap_or_default().to_owned())
    }

    fn xdotool(&self, words: &[&str]) -> Option<String> {
        let shown = output(Command::new("xdotool").args(words).env("DISPLAY", self.display))?;
        Some(shown.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// The step of the draft, once there is one.
    fn step(&self) -> Option<String> {
        step(&self.ending("toml")?)
    }

    /// What the draft's file of this ending says.
    fn ending(&self, ending: &str) -> Option<String> {
        let mut entries = fs::read_dir(&self.drafts).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
        let path = entries.find(|path| path.extension().is_some_and(|found| found == ending))?;
        fs::read_to_string(path).ok()
    }
}

/// The value of the line `step = "..."`.
fn step(draft: &str) -> Option<String> {
    let value = draft.lines().find_map(|line| line.strip_prefix("step = "))?;
    Some(value.trim_matches(['"', '\'']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_internet_address_is_seen_among_other_calls() {
        let local = "71 socket(AF_UNIX, SOCK_STREAM, 0) = 3\n\
                     71 connect(3, {sa_family=AF_UNIX, sun_path=\"/tmp/.X11-unix/X0\"}, 20) = 0\n\
                     72 bind(5, {sa_family=AF_NETLINK, nl_pid=0, nl_groups=00000000}, 12) = 0\n";
        assert_eq!(internet(local), None);
        for call in [
            "73 connect(4, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr(\"127.0.0.53\")}, 16) = 0",
            "73 socket(AF_INET6, SOCK_DGRAM, IPPROTO_IP) = 4",
        ] {
            assert_eq!(internet(&format!("{local}{call}\n")), Some(call));
        }
    }

    #[test]
    fn the_step_is_read_from_a_draft() {
        assert_eq!(step("version = 1\nstep = \"tables\"\n").as_deref(), Some("tables"));
        assert_eq!(step("title = \"step = 3\"\n"), None);
    }
}
