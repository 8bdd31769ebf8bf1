//! Every limit on input, in one place, so that the browser, the server and the documents say the same.
//! Lengths of text are counted in characters a person would count as typed (Unicode scalar values of NFC).

use crate::case::CaseState;

/// Title of a case.
pub const TITLE_CHARS: usize = 200;
/// Shortest body that can be acted on.
pub const BODY_MIN_CHARS: usize = 10;
/// Body of a case, and of a message.
pub const BODY_CHARS: usize = 20_000;
/// Body of a petition: what asks many people to sign is short.
pub const PETITION_CHARS: usize = 5_000;
/// An answer or a note.
pub const ANSWER_CHARS: usize = 50_000;
/// The shortest password that a person may choose.
pub const PASSWORD_MIN_CHARS: usize = 10;
/// The longest: what is hashed is bounded.
pub const PASSWORD_CHARS: usize = 200;
/// Former and other names of an agency, an area or a category.
pub const ALIASES: usize = 100;
/// Roles that one person holds.
pub const GRANTS: usize = 50;
/// Days that a token of another program opens at most.
pub const TOKEN_DAYS: u32 = 366;
/// Months for which personal data are kept by a rule, at most.
pub const RETENTION_MONTHS: u32 = 600;
/// Ends after which nothing is owed any more, so that such a rule may count from them; the usual one first.
pub const RETENTION_STATES: [CaseState; 4] =
    [CaseState::Closed, CaseState::Answered, CaseState::Rejected, CaseState::Withdrawn];
/// A person's name.
pub const NAME_CHARS: usize = 120;
/// An e-mail address (RFC 5321, 4.5.3.1.3).
pub const EMAIL_CHARS: usize = 254;
/// A phone number as typed.
pub const PHONE_CHARS: usize = 24;
/// A reason for a transfer, refusal, withdrawal, reopening.
pub const REASON_CHARS: usize = 2_000;
/// Extra questions of a site that are asked.
pub const QUESTIONS: usize = 16;
/// An answer in words to one of them.
pub const ANSWER_FIELD_CHARS: usize = 500;
/// The label of a launcher.
pub const LABEL_CHARS: usize = 28;
/// The key of a site.
pub const SITE_KEY_CHARS: usize = 40;
/// Origins of a site.
pub const SITE_ORIGINS: usize = 50;
/// Choices of an extra question.
pub const CHOICES: usize = 40;
/// Words of an extra question, of its hint, of the advice it stops with.
pub const QUESTION_CHARS: usize = 600;
/// A logo as it is sent, in bytes.
pub const LOGO_BYTES: usize = 2 * 1024 * 1024;
/// A logo as it is kept: dots across.
pub const LOGO_WIDTH: u32 = 480;
/// A logo as it is kept: dots down.
pub const LOGO_HEIGHT: u32 = 120;
/// A logo as it is kept, in bytes.
pub const LOGO_KEPT_BYTES: usize = 48 * 1024;
/// Calendars of due dates that one person subscribes to.
pub const FEEDS: usize = 20;
/// Devices that are told of one case.
pub const BELLS: i64 = 10;
/// Of the address at which a browser's maker lets a device be knocked.
pub const BELL_CHARS: usize = 2_000;
/// Notices that a person has not seen, as they are counted.
pub const UNSEEN: u32 = 100;
/// Steps of an escalation ladder.
pub const LADDER_STEPS: usize = 20;
/// Cases that one act is done to at once.
pub const BULK_CASES: usize = 10_000;
/// Templates of answers that one agency keeps.
pub const TEMPLATES: usize = 500;
/// Subject of a letter, its places open.
pub const LETTER_SUBJECT_CHARS: usize = 200;
/// Body of a letter, its places open.
pub const LETTER_BODY_CHARS: usize = 10_000;
/// A search query.
pub const QUERY_CHARS: usize = 1_000;
/// An `Idempotency-Key`.
pub const IDEMPOTENCY_KEY_CHARS: usize = 128;
/// Characters of the text of one file that are kept for search: a report of a hundred pages.
pub const FILE_TEXT_CHARS: usize = 300_000;
/// A file, in bytes.
pub const FILE_BYTES: u64 = 25 * 1024 * 1024;
/// Files sent along with one filing, message or answer.
pub const FILES_AT_ONCE: usize = 10;
/// Files of a case.
pub const FILES_PER_CASE: usize = 100;
/// All files of a case together, in bytes.
pub const CASE_FILE_BYTES: u64 = 200 * 1024 * 1024;
/// Name of a file.
pub const FILE_NAME_CHARS: usize = 120;
/// Dots of a picture: a photograph of 50 megapixels, and as much memory as one may take.
pub const PICTURE_PIXELS: u64 = 50_000_000;
/// The longer side of a picture as it is kept.
pub const PICTURE_SIDE: u32 = 4_096;
/// Everything inside a document, unpacked, in bytes.
pub const UNPACKED_BYTES: u64 = 200 * 1024 * 1024;
/// How long an upload waits to be finished and sent along with something, in milliseconds.
pub const UPLOAD_WAITS_MS: i64 = 24 * 3_600_000;
/// What one network address may upload within a day, in bytes: an office can stand behind one.
pub const UPLOAD_BYTES_A_DAY: u64 = 2 * 1024 * 1024 * 1024;
/// Body of any JSON request, in bytes.
pub const REQUEST_BYTES: usize = 256 * 1024;
/// Rows of a page of any list.
pub const PAGE_ROWS: usize = 100;
/// Name of a kept search.
pub const SEARCH_NAME_CHARS: usize = 80;
/// Searches that one person keeps.
pub const SEARCHES: usize = 100;
/// Reports that one person has sent to them.
pub const REPORT_SCHEDULES: usize = 30;
/// Alerts that one person keeps.
pub const ALERTS: usize = 30;
/// Longest window of an alert, in hours.
pub const ALERT_HOURS: u32 = 720;
/// Highest threshold of an alert.
pub const ALERT_CASES: u32 = 100_000;
/// Times that an alert fired, as its page lists them.
pub const ALERT_FIRINGS: usize = 100;
/// Cases merged, or told apart, at once.
pub const MERGED_AT_ONCE: usize = 50;
/// Days of a term of appeal.
pub const APPEAL_DAYS: u32 = 365;
/// Units of one term of a deadline policy.
pub const TERM_UNITS: u32 = 5_000;
/// Body of a request that brings a calendar, written or as a file, in bytes.
pub const CALENDAR_BYTES: usize = 2 * 1024 * 1024;
/// Body of a request that brings a table, in bytes.
pub const TABLE_BYTES: usize = 8 * 1024 * 1024;
/// Days that a calendar file may bring, recurrences included.
pub const CALENDAR_FILE_DAYS: usize = 5_000;
