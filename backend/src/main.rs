//! The binary `hoiam`: reads the command line and hands over to the library.

fn main() -> std::process::ExitCode {
    hoiam_backend::cli::main()
}
