// Client of the gateway's HTTP interface. Responses are JSON; errors are problem documents (RFC
// 9457).
import { look } from './access.js';

/** An error of the gateway, or of the connection to it. */
export class Problem extends Error {
  /**
   * @param {number} status of the response; 0 if there was none
   * @param {string} title summary
   * @param {string} detail what was wrong, with which value, and what to do
   */
  constructor(status, title, detail) {
    super(detail || title);
    this.status = status;
    this.title = title;
  }
}

const NO_ANSWER = 'The server does not respond.';

/** Adds to the error of a failed connection that the caller repeats the request by itself. */
export function retried(problem) {
  return problem.status === 0 ? new Problem(0, problem.title, `${problem.message} Retrying automatically.`) : problem;
}

/** Builds a path; each part may contain any character. */
export function path(...parts) {
  return '/v1/' + parts.map((part) => encodeURIComponent(part)).join('/');
}

/** Adds query parameters to a path; null, undefined and empty values are left out. */
export function query(address, parameters) {
  const said = Object.entries(parameters).filter(([, value]) => value != null && value !== '');
  return said.length === 0 ? address : address + '?' + new URLSearchParams(said);
}

/** Returns the address of an upright preview with this many pixels on its longer side. */
export function preview(id, size) {
  return query(path('images', id, 'preview'), { size });
}

/** Sends a GET request. */
export function get(address, { signal } = {}) {
  return request(address, { signal, headers: { Accept: 'application/json' } });
}

/**
 * Sends a request that changes something.
 *
 * @param {string} method such as POST
 * @param {object|undefined} body sent as JSON
 * @param {object} headers such as If-Match
 * @returns the response's JSON; null if it has none
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
 * Uploads a file with an id chosen by the caller, so that a retry creates no second image.
 *
 * @param {string|undefined} model that classifies it; by default the server's default
 * @param {string|undefined} purpose `training` if no model is to classify it
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

/**
 * Percent-encodes a name for a tag: at most 120 characters and the server's limit, without
 * splitting or failing on surrogates.
 */
export function encodedName(name) {
  const encoded = [...name.replace(/\p{Surrogate}/gu, '\ufffd')].slice(0, 120).map(encodeURIComponent);
  while (encoded.join('').length > 1000) encoded.pop();
  return encoded.join('');
}

/** Loads a picture; resolves to an object URL that the caller must revoke. */
export async function picture(address, { signal } = {}) {
  const response = await reached(address, { signal, headers: { Accept: 'image/*' } });
  if (!response.ok) throw problem(response, await response.text());
  return URL.createObjectURL(await response.blob());
}

async function reached(address, options) {
  try {
    const response = await fetch(address, options);
    // The key has expired or was revoked: updates the access state.
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
