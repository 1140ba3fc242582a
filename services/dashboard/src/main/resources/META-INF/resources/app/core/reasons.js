// Rejection reasons in words, with advice.

const REASONS = {
  not_an_image: ['Not an image', 'The file is something else. Upload a photograph as JPEG, PNG, GIF, BMP or WebP.'],
  unsupported_format: ['Format not supported', 'Save the picture as JPEG or PNG and upload it again.'],
  corrupt_image: ['Damaged image', 'The file breaks off or contradicts itself. Copy it again from where it came from.'],
  too_large: ['File too large', 'Save it smaller, or raise the limit of bytes in the settings.'],
  too_many_pixels: ['Too many pixels', 'Scale the picture down, or raise the limit of pixels in the settings.'],
  too_expensive: ['Too much work', 'Decoding it would take too long. Save the picture as JPEG, or smaller, and upload it again.'],
  object_missing: ['Bytes missing', 'The object was removed from the store before it could be read. Upload it again.'],
  checksum_mismatch: ['Bytes changed', 'The object is not what was uploaded. Find out who writes to the bucket, and upload it again.'],
  invalid_event: ['Bad event', 'The event does not fit its schema. Its sender has to be mended.'],
  expired: ['Too late', 'Its deadline passed before it was read. Upload it again, with a later deadline or none.'],
  object_refused: ['Bytes refused', 'The store gives other objects, but not this one. Its rights, its encryption or its archive have to be mended; then upload it again.'],
  engine_failed: ['Model failed', 'The version that serves fails on this image and on no other. Upload it again once another version serves.'],
  internal_error: ['Internal error', 'Reading it makes the classifier fail. Report it, with the image.'],
  unknown_model: ['Unknown model', 'Nobody has created or published the model that it names. Upload it again, once somebody has.'],
};

/**
 * Returns the description of a rejection reason.
 *
 * @param {string} code as in events; later releases may add codes
 * @returns {{title: string, advice: string}}
 */
export function reasonOf(code) {
  const [title, advice] = REASONS[code] ?? [code.replaceAll('_', ' '), 'See the details.'];
  return { title, advice };
}

/** Reasons for which no preview can be drawn. */
const PICTURELESS = new Set([
  'not_an_image', 'unsupported_format', 'corrupt_image', 'too_large', 'too_many_pixels', 'too_expensive',
  'object_missing', 'object_refused', 'internal_error',
]);

/** Whether a preview may be available. */
export function hasPicture(image) {
  return image.state !== 'rejected' || !PICTURELESS.has(image.rejection?.reason);
}
