use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::edition::Edition;
use super::figures::{
    HEAT_ILLNESS, INJURIES, MONTHS, REGIONS, SUPERSEDED, UNROUNDED, legacy_hides, spread, sum,
};
use super::{NEXT_FOLDER, NEXT_NAME, Sample, next_edition, sample, write_sample};

fn parts(sample: &Sample) -> BTreeMap<String, String> {
    let mut archive = ZipArchive::new(Cursor::new(&sample.workbook)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        assert!(parts.insert(name.clone(), text).is_none(), "{name} is there twice");
    }
    parts
}

#[test]
fn the_same_bytes_come_out_each_time() {
    assert_eq!(sample().unwrap(), sample().unwrap());
}

#[test]
fn the_planted_dangers_are_in_the_file() {
    let parts = parts(&sample().unwrap());
    for (part, text) in [
        ("docProps/core.xml", "<dc:creator>CANARY AUTHOR</dc:creator>"),
        ("xl/workbook.xml", "<sheet name=\"Old table 4\" sheetId=\"8\" state=\"veryHidden\""),
        ("xl/workbook.xml", "<pivotCaches>"),
        ("xl/sharedStrings.xml", "CANARY HIDDEN"),
        ("xl/sharedStrings.xml", "CANARY ROW"),
        ("xl/pivotCache/pivotCacheRecords1.xml", "CANARY PIVOT"),
        ("xl/worksheets/sheet6.xml", "<v>0.9123456</v>"),
        ("[Content_Types].xml", "/xl/pivotCache/pivotCacheRecords1.xml"),
    ] {
        assert!(parts[part].contains(text), "{part} lacks {text}");
    }
    let hidden = parts["xl/worksheets/sheet4.xml"].matches("hidden=\"1\"").count();
    assert_eq!(hidden, SUPERSEDED.len());
    let records = parts["xl/pivotCache/pivotCacheRecords1.xml"].matches("<r>").count();
    assert_eq!(records, 20);
}

#[test]
fn months_and_regions_agree_on_the_attendances_of_england() {
    let months: u32 = MONTHS.iter().map(|(_, counts)| counts[0]).sum();
    let regions: u32 = REGIONS.iter().map(|(_, _, attendances, _)| attendances).sum();
    assert_eq!(months, regions);
}

#[test]
fn the_unrounded_percentage_shows_what_its_counts_give() {
    let (_, _, all, within) = REGIONS.iter().find(|region| region.1 == UNROUNDED.0).unwrap();
    let percent = f64::from(*within) / f64::from(*all) * 100.0;
    assert!((percent.round() - 91.0).abs() < f64::EPSILON && (percent / 100.0 - UNROUNDED.1).abs() < 1e-6);
}

#[test]
fn ages_and_sexes_add_up() {
    let england = spread(sum(HEAT_ILLNESS.iter().flat_map(|(_, _, boards)| *boards)));
    let regions = HEAT_ILLNESS.map(|(_, _, boards)| spread(sum(boards)));
    for column in 0..12 {
        assert_eq!(england[column], regions.iter().map(|region| region[column]).sum::<u32>());
    }
    for row in regions.iter().chain([&england]) {
        assert_eq!(row[3] + row[7], row[11]);
        assert_eq!(row[8] + row[9] + row[10], row[11]);
    }
    let small = HEAT_ILLNESS.iter().flat_map(|(_, _, boards)| *boards).flat_map(|board| spread(board.2));
    let (zeros, hidden) = small.fold((0, 0), |(zeros, hidden), count| {
        (zeros + u32::from(count == 0), hidden + u32::from((1..=7).contains(&count)))
    });
    assert_eq!((zeros, hidden), (1, 11));
}

#[test]
fn one_star_of_table_4_is_alone_and_the_others_keep_five_candidates() {
    for (injury, counts) in INJURIES {
        let hidden: Vec<u32> = counts.into_iter().filter(|count| legacy_hides(*count)).collect();
        match (injury, hidden.as_slice()) {
            ("Bite or sting", [3]) => {
                let others: Vec<u32> = counts.into_iter().filter(|count| !legacy_hides(*count)).collect();
                assert_eq!((others.iter().sum::<u32>(), counts.iter().sum::<u32>()), (37, 40));
                // The decision hides the smallest of the others: what is left for two is shared by two.
                let chosen = others.into_iter().filter(|count| *count > 0).min();
                assert_eq!(chosen, Some(7));
            }
            (_, []) => {}
            // Two unknown counts of at least one that add up to s have s - 1 solutions.
            (_, [first, second]) => assert!(first + second > 5, "{injury}"),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn the_files_are_written_and_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("new");
    let paths = write_sample(&inner).unwrap();
    std::fs::write(&paths[2], "old").unwrap();
    assert_eq!(write_sample(&inner).unwrap(), paths);
    let sample = sample().unwrap();
    assert_eq!(paths[0], inner.join(NEXT_FOLDER).join(NEXT_NAME));
    assert_eq!(std::fs::read(&paths[0]).unwrap(), next_edition().unwrap());
    assert_eq!(std::fs::read(&paths[1]).unwrap(), sample.workbook);
    assert_eq!(std::fs::read_to_string(&paths[2]).unwrap(), sample.recipe);
    assert_eq!(std::fs::read_to_string(&paths[3]).unwrap(), sample.decisions);
    assert_eq!(std::fs::read_dir(&inner).unwrap().count(), 4);
}

#[test]
fn the_months_and_regions_of_the_next_edition_agree_too() {
    let months: u32 = Edition::Next.months().iter().map(|(_, counts)| counts[0]).sum();
    let regions: u32 = Edition::Next.regions().iter().map(|region| region.2).sum();
    assert_eq!(months, regions);
    assert_eq!(Edition::Next.months()[0].0, "April 2025");
    assert_eq!(Edition::Next.text("2024-25, 10 July 2025"), "2025-26, 10 July 2026");
    assert!(Edition::Next.title(0).1.contains("April 2025 to March 2026"));
}

#[test]
fn a_folder_that_cannot_be_made_is_a_failure_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let failure = write_sample(&file).unwrap_err();
    assert!(failure.file.ends_with("file"), "{failure:?}");
}
