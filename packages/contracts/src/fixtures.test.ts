/**
 * Every version ever published stays readable: one sample each, parsed by today's schemas. What is added to a version without a new
 * number has a sample of its own beside the first, `<event>.v<version>.<addition>.json`; the first stays as it was.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { eventFileName, PUBLISHED_EVENTS } from './documents/event-schema.ts';
import { type Envelope, envelopeSchema, readType } from './envelope.ts';
import { isCaseNumber } from './index.ts';

const FOLDER = new URL('fixtures/', import.meta.url);
const files = readdirSync(FOLDER).sort();

const versions = PUBLISHED_EVENTS.flatMap((event) =>
  Array.from({ length: event.version }, (_, index) => ({ event, version: index + 1 })),
).map(({ event, version }) => ({ event, version, file: `${eventFileName(event, version)}.json` }));
const published = versions.flatMap((one) => {
  const stem = one.file.slice(0, -'json'.length);
  const additions = files.filter((file) => file.startsWith(stem) && file !== one.file);
  return [one.file, ...additions].map((file) => ({ ...one, file }));
});

function readFixture(file: string): Envelope & { readonly data: unknown } {
  return JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
}

describe('the samples of published events', () => {
  it('are one per event and version, with those of its additions, and none besides', () => {
    expect(files).toEqual(published.map(({ file }) => file).sort());
  });

  it.each(published)('$file is a complete envelope of its topic and version', ({ event, version, file }) => {
    const fixture = readFixture(file);
    const { data: _, ...envelope } = fixture;
    expect(envelopeSchema.parse(fixture)).toEqual(envelope);
    expect(readType(fixture.type)).toEqual({ topic: event.topic, version });
    expect(isCaseNumber(fixture.subject)).toBe(event.name !== 'JourneyPublished');
  });

  it.each(published)('$file still reads, and loses nothing', ({ event, file }) => {
    const { data } = readFixture(file);
    expect(event.schema.parse(data)).toEqual(data);
  });

  it('have ids of their own', () => {
    expect(new Set(files.map((file) => readFixture(file).id)).size).toBe(files.length);
  });
});
