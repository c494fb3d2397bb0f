//! The formats that files name by number alone (ECMA-376 part 1, 18.8.30). Some depend on where the program runs;
//! they are those of a British Excel.

/// The code of a built-in format.
pub(crate) fn built_in(id: u16) -> Option<&'static str> {
    let of_the_country = of_the_country(id);
    if of_the_country.is_some() {
        return of_the_country;
    }
    Some(match id {
        0 => "General",
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        48 => "##0.0E+0",
        49 => "@",
        _ => return None,
    })
}

/// The code of a built-in format that depends on the country, whatever code a file gives for it.
pub(crate) fn of_the_country(id: u16) -> Option<&'static str> {
    Some(match id {
        14 => "dd/mm/yyyy",
        15 => "dd-mmm-yy",
        16 => "dd-mmm",
        17 => "mmm-yy",
        20 => "hh:mm",
        21 => "hh:mm:ss",
        22 => "dd/mm/yyyy hh:mm",
        _ => return None,
    })
}
