import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { memoryStore, slowStore } from '../testing/memory-store.ts';
import { openOffice, WHO } from '../testing/office.ts';

let office: Awaited<ReturnType<typeof openOffice>>;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const KARIMS = { booking: 'TIL-20417' };
const FAMILY = 'Chambre familiale';

describe('what the hotel tells', () => {
  it('tells a booking to its customer', async () => {
    expect(await office.output(office.ask('hotel.booking', { number: 'TIL-20417' }, WHO.karim))).toEqual({
      number: 'TIL-20417',
      customer: 'C-1002',
      room: 'Chambre double, côté jardin',
      from: '2026-02-02',
      to: '2026-02-04',
      nights: 2,
      guests: 2,
      breakfast: true,
      total: eur(23800),
      status: 'confirmed',
      cancellableUntil: '2026-01-31',
    });
  });

  it.each([
    { number: 'TIL-20417', from: WHO.claire, expected: 'not-yours' },
    { number: 'TIL-99999', from: WHO.claire, expected: 'not-found' },
  ])('does not tell $number: $expected', async ({ number, from, expected }) => {
    expect(await office.code(office.ask('hotel.booking', { number }, from))).toBe(expected);
  });

  it.each([
    {
      name: 'a free room',
      room: 'chambre FAMILIALE',
      from: '2026-02-01',
      to: '2026-02-03',
      available: true,
      minor: 28200,
    },
    {
      name: 'a night before a stay',
      room: FAMILY,
      from: '2026-02-09',
      to: '2026-02-10',
      available: true,
      minor: 14100,
    },
    {
      name: 'the first night of a stay',
      room: FAMILY,
      from: '2026-02-09',
      to: '2026-02-11',
      available: false,
      minor: 28200,
    },
    {
      name: 'the day of a departure',
      room: FAMILY,
      from: '2026-02-17',
      to: '2026-02-18',
      available: true,
      minor: 14100,
    },
    { name: 'no room of the hotel', room: 'Suite', from: '2026-02-01', to: '2026-02-02', available: false, minor: 0 },
  ])('tells whether there is $name', async ({ room, from, to, available, minor }) => {
    const output = await office.output(office.ask('hotel.availability', { room, from, to }));
    expect(output).toMatchObject({ from, to, available, price: eur(minor) });
  });

  it.each([
    { name: 'a day that no calendar has', from: '2026-02-30', to: '2026-03-02' },
    { name: 'a departure before the arrival', from: '2026-02-03', to: '2026-02-01' },
    { name: 'no night at all', from: '2026-02-03', to: '2026-02-03' },
    { name: 'a day that is past', from: '2026-01-04', to: '2026-01-06' },
    { name: 'half a year', from: '2026-02-01', to: '2026-08-01' },
    { name: 'words', from: 'demain', to: 'mardi' },
  ])('calls $name bad dates', async ({ from, to }) => {
    expect(await office.code(office.ask('hotel.availability', { room: FAMILY, from, to }))).toBe('bad-dates');
  });
});

