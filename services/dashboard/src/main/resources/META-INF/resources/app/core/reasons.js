// Rejection reasons in words, with advice.

const REASONS = {
  not_an_image: ['Not an image', 'The file is not an image. Upload a photograph as JPEG, PNG, GIF, BMP or WebP.'],
  unsupported_format: ['Format not supported', 'Save the picture as JPEG or PNG and upload it again.'],
  corrupt_image: ['Damaged image', 'The file is truncated or corrupt. Copy it again from its source.'],
  too_large: ['File too large', 'Reduce the file size, or raise the size limit in the settings.'],
  too_many_pixels: ['Too many pixels', 'Scale the picture down, or raise the pixel limit in the settings.'],
  too_expensive: ['Too much work', 'Decoding it would take too long. Save the picture as JPEG, or smaller, and upload it again.'],
  object_missing: ['Bytes missing', 'The object was removed from the store before it could be read. Upload it again.'],
  checksum_mismatch: ['Bytes changed', 'The object differs from what was uploaded. Find out which program writes to the bucket, and upload the image again.'],
  invalid_event: ['Bad event', 'The event does not match its schema. Correct the program that sent it.'],
  expired: ['Too late', 'Its deadline passed before it was processed. Upload it again with a later deadline, or without one.'],
  object_refused: ['Bytes refused', 'The store denies access to this object, but not to others. Correct its permissions or its encryption, or restore it from an archive; then upload it again.'],
  engine_failed: ['Model failed', 'The serving version fails on this image only. Upload it again when another version is serving.'],
  internal_error: ['Internal error', 'The classifier fails to process it. Report this together with the image.'],
  unknown_model: ['Unknown model', 'Its model does not exist. Create or publish the model, then upload the image again.'],
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
