/**
 * Keeps the page as things are: listens to what changes, fetches the page again and swaps the parts that differ.
 * Scroll, focus and opened details stay; a form that someone is filling in is never taken away.
 */

const STREAM = '/api/v1/stream';
const SETTLE_MS = 400;
/** Ages grow even when nothing happens. */
const REFRESH_MS = 60_000;

const status = document.getElementById('live');
const followed = document.body.dataset.case;
let timer;
let running = false;
let again = false;

/** @param {'on' | 'off' | 'stale'} state */
function show(state) {
  if (status.dataset.state === 'stale' || status.dataset.state === state) return;
  status.dataset.state = state;
  status.textContent = status.dataset[state];
}

/** Changes come in bursts: the page is fetched once they have settled. */
function schedule() {
  clearTimeout(timer);
  timer = setTimeout(refresh, SETTLE_MS);
}

async function refresh() {
  again = running || document.hidden;
  if (again) return;
  running = true;
  try {
    const response = await fetch(location.href, { credentials: 'same-origin' });
    if (!response.ok) return show('off');
    swap(new DOMParser().parseFromString(await response.text(), 'text/html'));
  } catch {
    show('off');
  } finally {
    running = false;
    if (again) schedule();
  }
}

const partsOf = (page) => [...page.querySelectorAll('main [data-part]')];

function swap(fresh) {
  const old = partsOf(document);
  const next = partsOf(fresh);
  const sameParts = old.map(({ id }) => id).join() === next.map(({ id }) => id).join();
  const pairs = sameParts
    ? old.map((part, index) => [part, next[index]])
    : [[document.querySelector('main'), fresh.querySelector('main')]];
  for (const [before, after] of pairs) {
    if (pristine(before) !== pristine(after)) replace(before, after);
  }
  document.title = fresh.title;
}

/** Markup as it came, whatever the reader has opened since. */
function pristine(part) {
  const copy = part.cloneNode(true);
  for (const details of copy.querySelectorAll('details')) details.removeAttribute('open');
  return copy.innerHTML;
}

function replace(before, after) {
  if (isBeingFilledIn(before)) return show('stale');
  const focus = focusIn(before);
  const opened = [...before.querySelectorAll('details[open]')].map(({ id }) => id);
  const top = scrollY;
  before.replaceChildren(...after.childNodes);
  for (const id of opened) document.getElementById(id)?.setAttribute('open', '');
  focus?.()?.focus({ preventScroll: true });
  scrollTo({ top, behavior: 'instant' });
}

function isBeingFilledIn(part) {
  return [...part.querySelectorAll('textarea, select')].some(
    (field) =>
      field === document.activeElement ||
      (field.matches('textarea') ? field.value !== field.defaultValue : field.selectedIndex > 0),
  );
}

/** How to find the focused element again: the nth of its kind below the nearest element with an id. */
function focusIn(part) {
  const focused = document.activeElement;
  if (!focused || !part.contains(focused)) return undefined;
  if (focused.id) return () => document.getElementById(focused.id);
  const anchor = focused.closest('[id]');
  const index = [...anchor.querySelectorAll(focused.localName)].indexOf(focused);
  return () => document.getElementById(anchor.id)?.querySelectorAll(focused.localName)[index];
}

function listen() {
  const stream = new EventSource(STREAM);
  let wasLost = false;
  stream.addEventListener('open', () => {
    show('on');
    if (wasLost) schedule();
    wasLost = false;
  });
  stream.addEventListener('error', () => {
    wasLost = true;
    show('off');
  });
  for (const topic of document.body.dataset.topics.split(' ')) {
    stream.addEventListener(topic, ({ data }) => {
      if (followed === undefined || JSON.parse(data).case === followed) schedule();
    });
  }
}

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) schedule();
});
setInterval(schedule, REFRESH_MS);
listen();
