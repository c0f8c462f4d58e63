//! CPU time and memory of processes, where the system tells.

/// Whose figures are asked for.
#[derive(Clone, Copy)]
pub(super) enum Who {
    /// This process.
    Own,
    /// The processes that it started and that have ended.
    Children,
}

/// User and system time in seconds, and the peak of memory in kibibytes.
#[derive(Clone, Copy, Default)]
pub(super) struct Usage {
    pub(super) cpu: f64,
    pub(super) peak: u64,
}

#[cfg(unix)]
pub(super) fn usage(who: Who) -> Usage {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeVal;
    let who = match who {
        Who::Own => UsageWho::RUSAGE_SELF,
        Who::Children => UsageWho::RUSAGE_CHILDREN,
    };
    let Ok(usage) = getrusage(who) else {
        return Usage::default();
    };
    #[expect(clippy::cast_precision_loss, reason = "seconds of a run are few")]
    let seconds = |time: TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    // Apple counts bytes.
    let unit = if cfg!(target_vendor = "apple") {
        1024
    } else {
        1
    };
    Usage {
        cpu: seconds(usage.user_time()) + seconds(usage.system_time()),
        // Linux counts what the process had been before it became this program; its own account does not.
        peak: own_peak().unwrap_or(u64::try_from(usage.max_rss()).unwrap_or_default() / unit),
    }
}

/// The peak of this process's memory in kibibytes, as Linux tells it.
#[cfg(unix)]
fn own_peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

#[cfg(not(unix))]
pub(super) fn usage(_who: Who) -> Usage {
    Usage::default()
}
