//! Pictures of pages as small as they get: some colours with many pixels, and the shades at the edges of letters.

use std::{cmp::Reverse, collections::HashMap, io::Cursor};

use anyhow::{Result, bail, ensure};
use png::{BitDepth, ColorType, Compression, Decoder, Encoder, Filter};

type Color = [u8; 3];

/// Colours of a palette.
const COLORS: usize = 256;

/// The same picture with the colours that most of its pixels have, and the nearest of these for the rest.
///
/// # Errors
/// When it is not a picture as Chromium takes them.
pub(super) fn compress(picture: &[u8]) -> Result<Vec<u8>> {
    let mut reader = Decoder::new(Cursor::new(picture)).read_info()?;
    let mut bytes = vec![0; reader.output_buffer_size().unwrap_or_default()];
    let info = reader.next_frame(&mut bytes)?;
    bytes.truncate(info.buffer_size());
    ensure!(info.bit_depth == BitDepth::Eight, "{:?}", info.bit_depth);
    let pixels = match info.color_type {
        ColorType::Rgb => colors::<3>(&bytes),
        // Nothing of a page is transparent.
        ColorType::Rgba => colors::<4>(&bytes),
        other => bail!("{other:?}"),
    };

    let palette = palette(&pixels);
    let mut nearest = HashMap::new();
    let indices: Vec<u8> = pixels
        .iter()
        .map(|pixel| *nearest.entry(*pixel).or_insert_with(|| index(&palette, *pixel)))
        .collect();
    let mut compressed = Vec::new();
    let mut encoder = Encoder::new(&mut compressed, info.width, info.height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_palette(palette.concat());
    encoder.set_compression(Compression::High);
    // The difference of two indices says nothing.
    encoder.set_filter(Filter::NoFilter);
    encoder.write_header()?.write_image_data(&indices)?;
    Ok(compressed)
}

fn colors<const CHANNELS: usize>(bytes: &[u8]) -> Vec<Color> {
    bytes.chunks_exact(CHANNELS).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect()
}

/// The most frequent colours first; of those that are equally frequent, the darker ones.
fn palette(pixels: &[Color]) -> Vec<Color> {
    let mut counts = HashMap::<Color, usize>::new();
    for pixel in pixels {
        *counts.entry(*pixel).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(color, count)| (Reverse(*count), *color));
    counts.into_iter().take(COLORS).map(|(color, _)| color).collect()
}

/// Where the nearest colour is in the palette.
fn index(palette: &[Color], color: Color) -> u8 {
    let distance = |other: &Color| -> u32 {
        color.iter().zip(other).map(|(one, other)| u32::from(one.abs_diff(*other)).pow(2)).sum()
    };
    let nearest = (0..=u8::MAX).zip(palette).min_by_key(|(_, other)| distance(other));
    nearest.map_or(0, |(index, _)| index)
}

#[cfg(test)]
mod tests {
    use anyhow::Result;

    use super::{COLORS, Color, ColorType, Cursor, Decoder, Encoder, compress};

    fn encoded(pixels: &[Color]) -> Result<Vec<u8>> {
        let mut picture = Vec::new();
        let mut encoder = Encoder::new(&mut picture, pixels.len().try_into()?, 1);
        encoder.set_color(ColorType::Rgb);
        encoder.write_header()?.write_image_data(&pixels.concat())?;
        Ok(picture)
    }

    fn decoded(picture: &[u8]) -> Result<Vec<Color>> {
        let mut decoder = Decoder::new(Cursor::new(picture));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info()?;
        let mut bytes = vec![0; reader.output_buffer_size().unwrap_or_default()];
        let info = reader.next_frame(&mut bytes)?;
        Ok(super::colors::<3>(&bytes[..info.buffer_size()]))
    }

    #[test]
    fn few_colours_stay_as_they_are() -> Result<()> {
        let pixels = [[1, 2, 3], [200, 100, 0], [1, 2, 3], [255, 255, 255]];
        assert_eq!(decoded(&compress(&encoded(&pixels)?)?)?, pixels);
        Ok(())
    }

    #[test]
    fn of_many_colours_the_frequent_ones_stay_and_the_rest_is_near() -> Result<()> {
        // As many colours as a palette has, each twice, and between two of them one that is there once.
        let frequent = (0..COLORS).map(|index| [u8::try_from(index).unwrap_or_default(), 7, 100]);
        let mut pixels: Vec<Color> = frequent.flat_map(|color| [color, color]).collect();
        pixels.push([40, 9, 100]);
        let result = decoded(&compress(&encoded(&pixels)?)?)?;
        let last = pixels.len() - 1;
        assert_eq!(result[..last], pixels[..last]);
        assert_eq!(result[last], [40, 7, 100]);
        Ok(())
    }
}
