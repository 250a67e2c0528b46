//! What a file is by its first bytes, and which kinds are taken. The name that a sender gives only
//! tells one kind of text or archive from another; it never lets anything in.

use encoding_rs::{DecoderResult, GB18030};

/// As many of the first bytes as are looked at.
pub const HEAD_BYTES: usize = 8 << 10;

/// A workbook.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// A table in plain text.
pub const CSV: &str = "text/csv";
/// Plain text.
pub const TEXT: &str = "text/plain";

const ARCHIVE: &[u8] = b"PK\x03\x04";
const COMPOUND_FILE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];
const PICTURES_AND_PAPERS: [&str; 4] = ["image/png", "image/jpeg", "image/webp", "application/pdf"];

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotTaken {
    /// There is nothing in it.
    Empty,
    /// A workbook with a password, or one of Excel 97-2003.
    EncryptedOrOld,
    /// Some other kind of file.
    OtherKind,
}

/// The media type of a file that begins with `head`.
///
/// # Errors
/// `NotTaken` for everything but workbooks, plain text, PNG, JPEG, WebP and PDF.
pub fn sniff(head: &[u8], file_name: &str) -> Result<&'static str, NotTaken> {
    if head.is_empty() {
        return Err(NotTaken::Empty);
    }
    if head.starts_with(COMPOUND_FILE) {
        return Err(NotTaken::EncryptedOrOld);
    }
    let name = file_name.to_lowercase();
    if head.starts_with(ARCHIVE) {
        let is_workbook = head.windows(3).any(|part| part == b"xl/") || name.ends_with(".xlsx");
        return if is_workbook { Ok(XLSX) } else { Err(NotTaken::OtherKind) };
    }
    if let Some(kind) = infer::get(head) {
        let known = PICTURES_AND_PAPERS.iter().find(|known| **known == kind.mime_type());
        return known.copied().ok_or(NotTaken::OtherKind);
    }
    if !is_text(head) {
        return Err(NotTaken::OtherKind);
    }
    Ok(if name.ends_with(".csv") { CSV } else { TEXT })
}

/// UTF-8 or GB18030 without control characters; the last character may be cut off.
fn is_text(head: &[u8]) -> bool {
    let has_controls = head
        .iter()
        .any(|byte| byte.is_ascii_control() && !matches!(byte, b'\n' | b'\r' | b'\t' | 0x0c));
    let is_utf8 =
        || std::str::from_utf8(head).map_or_else(|error| error.error_len().is_none(), |_| true);
    !has_controls && (is_utf8() || is_gb18030(head))
}

fn is_gb18030(head: &[u8]) -> bool {
    let mut decoder = GB18030.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(head.len()).unwrap_or_default();
    let mut text = vec![0; room];
    let (result, _, _) = decoder.decode_to_utf8_without_replacement(head, &mut text, false);
    match result {
        DecoderResult::InputEmpty | DecoderResult::OutputFull => true,
        DecoderResult::Malformed(..) => false,
    }
}

/// What a sender calls a file, as a text: no folders, nothing that does not show, not too long.
pub fn file_name(given: &str) -> String {
    const MOST: usize = 200;
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown: String = last.chars().filter(|c| !c.is_control()).take(MOST).collect();
    let shown = shown.trim();
    if shown.is_empty() { "file".to_owned() } else { shown.to_owned() }
}

/// The name of a file that came as one media type and is kept as another: what it ends in says what
/// is kept.
pub fn renamed(name: String, sent: &str, kept: &str) -> String {
    if sent == kept {
        return name;
    }
    let ending = match kept {
        "image/png" => "png",
        _ => "jpg",
    };
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    format!("{stem}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_bytes_decide_and_the_name_lets_nothing_in() {
        let (gb, _, _) = GB18030.encode("企业名称,统一社会信用代码");
        for (head, name, kind) in [
            (&b"PK\x03\x04....xl/workbook.xml"[..], "x", Ok(XLSX)),
            (b"PK\x03\x04....word/document.xml", "x.docx", Err(NotTaken::OtherKind)),
            ("企业名称,代码".as_bytes(), "a.CSV", Ok(CSV)),
            ("企业名称".as_bytes().get(..5).unwrap(), "a.txt", Ok(TEXT)),
            (&gb, "a.csv", Ok(CSV)),
            (b"\x89PNG\r\n\x1a\n", "a.csv", Ok("image/png")),
            (b"\xff\xd8\xff\xe0", "a", Ok("image/jpeg")),
            (b"RIFF\0\0\0\0WEBPVP8 ", "a", Ok("image/webp")),
            (b"%PDF-1.7", "a", Ok("application/pdf")),
            (b"GIF89a", "a.png", Err(NotTaken::OtherKind)),
            (b"<html><script>", "a.csv", Err(NotTaken::OtherKind)),
            (b"#!/bin/sh\n", "a.csv", Err(NotTaken::OtherKind)),
            (b"MZ\x90\0\x03", "a.csv", Err(NotTaken::OtherKind)),
            (b"a\0b", "a.csv", Err(NotTaken::OtherKind)),
            (&[0xd0, 0xcf, 0x11, 0xe0, 0xa1], "a.xlsx", Err(NotTaken::EncryptedOrOld)),
            (b"", "a.csv", Err(NotTaken::Empty)),
        ] {
            assert_eq!(sniff(head, name), kind, "{name}: {:?}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn a_file_name_is_no_path() {
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        assert_eq!(file_name("C:\\名录\\企业.xlsx"), "企业.xlsx");
        assert_eq!(file_name(" a\r\nb\0 "), "ab");
        assert_eq!(file_name("/"), "file");
        assert_eq!(file_name(&"长".repeat(300)).chars().count(), 200);
    }

    #[test]
    fn a_file_kept_as_something_else_says_so() {
        let renamed = |name: &str, kept| renamed(name.to_owned(), "image/webp", kept);
        assert_eq!(renamed("厂房.webp", "image/jpeg"), "厂房.jpg");
        assert_eq!(renamed("a.b.WEBP", "image/png"), "a.b.png");
        assert_eq!(renamed("file", "image/jpeg"), "file.jpg");
        assert_eq!(renamed("a.webp", "image/webp"), "a.webp");
    }
}
