//! Opening says how far it is, and stops soon after it is asked to. Counted, never timed.
#![allow(clippy::unwrap_used, reason = "a test stops where it fails")]

mod fixture;

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use fixture::patched;
use model::{FailureKind, Progress, Stage};
use rust_xlsxwriter::Workbook as Writer;
use workbook::{Limits, open};

/// Counts how often it is asked, and says stop from one of those times on.
#[derive(Default)]
struct Ear {
    asked: AtomicU64,
    stops_at: Option<u64>,
    told: Mutex<Vec<(u64, u64)>>,
}

impl Progress for Ear {
    fn report(&self, stage: Stage, done: u64, total: u64) {
        assert_eq!(stage, Stage::Reading);
        self.told.lock().unwrap().push((done, total));
    }

    fn cancelled(&self) -> bool {
        let before = self.asked.fetch_add(1, Ordering::Relaxed);
        self.stops_at.is_some_and(|stop| before >= stop)
    }
}

/// Two sheets of 8,000 x 6 cells, about 3 MB unpacked.
fn book() -> Vec<u8> {
    let mut book = Writer::new();
    for _ in 0..2 {
        let sheet = book.add_worksheet();
        for row in 0..8_000u32 {
            sheet.write(row, 0, format!("Area of {row}")).unwrap();
            for col in 1..6u16 {
                sheet.write(row, col, f64::from(row * 7 + u32::from(col))).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

fn csv() -> Vec<u8> {
    (0..60_000).flat_map(|row| format!("Area of {row},{row},{}\n", row * 7).into_bytes()).collect()
}

/// The same workbook in a form that calamine must read.
fn odd() -> Vec<u8> {
    patched(&book(), |path, part| {
        if path == "xl/worksheets/sheet1.xml" {
            *part =
                String::from_utf8_lossy(part).replacen("<sheetData>", "<!-- odd --><sheetData>", 1).into();
        }
    })
}

#[test]
fn progress_rises_to_its_end_in_small_steps() {
    for (name, bytes, least) in [("a.xlsx", book(), 18), ("a.csv", csv(), 12)] {
        let ear = Ear::default();
        open(name, &bytes, &Limits::default(), &ear).unwrap();
        let told = ear.told.into_inner().unwrap();
        assert!(told.len() >= least, "{name}: told {} times", told.len());
        assert!(told.windows(2).all(|pair| pair[0].0 <= pair[1].0), "{name}: {told:?}");
        assert!(told.iter().all(|(done, total)| done <= total), "{name}: {told:?}");
        let (done, total) = *told.last().unwrap();
        assert!(10 * done >= 9 * total, "{name}: ends at {done} of {total}");
    }
}

#[test]
fn opening_stops_at_whatever_time_it_is_asked_to() {
    for (name, bytes) in [("a.xlsx", book()), ("odd.xlsx", odd()), ("a.csv", csv())] {
        let ear = Ear::default();
        open(name, &bytes, &Limits::default(), &ear).unwrap();
        let asked = ear.asked.into_inner();
        assert!(asked >= 15, "{name}: asked {asked} times");
        for stop in (0..asked).step_by((asked / 8).max(1) as usize) {
            let ear = Ear { stops_at: Some(stop), ..Ear::default() };
            let failure = open(name, &bytes, &Limits::default(), &ear).err().unwrap();
            assert_eq!(failure.kind, FailureKind::Cancelled, "{name} at {stop} of {asked}");
            // Whoever hears it goes back at once: nobody starts anything new.
            let after = ear.asked.into_inner() - stop;
            assert!(after <= 4, "{name} at {stop} of {asked}: asked {after} times more");
        }
    }
}
