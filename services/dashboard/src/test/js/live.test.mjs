import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { hide, sources } from './browser.mjs';
import { page } from './page.mjs';

const { listen, onBegin, start } = await page('core/live.js');

/** The names of the gateway's FeedEvent. */
const NAMES = [
  'image-uploaded', 'image-classified', 'image-rejected', 'image-failed', 'image-labeled', 'image-unlabeled',
];

test('every event that the gateway sends reaches the pages', () => {
  const heard = [];
  listen((name, { imageId }) => heard.push([name, imageId]));
  start();

  NAMES.forEach((name) => sources.at(-1).send(name, { imageId: 'a' }));

  assert.deepEqual(heard, NAMES.map((name) => [name, 'a']));
});

test('only a stream that starts without resuming begins, and says whether it was open before', () => {
  mock.timers.enable({ apis: ['Date'] });
  const begun = [];
  onBegin((isAgain) => begun.push(isAgain));

  sources.at(-1).open();
  sources.at(-1).send('position', {}, '7');
  hideFor(60_000);
  assert.deepEqual(begun, [false]);

  hideFor(600_000);
  assert.deepEqual(begun, [false, true]);
  mock.timers.reset();
});

function hideFor(milliseconds) {
  hide(true);
  mock.timers.tick(milliseconds);
  hide(false);
  sources.at(-1).open();
}
