import assert from 'node:assert/strict';
import { test } from 'node:test';
import './browser.mjs';
import { page } from './page.mjs';

const { stageOf, Uploads } = await page('pages/live/uploads.js');

test('uploads whose answers were missed are loaded, and others are not', async () => {
  const uploads = new Uploads(async (file, id) => ({ ...image(id), state: file.name }));
  uploads.add([{ name: 'uploaded' }, { name: 'rejected' }]);
  await new Promise((go) => setImmediate(go));
  const asked = [];

  await uploads.renew(async (id) => {
    asked.push(id);
    return { ...image(id), rejection: { reason: 'not_an_image', detail: '', rejectedAt: '2026-01-01T00:00:00Z' } };
  });

  assert.deepEqual(asked, [uploads.items[0].id]);
  assert.deepEqual(uploads.items.map(stageOf), ['rejected', 'rejected']);
});

function image(id) {
  return { id, predictions: [], rejection: null, label: null, labeling: null };
}
