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

test('a feed that starts anew has only what is loaded then', async () => {
  const pages = [[image('old')], [image('new')]];
  const feed = new Feed(async () => ({ images: pages.shift(), next: null }));
  await feed.older({});
  const { turn } = feed;

  feed.hear('image-uploaded', uploaded('late'));
  feed.restart();
  mock.timers.tick(1000);
  assert.deepEqual(ids(feed), []);
  assert.equal(feed.reach({}).begun, false);
  assert.notEqual(feed.turn, turn);

  await feed.older({});
  assert.deepEqual(ids(feed), ['new']);
});

test('a page that was requested before the feed started anew is not added', async () => {
  const answers = [];
  const feed = new Feed(() => new Promise((answer) => answers.push(answer)));
  const before = feed.older({});
  feed.restart();
  const after = feed.older({});

  answers[1]({ images: [image('new')], next: null });
  answers[0]({ images: [image('old')], next: null });
  await Promise.all([before, after]);

  assert.deepEqual(ids(feed), ['new']);
  assert.equal(feed.reach({}).state, 'end');
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
