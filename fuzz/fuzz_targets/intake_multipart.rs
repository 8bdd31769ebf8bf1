//! Cases filed as a form with files, through the whole server. What must hold is in `hoiam_fuzz::targets`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hoiam_fuzz::answers(hoiam_fuzz::targets::intake_multipart(data)));
