/** Makes a picture of a page much smaller: a palette of at most 256 colours instead of four bytes a pixel. */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MOST_COLOURS = 256;
/** How unlike each other colours of the palette are, at first and where there is room for more. */
const APART = [24, 16, 11, 8, 6, 4, 3, 2];

/** @param png eight bits a channel, RGB or RGBA without transparency, not interlaced: as Chromium writes it */
export function toPalettePng(png) {
  const { width, height, channels, packed } = readPng(png);
  const pixels = unfilter(inflateSync(packed), width, height, channels);
  const colours = paletteOf(pixels, channels);
  const nearest = nearestIn(colours);
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1)
      rows[y * (width + 1) + 1 + x] = nearest(colourAt(pixels, (y * width + x) * channels));
  }
  const palette = Buffer.from(colours.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([
    SIGNATURE,
    head(width, height),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function readPng(png) {
  const data = [];
  let header;
  for (let at = SIGNATURE.length; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const content = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    const type = png.toString('latin1', at + 4, at + 8);
    if (type === 'IHDR') header = content;
    if (type === 'IDAT') data.push(content);
  }
  const [bits, colourType, , , interlaced] = header.subarray(8);
  if (bits !== 8 || interlaced !== 0 || (colourType !== 2 && colourType !== 6))
    throw new Error(`A PNG of another kind: ${bits} bits, colour type ${colourType}, interlaced ${interlaced}`);
  return {
    width: header.readUInt32BE(0),
    height: header.readUInt32BE(4),
    channels: colourType === 2 ? 3 : 4,
    packed: Buffer.concat(data),
  };
}

/** Undoes the filter of each row (PNG, section 9). */
function unfilter(raw, width, height, channels) {
  const size = width * channels;
  const pixels = Buffer.alloc(size * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (size + 1)];
    for (let x = 0; x < size; x += 1) {
      const at = y * size + x;
      const left = x < channels ? 0 : pixels[at - channels];
      const up = y === 0 ? 0 : pixels[at - size];
      const corner = x < channels || y === 0 ? 0 : pixels[at - size - channels];
      pixels[at] = raw[y * (size + 1) + 1 + x] + predicted(filter, left, up, corner);
    }
  }
  return pixels;
}

function predicted(filter, left, up, corner) {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [left, up, corner].map((value) => Math.abs(guess - value));
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

function colourAt(pixels, at) {
  return (pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2];
}

/** First what is unlike all the rest, of it what is used most: text is smoothed in countless shades that nobody can tell apart. */
function paletteOf(pixels, channels) {
  const uses = new Map();
  for (let at = 0; at < pixels.length; at += channels) {
    const colour = colourAt(pixels, at);
    uses.set(colour, (uses.get(colour) ?? 0) + 1);
  }
  const byUse = [...uses].sort(([, a], [, b]) => b - a).map(([colour]) => colour);
  if (byUse.length <= MOST_COLOURS) return byUse;
  const chosen = [];
  for (const apart of APART) {
    for (const colour of byUse) {
      if (chosen.length === MOST_COLOURS) return chosen;
      if (chosen.every((other) => distance(colour, other) >= apart ** 2)) chosen.push(colour);
    }
  }
  return chosen;
}

function nearestIn(colours) {
  const known = new Map(colours.map((colour, index) => [colour, index]));
  return (colour) => {
    const found = known.get(colour);
    if (found !== undefined) return found;
    let best = 0;
    for (let index = 1; index < colours.length; index += 1)
      if (distance(colour, colours[index]) < distance(colour, colours[best])) best = index;
    known.set(colour, best);
    return best;
  };
}

function distance(a, b) {
  return ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2;
}

function head(width, height) {
  const content = Buffer.alloc(13);
  content.writeUInt32BE(width, 0);
  content.writeUInt32BE(height, 4);
  content.set([8, 3, 0, 0, 0], 8);
  return chunk('IHDR', content);
}

function chunk(type, content) {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const out = Buffer.alloc(named.length + 8);
  out.writeUInt32BE(content.length, 0);
  named.copy(out, 4);
  out.writeUInt32BE(crc32(named), named.length + 4);
  return out;
}
