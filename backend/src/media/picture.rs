//! Pictures: decoded within bounds of size and memory, turned as the camera was held, made no larger than a screen can
//! use, and encoded anew. So nothing that hid in the file survives, and what the camera wrote about place and
//! person only where its sender wants it to.

use super::Kind;
use hoiam_shared::files::FileFault;
use hoiam_shared::limits::{LOGO_HEIGHT, LOGO_KEPT_BYTES, LOGO_WIDTH, PICTURE_PIXELS, PICTURE_SIDE};
use hoiam_shared::publish::{Cover, SIDE};
use image::codecs::gif::{GifDecoder, GifEncoder, Repeat};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{AnimationDecoder, DynamicImage, ExtendedColorType, Frame, ImageDecoder, ImageEncoder, ImageError};
use image::{ImageFormat, ImageReader, Limits, Rgba, RgbaImage};
use std::io::Cursor;

/// What decoding one picture may take, in bytes: 50 megapixels of four bytes, and the decoder's own.
const MEMORY: u64 = 256 * 1024 * 1024;
/// The longer side of a small picture.
const PREVIEW_SIDE: u32 = 480;
/// Pictures in a moving one at most.
const FRAMES: usize = 400;
const QUALITY: u8 = 88;
/// Colour profiles are kept up to here: phones' are below 4 KB.
const PROFILE_BYTES: usize = 64 * 1024;

type Remade = (Kind, Vec<u8>, Option<Vec<u8>>);

/// A logo as it is kept.
#[derive(Debug)]
pub struct LogoMade {
    /// A PNG.
    pub png: Vec<u8>,
    /// Dots across.
    pub width: u32,
    /// Dots down.
    pub height: u32,
}

/// A picture made small enough to come along with a form; smaller still while it weighs too much.
pub(super) fn logo(kind: Kind, bytes: &[u8]) -> Result<LogoMade, FileFault> {
    let decoder = decoder(kind, bytes)?;
    fits(decoder.dimensions(), 1)?;
    let whole = DynamicImage::from_decoder(decoder).map_err(fault)?;
    for share in [1, 2, 4] {
        let (across, down) = (LOGO_WIDTH / share, LOGO_HEIGHT / share);
        let small = match whole.width() > across || whole.height() > down {
            true => whole.resize(across, down, FilterType::Lanczos3),
            false => whole.clone(),
        };
        let made = png(&small, small.color().has_alpha(), None, None)?;
        if made.len() <= LOGO_KEPT_BYTES {
            return Ok(LogoMade { png: made, width: small.width(), height: small.height() });
        }
    }
    Err(FileFault::TooLarge)
}

fn decoder(kind: Kind, bytes: &[u8]) -> Result<impl ImageDecoder, FileFault> {
    let format = match kind {
        Kind::Png => ImageFormat::Png,
        Kind::Webp => ImageFormat::WebP,
        _ => ImageFormat::Jpeg,
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(bounds());
    reader.into_decoder().map_err(fault)
}

/// The longer side of a picture that everybody sees.
const PUBLIC_SIDE: u32 = 1280;

/// A picture with some places painted over, before it is made smaller: so no dot of what is covered is mixed into those
/// beside it.
pub(super) fn covered(kind: Kind, bytes: &[u8], covers: &[Cover]) -> Result<Vec<u8>, FileFault> {
    let decoder = decoder(kind, bytes)?;
    fits(decoder.dimensions(), 1)?;
    let whole = DynamicImage::from_decoder(decoder).map_err(fault)?;
    let mut dots = flat(&whole);
    for cover in covers {
        let (left, right) = span(cover.x, cover.width, dots.width());
        let (top, bottom) = span(cover.y, cover.height, dots.height());
        for y in top..bottom {
            for x in left..right {
                dots.put_pixel(x, y, Rgba([0, 0, 0, 255]));
            }
        }
    }
    let mut shown = DynamicImage::ImageRgba8(dots);
    if shown.width().max(shown.height()) > PUBLIC_SIDE {
        shown = shown.resize(PUBLIC_SIDE, PUBLIC_SIDE, FilterType::Triangle);
    }
    jpeg(&shown, 82, None, None)
}

/// From which dot to which, the last one excluded, a stretch of a side of so many dots goes: dots that it touches at all are
/// in it.
fn span(from: u32, long: u32, dots: u32) -> (u32, u32) {
    let scaled = |at: u32| u64::from(at) * u64::from(dots);
    let side = u64::from(SIDE);
    let first = scaled(from) / side;
    let end = scaled(from + long).div_ceil(side).min(u64::from(dots));
    (u32::try_from(first).unwrap_or(u32::MAX), u32::try_from(end).unwrap_or(u32::MAX))
}

/// A picture that stands still.
pub(super) fn still(kind: Kind, bytes: &[u8], keep_metadata: bool) -> Result<Remade, FileFault> {
    let mut decoder = decoder(kind, bytes)?;
    fits(decoder.dimensions(), 1)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten().filter(|profile| profile.len() <= PROFILE_BYTES);
    let metadata = if keep_metadata { decoder.exif_metadata().ok().flatten() } else { None };
    let mut picture = DynamicImage::from_decoder(decoder).map_err(fault)?;
    // Smaller first: turning takes as much memory again.
    if picture.width().max(picture.height()) > PICTURE_SIDE {
        picture = picture.resize(PICTURE_SIDE, PICTURE_SIDE, FilterType::Triangle);
    }
    picture.apply_orientation(orientation);
    let preview = preview(&picture)?;
    let metadata = metadata.map(|mut metadata| {
        // It is turned already; a viewer must not turn it again.
        let _ = Orientation::remove_from_exif_chunk(&mut metadata);
        metadata
    });
    let seen_through = picture.color().has_alpha();
    if kind == Kind::Png || seen_through {
        let bytes = png(&picture, seen_through, profile, metadata)?;
        return Ok((Kind::Png, bytes, Some(preview)));
    }
    Ok((Kind::Jpeg, jpeg(&picture, QUALITY, profile, metadata)?, Some(preview)))
}

/// A GIF: one picture becomes a PNG, several stay a GIF made anew.
pub(super) fn moving(bytes: &[u8]) -> Result<Remade, FileFault> {
    let decoder = || {
        let mut decoder = GifDecoder::new(Cursor::new(bytes)).map_err(fault)?;
        decoder.set_limits(bounds()).map_err(fault)?;
        Ok::<_, FileFault>(decoder)
    };
    let dimensions = decoder()?.dimensions();
    fits(dimensions, 1)?;
    let mut frames = decoder()?.into_frames();
    let first = frames.next().ok_or(FileFault::Broken)?.map_err(fault)?;
    let preview = preview(&DynamicImage::ImageRgba8(first.buffer().clone()))?;
    let Some(second) = frames.next() else {
        let picture = DynamicImage::ImageRgba8(first.into_buffer());
        return Ok((Kind::Png, png(&picture, true, None, None)?, Some(preview)));
    };
    let mut out = Vec::new();
    // The encoder writes its end when it goes.
    {
        let mut encoder = GifEncoder::new_with_speed(&mut out, 20);
        encoder.set_repeat(Repeat::Infinite).map_err(fault)?;
        let mut add = |frame: Frame| encoder.encode_frame(frame).map_err(fault);
        add(first)?;
        add(second.map_err(fault)?)?;
        for (n, frame) in frames.enumerate() {
            if n + 3 > FRAMES {
                return Err(FileFault::TooManyPixels);
            }
            fits(dimensions, n as u64 + 3)?;
            add(frame.map_err(fault)?)?;
        }
    }
    Ok((Kind::Gif, out, Some(preview)))
}

fn bounds() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(30_000);
    limits.max_image_height = Some(30_000);
    limits.max_alloc = Some(MEMORY);
    limits
}

