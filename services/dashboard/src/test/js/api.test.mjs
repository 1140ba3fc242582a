import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './page.mjs';

const { get, Problem, retried, send } = await page('core/api.js');

globalThis.fetch = async () => {
  throw new TypeError('fetch failed');
};

test('a request without a response does not say that it is repeated', async () => {
  await assert.rejects(send('DELETE', '/v1/images/a'), { status: 0, message: 'The server does not respond.' });
});

test('what is loaded repeatedly says that it is, if the server does not respond', async () => {
  const problem = await get('/v1/models').catch((said) => said);

  assert.equal(retried(problem).message, 'The server does not respond. Retrying automatically.');
  assert.equal(retried(problem).status, 0);
});

test('a response keeps its own words', () => {
  const problem = new Problem(503, 'The store is away', 'Try again later.');

  assert.equal(retried(problem), problem);
});
