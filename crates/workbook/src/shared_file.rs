//! A file that several threads read at once, each at a place of its own.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;

/// An open file and a place in it. A clone reads on from there without moving the place of the first.
#[derive(Debug, Clone)]
pub struct SharedFile {
    file: Arc<File>,
    at: u64,
}

impl SharedFile {
    /// From the beginning of the file.
    pub fn new(file: File) -> Self {
        Self { file: Arc::new(file), at: 0 }
    }
}

impl Read for SharedFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = read_at(&self.file, buffer, self.at)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl Seek for SharedFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
            SeekFrom::End(by) => self.file.metadata()?.len().checked_add_signed(by),
        };
        self.at = place.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

#[cfg(unix)]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, at)
}

/// This moves the place of the file itself, on which nobody relies.
#[cfg(windows)]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, at)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn each_clone_has_a_place_of_its_own() {
        let path = std::env::temp_dir().join(format!("tablewright-shared-file-{}", std::process::id()));
        File::create(&path).unwrap().write_all(b"0123456789").unwrap();
        let mut one = SharedFile::new(File::open(&path).unwrap());
        let mut buffer = [0; 4];
        one.read_exact(&mut buffer).unwrap();
        let mut other = one.clone();
        assert_eq!(other.seek(SeekFrom::End(-2)).unwrap(), 8);
        other.read_exact(&mut buffer[..2]).unwrap();
        assert_eq!(&buffer[..2], b"89");
        one.read_exact(&mut buffer).unwrap();
        assert_eq!(&buffer, b"4567");
        assert!(one.seek(SeekFrom::Current(-9)).is_err());
        std::fs::remove_file(&path).unwrap();
    }
}
