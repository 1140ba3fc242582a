import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './page.mjs';

const { Rates } = await page('pages/live/rates.js');

const NOON = Date.parse('2026-01-01T12:00:00Z');
const SECOND = 1000;

test('events that a resumed stream repeats count at their own time', () => {
  const rates = new Rates(NOON - 600 * SECOND);
  rates.note(...classified(NOON - 600 * SECOND), NOON - 600 * SECOND);

  for (let ago = 300; ago > 0; ago--) rates.note(...classified(NOON - ago * SECOND), NOON);

  assert.equal(rates.figures(NOON).images, 60);
  assert.equal(rates.figures(NOON).perSecond, 1);
});

test('events of several partitions need not come in order', () => {
  const rates = new Rates(NOON - 600 * SECOND);
  [5, 50, 20].forEach((ago) => rates.note(...classified(NOON - ago * SECOND), NOON));

  assert.equal(rates.figures(NOON).images, 3);
  assert.equal(rates.figures(NOON + 30 * SECOND).images, 2);
});

test('an event counts for a minute, even if the clock of the server is ahead or behind', () => {
  for (const ahead of [3600 * SECOND, -3600 * SECOND]) {
    const rates = new Rates(NOON);
    rates.note(...classified(NOON + ahead), NOON);

    assert.equal(rates.figures(NOON + 59 * SECOND).images, 1);
    assert.equal(rates.figures(NOON + 61 * SECOND).images, 0);
  }
});

test('old events that come before any live one are set right by it', () => {
  const rates = new Rates(NOON - 600 * SECOND);
  for (let ago = 300; ago >= 0; ago -= 10) rates.note(...classified(NOON - ago * SECOND), NOON);

  assert.equal(rates.figures(NOON).images, 7);
});

test('a page that was just opened divides by the time since then', () => {
  const rates = new Rates(NOON);
  for (let i = 0; i < 20; i++) rates.note(...classified(NOON + 5 * SECOND), NOON + 5 * SECOND);

  assert.equal(rates.figures(NOON + 10 * SECOND).perSecond, 2);
});

test('rejections count as outcomes, and shadows do not', () => {
  const rates = new Rates(NOON);
  rates.note(...classified(NOON, 'shadow'), NOON);
  rates.note(...classified(NOON), NOON);
  rates.note('image-rejected', { imageId: 'b', rejectedAt: new Date(NOON).toISOString() }, NOON);

  const { images, rejected, median } = rates.figures(NOON);

  assert.deepEqual({ images, rejected, median }, { images: 2, rejected: 0.5, median: 0.5 });
});

function classified(at, role = 'primary') {
  const uploadedAt = new Date(at - 0.5 * SECOND).toISOString();
  return ['image-classified', { imageId: 'a', role, uploadedAt, classifiedAt: new Date(at).toISOString() }];
}
