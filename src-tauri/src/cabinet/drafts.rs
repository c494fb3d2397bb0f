//! The drafts: one file for each release in work, and beside it a lock.
//!
//! A running program holds the lock of its draft; the operating system lets it go when the program ends, however
//! it ends. In the lock file stands how the work was left: `open` from the beginning, `closed` once the program
//! has put it down in order. So after a crash the lock is free and the file still says `open`. While a draft is
//! being restored it says `restoring`: should that bring the program down, it is not tried a second time.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use jiff::Timestamp;

use super::file::write_whole;
use super::{Cabinet, NEWEST};

/// Looking at the list holds each lock for a moment: whoever wants one in that moment asks again.
const ASK_AGAIN: u32 = 5;
const PAUSE: Duration = Duration::from_millis(20);

/// A draft that this program holds.
#[derive(Debug)]
pub(crate) struct Kept {
    id: String,
    file: PathBuf,
    lock: File,
}

/// A draft on the shelf, as it is listed.
#[derive(Debug)]
pub(crate) struct OnShelf {
    /// Its id.
    pub(crate) id: String,
    /// When it was last saved.
    pub(crate) saved: SystemTime,
    /// What it says, where it could be read.
    pub(crate) text: Option<String>,
    /// Whether a running program holds it.
    pub(crate) in_use: bool,
}

/// What came of reaching for a draft.
#[derive(Debug)]
pub(crate) enum Taken {
    /// It is held now.
    Held(Kept),
    /// Another running program holds it.
    InUse,
    /// It is not there any more.
    Gone,
}

/// The work that was interrupted.
#[derive(Debug)]
pub(crate) struct Interrupted {
    /// The draft.
    pub(crate) kept: Kept,
    /// What it says.
    pub(crate) text: io::Result<String>,
    /// When it was last saved.
    pub(crate) saved: SystemTime,
}

/// How the work on a draft was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Left {
    Open,
    Restoring,
    Closed,
}

impl Left {
    fn word(self) -> &'static str {
        match self {
            Left::Open => "open",
            Left::Restoring => "restoring",
            Left::Closed => "closed",
        }
    }
}

impl Cabinet {
    fn drafts(&self) -> PathBuf {
        self.folder.join("drafts")
    }

