import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sources } from './browser.mjs';
import { page } from './page.mjs';

const { listen, start } = await page('core/live.js');

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
