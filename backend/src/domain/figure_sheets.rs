//! Figures as files for spreadsheets. In the one that knows types numbers are numbers and shares are shares, so that
//! people can go on reckoning with them. Pure.

use super::error::{AppError, Result};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::figures::Figures as F;
use hoiam_shared::error::FieldError;
use hoiam_shared::wire::indicators::{BreakdownView, Measured, Rate};
use rust_xlsxwriter::{ExcelDateTime, Format as Look, FormatAlign, Workbook, XlsxError};

const MINUTES_A_DAY: f64 = 1_440.0;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values, RFC 4180.
    Csv,
    /// Office Open XML.
    Xlsx,
}

impl Format {
    /// Reads the ending of a file.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }

    /// The one that was asked for.
    pub fn wanted(code: Option<&str>) -> Result<Self> {
        code.and_then(Self::from_code).ok_or_else(|| AppError::field("format", FieldError::UnknownValue))
    }

    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

impl core::fmt::Display for Format {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        })
    }
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// As it is.
    Text(String),
    /// A whole number.
    Count(i64),
    /// Between 0 and 1.
    Share(f64),
    /// With one decimal.
    Number(f64),
    /// Year, month, day.
    Day((i64, i64, i64)),
    /// Empty.
    Nothing,
}

/// The file.
pub fn made(view: &BreakdownView, format: Format, lang: Lang) -> Result<Vec<u8>> {
    written(&rows(view, lang), format)
}

/// Rows as a file; the first are the heads.
pub fn written(rows: &[Vec<Cell>], format: Format) -> Result<Vec<u8>> {
    match format {
        Format::Csv => csv(rows).map_err(|error| AppError::Internal(error.into())),
        Format::Xlsx => xlsx(rows).map_err(|error| AppError::Internal(error.into())),
    }
}

/// The heads, the whole period, and a row for each value.
fn rows(view: &BreakdownView, lang: Lang) -> Vec<Vec<Cell>> {
    let heads = [
        view.by.name(),
        F::Code,
        F::Received,
        F::Resolved,
        F::ResolutionRate,
        F::OnTime,
        F::OnTimeOf,
        F::OnTimeRate,
        F::Open,
        F::Overdue,
        F::Refused,
        F::Joined,
        F::Withdrawn,
        F::Reopened,
        F::Bounced,
        F::Appeals,
        F::PetitionsDue,
        F::Answered,
        F::MedianDays,
        F::P90Days,
        F::Rated,
        F::Satisfaction,
    ];
    let heads = heads.into_iter().map(|head| Cell::Text(head.text(lang).to_owned())).collect();
    let total = row(&Measured { name: view.agency.name.clone(), ..view.total.clone() });
    [heads, total].into_iter().chain(view.rows.iter().map(row)).collect()
}

fn row(of: &Measured) -> Vec<Cell> {
    let share = |rate: &Rate| match rate.of.value {
        0 => Cell::Nothing,
        whole => Cell::Share(rate.part.value as f64 / whole as f64),
    };
    let days = |minutes: Option<u32>| minutes.map_or(Cell::Nothing, |m| Cell::Number(f64::from(m) / MINUTES_A_DAY));
    vec![
        Cell::Text(of.name.clone()),
        Cell::Text(of.code.clone()),
        Cell::Count(of.received.value),
        Cell::Count(of.resolution_rate.part.value),
        share(&of.resolution_rate),
        Cell::Count(of.on_time_rate.part.value),
        Cell::Count(of.on_time_rate.of.value),
        share(&of.on_time_rate),
        Cell::Count(of.open.value),
        Cell::Count(of.overdue.value),
        Cell::Count(of.refused.value),
        Cell::Count(of.joined.value),
        Cell::Count(of.withdrawn.value),
        Cell::Count(of.reopened.value),
        Cell::Count(of.bounced.value),
        Cell::Count(of.appeals.value),
        Cell::Count(of.petitions_due.value),
        Cell::Count(of.answered.value),
        days(of.median_minutes),
        days(of.p90_minutes),
        Cell::Count(of.rated.value),
        of.satisfaction_centi.map_or(Cell::Nothing, |centi| Cell::Number(centi as f64 / 100.0)),
    ]
}

