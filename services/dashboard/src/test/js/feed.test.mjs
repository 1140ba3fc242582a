import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import './browser.mjs';
import { page } from './page.mjs';

const { Feed } = await page('pages/live/feed.js');

const NOON = Date.parse('2026-01-01T12:00:00Z');

beforeEach(() => mock.timers.enable({ apis: ['setTimeout', 'Date'], now: NOON }));
afterEach(() => mock.timers.reset());

test('an erased image leaves the list, and nothing that is under way brings it back', async () => {
  const feed = new Feed(async () => ({ images: ['a', 'b', 'c'].map((id) => image(id)), next: null }));
  await feed.older({});

  feed.hear('image-uploaded', uploaded('b'));
  feed.erase('b');
  mock.timers.tick(1000);
  await feed.renew();

  assert.deepEqual(ids(feed), ['a', 'c']);
});

test('an image that is not in the list can be erased', () => {
  const feed = new Feed(async () => ({ images: [], next: null }));
  feed.put(image('a'));

  feed.erase('b');

  assert.deepEqual(ids(feed), ['a']);
});

function ids(feed) {
  return feed.images().map((each) => each.id);
}

function image(id) {
  return {
    id, state: 'uploaded', uploadedAt: new Date(NOON).toISOString(), tags: {}, predictions: [], rejection: null,
    label: null, labeling: null,
  };
}

function uploaded(id) {
  return { imageId: id, uploadedAt: new Date(NOON).toISOString() };
}
