// Ids of requests, so that a retry has no second effect.

/**
 * Returns 32 random hexadecimal digits. Works without a secure context, unlike crypto.randomUUID.
 */
export function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
