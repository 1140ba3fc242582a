// The images that the page holds: by id, newest first, a bounded number.

/** A bounded number of images in the order of /v1/images. */
export class Pool {
  #byId = new Map();
  #order = [];
  #list = null;
  #most;
  #bottom = -Infinity;

  /** @param {number} most images; beyond, the oldest are let go */
  constructor(most) {
    this.#most = most;
  }

  get(id) {
    return this.#byId.get(id)?.image ?? null;
  }

  /** Takes an image in, or the newer state of one. */
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

  #letGo() {
    const last = this.#order.pop();
    this.#byId.delete(last.image.id);
    this.#bottom = Math.max(this.#bottom, last.at);
  }

  /** How many images are at least as new, by halves. */
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

  /** The upload time of the newest image that was let go, in milliseconds; -Infinity for none. */
  get bottom() {
    return this.#bottom;
  }

  /** All, newest first: the same array until something changes. */
  images() {
    this.#list ??= this.#order.map((each) => each.image);
    return this.#list;
  }
}

function isBefore(a, b) {
  return a.at > b.at || (a.at === b.at && a.image.id < b.image.id);
}
