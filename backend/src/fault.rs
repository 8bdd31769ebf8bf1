//! Points with a name at which this process can be made to end as `kill -9` ends it: nothing is flushed, no destructor runs,
//! nobody is told. Tests learn by it what a crash at that very point leaves behind. `HOIAM_FAULT=intake.after_commit` ends the
//! process there, `intake.after_commit:3` the third time. In a release build a point is nothing at all.

/// Here the process ends, if that is what it was told.
#[cfg(debug_assertions)]
pub fn point(name: &str) {
    static FATAL: std::sync::LazyLock<Option<Fatal>> = std::sync::LazyLock::new(Fatal::told);
    if FATAL.as_ref().is_some_and(|fatal| fatal.reached(name)) {
        end();
    }
}

/// Nothing.
#[cfg(not(debug_assertions))]
pub const fn point(_name: &str) {}

#[cfg(debug_assertions)]
struct Fatal {
    name: String,
    left: std::sync::atomic::AtomicU32,
}

#[cfg(debug_assertions)]
impl Fatal {
    fn told() -> Option<Self> {
        crate::config::fault().map(|(name, nth)| Self { name, left: nth.into() })
    }

    /// Whether this is the time to end.
    fn reached(&self, name: &str) -> bool {
        use std::sync::atomic::Ordering::SeqCst;
        self.name == name && self.left.fetch_sub(1, SeqCst) == 1
    }
}

#[cfg(debug_assertions)]
fn end() -> ! {
    #[cfg(unix)]
    let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
    // Where there is no such signal, this flushes nothing either.
    std::process::abort()
}

#[cfg(all(test, debug_assertions))]
mod tests {
    use super::*;

    #[test]
    fn the_time_that_was_told_is_the_one() {
        let fatal = Fatal { name: "a.b".into(), left: 2.into() };
        let reached: Vec<bool> = ["a.b", "a.c", "a.b", "a.b"].map(|name| fatal.reached(name)).into();
        assert_eq!(reached, [false, false, true, false]);
        point("a.b");
    }
}
