//! Finds programs and, on Debian as root, installs the packages that bring them.

use super::run;
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, OnceLock};

/// The first of the names on the PATH or in one of the further folders.
pub fn program(names: &[&str], folders: &[PathBuf]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let places: Vec<_> = folders.iter().cloned().chain(std::env::split_paths(&path)).collect();
    names.iter().find_map(|name| places.iter().map(|dir| dir.join(name)).find(|p| p.is_file()))
}

/// Whether we are root; asked of `id`, as std does not know.
pub fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|o| o.stdout.trim_ascii() == b"0")
}

/// Installs Debian packages when we may. Otherwise an error of one line that says what to install.
pub fn install(what: &str, packages: &[&str]) -> Result<()> {
    let wanted = packages.join(" ");
    if !(Path::new("/etc/debian_version").exists() && is_root() && program(&["apt-get"], &[]).is_some()) {
        bail!("{what} is missing: install it (Debian and Ubuntu: apt-get install {wanted}) and start again");
    }
    eprintln!("  {what} is missing: installing {wanted}");
    let apt = |args: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(["-qq", "-o", "Dpkg::Use-Pty=0"]).args(args).env("DEBIAN_FRONTEND", "noninteractive");
        // What apt says belongs to progress, not to reports.
        command.stdout(std::io::stderr());
        run::run(&mut command)
    };
    static LISTS: OnceLock<bool> = OnceLock::new();
    if !*LISTS.get_or_init(|| apt(&["update"]).is_ok()) {
        bail!("{what} is missing and apt-get update failed: install {wanted} and start again");
    }
    let mut args = vec!["install", "--yes", "--no-install-recommends"];
    args.extend(packages);
    apt(&args).map_err(|cause| anyhow::anyhow!("{what} is missing and {cause}; install {wanted} and start again"))
}

/// Finds a program, installing the packages when it is not there.
pub fn or_install(what: &str, packages: &[&str], find: impl Fn() -> Option<PathBuf>) -> Result<PathBuf> {
    if let Some(found) = find() {
        return Ok(found);
    }
    // apt refuses to work twice at once.
    static INSTALLING: Mutex<()> = Mutex::new(());
    let _alone = INSTALLING.lock();
    if let Some(found) = find() {
        return Ok(found);
    }
    install(what, packages)?;
    find().ok_or_else(|| anyhow::anyhow!("{what} is still missing after installing {}", packages.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_found_by_the_first_name_there_is() {
        let sh = program(&["hoiam-no-such-program", "sh"], &[]).expect("every machine has sh");
        assert!(sh.ends_with("sh"));
        assert_eq!(program(&["hoiam-no-such-program"], &["/bin".into()]), None);
        assert_eq!(program(&["sh"], &["/bin".into()]), Some("/bin/sh".into()));
    }
}