fn fits((width, height): (u32, u32), frames: u64) -> Result<(), FileFault> {
    if width == 0 || height == 0 {
        return Err(FileFault::Broken);
    }
    let pixels = u64::from(width) * u64::from(height) * frames;
    if pixels > PICTURE_PIXELS { Err(FileFault::TooManyPixels) } else { Ok(()) }
}

fn fault(error: ImageError) -> FileFault {
    match error {
        ImageError::Limits(_) => FileFault::TooManyPixels,
        ImageError::Decoding(_)
        | ImageError::Encoding(_)
        | ImageError::Parameter(_)
        | ImageError::Unsupported(_)
        | ImageError::IoError(_) => FileFault::Broken,
    }
}

fn jpeg(
    picture: &DynamicImage,
    quality: u8,
    profile: Option<Vec<u8>>,
    metadata: Option<Vec<u8>>,
) -> Result<Vec<u8>, FileFault> {
    let mut out = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut out, quality);
    dress(&mut encoder, profile, metadata);
    let dots = picture.to_rgb8();
    encoder.write_image(&dots, dots.width(), dots.height(), ExtendedColorType::Rgb8).map_err(fault)?;
    Ok(out)
}

fn png(
    picture: &DynamicImage,
    seen_through: bool,
    profile: Option<Vec<u8>>,
    metadata: Option<Vec<u8>>,
) -> Result<Vec<u8>, FileFault> {
    let mut out = Vec::new();
    let mut encoder = PngEncoder::new(&mut out);
    dress(&mut encoder, profile, metadata);
    let (width, height) = (picture.width(), picture.height());
    if seen_through {
        encoder.write_image(&picture.to_rgba8(), width, height, ExtendedColorType::Rgba8).map_err(fault)?;
    } else {
        encoder.write_image(&picture.to_rgb8(), width, height, ExtendedColorType::Rgb8).map_err(fault)?;
    }
    Ok(out)
}

/// A profile or metadata that the format cannot carry is left out.
fn dress(encoder: &mut impl ImageEncoder, profile: Option<Vec<u8>>, metadata: Option<Vec<u8>>) {
    if let Some(profile) = profile {
        drop(encoder.set_icc_profile(profile));
    }
    if let Some(metadata) = metadata {
        drop(encoder.set_exif_metadata(metadata));
    }
}

/// A small JPEG, on white where the picture can be seen through.
fn preview(picture: &DynamicImage) -> Result<Vec<u8>, FileFault> {
    let small = if picture.width().max(picture.height()) > PREVIEW_SIDE {
        picture.thumbnail(PREVIEW_SIDE, PREVIEW_SIDE)
    } else {
        picture.clone()
    };
    jpeg(&DynamicImage::ImageRgba8(flat(&small)), 75, None, None)
}

/// Its dots, on white where it can be seen through.
fn flat(picture: &DynamicImage) -> RgbaImage {
    let mut dots = picture.to_rgba8();
    for dot in dots.pixels_mut() {
        let [red, green, blue, alpha] = dot.0;
        let over = |c: u8| {
            let mixed = (u16::from(c) * u16::from(alpha) + 255 * (255 - u16::from(alpha))) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        dot.0 = [over(red), over(green), over(blue), 255];
    }
    dots
}
