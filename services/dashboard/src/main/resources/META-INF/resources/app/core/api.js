// The gateway's HTTP interface. Answers are JSON; refusals are problems (RFC 9457).
import { look } from './access.js';

/** What the gateway, or the way to it, said no with. */
export class Problem extends Error {
  /**
   * @param {number} status the answer's; 0 if there was none
   * @param {string} title in a few words
   * @param {string} detail what was wrong, with which value, and what to do
   */
  constructor(status, title, detail) {
    super(detail || title);
    this.status = status;
    this.title = title;
  }
}

const NO_ANSWER = 'The server does not answer. It is asked again by itself.';

/** A path of the interface; each part may hold any character. */
export function path(...parts) {
  return '/v1/' + parts.map((part) => encodeURIComponent(part)).join('/');
}

/** A path with parameters; those that are null, undefined or empty are left out. */
export function query(address, parameters) {
  const said = Object.entries(parameters).filter(([, value]) => value != null && value !== '');
  return said.length === 0 ? address : address + '?' + new URLSearchParams(said);
}

/** The address of an image, upright, with so many pixels on its longer side. */
export function preview(id, size) {
  return query(path('images', id, 'preview'), { size });
}

/** Reads. */
export function get(address, { signal } = {}) {
  return request(address, { signal, headers: { Accept: 'application/json' } });
}

/**
 * Writes.
 *
 * @param {string} method such as POST
 * @param {object|undefined} body sent as JSON
 * @param {object} headers such as If-Match
 * @returns the answer's JSON; null if it has none
 */
export function send(method, address, body, headers = {}) {
  return request(address, {
    method,
    headers: {
      Accept: 'application/json',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

/**
 * Uploads one file under an id of the caller's, so that the same again is the same image.
 *
 * @param {string|undefined} model that it is for; by default the server's own
 * @param {string|undefined} purpose training for what no model is to answer
 */
export function upload(file, id, model, purpose) {
  return request(query(path('images'), { model, purpose }), {
    method: 'POST',
    headers: {
      'Content-Type': file.type || 'application/octet-stream',
      'Idempotency-Key': id,
      'Weft-Tags': 'file=' + encodedName(file.name),
    },
    body: file,
  });
}

/** At most 120 characters, and what a request's tags may have; none of them cut in two, and none that cannot be encoded. */
export function encodedName(name) {
  const encoded = [...name.replace(/\p{Surrogate}/gu, '\ufffd')].slice(0, 120).map(encodeURIComponent);
  while (encoded.join('').length > 1000) encoded.pop();
  return encoded.join('');
}

/** Reads a picture; the address it resolves to is the page's own and must be revoked. */
export async function picture(address, { signal } = {}) {
  const response = await reached(address, { signal, headers: { Accept: 'image/*' } });
  if (!response.ok) throw problem(response, await response.text());
  return URL.createObjectURL(await response.blob());
}

async function reached(address, options) {
  try {
    const response = await fetch(address, options);
    // The key is over or revoked: whoever shows pages hears of it.
    if (response.status === 401) look();
    return response;
  } catch (e) {
    if (e.name === 'AbortError') throw e;
    throw new Problem(0, 'No connection', NO_ANSWER);
  }
}

async function request(address, options) {
  const response = await reached(address, options);
  const text = await response.text();
  if (response.ok) return text === '' ? null : JSON.parse(text);
  throw problem(response, text);
}

function problem(response, text) {
  try {
    const said = JSON.parse(text);
    return new Problem(response.status, said.title ?? response.statusText, said.detail ?? '');
  } catch {
    return new Problem(response.status, `${response.status} ${response.statusText}`, text.slice(0, 500));
  }
}
