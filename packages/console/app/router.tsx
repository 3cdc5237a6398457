/** Addresses and their pages. Everything but the queue is loaded when it is first opened. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { readPart } from './learning/learning-search.ts';
import { readFilter } from './queue/desk-filter.ts';
import { QueuePage } from './queue/queue-page.tsx';
import { readCustomer, readNew, readSection } from './router-search.ts';
import { Crashed, Missing } from './shell/failures.tsx';
import { Shell } from './shell/shell.tsx';

const rootRoute = createRootRoute({ component: Shell, notFoundComponent: Missing, errorComponent: Crashed });

const queueRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  validateSearch: readFilter,
  component: QueuePage,
});

const caseRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/cases/$number',
  component: lazyRouteComponent(() => import('./case/case-page.tsx'), 'CasePage'),
});

const searchRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/search',
  validateSearch: ({ q }: Record<string, unknown>) => (typeof q === 'string' && q !== '' ? { q } : {}),
  component: lazyRouteComponent(() => import('./search/search-page.tsx'), 'SearchPage'),
});

const supervisionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/supervision',
  component: lazyRouteComponent(() => import('./supervision/supervision-page.tsx'), 'SupervisionPage'),
});

const quarantineRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/quarantine',
  component: lazyRouteComponent(() => import('./quarantine/quarantine-page.tsx'), 'QuarantinePage'),
});

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings/settings-page.tsx'), 'SettingsPage'),
});

const demoRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/demo',
  component: lazyRouteComponent(() => import('./demo/demo-page.tsx'), 'DemoPage'),
});

const organisationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/organisation',
  validateSearch: readSection,
  component: lazyRouteComponent(() => import('./organisation/organisation-page.tsx'), 'OrganisationPage'),
});

const customerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/customer',
  validateSearch: readCustomer,
  component: lazyRouteComponent(() => import('./customer/customer-page.tsx'), 'CustomerPage'),
});

const newRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/new',
  validateSearch: readNew,
  component: lazyRouteComponent(() => import('./new/new-page.tsx'), 'NewPage'),
});

const learningRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/learning',
  validateSearch: readPart,
  component: lazyRouteComponent(() => import('./learning/learning-page.tsx'), 'LearningPage'),
});

const routeTree = rootRoute.addChildren([
  queueRoute,
  caseRoute,
  searchRoute,
  supervisionRoute,
  quarantineRoute,
  settingsRoute,
  demoRoute,
  organisationRoute,
  learningRoute,
  customerRoute,
  newRoute,
]);

export const router = createRouter({ routeTree, defaultPreload: 'intent', scrollRestoration: false });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
