// What the page knows of images: the newest, then each event, then older ones on demand.
import { get, path, query } from '../../core/api.js';
import { heard, merged } from '../../core/images.js';
import { listen, onBegin } from '../../core/live.js';
import { useEffect, useState } from '../../core/html.js';
import { Pool } from './pool.js';
import { Rates } from './rates.js';

/** Rows are drawn from memory: more would slow a small machine's browser. */
export const MOST = 5000;
const PAGE = 100;
const FIRST_PAGE = 50;
/** Milliseconds that events are collected before they are drawn. */
const TOGETHER = 200;

/** Images and their figures, for as long as the page lives. */
export class Feed {
  #pool;
  #ask;
  #pages = new Map();
  #events = [];
  #timer = 0;
  #watchers = new Set();
  rates = new Rates(Date.now());

  /**
   * @param {(parameters: object) => Promise<{images: object[], next: string|null}>} ask a page of
   *     images
   * @param {number} most images held
   */
  constructor(ask, most = MOST) {
    this.#ask = ask;
    this.#pool = new Pool(most);
  }

  /** Notes an event; many that come together are one change. */
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
      // Of an old image that is not loaded an event says too little.
      const isOld = known === null && floor < Infinity && Date.parse(next?.uploadedAt) < floor;
      if (next !== known && !isOld) this.#pool.put(next);
    }
    this.#events = [];
    this.#changed();
  }

  /** Takes in what another request said of an image. */
  put(image) {
    this.#pool.put(merged(this.#pool.get(image.id), image));
    this.#changed();
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
   * How far back a list is loaded.
   *
   * @returns {{floor: number, state: 'idle'|'loading'|'failed'|'end'|'full', problem: Error|null,
   *     begun: boolean}} floor in milliseconds: what is newer is there without gaps
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

  /** Loads the next older ones, unless there are none or they are under way. */
  async older(parameters) {
    const page = this.#page(parameters);
    if (page.state === 'loading' || ['end', 'full'].includes(this.reach(parameters).state)) return;
    page.state = 'loading';
    this.#changed();
    try {
      const limit = page.cursor === '' ? FIRST_PAGE : PAGE;
      const { images, next } = await this.#ask({ ...parameters, limit, cursor: page.cursor });
      images.forEach((image) => this.#pool.put(merged(this.#pool.get(image.id), image)));
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

  /** Takes in what came after the newest ones were asked for and before events were heard. */
  async renew() {
    const { images } = await this.#ask({ limit: PAGE }).catch(() => ({ images: [] }));
    images.forEach((image) => this.#pool.put(merged(this.#pool.get(image.id), image)));
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

/** The page's one feed, which goes on while another page is looked at. */
export function theFeed() {
  if (feed === null) {
    feed = new Feed((parameters) => get(query(path('images'), parameters)));
    listen((name, event) => feed.hear(name, event));
    onBegin(() => feed.renew());
  }
  return feed;
}

/** The feed; the caller is drawn again when it changes. */
export function useFeed() {
  const [, again] = useState(0);
  const held = theFeed();
  useEffect(() => held.watch(() => again((before) => before + 1)), [held]);
  return held;
}
