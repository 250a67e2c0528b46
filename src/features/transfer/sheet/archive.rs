//! Looks into the ZIP archive of a workbook before it is parsed, and refuses what would exhaust
//! the server: far too much when unpacked, too many parts, tables with a made-up size.
//!
//! Everything is unpacked once into nothing, so that a directory that lies is noticed here. What
//! the parts say is left to `workbook`.

use std::io::{self, Cursor, Read};

use zip::{ZipArchive, read::ZipFile};

use super::{Limits, SheetError};

/// What every entry of an archive's directory begins with.
const DIRECTORY_ENTRY: &[u8] = b"PK\x01\x02";
/// The parts that describe a workbook are parsed into structures many times their size.
const DESCRIPTION_BYTES: u64 = 4 << 20;
/// The parser holds what stands between two tags whole, several times over.
const TEXT_BETWEEN_TAGS: usize = 4 << 20;
/// A part of a register shrinks to a sixth or so; what shrinks to less than this was made to.
const LEAST_PERCENT_PACKED: u64 = 1;
/// Smaller parts may be as regular as they like.
const ANY_RATIO_BYTES: u64 = 8 << 20;

/// Refuses an archive that is damaged, encrypted or too expensive to parse.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), SheetError> {
    // Counted before the directory is opened: each entry costs memory there.
    let entries = bytes.windows(DIRECTORY_ENTRY.len()).filter(|window| *window == DIRECTORY_ENTRY);
    if entries.count() > limits.parts {
        return Err(SheetError::ZipBomb);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| SheetError::NotARegister)?;
    check_directory(&mut archive, limits)?;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| SheetError::NotARegister)?;
        if part.is_dir() {
            continue;
        }
        let name = part.name().map_err(|_| SheetError::NotARegister)?.to_ascii_lowercase();
        if name.ends_with("sharedstrings.xml") {
            check_shared_strings(part, limits)?;
        } else {
            let unpacked = unpack(part, &mut io::sink())?;
            if is_description(&name) && unpacked > DESCRIPTION_BYTES {
                return Err(SheetError::ZipBomb);
            }
        }
    }
    Ok(())
}

fn check_directory(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    limits: &Limits,
) -> Result<(), SheetError> {
    let mut declared = 0_u64;
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(|_| SheetError::NotARegister)?;
        if part.encrypted() {
            return Err(SheetError::Encrypted);
        }
        declared = declared.saturating_add(part.size());
        if declared > limits.unpacked_bytes {
            return Err(SheetError::ZipBomb);
        }
    }
    Ok(())
}

/// Unpacks no more than the directory promised; whether more would come is an error.
fn unpack<R: Read>(part: ZipFile<'_, R>, sink: &mut impl io::Write) -> Result<u64, SheetError> {
    let (declared, packed) = (part.size(), part.compressed_size());
    let mut meter = Meter { sink, since_tag: 0, longest: 0 };
    let unpacked = match io::copy(&mut part.take(declared.saturating_add(1)), &mut meter) {
        Ok(bytes) if bytes <= declared => bytes,
        Ok(_) => return Err(SheetError::ZipBomb),
        // A directory that lies about a size, or a damaged file.
        Err(_) => return Err(SheetError::NotARegister),
    };
    let is_too_dense = unpacked > ANY_RATIO_BYTES && packed < unpacked / 100 * LEAST_PERCENT_PACKED;
    if is_too_dense || meter.longest > TEXT_BETWEEN_TAGS {
        return Err(SheetError::ZipBomb);
    }
    Ok(unpacked)
}

/// Passes on what it is given, and knows the longest stretch without the beginning of a tag.
struct Meter<'a, W> {
    sink: &'a mut W,
    since_tag: usize,
    longest: usize,
}

impl<W: io::Write> io::Write for Meter<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for (at, stretch) in bytes.split(|&symbol| symbol == b'<').enumerate() {
            self.since_tag = if at == 0 { self.since_tag + stretch.len() } else { stretch.len() };
            self.longest = self.longest.max(self.since_tag);
        }
        self.sink.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }
}

fn is_description(name: &str) -> bool {
    let parts = [".rels", "workbook.xml", "styles.xml", "theme1.xml"];
    parts.iter().any(|ending| name.ends_with(ending))
}

/// The parser reserves room for as many texts as the table claims to have, so the claim has to
/// be checked against the table itself.
fn check_shared_strings<R: Read>(part: ZipFile<'_, R>, limits: &Limits) -> Result<(), SheetError> {
    if part.size() > limits.text_bytes as u64 {
        return Err(SheetError::TooLarge);
    }
    let mut table = Vec::new();
    unpack(part, &mut table)?;
    // UTF-16 would hide the claim from a search by bytes; nobody writes it.
    if table.contains(&0) {
        return Err(SheetError::NotARegister);
    }
    let texts = table.windows(3).filter(|window| matches!(*window, b"<si" | b":si")).count();
    if texts > limits.shared_strings {
        return Err(SheetError::TooLarge);
    }
    let claim = b"uniqueCount";
    for (at, window) in table.windows(claim.len()).enumerate() {
        let after = table.get(at + claim.len()..).unwrap_or_default();
        if window == claim && claimed_count(after).is_none_or(|count| count > limits.shared_strings)
        {
            return Err(SheetError::NotARegister);
        }
    }
    Ok(())
}

/// The number in `="123"`.
fn claimed_count(after: &[u8]) -> Option<usize> {
    let is_dress =
        |symbol: &u8| symbol.is_ascii_whitespace() || matches!(symbol, b'=' | b'"' | b'\'');
    let digits = after.iter().skip_while(|symbol| is_dress(symbol));
    let digits: Vec<u8> = digits.take_while(|symbol| !is_dress(symbol)).take(24).copied().collect();
    std::str::from_utf8(&digits).ok()?.parse().ok()
}
