//! The bag as one zip file, the same bytes everywhere, and its checksum file.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, System, ZipWriter};

use model::{Failure, FailureKind, Progress, Stage};

use crate::written::{hexadecimal, sync_folder};

/// From this size on an entry needs the 64-bit form of zip.
const LARGE: u64 = 0xFFFF_FFFF;

/// Writes the bag folder into `zip`, which must not exist: its files under the bag's own name, in the order
/// of their names' bytes, all with the release as their time, so that the same bag gives the same bytes.
///
/// # Errors
/// [`FailureKind::CannotRead`] or [`FailureKind::CannotWrite`] with the name of the file;
/// [`FailureKind::Invalid`] when the bag has no name or the time is outside 1980 to 2107.
pub fn write_zip(bag: &Path, zip: &Path, release: DateTime, progress: &dyn Progress) -> Result<(), Failure> {
    let shown = zip.display().to_string();
    let name = bag.file_name().and_then(|name| name.to_str());
    let name =
        name.ok_or_else(|| Failure::new(FailureKind::Invalid, bag.display().to_string(), "it has no name"))?;
    let options = options(release)?;
    let files = files_below(bag)?;
    let total = files.iter().map(|(_, _, bytes)| bytes).sum();
    let failed = |error: io::Error| Failure::writing(&shown, &error);
    let target = OpenOptions::new().write(true).create_new(true).open(zip).map_err(failed)?;
    let mut to = ZipWriter::new(Steady::new(BufWriter::new(target)));
    let mut done = 0;
    for (path, place, bytes) in files {
        let entry = options.large_file(bytes >= LARGE);
        to.start_file(format!("{name}/{path}"), entry).map_err(|error| failed(error.into()))?;
        let mut from = File::open(&place).map_err(|error| Failure::reading(&path, &error))?;
        pour(&mut from, &path, &mut to, &shown, |bytes| {
            done += bytes;
            progress.report(Stage::Writing, done, total);
            progress.go_on()
        })?;
        if to.get_ref().is_some_and(|disc| disc.refused.is_some()) {
            break;
        }
    }
    let buffer = to.finish().map_err(|error| failed(error.into()))?.into_inner().map_err(failed)?;
    let file = buffer.into_inner().map_err(|error| failed(error.into_error()))?;
    file.sync_all().map_err(failed)?;
    zip.parent().filter(|parent| !parent.as_os_str().is_empty()).map_or(Ok(()), sync_folder).map_err(failed)
}

/// Writes `<zip>.sha256` beside a zip, in the form that `sha256sum -c` reads, and gives its path.
pub fn write_zip_checksum(zip: &Path) -> Result<PathBuf, Failure> {
    let name = zip.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut from = File::open(zip).map_err(|error| Failure::reading(&name, &error))?;
    let mut hash = Sha256::new();
    pour(&mut from, &name, &mut Into(&mut hash), &name, |_| Ok(()))?;
    let target = zip.with_file_name(format!("{name}.sha256"));
    let shown = target.display().to_string();
    let write = || {
        let mut file = OpenOptions::new().write(true).create_new(true).open(&target)?;
        file.write_all(format!("{}  {name}\n", hexadecimal(&hash.finalize())).as_bytes())?;
        file.sync_all()
    };
    write().map_err(|error| Failure::writing(shown, &error))?;
    Ok(target)
}

/// Fixed time, rights and system: none of them may come from the computer.
fn options(release: DateTime) -> Result<SimpleFileOptions, Failure> {
    let part = |value: i8| u8::try_from(value).unwrap_or_default();
    let time = zip::DateTime::from_date_and_time(
        u16::try_from(release.year()).unwrap_or_default(),
        part(release.month()),
        part(release.day()),
        part(release.hour()),
        part(release.minute()),
        part(release.second()),
    );
    let time = time.map_err(|_| {
        Failure::new(FailureKind::Invalid, release.to_string(), "a zip holds times from 1980 to 2107")
    })?;
    Ok(SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(time)
        .unix_permissions(0o644)
        .system(System::Unix))
}

/// Every file below a folder: its path with `/`, its place and its size, in the order of the paths' bytes.
fn files_below(root: &Path) -> Result<Vec<(String, PathBuf, u64)>, Failure> {
    let mut found = Vec::new();
    let mut folders = vec![(String::new(), root.to_owned())];
    while let Some((prefix, folder)) = folders.pop() {
        let failed = |error: io::Error| Failure::reading(folder.display().to_string(), &error);
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            let metadata = entry.metadata().map_err(failed)?;
            if metadata.is_dir() {
                folders.push((format!("{path}/"), entry.path()));
            } else {
                found.push((path, entry.path(), metadata.len()));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Copies in blocks; tells after each how many bytes it was.
fn pour(
    from: &mut File,
    from_name: &str,
    to: &mut impl Write,
    to_name: &str,
    mut after: impl FnMut(u64) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut block = vec![0; 1 << 16];
    loop {
        let read = from.read(&mut block).map_err(|error| Failure::reading(from_name, &error))?;
        if read == 0 {
            return Ok(());
        }
        to.write_all(&block[..read]).map_err(|error| Failure::writing(to_name, &error))?;
        after(read as u64)?;
    }
}

/// A file that takes everything, and says at the end what the disc refused. The zip library panics when a write fails
/// between two entries and it then closes its archive.
struct Steady<W> {
    to: W,
    /// The first error; nothing has been written since.
    refused: Option<io::Error>,
    position: u64,
    end: u64,
}

impl<W: Write + Seek> Steady<W> {
    fn new(to: W) -> Self {
        Self { to, refused: None, position: 0, end: 0 }
    }

    /// The file, when it has taken everything.
    fn into_inner(self) -> io::Result<W> {
        self.refused.map_or(Ok(self.to), Err)
    }

    /// Does this unless something was refused before.
    fn unless_refused(&mut self, act: impl FnOnce(&mut W) -> io::Result<()>) {
        if self.refused.is_none() {
            self.refused = act(&mut self.to).err();
        }
    }
}

impl<W: Write + Seek> Write for Steady<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.unless_refused(|to| to.write_all(bytes));
        self.position += bytes.len() as u64;
        self.end = self.end.max(self.position);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.unless_refused(W::flush);
        Ok(())
    }
}

impl<W: Write + Seek> Seek for Steady<W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
            SeekFrom::End(by) => self.end.checked_add_signed(by),
        };
        let position = position.ok_or(io::ErrorKind::InvalidInput)?;
        self.unless_refused(|file| file.seek(SeekFrom::Start(position)).map(|_| ()));
        self.position = position;
        Ok(position)
    }
}

