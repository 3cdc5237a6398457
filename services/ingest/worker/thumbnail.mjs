// @ts-check
/** A small picture of a picture, without anything that the camera wrote into it. */
import sharp from 'sharp';
import { MAX_PIXELS, THUMBNAIL_PIXELS } from './limits.mjs';
import { Unreadable } from './unreadable.mjs';

sharp.cache(false);
sharp.concurrency(1);
// Strangers choose the bytes: only the decoders for pictures that customers send may see them.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((format) => `VipsForeignLoad${format}Buffer`),
});

/** Before the thread is ended: libvips gives up by itself. */
const WITHIN_SECONDS = 8;

/**
 * image/webp, at most 320 × 320, the way up that the camera says; of an animation its first picture.
 * @param {Uint8Array} content
 * @returns {Promise<Uint8Array>}
 */
export async function thumbnailOf(content) {
  try {
    return await sharp(content, { limitInputPixels: MAX_PIXELS, failOn: 'error', animated: false })
      .timeout({ seconds: WITHIN_SECONDS })
      .rotate()
      .resize({ width: THUMBNAIL_PIXELS, height: THUMBNAIL_PIXELS, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 75 })
      .toBuffer();
  } catch (error) {
    const said = error instanceof Error ? error.message : '';
    if (/pixel limit/.test(said)) throw new Unreadable('too-large');
    throw new Unreadable(/timeout/.test(said) ? 'too-slow' : 'damaged');
  }
}
