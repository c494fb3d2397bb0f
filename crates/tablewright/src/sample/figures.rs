//! The figures of the sample. All are made up; names and codes of places are real (ONS, December 2024).
//!
//! Totals are never written down: they are summed where a sheet needs them, so they always agree.

/// One month of Table 1: attendances, emergency admissions, waits over 12 hours.
pub(super) type Month = (&'static str, [u32; 3]);

/// England by month. The attendances add up to those of [`REGIONS`].
pub(super) const MONTHS: [Month; 12] = [
    ("April 2024", [2_200_214, 550_836, 30_763]),
    ("May 2024", [2_294_577, 568_131, 36_362]),
    ("June 2024", [2_222_893, 562_680, 53_226]),
    ("July 2024", [2_260_699, 573_894, 38_067]),
    ("August 2024", [2_154_923, 537_165, 36_473]),
    ("September 2024", [2_201_838, 542_104, 48_590]),
    ("October 2024", [2_289_153, 576_253, 57_887]),
    ("November 2024", [2_183_432, 558_830, 36_829]),
    ("December 2024", [2_236_712, 559_768, 35_720]),
    ("January 2025", [2_104_822, 521_327, 55_758]),
    ("February 2025", [2_038_936, 505_970, 46_939]),
    ("March 2025", [2_253_405, 557_996, 29_848]),
];

/// What colleagues corrected and hid instead of deleting: rows of Table 1 that a reader does not see.
pub(super) const SUPERSEDED: [Month; 2] = [
    ("April 2024, superseded (CANARY ROW)", [2_199_871, 550_102, 30_759]),
    ("May 2024, superseded", [2_295_006, 568_390, 36_411]),
];

/// A region of Table 3: code, name, attendances, of these within 4 hours.
pub(super) type Region = (&'static str, &'static str, u32, u32);

/// The nine regions of England.
pub(super) const REGIONS: [Region; 9] = [
    ("E12000001", "North East", 1_412_406, 1_106_260),
    ("E12000002", "North West", 3_651_218, 2_597_805),
    ("E12000003", "Yorkshire and The Humber", 2_588_943, 1_895_448),
    ("E12000004", "East Midlands", 1_903_377, 1_376_592),
    ("E12000005", "West Midlands", 2_671_589, 1_864_979),
    ("E12000006", "East of England", 2_493_084, 1_847_589),
    ("E12000007", "London", 5_514_732, 4_264_208),
    ("E12000008", "South East", 3_866_255, 2_949_863),
    ("E12000009", "South West", 2_340_000, 2_134_889),
];

/// The region whose percentage a colleague calculated and did not round, and the number in its cell.
pub(super) const UNROUNDED: (&str, f64) = ("South West", 0.912_345_6);

/// Counts of males aged 0 to 17, 18 to 64, 65 and over; then the same of females.
pub(super) type Ages = [u32; 6];

/// A board of Table 2: code, name, counts.
pub(super) type Board = (&'static str, &'static str, Ages);

/// A region of Table 2: code, name, all its boards.
pub(super) type Boards = (&'static str, &'static str, &'static [Board]);

/// Three regions whose boards fill them. Chosen so that a reader who knows hes-2018 is left with at least
/// three possible values for each count that it hides.
pub(super) const HEAT_ILLNESS: [Boards; 3] = [
    (
        "E12000002",
        "North West",
        &[
            ("E54000008", "NHS Cheshire and Merseyside Integrated Care Board", [6, 7, 20, 5, 18, 29]),
            ("E54000057", "NHS Greater Manchester Integrated Care Board", [13, 62, 19, 16, 42, 36]),
            ("E54000048", "NHS Lancashire and South Cumbria Integrated Care Board", [17, 63, 39, 12, 53, 48]),
        ],
    ),
    (
        "E12000003",
        "Yorkshire and The Humber",
        &[
            ("E54000051", "NHS Humber and North Yorkshire Integrated Care Board", [18, 61, 34, 15, 43, 35]),
            ("E54000061", "NHS South Yorkshire Integrated Care Board", [10, 79, 28, 19, 58, 33]),
            ("E54000054", "NHS West Yorkshire Integrated Care Board", [3, 15, 16, 8, 27, 9]),
        ],
    ),
    (
        "E12000007",
        "London",
        &[
            ("E54000027", "NHS North West London Integrated Care Board", [6, 29, 19, 4, 35, 28]),
            ("E54000028", "NHS North Central London Integrated Care Board", [7, 25, 14, 4, 14, 15]),
            ("E54000029", "NHS North East London Integrated Care Board", [11, 26, 16, 12, 20, 31]),
            ("E54000030", "NHS South East London Integrated Care Board", [5, 24, 25, 0, 23, 18]),
            ("E54000031", "NHS South West London Integrated Care Board", [15, 47, 25, 6, 31, 37]),
        ],
    ),
];

/// Cells of Table 2 that arrive as `*` already: code of the board, index into its [`Ages`].
pub(super) const ARRIVES_HIDDEN: [(&str, usize); 2] = [("E54000054", 0), ("E54000030", 0)];

/// The twelve value columns of Table 2: per sex (male, female, both) the three ages and their total.
pub(super) fn spread(ages: Ages) -> [u32; 12] {
    let [m1, m2, m3, f1, f2, f3] = ages;
    let (males, females) = (m1 + m2 + m3, f1 + f2 + f3);
    [m1, m2, m3, males, f1, f2, f3, females, m1 + f1, m2 + f2, m3 + f3, males + females]
}

/// The sum of several boards, age by age.
pub(super) fn sum<'a>(boards: impl IntoIterator<Item = &'a Board>) -> Ages {
    let mut total = Ages::default();
    for (_, _, ages) in boards {
        total.iter_mut().zip(ages).for_each(|(sum, part)| *sum += part);
    }
    total
}

/// A row of Table 4: injury type, attendances by arrival mode (in the order of [`ARRIVAL_MODES`]).
pub(super) type Injury = (&'static str, [u32; 4]);

/// How patients arrived.
pub(super) const ARRIVAL_MODES: [&str; 4] = ["Ambulance", "Walk-in", "Referred", "Other"];

/// Table 4 before suppression. Counts of 1 to 5 are hidden; each row of two hidden ones leaves at least
/// five possible values for both. `Bite or sting` has one alone, which its total gives away.
pub(super) const INJURIES: [Injury; 10] = [
    ("Bite or sting", [21, 9, 3, 7]),
    ("Burn or scald", [118, 402, 64, 12]),
    ("Electrical injury", [19, 44, 5, 4]),
    ("Eye injury", [27, 688, 143, 9]),
    ("Fracture", [1_204, 3_310, 512, 88]),
    ("Frostbite", [0, 14, 2, 5]),
    ("Head injury", [842, 1_175, 208, 36]),
    ("Near drowning", [31, 3, 4, 0]),
    ("Poisoning", [655, 92, 41, 0]),
    ("Sprain", [96, 5_120, 377, 41]),
];

/// Whether legacy-1-5 hides a count.
pub(super) const fn legacy_hides(count: u32) -> bool {
    matches!(count, 1..=5)
}