/// A text that a spreadsheet would take for a formula is told to be text.
fn plain(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

fn csv(rows: &[Vec<Cell>]) -> std::result::Result<Vec<u8>, csv::Error> {
    // The mark tells spreadsheets that it is UTF-8.
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer("\u{FEFF}".as_bytes().to_vec());
    for row in rows {
        let cell = |cell: &Cell| match cell {
            Cell::Text(text) => plain(text),
            Cell::Count(n) => n.to_string(),
            Cell::Share(share) => format!("{share:.4}"),
            Cell::Number(number) => format!("{number:.2}"),
            Cell::Day((year, month, day)) => format!("{year:04}-{month:02}-{day:02}"),
            Cell::Nothing => String::new(),
        };
        writer.write_record(row.iter().map(cell))?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

fn xlsx(rows: &[Vec<Cell>]) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let head = Look::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let (count, share, number) =
        (Look::new().set_num_format("#,##0"), Look::new().set_num_format("0.0%"), Look::new().set_num_format("0.0"));
    let date = Look::new().set_num_format("yyyy-mm-dd");
    for (at, row) in (0u32..).zip(rows) {
        for (column, cell) in (0u16..).zip(row) {
            match cell {
                Cell::Text(text) if at == 0 => sheet.write_string_with_format(at, column, text, &head)?,
                Cell::Text(text) => sheet.write_string(at, column, text)?,
                Cell::Count(n) => sheet.write_number_with_format(at, column, *n as f64, &count)?,
                Cell::Share(of) => sheet.write_number_with_format(at, column, *of, &share)?,
                Cell::Number(of) => sheet.write_number_with_format(at, column, *of, &number)?,
                Cell::Day((year, month, day)) => {
                    let part = |n: &i64| u8::try_from(*n).unwrap_or_default();
                    let year = u16::try_from(*year).unwrap_or_default();
                    let at_day = ExcelDateTime::from_ymd(year, part(month), part(day))?;
                    sheet.write_datetime_with_format(at, column, &at_day, &date)?
                }
                Cell::Nothing => continue,
            };
        }
    }
    sheet.set_freeze_panes(1, 1)?.set_column_width(0, 40)?;
    book.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx};
    use hoiam_shared::wire::indicators::{Dimension, Figure};
    use hoiam_shared::wire::intake::AgencyRef;

    fn measured(name: &str, received: i64, resolved: i64) -> Measured {
        let figure = |value| Figure { value, query: String::new() };
        let rate = |part, of| Rate { part: figure(part), of: figure(of) };
        Measured {
            code: "79".into(),
            name: name.into(),
            received: figure(received),
            resolution_rate: rate(resolved, received),
            on_time_rate: rate(0, 0),
            open: figure(1),
            overdue: figure(0),
            refused: figure(0),
            joined: figure(0),
            withdrawn: figure(0),
            reopened: figure(0),
            bounced: figure(0),
            appeals: figure(0),
            petitions_due: figure(0),
            satisfaction_centi: None,
            rated: figure(0),
            answered: figure(resolved),
            median_minutes: Some(2_160),
            p90_minutes: None,
        }
    }

    #[test]
    fn a_spreadsheet_holds_numbers_as_another_program_reads_them() {
        let total = measured("", 1_234_567, 617_283);
        let view = BreakdownView {
            from: "2026-01".into(),
            to: "2026-11".into(),
            agency: AgencyRef { code: "chinh-phu".into(), name: "Chính phủ".into() },
            by: Dimension::Province,
            before: total.clone(),
            year_before: total.clone(),
            total,
            rows: vec![measured("=Thành phố Hồ Chí Minh", 2, 1)],
        };
        let bytes = made(&view, Format::Xlsx, Lang::Vi).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        let cell = |row, column| sheet.get_value((row, column)).cloned().unwrap_or(Data::Empty);
        assert_eq!((sheet.height(), cell(0, 0)), (3, Data::String("Tỉnh, thành phố".into())));
        assert_eq!((cell(1, 0), cell(1, 2)), (Data::String("Chính phủ".into()), Data::Float(1_234_567.0)));
        assert_eq!((cell(2, 0), cell(2, 4)), (Data::String("=Thành phố Hồ Chí Minh".into()), Data::Float(0.5)));
        assert_eq!((cell(2, 7), cell(2, 18), cell(2, 19)), (Data::Empty, Data::Float(1.5), Data::Empty));
    }

    #[test]
    fn days_are_days() {
        let rows = vec![vec![Cell::Text("Ngày".into())], vec![Cell::Day((2026, 11, 27))]];
        let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(written(&rows, Format::Xlsx).unwrap())).unwrap();
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        let Some(Data::DateTime(day)) = sheet.get_value((1, 0)) else { panic!("{:?}", sheet.get_value((1, 0))) };
        // Days since 1899-12-30, as spreadsheets count.
        assert!((day.as_f64() - 46_353.0).abs() < f64::EPSILON, "{day:?}");
        assert_eq!(csv(&rows).unwrap(), "\u{FEFF}Ngày\r\n2026-11-27\r\n".as_bytes());
    }

    #[test]
    fn a_text_is_no_formula() {
        let check = |text: &str, expect: &str| {
            let rows = vec![vec![Cell::Text(text.into()), Cell::Count(-3), Cell::Share(0.5), Cell::Nothing]];
            let made = String::from_utf8(csv(&rows).unwrap()).unwrap();
            assert_eq!(made, format!("\u{FEFF}{expect},-3,0.5000,\r\n"), "{text}");
        };
        check("UBND phường", "UBND phường");
        check("=HYPERLINK(1)", "'=HYPERLINK(1)");
        check("-2+3", "'-2+3");
        check("Sở \"A\", B", "\"Sở \"\"A\"\", B\"");
    }
}
