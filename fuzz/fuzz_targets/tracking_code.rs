//! Tracking codes as people type them. What must hold is in `hoiam_fuzz::targets`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hoiam_fuzz::targets::tracking_code(data));
