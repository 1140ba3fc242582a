import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { hide } from './browser.mjs';
import { page } from './page.mjs';

const { repeat } = await page('core/load.js');

const EVERY = 4000;
let loads = 0;

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout'] });
  loads = 0;
  hide(false);
});
afterEach(() => mock.timers.reset());

test('a page that is opened in a hidden tab loads its data', () => {
  hide(true);

  repeat(load, 0);

  assert.equal(loads, 1);
});

test('a hidden page is not refreshed until it is visible, and then at once', async () => {
  hide(true);
  repeat(load, EVERY);

  await pass(10 * EVERY);
  assert.equal(loads, 1);

  hide(false);
  assert.equal(loads, 2);

  await pass(EVERY);
  assert.equal(loads, 3);
});

test('data that is loaded once is not loaded again when the page becomes visible', async () => {
  hide(true);
  repeat(load, 0);
  await pass(EVERY);

  hide(false);

  assert.equal(loads, 1);
});

test('what was ended is not loaded again', async () => {
  const endVisible = repeat(load, EVERY);
  endVisible();
  await pass(EVERY);

  const endHidden = repeat(load, EVERY);
  hide(true);
  await pass(EVERY);
  endHidden();
  hide(false);

  assert.equal(loads, 2);
});

async function load() {
  loads++;
}

/** Lets time pass, after what is due already. */
async function pass(milliseconds) {
  await Promise.resolve();
  await Promise.resolve();
  mock.timers.tick(milliseconds);
}
