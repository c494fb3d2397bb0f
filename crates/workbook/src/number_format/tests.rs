//! Formats, values and the texts that Excel shows.

use super::*;

#[test]
fn numbers_are_shown_by_their_codes() {
    for (code, value, shown) in [
        ("General", 0.1 + 0.2, "0.3"),
        ("General", 1_234_567.0, "1234567"),
        ("General", 123_456_789_012.5, "123456789012.5"),
        ("General", 1e21, "1E+21"),
        ("General", -2.5e-12, "-2.5E-12"),
        ("0", 2.5, "3"),
        ("0", -0.4, "0"),
        ("0.00", 2.675, "2.68"),
        ("0.00", -1.0, "-1.00"),
        ("#,##0", 1_234_567.4, "1,234,567"),
        ("#,##0", 0.0, "0"),
        ("#,##0", 12.0, "12"),
        ("#,##0.0", 1234.56, "1,234.6"),
        ("0%", 0.1234, "12%"),
        ("0.0%", 0.07, "7.0%"),
        ("#", 0.0, ""),
        ("#.##", 0.5, ".5"),
        ("0.##", 1.5, "1.5"),
        ("000000", 42.0, "000042"),
        ("0,000", 12.0, "0,012"),
        ("£#,##0.00", 1234.5, "£1,234.50"),
        ("[$£-809]#,##0", 1234.0, "£1,234"),
        ("\"£\"#,##0;[Red]\\-\"£\"#,##0", -5.0, "-£5"),
        ("#,##0_);(#,##0)", -1234.0, "(1,234)"),
        ("#,##0,", 1_234_567.0, "1,235"),
        ("0.0,,\"m\"", 12_345_678.0, "12.3m"),
        ("0;-0;\"-\"", 0.0, "-"),
        ("_-* #,##0_-;-* #,##0_-;_-* \"-\"??_-;_-@_-", 1234.0, "1,234"),
        ("_-* #,##0_-;-* #,##0_-;_-* \"-\"??_-;_-@_-", 0.0, "-"),
        ("[<1]0.00;0", 0.25, "0.25"),
        ("[<1]0.00;0", 25.2, "25"),
        ("[=0]\"*\";0", 0.0, "*"),
        ("\"*\"", 3.0, "*"),
        (";;;", 3.0, ""),
        (";;;", -3.0, ""),
        ("0;;", -3.0, ""),
        ("0.00E+00", 12345.0, "1.23E+04"),
        ("# ?/?", 1.5, "1 1/2"),
        ("dd/mm/yyyy", 45_383.0, "01/04/2024"),
        ("mmm-yy", 45_383.0, "Apr-24"),
        ("[$-809]dd mmmm yyyy;@", 45_383.0, "01 April 2024"),
        ("h:mm", 0.395_833_333_333_333, "9:30"),
        ("[h]:mm:ss", 1.5, "36:00:00"),
        ("0.00%", 1.0, "100.00%"),
        ("0 \"people\"", 7.0, "7 people"),
    ] {
        assert_eq!(show(code, value), shown, "{code} of {value}");
    }
}

#[test]
fn precisions_follow_the_section_in_force() {
    for (code, wanted) in [
        ("General", Precision::GENERAL),
        ("0", Precision::new(0, false)),
        ("#,##0.0", Precision::new(1, false)),
        ("0.0%", Precision::new(1, true)),
        ("0.##", Precision::new(2, false)),
        ("#,##0,", Precision::GENERAL),
        ("0.00E+00", Precision::GENERAL),
        ("# ??/??", Precision::GENERAL),
        ("dd/mm/yyyy", Precision::GENERAL),
        ("\"*\"", Precision::GENERAL),
        ("@", Precision::GENERAL),
        ("_-* #,##0.00_-;-* #,##0.00_-;_-* \"-\"??_-;_-@_-", Precision::new(2, false)),
        ("[<1]0.00;0", Precision::new(0, false)),
    ] {
        assert_eq!(precision(code), wanted, "{code}");
    }
    assert_eq!(precision_of("[<1]0.00;0", 0.5), Precision::new(2, false));
    assert_eq!(precision_of("0.0;-0.00", -0.5), Precision::new(2, false));
}

#[test]
fn texts_take_the_fourth_section() {
    assert_eq!(show_text("0;0;0;\"[\"@\"]\"", "c").as_deref(), Some("[c]"));
    assert_eq!(show_text(";;;", "secret").as_deref(), Some(""));
    assert_eq!(show_text("0.0;-0.0", "c"), None);
}
