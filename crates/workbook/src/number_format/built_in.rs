//! The formats that files name by number alone (ECMA-376 part 1, 18.8.30). Some depend on where the program runs;
//! they are those of a British Excel.

/// The code of a built-in format.
pub(crate) fn built_in(id: u16) -> Option<&'static str> {
    let code = match id {
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
        37 => "#,##0 ;(#,##0)",
        38 => "#,##0 ;[Red](#,##0)",
        39 => "#,##0.00;(#,##0.00)",
        40 => "#,##0.00;[Red](#,##0.00)",
        49 => "@",
        _ => "",
    };
    let code = of_the_country(id, code);
    (!code.is_empty()).then_some(code)
}

/// The code of a format that has an id. Where the built-in one depends on the country, that of this one: of dates
/// whatever code a file gives, of numbers where it gives the built-in one.
pub(crate) fn of_the_country(id: u16, code: &str) -> &str {
    match (id, code) {
        (14, _) => "dd/mm/yyyy",
        (15, _) => "dd-mmm-yy",
        (16, _) => "dd-mmm",
        (17, _) => "mmm-yy",
        (20, _) => "hh:mm",
        (21, _) => "hh:mm:ss",
        (22, _) => "dd/mm/yyyy hh:mm",
        (37, "#,##0 ;(#,##0)") => "#,##0;-#,##0",
        (38, "#,##0 ;[Red](#,##0)") => "#,##0;[Red]-#,##0",
        (39, "#,##0.00;(#,##0.00)") => "#,##0.00;-#,##0.00",
        (40, "#,##0.00;[Red](#,##0.00)") => "#,##0.00;[Red]-#,##0.00",
        _ => code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_formats_are_british() {
        assert_eq!((built_in(14), built_in(37)), (Some("dd/mm/yyyy"), Some("#,##0;-#,##0")));
        assert_eq!((built_in(4), built_in(5), built_in(164)), (Some("#,##0.00"), None, None));
        assert_eq!(of_the_country(37, "#,##0_);(#,##0)"), "#,##0_);(#,##0)");
    }
}
