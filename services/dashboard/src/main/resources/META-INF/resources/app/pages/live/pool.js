// Images in memory by id, newest first, with a limit.

/** A limited number of images in the order of /v1/images. */
export class Pool {
  #byId = new Map();
  #order = [];
  #list = null;
  #most;
  #bottom = -Infinity;

  /**
   * @param {number} most images; beyond it, the oldest are dropped
   */
  constructor(most) {
    this.#most = most;
  }

  get(id) {
    return this.#byId.get(id)?.image ?? null;
  }

  /** Adds an image, or updates it. */
  put(image) {
    const at = Date.parse(image.uploadedAt);
    const known = this.#byId.get(image.id);
    this.#list = null;
    if (known && known.at === at) {
      known.image = image;
      return;
    }
    if (known) this.#order.splice(this.#order.indexOf(known), 1);
    const entry = { at, image };
    this.#byId.set(image.id, entry);
    this.#order.splice(this.#place(entry), 0, entry);
    while (this.#order.length > this.#most) this.#letGo();
  }

  remove(id) {
    const known = this.#byId.get(id);
    if (!known) return;
    this.#list = null;
    this.#byId.delete(id);
    this.#order.splice(this.#order.indexOf(known), 1);
  }

  #letGo() {
    const last = this.#order.pop();
    this.#byId.delete(last.image.id);
    this.#bottom = Math.max(this.#bottom, last.at);
  }

  /** Binary search: returns the number of images that are at least as new. */
  #place(entry) {
    let low = 0;
    let high = this.#order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(this.#order[middle], entry)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The upload time of the newest dropped image in milliseconds; -Infinity if none was dropped. */
  get bottom() {
    return this.#bottom;
  }

  /** Returns all images, newest first: the same array until something changes. */
  images() {
    this.#list ??= this.#order.map((each) => each.image);
    return this.#list;
  }
}

function isBefore(a, b) {
  return a.at > b.at || (a.at === b.at && a.image.id < b.image.id);
}
