// Uploads of files, and the outcomes of their images.
import { get, path, upload } from '../../core/api.js';
import { freshId } from '../../core/identity.js';
import { heard, merged } from '../../core/images.js';
import { listen, onBegin } from '../../core/live.js';
import { useEffect, useState } from '../../core/html.js';
import { theFeed } from './feed.js';

/** Concurrent uploads. */
const PARALLEL = 4;
/** Milliseconds before each retry after a temporary error. */
const PAUSES = [1000, 2000, 4000];
const MOMENTARY = new Set([0, 429, 502, 503, 504]);

/** The files chosen by the user, from waiting to answered. */
export class Uploads {
  #send;
  #sent;
  #pauses;
  #parallel;
  #watchers = new Set();
  #active = 0;
  #byId = new Map();
  items = [];

  /**
   * @param {(file: File, id: string) => Promise<object>} send resolves to the image
   * @param {(image: object) => void} sent called with each image
   */
  constructor(send, sent = () => {}, { pauses = PAUSES, parallel = PARALLEL } = {}) {
    this.#send = send;
    this.#sent = sent;
    this.#pauses = pauses;
    this.#parallel = parallel;
  }

  /** Starts uploading files. */
  add(files) {
    for (const file of files) {
      const item = { id: 'web-' + freshId(), file, state: 'waiting', tries: 0, problem: null, image: null };
      this.items.push(item);
      this.#byId.set(item.id, item);
    }
    this.#changed();
    this.#next();
  }

  /** Retries failed uploads, or one of them. */
  retry(id = null) {
    const failed = this.items.filter((each) => each.state === 'failed' && (id === null || each.id === id));
    failed.forEach((each) => Object.assign(each, { state: 'waiting', tries: 0, problem: null }));
    this.#changed();
    this.#next();
  }

  /** Removes finished uploads from the list. */
  clear() {
    this.items = this.items.filter((each) => !isOver(each));
    this.#byId = new Map(this.items.map((each) => [each.id, each]));
    this.#changed();
  }

  /** Applies an event of the stream to the uploaded images. */
  hear(name, event) {
    const item = this.#byId.get(event.imageId);
    if (!item) return;
    item.image = heard(item.image, name, event);
    this.#changed();
  }

  /**
   * Loads the images without an answer, whose events may have been missed.
   *
   * @param {(id: string) => Promise<object>} ask resolves to the image
   */
  async renew(ask) {
    for (const item of this.items.filter((each) => stageOf(each) === 'uploaded')) {
      const image = await ask(item.id).catch(() => null);
      if (image === null) continue;
      item.image = merged(item.image, image);
      this.#changed();
    }
  }

  #next() {
    while (this.#active < this.#parallel) {
      const item = this.items.find((each) => each.state === 'waiting');
      if (!item) return;
      this.#active++;
      this.#run(item).finally(() => {
        this.#active--;
        this.#next();
      });
    }
  }

  async #run(item) {
    item.state = 'sending';
    this.#changed();
    try {
      const image = await this.#send(item.file, item.id);
      item.image = merged(item.image, image);
      item.state = 'sent';
      this.#sent(image);
    } catch (problem) {
      await this.#failed(item, problem);
    }
    this.#changed();
  }

  async #failed(item, problem) {
    item.problem = problem;
    if (MOMENTARY.has(problem.status) && item.tries < this.#pauses.length) {
      item.state = 'pausing';
      this.#changed();
      await new Promise((go) => setTimeout(go, this.#pauses[item.tries]));
      item.tries++;
      item.state = 'waiting';
    } else {
      item.state = 'failed';
    }
  }

  watch(watcher) {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  #changed() {
    this.#watchers.forEach((watcher) => watcher());
  }
}

/**
 * Returns the stage of a file: waiting, sending, pausing, failed, uploaded, classified or rejected.
 */
export function stageOf(item) {
  return item.state === 'sent' ? item.image.state : item.state;
}

/** Whether the stage is final. */
export function isOver(item) {
  return ['failed', 'classified', 'rejected'].includes(stageOf(item));
}

const FIRST = ['failed', 'rejected', 'pausing', 'sending', 'uploaded', 'waiting', 'classified'];

/** Sorts failures first, then uploads in progress, then finished ones. */
export function byUrgency(items) {
  return [...items].sort((a, b) => FIRST.indexOf(stageOf(a)) - FIRST.indexOf(stageOf(b)));
}

let uploads = null;

/** Returns the shared list of uploads, which continue on other pages. */
export function theUploads() {
  if (uploads === null) {
    uploads = new Uploads(upload, (image) => theFeed().put(image));
    listen((name, event) => uploads.hear(name, event));
    onBegin((isAgain) => isAgain && uploads.renew((id) => get(path('images', id))));
  }
  return uploads;
}

/** Returns the uploads; the component is rendered again when they change. */
export function useUploads() {
  const [, again] = useState(0);
  const held = theUploads();
  useEffect(() => held.watch(() => again((before) => before + 1)), [held]);
  return held;
}
