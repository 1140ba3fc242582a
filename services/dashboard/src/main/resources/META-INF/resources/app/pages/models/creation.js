// The creation of a model: its name and base, its labeled photographs, its first training.
import { freshId } from '../../core/identity.js';
import { Uploads } from '../live/uploads.js';

/**
 * Creates one model. Another attempt after a failure repeats only what is missing: photographs keep
 * their ids, and so does the training.
 */
export class Creation {
  #server;
  #changed;
  #options;
  #name = null;
  #trainingId;
  #uploads;
  #files;
  #labels;
  #wanted;
  state = { isBusy: false, isSending: false, done: 0, total: 0, failed: 0, problem: null };

  /**
   * @param {{create: (name: string, base: string) => Promise, add: (name: string, label: string,
   *     file: File, id: string) => Promise, train: (name: string, id: string) => Promise}} server
   * @param {(state: object) => void} changed called with each new state
   * @param {object} options of {@link Uploads}
   */
  constructor(server, changed, options = {}) {
    this.#server = server;
    this.#changed = changed;
    this.#options = options;
  }

  /**
   * Creates the model, uploads and labels the photographs that are not yet, and requests the
   * training.
   *
   * @param {{name: string, files: File[]}[]} classes
   */
  async begin(name, base, classes) {
    if (this.state.isBusy) return;
    this.#set({ isBusy: true, done: 0, total: 0, failed: 0, problem: null });
    try {
      await this.#server.create(name, base);
    } catch (problem) {
      this.#set({ isBusy: false, problem });
      return;
    }
    if (name !== this.#name) this.#startOver(name);
    this.#uploads.add(this.#want(classes));
    this.retry();
  }

  /** Returns the files that are new. */
  #want(classes) {
    const fresh = [];
    this.#wanted = new Set();
    for (const { name: label, files } of classes) {
      for (const file of files) {
        const key = keyOf(file);
        if (!this.#files.has(key)) {
          this.#files.set(key, file);
          this.#labels.set(file, label);
          fresh.push(file);
        }
        this.#wanted.add(this.#files.get(key));
      }
    }
    return fresh;
  }

  /** The photographs of another model are images of their own. */
  #startOver(name) {
    this.#name = name;
    this.#trainingId = freshId();
    this.#files = new Map();
    this.#labels = new Map();
    this.#uploads = new Uploads(
      (file, id) => this.#server.add(name, this.#labels.get(file), file, id), undefined, this.#options);
    this.#uploads.watch(() => this.#count());
  }

  /** The uploads of the chosen files: those of an earlier attempt may include others. */
  #items() {
    return this.#uploads.items.filter((each) => this.#wanted.has(each.file));
  }

  #count() {
    const wanted = this.#items();
    const done = wanted.filter((each) => each.state === 'sent').length;
    const failed = wanted.filter((each) => each.state === 'failed').length;
    this.#set({ done, total: wanted.length, failed });
    if (done === wanted.length) this.train();
  }

  /** Uploads again what has failed. */
  retry() {
    if (this.state.isSending) return;
    this.#items().filter((each) => each.state === 'failed').forEach((each) => this.#uploads.retry(each.id));
  }

  /** Requests the training, even without the photographs that have failed. */
  async train() {
    if (!this.state.isBusy || this.state.isSending) return;
    this.#set({ isSending: true });
    try {
      await this.#server.train(this.#name, this.#trainingId);
    } catch (problem) {
      this.#set({ isBusy: false, isSending: false, problem });
    }
  }

  #set(part) {
    this.state = { ...this.state, ...part };
    this.#changed(this.state);
  }
}

/** The same for a file that was chosen again. */
function keyOf(file) {
  return [file.webkitRelativePath, file.size, file.lastModified].join('\n');
}
