//! Work in the background that lets everybody else go first: a citizen who is sending waits for nobody's index and for no model.

/// Does something on the thread that it is called on, which from then on lets others go first.
pub fn humbly<T>(work: impl FnOnce() -> T) -> T {
    // On Linux this speaks of the thread alone; elsewhere it would slow the whole process. A refusal harms nobody.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(19);
    work()
}

/// Does something whose parts go side by side on threads of their own. Those that answer requests are not among them: a part
/// that takes a minute would keep every search waiting for as long.
pub fn side_by_side<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new().start_handler(|_| humbly(|| ())).build();
    match pool {
        Ok(pool) => pool.install(work),
        Err(error) => {
            tracing::warn!(%error, "humble.no_threads");
            work()
        }
    }
}
