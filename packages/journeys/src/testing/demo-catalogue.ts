/** What the demo company's connectors offer, for tests of journeys. */
import type { Operation, OperationCatalogue, OutputType } from '../check/catalogue.ts';

type Outputs = Readonly<Record<string, OutputType>>;

/** Of inputs that are no texts. */
const INPUT_TYPES: Readonly<Record<string, OutputType>> = { amount: 'money', from: 'date', to: 'date' };

/** An operation; an input whose name ends in `?` may be left out. */
function operation(
  inputs: readonly string[],
  errors: readonly string[],
  outputs: Outputs,
  effect: Operation['effect'] = 'none',
): Operation {
  const entries = inputs.map((name) => {
    const plain = name.replace('?', '');
    return [plain, { required: !name.endsWith('?'), type: INPUT_TYPES[plain] ?? 'text' }] as const;
  });
  return { inputs: Object.fromEntries(entries), effect, errors, outputs };
}

const ORDER: Outputs = {
  number: 'text',
  customer: 'text',
  sku: 'text',
  article: 'text',
  quantity: 'number',
  total: 'money',
  status: { of: ['preparation', 'shipped', 'delivered', 'cancelled'] },
  carrier: 'text',
  tracking: 'text',
  orderedOn: 'date',
  shippedOn: 'date',
  expectedOn: 'date',
  deliveredOn: 'date',
  refunded: 'boolean',
};

const INVOICE: Outputs = {
  number: 'text',
  order: 'text',
  total: 'money',
  tax: 'money',
  issuedOn: 'date',
  link: 'text',
};

const TRACKING: Outputs = {
  tracking: 'text',
  carrier: 'text',
  state: { of: ['in-transit', 'out-for-delivery', 'delivered', 'lost', 'returned'] },
  place: 'text',
  at: 'date',
  expectedOn: 'date',
};

const BOOKING: Outputs = {
  number: 'text',
  customer: 'text',
  room: 'text',
  from: 'date',
  to: 'date',
  nights: 'number',
  guests: 'number',
  breakfast: 'boolean',
  total: 'money',
  status: { of: ['confirmed', 'cancelled'] },
  cancellableUntil: 'date',
};

const CONTACT: Outputs = {
  id: 'text',
  name: 'text',
  address: 'text',
  phone: 'text',
  postal: 'text',
  iban: 'text',
  since: 'date',
};

const OWN = ['not-found', 'not-yours'] as const;

const SHOP: OperationCatalogue = {
  'boutique.order': operation(['number'], OWN, ORDER),
  'boutique.customer': operation(['id'], OWN, {
    id: 'text',
    name: 'text',
    balance: 'money',
    since: 'date',
    orders: 'list',
  }),
  'boutique.stock': operation(['sku'], ['not-found'], { sku: 'text', available: 'number', restockOn: 'date' }),
  'boutique.reship': operation(
    ['order'],
    [...OWN, 'out-of-stock', 'already-done'],
    { shipment: 'text', order: 'text', carrier: 'text' },
    'goods',
  ),
  'boutique.cancelReship': operation(['shipment'], ['not-found'], { shipment: 'text', cancelled: 'boolean' }, 'goods'),
  'boutique.cancelOrder': operation(
    ['order'],
    [...OWN, 'already-shipped', 'already-done'],
    { order: 'text', status: { of: ['cancelled'] }, refund: 'money' },
    'goods',
  ),
  'boutique.returnLabel': operation(
    ['order', 'reason?'],
    [...OWN, 'too-late', 'not-delivered', 'already-done'],
    { return: 'text', order: 'text', label: 'text', before: 'date' },
    'goods',
  ),
  'boutique.cancelReturn': operation(['return'], ['not-found'], { return: 'text', cancelled: 'boolean' }, 'goods'),
  'boutique.exchange': operation(
    ['order', 'sku'],
    [...OWN, 'out-of-stock', 'already-done'],
    { exchange: 'text', order: 'text', sku: 'text' },
    'goods',
  ),
  'transport.tracking': operation(['tracking'], ['not-found'], TRACKING),
};

const ACCOUNTING: OperationCatalogue = {
  'comptabilite.refund': operation(
    ['order', 'amount', 'reason?'],
    [...OWN, 'already-done', 'refused'],
    { refund: 'text', order: 'text', amount: 'money', bookedOn: 'date' },
    'money',
  ),
  'comptabilite.balance': operation(['customer'], OWN, { balance: 'money' }),
  'comptabilite.invoice': operation(['order'], [...OWN, 'not-invoiced'], INVOICE),
};

const HOTEL: OperationCatalogue = {
  'hotel.booking': operation(['number'], OWN, BOOKING),
  'hotel.availability': operation(['room', 'from', 'to'], ['bad-dates'], {
    room: 'text',
    from: 'date',
    to: 'date',
    available: 'boolean',
    price: 'money',
  }),
  'hotel.changeBooking': operation(
    ['booking', 'from', 'to'],
    [...OWN, 'not-available', 'too-late', 'already-done'],
    { booking: 'text', from: 'date', to: 'date', total: 'money', difference: 'money' },
    'goods',
  ),
  'hotel.cancelBooking': operation(
    ['booking'],
    [...OWN, 'too-late', 'already-done'],
    { booking: 'text', status: { of: ['cancelled'] }, refund: 'money' },
    'goods',
  ),
};

const CUSTOMERS: OperationCatalogue = {
  'crm.customer': operation(['address'], ['not-found'], CONTACT),
  'crm.updateContact': operation(
    ['customer', 'field', 'value'],
    [...OWN, 'invalid', 'already-done'],
    { customer: 'text', field: { of: ['postal', 'phone', 'email', 'iban'] }, changedOn: 'date' },
    'goods',
  ),
  'crm.prospect': operation(
    ['address', 'topic', 'name?'],
    ['already-done'],
    { prospect: 'text', address: 'text', topic: 'text' },
    'goods',
  ),
  'savoir.search': operation(['question', 'language?'], ['not-found'], {
    title: 'text',
    answer: 'text',
    link: 'text',
    score: 'number',
  }),
};

/** La Boutique Claire's shop and accounting, the Hôtel's bookings, and what both know of their customers. */
export const DEMO_CATALOGUE: OperationCatalogue = { ...SHOP, ...ACCOUNTING, ...HOTEL, ...CUSTOMERS };