/// A hash as a writer.
struct Into<'a>(&'a mut Sha256);

impl Write for Into<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Quiet;

    /// A bag with files made in this order.
    fn bag(place: &Path, order: &[&str]) -> PathBuf {
        let bag = place.join("x_v1.0");
        for path in order {
            let target = bag.join(path);
            fs::create_dir_all(target.parent().unwrap()).unwrap();
            fs::write(target, path.repeat(1000)).unwrap();
        }
        bag
    }

    #[test]
    fn the_same_bag_gives_the_same_zip_whatever_the_order_of_its_files() {
        let release = "2024-11-14T09:30".parse().unwrap();
        let zips = [["data/b.csv", "data/a/c.csv", "bagit.txt"], ["bagit.txt", "data/a/c.csv", "data/b.csv"]];
        let zips = zips.map(|order| {
            let place = tempfile::tempdir().unwrap();
            let zip = place.path().join("x_v1.0.zip");
            write_zip(&bag(place.path(), &order), &zip, release, &Quiet).unwrap();
            let bytes = fs::read(&zip).unwrap();
            let failure = write_zip(&bag(place.path(), &order), &zip, release, &Quiet).unwrap_err();
            assert_eq!(failure.kind, FailureKind::CannotWrite);
            bytes
        });
        assert_eq!(zips[0], zips[1]);
        let mut archive = zip::ZipArchive::new(io::Cursor::new(&zips[0])).unwrap();
        let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
        assert_eq!(names, ["x_v1.0/bagit.txt", "x_v1.0/data/a/c.csv", "x_v1.0/data/b.csv"]);
        let entry = archive.by_index(0).unwrap();
        assert_eq!(entry.unix_mode().map(|mode| mode & 0o7777), Some(0o644));
        assert_eq!(entry.last_modified().unwrap().to_string(), "2024-11-14 09:30:00");
    }

    #[test]
    fn the_checksum_is_that_of_sha256sum() {
        let place = tempfile::tempdir().unwrap();
        let zip = place.path().join("x.zip");
        fs::write(&zip, "one\ntwo\n").unwrap();
        let checksum = write_zip_checksum(&zip).unwrap();
        assert_eq!(checksum.file_name().unwrap(), "x.zip.sha256");
        let expected = "c3f9c8c283a2b1f2f1896f27a01cbe3cddc0c9d93f752e4639035a0f5b36f6e8  x.zip\n";
        assert_eq!(fs::read_to_string(checksum).unwrap(), expected);
    }

    #[test]
    fn whatever_the_disc_refuses_is_told_and_nothing_panics() {
        struct Disc(io::Cursor<Vec<u8>>, usize);
        impl Write for Disc {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.1 = self.1.checked_sub(1).ok_or(io::ErrorKind::StorageFull)?;
                self.0.write(bytes)
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        impl Seek for Disc {
            fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
                self.0.seek(to)
            }
        }
        let zip = |writes: usize| -> io::Result<Disc> {
            let mut zip = ZipWriter::new(Steady::new(Disc(io::Cursor::default(), writes)));
            for name in ["one", "two"] {
                zip.start_file(name, options("2024-11-14T09:30".parse().unwrap()).unwrap())?;
                zip.write_all(&vec![7; 100_000])?;
            }
            zip.finish()?.into_inner()
        };
        let whole = zip(1000).unwrap();
        let writes = 1000 - whole.1;
        assert!(writes > 10, "{writes}");
        for refused in 0..writes {
            let error = zip(refused).err().map(|error| error.kind());
            assert_eq!(error, Some(io::ErrorKind::StorageFull), "{refused}");
        }
        assert_eq!(zip(writes).unwrap().0, whole.0);
    }

    #[test]
    fn a_time_that_a_zip_cannot_hold_is_refused() {
        let place = tempfile::tempdir().unwrap();
        let bag = bag(place.path(), &["bagit.txt"]);
        let release = "1970-01-01T00:00".parse().unwrap();
        let failure = write_zip(&bag, &place.path().join("x.zip"), release, &Quiet).unwrap_err();
        assert_eq!(failure.kind, FailureKind::Invalid);
        assert!(!place.path().join("x.zip").exists());
    }
}