    /// Begins a draft, held from now on. The oldest ones beyond the newest ten go.
    pub(crate) fn begin_draft(&self) -> io::Result<Kept> {
        let folder = self.drafts();
        fs::create_dir_all(&folder)?;
        let day = Timestamp::now().strftime("%Y%m%d-%H%M%S").to_string();
        for number in 1_u32.. {
            let id = format!("{day}-{number}");
            let options = File::options().read(true).write(true).create_new(true).clone();
            match options.open(folder.join(format!("{id}.lock"))) {
                Ok(lock) => {
                    // Where a disc knows no locks the work goes on without: nothing is restored from there.
                    let _ = lock.try_lock();
                    let mut kept = Kept { file: folder.join(format!("{id}.toml")), id, lock };
                    kept.mark(Left::Open)?;
                    self.clear_out();
                    return Ok(kept);
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }

    /// All drafts, the newest first.
    pub(crate) fn shelf(&self) -> Vec<OnShelf> {
        let on_shelf = |(id, saved): (String, SystemTime)| {
            let text = fs::read_to_string(self.draft_file(&id)).ok();
            let in_use = matches!(self.reach(&id), Taken::InUse);
            OnShelf { id, saved, text, in_use }
        };
        self.listed().into_iter().map(on_shelf).collect()
    }

    /// Takes a draft from the shelf to work on it.
    pub(crate) fn take_draft(&self, id: &str) -> Taken {
        self.reach_patiently(id)
    }

    /// The newest draft that a program was working on when it ended without a word. Others like it are only listed
    /// from now on. It is held, and marked so that a second end while it is being restored is the last one.
    pub(crate) fn interrupted(&self) -> Option<Interrupted> {
        let mut newest = None;
        for (id, saved) in self.listed() {
            let Taken::Held(mut kept) = self.reach_patiently(&id) else { continue };
            if kept.left() != Left::Open || newest.is_some() {
                kept.put_down();
                continue;
            }
            if kept.mark(Left::Restoring).is_ok() {
                let text = fs::read_to_string(&kept.file);
                newest = Some(Interrupted { kept, text, saved });
            }
        }
        newest
    }

    /// Removes a draft for good, unless it is in use.
    pub(crate) fn forget_draft(&self, id: &str) -> Taken {
        let taken = self.reach_patiently(id);
        if let Taken::Held(kept) = taken {
            kept.remove();
            return Taken::Gone;
        }
        taken
    }

    fn draft_file(&self, id: &str) -> PathBuf {
        self.drafts().join(format!("{id}.toml"))
    }

    /// Ids and times of the drafts, the newest first.
    fn listed(&self) -> Vec<(String, SystemTime)> {
        let Ok(entries) = fs::read_dir(self.drafts()) else { return Vec::new() };
        let listed = entries.filter_map(|entry| {
            let path = entry.ok()?.path();
            let id = path.file_stem()?.to_str().filter(|id| is_id(id))?.to_owned();
            let saved = path.extension().filter(|ending| *ending == "toml").and(path.metadata().ok())?;
            Some((id, saved.modified().ok()?))
        });
        let mut listed: Vec<_> = listed.collect();
        listed.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| other.0.cmp(&one.0)));
        listed
    }

    fn reach_patiently(&self, id: &str) -> Taken {
        for _ in 0..ASK_AGAIN {
            match self.reach(id) {
                Taken::InUse => sleep(PAUSE),
                reached => return reached,
            }
        }
        Taken::InUse
    }

    fn reach(&self, id: &str) -> Taken {
        let file = self.draft_file(id);
        // An id comes from the page: it names a draft, and no other place.
        if !is_id(id) || !file.is_file() {
            return Taken::Gone;
        }
        let mut options = File::options();
        options.read(true).write(true).create(true).truncate(false);
        let Ok(lock) = options.open(self.drafts().join(format!("{id}.lock"))) else { return Taken::InUse };
        match lock.try_lock() {
            // It may have been removed while the lock was being asked for.
            Ok(()) if file.is_file() => Taken::Held(Kept { id: id.to_owned(), file, lock }),
            Ok(()) => Taken::Gone,
            Err(TryLockError::WouldBlock | TryLockError::Error(_)) => Taken::InUse,
        }
    }

    /// Removes what is older than the newest ten and not in use.
    fn clear_out(&self) {
        for (id, _) in self.listed().into_iter().skip(NEWEST - 1) {
            self.forget_draft(&id);
        }
    }
}

impl Kept {
    /// Its id.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// What it says.
    pub(crate) fn read(&self) -> io::Result<String> {
        fs::read_to_string(&self.file)
    }

    /// Saves the draft, whole or not at all.
    pub(crate) fn write(&self, text: &str) -> io::Result<()> {
        write_whole(&self.file, text)
    }

    /// The work on it goes on, after it was restored or taken from the shelf.
    pub(crate) fn go_on(&mut self) -> io::Result<()> {
        self.mark(Left::Open)
    }

    /// The work on it was put down in order. It stays on the shelf.
    pub(crate) fn put_down(mut self) {
        // If it cannot be said, the draft is restored at the next start, which does no harm.
        let _ = self.mark(Left::Closed);
        if !self.file.exists() {
            self.remove();
        }
    }

    /// Puts a draft that cannot be read out of the way, where a person can still look at it.
    pub(crate) fn set_aside(self) -> io::Result<()> {
        fs::rename(&self.file, self.file.with_extension("broken"))?;
        self.remove();
        Ok(())
    }

    /// Removes it with its lock.
    pub(crate) fn remove(self) {
        let lock = self.file.with_extension("lock");
        // What is left of it is not listed, and its id is not used again.
        let _ = fs::remove_file(&self.file);
        drop(self.lock);
        let _ = fs::remove_file(lock);
    }

    fn mark(&mut self, left: Left) -> io::Result<()> {
        self.lock.set_len(0)?;
        self.lock.rewind()?;
        self.lock.write_all(left.word().as_bytes())?;
        self.lock.sync_all()
    }

    fn left(&mut self) -> Left {
        let mut word = String::new();
        let read = self.lock.rewind().and_then(|()| self.lock.read_to_string(&mut word));
        match word.as_str() {
            _ if read.is_err() => Left::Closed,
            "open" => Left::Open,
            "restoring" => Left::Restoring,
            _ => Left::Closed,
        }
    }
}

/// Digits and hyphens, as [`Cabinet::begin_draft`] makes them.
fn is_id(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests;
