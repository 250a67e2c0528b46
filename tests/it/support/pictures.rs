//! Pictures as phones make them, and what stands in them beside the pixels.

use std::io::Cursor;

use chrono::SecondsFormat;
use image::{
    DynamicImage, ImageDecoder, ImageEncoder, ImageReader, Rgb, RgbImage, codecs::jpeg::JpegEncoder,
};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{Answer, Client, World};

/// SHA-256, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Red on the left, blue on the right.
pub fn red_and_blue(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) }
    })
}

/// A JPEG that lies on its side (orientation 6), with a place, a camera and a comment in it.
pub fn jpeg_of_a_phone(width: u32, height: u32) -> Vec<u8> {
    let mut jpeg = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut jpeg, 90);
    encoder.set_exif_metadata(exif()).unwrap();
    encoder.encode_image(&red_and_blue(width, height)).unwrap();
    let comment = "COMMENT 机密".as_bytes();
    let mut whole = vec![0xff, 0xd8, 0xff, 0xfe, 0, u8::try_from(comment.len() + 2).unwrap()];
    whole.extend_from_slice(comment);
    whole.extend_from_slice(&jpeg[2..]);
    whole
}

/// A TIFF structure: the camera, the orientation, and a block of GPS with a latitude.
fn exif() -> Vec<u8> {
    // A header of 8 bytes, two directories of 2 + 12 an entry + 4, then what did not fit there.
    const GPS: u32 = 8 + 2 + 3 * 12 + 4;
    const CAMERA: u32 = GPS + 2 + 2 * 12 + 4;
    const LATITUDE: u32 = CAMERA + 10;
    let mut tiff = b"II\x2a\0\x08\0\0\0".to_vec();
    let mut directory = |entries: &[(u16, u16, u32, u32)]| {
        tiff.extend_from_slice(&u16::try_from(entries.len()).unwrap().to_le_bytes());
        for (tag, kind, count, value) in entries {
            tiff.extend_from_slice(&tag.to_le_bytes());
            tiff.extend_from_slice(&kind.to_le_bytes());
            tiff.extend_from_slice(&count.to_le_bytes());
            tiff.extend_from_slice(&value.to_le_bytes());
        }
        tiff.extend_from_slice(&[0; 4]);
    };
    directory(&[(0x010f, 2, 10, CAMERA), (0x0112, 3, 1, 6), (0x8825, 4, 1, GPS)]);
    directory(&[(1, 2, 2, u32::from(b'N')), (2, 5, 3, LATITUDE)]);
    tiff.extend_from_slice(b"SECRETCAM\0");
    for number in [29_u32, 1, 43, 1, 1234, 100] {
        tiff.extend_from_slice(&number.to_le_bytes());
    }
    tiff
}

/// The picture in these bytes; fails the test where anything stands beside its pixels.
#[track_caller]
pub fn bare_picture(bytes: &[u8]) -> DynamicImage {
    for secret in [&b"Exif"[..], b"SECRETCAM", b"COMMENT", b"http://ns.adobe.com"] {
        assert!(!bytes.windows(secret.len()).any(|part| part == secret), "{secret:?}");
    }
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().unwrap();
    let mut decoder = reader.into_decoder().unwrap();
    assert!(decoder.exif_metadata().unwrap().is_none());
    assert!(decoder.icc_profile().unwrap().is_none());
    DynamicImage::from_decoder(decoder).unwrap()
}

/// Logs a visit of the first officer with these attachments.
pub async fn log_visit(world: &World, client: &Client, attachments: &[&str]) -> Answer {
    let now = world.clock.now().to_rfc3339_opts(SecondsFormat::Millis, true);
    let input = json!({
        "enterpriseId": world.first.enterprise.to_string(), "attachmentIds": attachments,
        "report": { "kind": "VISIT", "happensAt": now, "findings": "所见" },
    });
    let selection = "visit { id version attachments { totalCount nodes { id } } }";
    client.change("logVisit", input, selection).await
}
