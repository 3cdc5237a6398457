/** Opens the demo back office: seeds its store, finishes what a crash left begun, listens. */
import { createServer, type Server } from 'node:http';
import { AppError, type Clock, messageOf } from '@facteur/primitives';
import type { Store } from '@facteur/store';
import { backOfficeRoutes } from './back-office-routes.ts';
import { type Books, type EffectKind, openBooks } from './books.ts';
import { prospectRules } from './crm/prospect.ts';
import { contactRules } from './crm/update-contact.ts';
import type { Room } from './data-shapes.ts';
import { dayOf } from './days.ts';
import { type EffectRules, openEffectDesk } from './effect-desk.ts';
import type { FaultPlan } from './faults.ts';
import { cancelBookingRules } from './hotel/cancel-booking.ts';
import { changeBookingRules } from './hotel/change-booking.ts';
import { roomsOf } from './hotel/stays.ts';
import { readData, shippedDataFolder } from './read-data.ts';
import { refundRules } from './refund.ts';
import { cancelRules, reshipRules } from './reship.ts';
import { firstDay, seed } from './seed.ts';
import { serveRoutes } from './serve-routes.ts';
import { cancelOrderRules } from './shop/cancel-order.ts';
import { exchangeRules } from './shop/exchange.ts';
import { cancelReturnRules, returnRules } from './shop/return.ts';
import { openStockMoves, type StockMoves } from './stock-moves.ts';

/** What a back office is opened with. */
export interface BackOfficeOptions {
  /** Kept open by the back office's `close`; one back office at a time uses it. */
  readonly store: Store;
  /** Default `127.0.0.1`: it trusts whoever reaches it, so it belongs on the loopback. */
  readonly host?: string;
  /** 0 = any free port. */
  readonly port: number;
  /**
   * Folder with `orders.json`, `stock.json`, `customers.json`, `bookings.json`, and if wanted `rooms.json` and `articles.json`. Default: the
   * shipped one.
   */
  readonly data?: string;
  readonly clock: Clock;
  /** Faults on purpose, for tests. */
  readonly faults?: FaultPlan;
}

/** A back office that listens. */
export interface BackOffice {
  /** `http://127.0.0.1:41234` */
  readonly url: string;
  /** The port that was bound. */
  readonly port: number;
  /** Stops listening after the requests in flight are answered. */
  close(): Promise<void>;
}

/**
 * @throws AppError `CONFIG_INVALID` for data files that cannot be used, naming file, place and remedy; `PORT_IN_USE`; what the store throws
 */
export async function openBackOffice(options: BackOfficeOptions): Promise<BackOffice> {
  const { store, host = '127.0.0.1', port, data = shippedDataFolder, clock, faults } = options;
  const books = await openBooks(store);
  const startedOn = await firstDay(books, dayOf(clock.now()));
  const content = await readData(data, startedOn);
  await seed(books, content, startedOn);
  const stock = await openStockMoves(books);
  const rooms = roomsOf(content);
  const desk = openEffectDesk(books, rulesOf(books, stock, rooms), clock, stock.forget);
  await desk.recover();
  const routes = backOfficeRoutes({ books, desk, rooms, articles: content.articles, clock });
  const server = createServer(serveRoutes(routes, clock, faults));
  server.keepAliveTimeout = 60_000;
  server.on('request', (_request, response) => {
    response.once('close', () => setImmediate(() => server.listening || server.closeIdleConnections()));
  });
  const bound = await listen(server, host, port);
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`, port: bound, close: () => close(server) };
}

function rulesOf(books: Books, stock: StockMoves, rooms: readonly Room[]): Readonly<Record<EffectKind, EffectRules>> {
  return {
    refund: refundRules(books),
    reship: reshipRules(books, stock),
    cancel: cancelRules(books, stock),
    'cancel-order': cancelOrderRules(books, stock),
    return: returnRules(books),
    'cancel-return': cancelReturnRules(books),
    exchange: exchangeRules(books, stock),
    'change-booking': changeBookingRules(books, rooms),
    'cancel-booking': cancelBookingRules(books),
    contact: contactRules(books),
    prospect: prospectRules(books),
  };
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const code = cause.code === 'EADDRINUSE' ? 'PORT_IN_USE' : 'CONFIG_INVALID';
      reject(
        new AppError(code, `The demo back office cannot listen on ${host}:${port}: ${messageOf(cause)}`, {
          host,
          port,
          cause,
        }),
      );
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** Kept-alive connections are cut once they are idle, those of requests in flight after their answer. */
function close(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeIdleConnections();
  });
}
