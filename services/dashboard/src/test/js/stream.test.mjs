import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { hide, sources } from './browser.mjs';
import { page } from './page.mjs';

const { follow } = await page('core/stream.js');

const MINUTE = 60_000;
let states;
let close;

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  states = [];
  close = follow('/v1/predictions/stream', ['image-uploaded'], () => {}, (...state) => states.push(state));
  sources.at(-1).open();
  sources.at(-1).send('image-uploaded', {}, '7');
});
afterEach(() => {
  close();
  mock.timers.reset();
});

test('a page that was hidden for a moment goes on after its last event', () => {
  hideFor(MINUTE);

  assert.equal(sources.at(-1).address.searchParams.get('lastEventId'), '7');
  assert.deepEqual(states.at(-1), ['open', true]);
});

test('a page that was hidden for long starts anew', () => {
  hideFor(10 * MINUTE);

  assert.equal(sources.at(-1).address.searchParams.has('lastEventId'), false);
  assert.deepEqual(states.at(-1), ['open', false]);
});

test('moments of absence do not add up', () => {
  for (let i = 0; i < 10; i++) hideFor(MINUTE);

  assert.deepEqual(states.at(-1), ['open', true]);
});

test('a hidden page has no connection', () => {
  const before = sources.length;

  hide(true);
  dispatchEvent(new Event('online'));

  assert.equal(sources.length, before);
  assert.equal(sources.at(-1).readyState, EventSource.CLOSED);
  hide(false);
});

function hideFor(milliseconds) {
  hide(true);
  mock.timers.tick(milliseconds);
  hide(false);
  sources.at(-1).open();
}
