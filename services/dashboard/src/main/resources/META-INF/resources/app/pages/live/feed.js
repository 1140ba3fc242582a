// The images in memory: the newest, updates by events, and older ones on demand.
import { get, path, query } from '../../core/api.js';
import { heard, merged } from '../../core/images.js';
import { listen, onBegin } from '../../core/live.js';
import { useEffect, useState } from '../../core/html.js';
import { Pool } from './pool.js';
import { Rates } from './rates.js';

/** Rows are rendered from memory: more would slow down the browser of a small machine. */
export const MOST = 5000;
const PAGE = 100;
const FIRST_PAGE = 50;
/** Milliseconds during which events are collected before rendering. */
const TOGETHER = 200;

/** Images and their figures, kept until the page is closed. */
export class Feed {
  #pool;
  #most;
  #ask;
  #pages = new Map();
  #events = [];
  #timer = 0;
  #watchers = new Set();
  #erased = new Set();
  rates = new Rates(Date.now());
  /** Changes when the feed starts anew. */
  turn = 0;

  /**
   * @param {(parameters: object) => Promise<{images: object[], next: string|null}>} ask loads a
   *     page of images
   * @param {number} most images in memory
   */
  constructor(ask, most = MOST) {
    this.#ask = ask;
    this.#most = most;
    this.#pool = new Pool(most);
  }

  /** Applies an event; events in quick succession cause one change. */
  hear(name, event) {
    this.rates.note(name, event, Date.now());
    this.#events.push([name, event]);
    if (this.#timer === 0) this.#timer = setTimeout(() => this.#flush(), TOGETHER);
  }

  #flush() {
    this.#timer = 0;
    const floor = this.#page({}).floor;
    for (const [name, event] of this.#events) {
      const known = event.imageId ? this.#pool.get(event.imageId) : null;
      const next = heard(known, name, event);
      // Events are not sufficient to show old images that are not loaded.
      const isOld = known === null && floor < Infinity && Date.parse(next?.uploadedAt) < floor;
      if (next !== known && !isOld) this.#keep(next);
    }
    this.#events = [];
    this.#changed();
  }

  /** Applies an image from another request. */
  put(image) {
    this.#take(image);
    this.#changed();
  }

  /** Removes an erased image; an event or a response that is under way does not bring it back. */
  erase(id) {
    this.#erased.add(id);
    this.#pool.remove(id);
    this.#changed();
  }

  #take(image) {
    this.#keep(merged(this.#pool.get(image.id), image));
  }

  #keep(image) {
    if (!this.#erased.has(image.id)) this.#pool.put(image);
  }

  images() {
    return this.#pool.images();
  }

  #page(parameters) {
    const key = query('', parameters);
    if (!this.#pages.has(key)) {
      this.#pages.set(key, { cursor: '', floor: Infinity, state: 'idle', problem: null });
    }
    return this.#pages.get(key);
  }

  /**
   * Returns how far back a list is loaded.
   *
   * @returns {{floor: number, state: 'idle'|'loading'|'failed'|'end'|'full', problem: Error|null,
   *     begun: boolean}} floor in milliseconds: newer images are complete
   */
  reach(parameters) {
    const { floor, state, problem, cursor } = this.#page(parameters);
    const { bottom } = this.#pool;
    const isFull = bottom > -Infinity && bottom >= floor;
    return {
      floor: isFull ? bottom : floor,
      state: isFull && state !== 'loading' ? 'full' : state,
      problem,
      begun: cursor !== '',
    };
  }

  /** Loads the next page of older images, unless there is none or one is being loaded. */
  async older(parameters) {
    const page = this.#page(parameters);
    if (page.state === 'loading' || ['end', 'full'].includes(this.reach(parameters).state)) return;
    page.state = 'loading';
    this.#changed();
    try {
      const limit = page.cursor === '' ? FIRST_PAGE : PAGE;
      const { images, next } = await this.#ask({ ...parameters, limit, cursor: page.cursor });
      if (this.#page(parameters) !== page) return;
      images.forEach((image) => this.#take(image));
      const last = images.at(-1);
      page.floor = next === null ? -Infinity : Date.parse(last.uploadedAt);
      page.cursor = next ?? 'end';
      page.state = next === null ? 'end' : 'idle';
      page.problem = null;
    } catch (problem) {
      page.state = 'failed';
      page.problem = problem;
    }
    this.#changed();
  }

  /** Loads images that were uploaded between the first request and the start of the stream. */
  async renew() {
    const { images } = await this.#ask({ limit: PAGE }).catch(() => ({ images: [] }));
    images.forEach((image) => this.#take(image));
    this.#changed();
  }

  /**
   * Starts anew: after a long absence, the newest images are loaded instead of all missed events.
   */
  restart() {
    this.#pool = new Pool(this.#most);
    this.#pages.clear();
    this.#events = [];
    this.rates = new Rates(Date.now());
    this.turn++;
    this.#changed();
  }

  watch(watcher) {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  #changed() {
    this.#watchers.forEach((watcher) => watcher());
  }
}

let feed = null;

/** Returns the shared feed, which keeps running on other pages. */
export function theFeed() {
  if (feed === null) {
    feed = new Feed((parameters) => get(query(path('images'), parameters)));
    listen((name, event) => feed.hear(name, event));
    onBegin((isAgain) => (isAgain ? feed.restart() : feed.renew()));
  }
  return feed;
}

/** Returns the feed; the component is rendered again when it changes. */
export function useFeed() {
  const [, again] = useState(0);
  const held = theFeed();
  useEffect(() => held.watch(() => again((before) => before + 1)), [held]);
  return held;
}
