//! The binary `hoiam`: what it embeds and allocates with, and nothing else; the library does the rest.

use hoiam_backend::browser::File;

/// A filed case is some hundred small strings that come and go between threads; the system's allocator took a
/// fifth of the time for them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

include!(concat!(env!("OUT_DIR"), "/browser.rs"));

fn main() -> std::process::ExitCode {
    hoiam_backend::cli::main(FILES)
}
