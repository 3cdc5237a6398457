/** Where a parcel is, as its carrier would tell anybody who has the tracking number. */
import { type Answer, done, refuse } from '../answers.ts';
import { type Books, findOne, type Order } from '../books.ts';

export async function lookUpParcel(books: Books, tracking: string): Promise<Answer> {
  // People write `6A 1029 3847 561`.
  const written = [tracking, tracking.replace(/\s/g, '')];
  const [asWritten, joined] = await Promise.all(
    written.map((number) => findOne<Order>(books.orders, 'tracking', 'tracking', number)),
  );
  const order = asWritten ?? joined;
  if (order === undefined) return refuse('not-found', `No parcel ${tracking.slice(0, 100)}`);
  const { carrier, expectedOn } = order;
  const parcel = order.parcel ?? parcelOf(order);
  const isOnItsWay = parcel.state === 'in-transit' || parcel.state === 'out-for-delivery';
  return done({
    tracking: order.tracking,
    carrier: carrier ?? 'Transporteur',
    ...parcel,
    expectedOn: isOnItsWay ? expectedOn : null,
  });
}

/** Of an order whose file says nothing of its parcel. */
function parcelOf({ status, orderedOn, shippedOn, expectedOn, deliveredOn }: Order): NonNullable<Order['parcel']> {
  const left = shippedOn ?? orderedOn;
  if (status === 'delivered')
    return { state: 'delivered', place: 'Adresse de livraison', at: deliveredOn ?? expectedOn ?? left };
  return { state: 'in-transit', place: 'Centre de tri', at: left };
}