describe('changing a booking', () => {
  const change = (key: string, from: string, to: string, booking = KARIMS.booking, sender: string = WHO.karim) =>
    office.act('hotel.changeBooking', { booking, from, to }, key, sender);
  const booking = () => office.output(office.ask('hotel.booking', { number: KARIMS.booking }, WHO.karim));

  it('moves the days at the agreed price, and the day until which it can be cancelled', async () => {
    const first = await change('k1', '2026-03-01', '2026-03-04');
    expect(first).toEqual({
      ok: true,
      output: { ...KARIMS, from: '2026-03-01', to: '2026-03-04', total: eur(35700), difference: eur(11900) },
    });
    expect(await change('k1', '2026-03-01', '2026-03-04')).toEqual(first);
    expect(await office.code(change('k2', '2026-03-01', '2026-03-04'))).toBe('already-done');
    expect(await booking()).toMatchObject({ nights: 3, total: eur(35700), cancellableUntil: '2026-02-27' });
  });

  it('may be done again, there and back, and is known after a restart', async () => {
    await change('k1', '2026-03-01', '2026-03-02');
    expect(await office.output(change('k2', '2026-02-02', '2026-02-04'))).toMatchObject({ difference: eur(11900) });
    await office.output(change('k3', '2026-03-01', '2026-03-02'));
    await office.restart();
    expect(await booking()).toMatchObject({ from: '2026-03-01', to: '2026-03-02', total: eur(11900) });
    expect(await change('k2', '2026-02-02', '2026-02-04')).toMatchObject({ ok: true });
    expect(await booking()).toMatchObject({ from: '2026-03-01' });
  });

  it('may overlap the days that it leaves, and frees the others', async () => {
    const change = { booking: 'TIL-20433', from: '2026-02-12', to: '2026-02-19' };
    await office.output(office.act('hotel.changeBooking', change, 'k1', WHO.fatou));
    const isFree = async (from: string, to: string) =>
      (await office.output(office.ask('hotel.availability', { room: FAMILY, from, to }))).available;
    expect(await isFree('2026-02-10', '2026-02-12')).toBe(true);
    expect(await isFree('2026-02-18', '2026-02-19')).toBe(false);
  });

  it('gives the last room to one of two who want it at once', async () => {
    await office.close();
    const store = slowStore(memoryStore());
    office = await openOffice({ store });
    const bookings = await store.collection({ name: 'demo-bookings' });
    const { version: _, ...family } = (await bookings.get('TIL-20433')) ?? { version: 0, _id: '' };
    const other = { ...family, _id: 'TIL-2', number: 'TIL-2', from: '2026-04-01', to: '2026-04-02' };
    await bookings.write([{ op: 'insert', doc: other }]);
    const wanted = { from: '2026-03-01', to: '2026-03-03' };
    const codes = await Promise.all(
      ['TIL-20433', 'TIL-2'].map((booking) =>
        office.code(office.act('hotel.changeBooking', { booking, ...wanted }, `key-${booking}`, WHO.fatou)),
      ),
    );
    expect(codes.sort()).toEqual(['not-available', 'ok']);
  });

  it.each([
    { name: 'days that are past', from: '2026-01-01', to: '2026-01-03', expected: 'not-available' },
    { name: 'a booking that starts tomorrow', booking: 'TIL-20478', sender: WHO.claire, expected: 'too-late' },
    { name: 'a cancelled booking', booking: 'TIL-20461', sender: WHO.emily, expected: 'too-late' },
    { name: 'a booking of somebody else', sender: WHO.claire, expected: 'not-yours' },
    { name: 'a booking that is not there', booking: 'TIL-99999', expected: 'not-found' },
  ])('refuses $name', async ({ from = '2026-03-01', to = '2026-03-02', booking, sender, expected }) => {
    expect(await office.code(change('k1', from, to, booking, sender))).toBe(expected);
  });
});

describe('cancelling a booking', () => {
  const cancel = (key: string, booking = KARIMS.booking, sender: string = WHO.karim) =>
    office.act('hotel.cancelBooking', { booking }, key, sender);

  it('owes what was paid, once, and frees the room', async () => {
    const first = await cancel('k1');
    expect(first).toEqual({ ok: true, output: { ...KARIMS, status: 'cancelled', refund: eur(23800) } });
    expect(await cancel('k1')).toEqual(first);
    expect(await office.code(cancel('k2'))).toBe('already-done');
    expect(await office.output(office.ask('comptabilite.balance', { customer: 'C-1002' }, WHO.karim))).toEqual({
      balance: eur(25050),
    });
    expect((await office.audit('/bookings')).bookings).toContainEqual(
      expect.objectContaining({ number: 'TIL-20417', status: 'cancelled' }),
    );
  });

  it('owes the new price after a change', async () => {
    await office.act('hotel.changeBooking', { ...KARIMS, from: '2026-03-01', to: '2026-03-02' }, 'k1', WHO.karim);
    expect(await office.output(cancel('k2'))).toMatchObject({ refund: eur(11900) });
  });

  it.each([
    { days: 26, expected: 'ok' },
    { days: 27, expected: 'too-late' },
  ])('answers $expected $days days later', async ({ days, expected }) => {
    await office.later(days);
    expect(await office.code(cancel('k1'))).toBe(expected);
  });

  it.each([
    { booking: 'TIL-20461', sender: WHO.emily, expected: 'already-done' },
    { booking: 'TIL-20417', sender: WHO.emily, expected: 'not-yours' },
    { booking: 'TIL-99999', sender: WHO.emily, expected: 'not-found' },
  ])('refuses $booking to $sender: $expected', async ({ booking, sender, expected }) => {
    expect(await office.code(cancel('k1', booking, sender))).toBe(expected);
  });
});
