// Stands in for the parts of a browser that modules without elements use.

/** A stream whose events the test sends. */
class Source extends EventTarget {
  static CONNECTING = 0;
  static OPEN = 1;
  static CLOSED = 2;
  readyState = Source.CONNECTING;

  constructor(address) {
    super();
    this.address = new URL(address);
    sources.push(this);
  }

  open() {
    this.readyState = Source.OPEN;
    this.onopen();
  }

  send(name, data, id = '') {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data), lastEventId: id }));
  }

  close() {
    this.readyState = Source.CLOSED;
  }
}

/** All streams that were opened, oldest first. */
export const sources = [];

const document = new EventTarget();
document.hidden = false;
const view = new EventTarget();

Object.assign(globalThis, {
  EventSource: Source,
  document,
  location: { href: 'http://localhost/' },
  addEventListener: view.addEventListener.bind(view),
  removeEventListener: view.removeEventListener.bind(view),
  dispatchEvent: view.dispatchEvent.bind(view),
});

/** Hides the page, or shows it again. */
export function hide(hidden) {
  document.hidden = hidden;
  document.dispatchEvent(new Event('visibilitychange'));
}
