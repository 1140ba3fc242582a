import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import './browser.mjs';
import { page } from './page.mjs';

const { Creation } = await page('pages/models/creation.js');

const CLASSES = [
  { name: 'hat', files: [file('hat/1.jpg'), file('hat/2.jpg')] },
  { name: 'polo', files: [file('polo/3.jpg')] },
];

let server;
let creation;

beforeEach(() => {
  server = new Server();
  creation = new Creation(server, () => {}, { pauses: [] });
});

test('all photographs are labeled before the training is requested', async () => {
  await creation.begin('tops', 'imagenet', CLASSES);
  await settled();

  assert.deepEqual(server.calls, [
    'create tops', 'add tops hat/1.jpg hat', 'add tops hat/2.jpg hat', 'add tops polo/3.jpg polo', 'train tops',
  ]);
});

test('after a refused training, only the training is requested again, with the same id', async () => {
  server.failing = ['train tops'];
  await creation.begin('tops', 'imagenet', CLASSES);
  await settled();
  assert.equal(creation.state.problem.message, 'train tops failed');
  assert.equal(creation.state.isBusy, false);

  server.recover();
  await creation.begin('tops', 'imagenet', CLASSES);
  await settled();

  assert.deepEqual(server.calls, ['create tops', 'train tops']);
  assert.equal(new Set(server.trainings).size, 1);
});

test('a folder that is chosen again has the same photographs, and others are added', async () => {
  server.failing = ['train tops'];
  await creation.begin('tops', 'imagenet', CLASSES);
  await settled();

  server.recover();
  const again = [
    { name: 'hat', files: [file('hat/1.jpg')] },
    { name: 'polo', files: [file('polo/3.jpg'), file('polo/4.jpg')] },
  ];
  await creation.begin('tops', 'imagenet', again);
  await settled();

  assert.deepEqual(server.calls, ['create tops', 'add tops polo/4.jpg polo', 'train tops']);
  assert.equal(creation.state.total, 3);
});

test('a failed photograph that is no longer in the folder is not uploaded again', async () => {
  server.failing = ['add tops hat/2.jpg hat', 'train tops'];
  await creation.begin('tops', 'imagenet', CLASSES);
  await settled();
  await creation.train();

  server.recover();
  await creation.begin('tops', 'imagenet', [{ name: 'hat', files: [file('hat/1.jpg')] }, CLASSES[1]]);
  await settled();

  assert.deepEqual(server.calls, ['create tops', 'train tops']);
});

test('a photograph that failed is uploaded again under the same id', async () => {
  server.failing = ['add tops hat/2.jpg hat'];
  await creation.begin('tops', 'imagenet', CLASSES);
  await settled();
  assert.deepEqual([creation.state.done, creation.state.failed], [2, 1]);

  server.recover();
  creation.retry();
  await settled();

  assert.deepEqual(server.calls, ['add tops hat/2.jpg hat', 'train tops']);
  assert.equal(new Set(server.ids.get('hat/2.jpg')).size, 1);
});

test('a training without the failed photographs is requested once, however often it is asked for', async () => {
  server.failing = ['add tops hat/2.jpg hat'];
  await creation.begin('tops', 'imagenet', CLASSES);
  await settled();

  server.recover();
  creation.train();
  creation.train();
  creation.retry();
  await settled();

  assert.deepEqual(server.calls, ['train tops']);
  assert.equal(creation.state.isSending, true);
});

test('the photographs of a model with another name are uploaded for it', async () => {
  server.failing = ['train tops'];
  await creation.begin('tops', 'imagenet', CLASSES);
  await settled();

  server.recover();
  await creation.begin('shirts', 'imagenet', CLASSES);
  await settled();

  assert.deepEqual(server.calls, [
    'create shirts', 'add shirts hat/1.jpg hat', 'add shirts hat/2.jpg hat', 'add shirts polo/3.jpg polo', 'train shirts',
  ]);
  assert.equal(new Set(server.trainings).size, 2);
});

test('a refused name can be corrected', async () => {
  server.failing = ['create tops'];
  await creation.begin('tops', 'imagenet', CLASSES);

  assert.equal(creation.state.isBusy, false);
  assert.equal(creation.state.problem.message, 'create tops failed');
});

/** Records the calls, and fails some. */
class Server {
  calls = [];
  failing = [];
  trainings = [];
  ids = new Map();

  create(name) {
    return this.#call('create ' + name);
  }

  add(name, label, { webkitRelativePath }, id) {
    const path = webkitRelativePath.slice('photos/'.length);
    this.ids.set(path, [...(this.ids.get(path) ?? []), id]);
    return this.#call(`add ${name} ${path} ${label}`, { id, state: 'training' });
  }

  train(name, id) {
    this.trainings.push(id);
    return this.#call('train ' + name);
  }

  async #call(call, response = null) {
    this.calls.push(call);
    if (this.failing.includes(call)) throw new Error(call + ' failed');
    return response;
  }

  recover() {
    this.calls = [];
    this.failing = [];
  }
}

function file(path) {
  return { webkitRelativePath: 'photos/' + path, size: 1, lastModified: 1 };
}

/** Everything that the server has answered is handled: it answers at once. */
function settled() {
  return new Promise((go) => setImmediate(go));
}
