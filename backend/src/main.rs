//! The binary `hoiam`: reads the command line and hands over to the library.

/// A filed case is some hundred small strings that come and go between threads; the system's allocator took a
/// fifth of the time for them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    hoiam_backend::cli::main()
}
