import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './page.mjs';

const { answered, arrived, emptyQueue, renewed } = await page('pages/label/queue.js');

const ENTRIES = ['a', 'b', 'c', 'd'].map((id) => ({ id }));

test('after missed events, only the current image stays, and the gateway says which others are left', () => {
  const queue = answered(arrived(emptyQueue(), ENTRIES), 'hat');

  const next = arrived(renewed(queue), [{ id: 'a' }, { id: 'b' }, { id: 'd' }]);

  assert.deepEqual(ids(renewed(queue)), ['b']);
  assert.deepEqual(ids(next), ['b', 'd']);
});

test('after missed events, no image stays if nobody looks at it', () => {
  assert.deepEqual(ids(renewed(arrived(emptyQueue(), ENTRIES), false)), []);
});

function ids(queue) {
  return queue.waiting.map((each) => each.id);
}
