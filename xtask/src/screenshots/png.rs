//! Pictures as small as they get without a loss that one sees.

use std::io::Cursor;

use anyhow::{Result, ensure};
use png::{BitDepth, ColorType, Compression, Decoder, Encoder, Filter};

/// The same picture without its alpha channel, compressed at leisure: Chromium is in a hurry.
///
/// # Errors
/// When it is not a picture as Chromium takes them.
pub(super) fn compress(picture: &[u8]) -> Result<Vec<u8>> {
    let mut reader = Decoder::new(Cursor::new(picture)).read_info()?;
    let mut pixels = vec![0; reader.output_buffer_size().unwrap_or_default()];
    let info = reader.next_frame(&mut pixels)?;
    pixels.truncate(info.buffer_size());
    ensure!(info.bit_depth == BitDepth::Eight, "{:?}", info.bit_depth);
    let rgb: Vec<u8> = match info.color_type {
        ColorType::Rgb => pixels,
        ColorType::Rgba => pixels.chunks_exact(4).flat_map(|pixel| &pixel[..3]).copied().collect(),
        other => anyhow::bail!("{other:?}"),
    };
    let mut compressed = Vec::new();
    let mut encoder = Encoder::new(&mut compressed, info.width, info.height);
    encoder.set_color(ColorType::Rgb);
    encoder.set_compression(Compression::High);
    encoder.set_filter(Filter::Adaptive);
    encoder.write_header()?.write_image_data(&rgb)?;
    Ok(compressed)
}
