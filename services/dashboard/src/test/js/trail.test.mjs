import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './page.mjs';

const { around, forget, remember } = await page('core/trail.js');

test('an image has the neighbours of the list that it was opened from', () => {
  remember('Live', '#/live', ['a', 'b', 'c']);

  assert.deepEqual(around('b'), { name: 'Live', address: '#/live', place: 2, of: 3, before: 'a', after: 'c' });
  assert.equal(around('a').before, null);
  assert.equal(around('c').after, null);
  assert.equal(around('d'), null);
});

test('no image leads to one that was erased', () => {
  remember('Live', '#/live', ['a', 'b', 'c']);

  forget('b');

  assert.equal(around('b'), null);
  assert.deepEqual(around('c'), { name: 'Live', address: '#/live', place: 2, of: 2, before: 'a', after: null });
  assert.equal(around('a').after, 'c');
});
