//! Pictures are drawn anew: upright, without anything that was written beside the pixels (where a
//! phone stood, its serial number, comments), and with a thumbnail. Of an animation the first
//! frame stays.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, Rgba, RgbaImage,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
    error::LimitErrorKind,
    imageops,
};

use super::files::sha256;

/// The most pixels of a picture, in millions.
pub const MOST_MEGAPIXELS: u32 = 50;
/// Neither side of a thumbnail is longer.
pub const THUMBNAIL_SIDE: u32 = 320;
/// What every thumbnail is.
pub const THUMBNAIL_TYPE: &str = JPEG;

const JPEG: &str = "image/jpeg";
const PNG: &str = "image/png";
const MEGA: u64 = 1_000_000;
/// As many as the most pixels take, with a byte for each of four channels.
const MOST_BYTES: u64 = MOST_MEGAPIXELS as u64 * MEGA * 4;
const QUALITY: u8 = 88;
const THUMBNAIL_QUALITY: u8 = 80;

/// Why a picture is not drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotDrawn {
    /// It is no picture of its kind, or is damaged.
    Broken,
    /// It has more pixels than anybody needs, or pretends to.
    TooManyPixels,
}

impl From<ImageError> for NotDrawn {
    fn from(error: ImageError) -> Self {
        match error {
            ImageError::Limits(inside)
                if matches!(
                    inside.kind(),
                    LimitErrorKind::DimensionError | LimitErrorKind::InsufficientMemory
                ) =>
            {
                Self::TooManyPixels
            }
            _ => Self::Broken,
        }
    }
}

/// What is kept of a picture.
#[derive(Debug)]
pub struct Picture {
    /// JPEG or PNG.
    pub media_type: &'static str,
    /// The picture.
    pub bytes: Vec<u8>,
    /// SHA-256 of it, in hexadecimal.
    pub sha256: String,
    /// Its thumbnail.
    pub thumbnail: Vec<u8>,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// The format of a media type, if it is a picture's.
pub fn format_of(media_type: &str) -> Option<ImageFormat> {
    let formats = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];
    formats.into_iter().find(|format| format.to_mime_type() == media_type)
}

/// How many millions of pixels a picture says it has, rounded up. Nothing is decoded yet.
///
/// # Errors
/// `NotDrawn`.
pub fn megapixels(bytes: &[u8], format: ImageFormat) -> Result<u32, NotDrawn> {
    let decoder = open(bytes, format)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    match u32::try_from(pixels.div_ceil(MEGA)) {
        Ok(0) => Err(NotDrawn::Broken),
        Ok(megapixels @ 1..=MOST_MEGAPIXELS) if decoder.total_bytes() <= MOST_BYTES => {
            Ok(megapixels)
        }
        _ => Err(NotDrawn::TooManyPixels),
    }
}

/// Draws a picture anew. A JPEG stays one, a PNG too; WebP, which is written without loss alone,
/// becomes a JPEG, or a PNG where something shows through.
///
/// # Errors
/// `NotDrawn`.
pub fn redraw(bytes: &[u8], format: ImageFormat) -> Result<Picture, NotDrawn> {
    megapixels(bytes, format)?;
    let mut decoder = open(bytes, format)?;
    let orientation = decoder.orientation()?;
    let mut image = DynamicImage::from_decoder(decoder)?;
    image.apply_orientation(orientation);
    let (width, height) = (image.width(), image.height());
    let is_small = width.max(height) <= THUMBNAIL_SIDE;
    let small =
        if is_small { image.clone() } else { image.thumbnail(THUMBNAIL_SIDE, THUMBNAIL_SIDE) };
    let thumbnail = as_jpeg(on_white(small), THUMBNAIL_QUALITY)?;
    let keeps_png = format == ImageFormat::Png || shows_through(&image);
    let (media_type, bytes) = if keeps_png {
        let mut png = Vec::new();
        image.write_with_encoder(PngEncoder::new(&mut png))?;
        (PNG, png)
    } else {
        (JPEG, as_jpeg(image, QUALITY)?)
    };
    let sha256 = sha256(&bytes);
    Ok(Picture { media_type, bytes, sha256, thumbnail, width, height })
}

fn open(bytes: &[u8], format: ImageFormat) -> Result<impl ImageDecoder, NotDrawn> {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    Ok(reader.into_decoder()?)
}

fn shows_through(image: &DynamicImage) -> bool {
    let is_opaque = |pixel: &Rgba<u8>| pixel.0[3] == u8::MAX;
    match image {
        DynamicImage::ImageRgba8(image) => !image.pixels().all(is_opaque),
        image => image.color().has_alpha(),
    }
}

fn on_white(image: DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        return image;
    }
    let mut white = RgbaImage::from_pixel(image.width(), image.height(), Rgba([u8::MAX; 4]));
    imageops::overlay(&mut white, &image.into_rgba8(), 0, 0);
    white.into()
}

fn as_jpeg(image: DynamicImage, quality: u8) -> Result<Vec<u8>, NotDrawn> {
    let mut jpeg = Vec::new();
    image.into_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, quality))?;
    Ok(jpeg)
}
