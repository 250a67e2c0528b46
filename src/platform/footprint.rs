//! What the program keeps in memory of itself.

#![expect(
    unsafe_code,
    reason = "no safe crate gives advice about pages that it did not map itself"
)]

use std::{ffi::c_void, fs, io, ops::Range};

use rustix::mm::{Advice, madvise};

/// Gives back the pages of the program's own code; what runs again is read again from the file, as it
/// was at first.
///
/// Building the schema goes once through the registration of every type and field, which is a good
/// part of the program: kept, it is more than half of what an idle server holds.
///
/// # Errors
/// Those of the system; the program runs on as before.
pub fn give_back_code() -> io::Result<()> {
    let program = fs::read_link("/proc/self/exe")?;
    let maps = fs::read_to_string("/proc/self/maps")?;
    for Range { start, end } in code_of(&program.to_string_lossy(), &maps) {
        let pages = std::ptr::without_provenance_mut::<c_void>(start);
        // SAFETY: the range is one whole mapping, private, of a file, and not writable: its pages
        // are as in the file, whoever runs through them faults them in again, and nothing is lost.
        unsafe { madvise(pages, end - start, Advice::LinuxDontNeed)? };
    }
    Ok(())
}

/// Where `maps`, in the format of proc_pid_maps(5), says that code of `program` is mapped.
fn code_of(program: &str, maps: &str) -> Vec<Range<usize>> {
    let code = |line: &str| {
        let (range, rest) = line.split_once(' ')?;
        let (start, end) = range.split_once('-')?;
        if !rest.starts_with("r-xp ") || !rest.ends_with(&format!(" {program}")) {
            return None;
        }
        Some(usize::from_str_radix(start, 16).ok()?..usize::from_str_radix(end, 16).ok()?)
    };
    maps.lines().filter_map(code).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_code_is_given_back() {
        let maps = "\
55e1972de000-55e197413000 r--p 038d2000 fe:00 10010626                   /srv/wanqi
55e197413000-55e199000000 r-xp 00f92000 fe:00 10010626                   /srv/wanqi
55e199000000-55e199100000 rw-p 02b92000 fe:00 10010626                   /srv/wanqi
7ffa7c000000-7ffa7c1c3000 r-xp 00000000 fe:00 10010626                   /usr/lib/libc.so.6
7ffa7d000000-7ffa7d1c3000 r-xp 00000000 fe:00 10010626                   /opt/srv/wanqi
7ffe4bfe0000-7ffe4bfe2000 r-xp 00000000 00:00 0                          [vdso]
";
        let code: Vec<Range<usize>> = code_of("/srv/wanqi", maps);
        assert_eq!(code, vec![0x55e1_9741_3000..0x55e1_9900_0000]);
        assert!(code_of("/srv/wanqi", "").is_empty());
    }

    #[test]
    fn the_program_runs_on() {
        give_back_code().unwrap();
        assert!(code_of("/srv/wanqi", "nonsense r-xp /srv/wanqi").is_empty());
    }
}
