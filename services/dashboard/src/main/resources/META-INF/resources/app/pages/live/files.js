// The files of a drop or a paste, those in folders too.

/** Files taken at once. */
export const MOST_FILES = 2000;

/**
 * The files that a transfer holds.
 *
 * @param {DataTransfer} transfer which is empty after the event: call this in it
 * @returns {Promise<{files: File[], left: number}>} left is how many were seen beyond the bound
 */
export async function filesOf(transfer) {
  const entries = [...transfer.items]
    .filter((item) => item.kind === 'file')
    .map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
  const found = { files: [], left: 0 };
  for (const entry of entries) {
    if (entry instanceof File) keep(found, entry);
    else if (entry) await walk(entry, found);
  }
  return found;
}

function keep(found, file) {
  if (found.files.length < MOST_FILES) found.files.push(file);
  else found.left++;
}

async function walk(entry, found) {
  if (entry.isFile) {
    const file = await new Promise((got) => entry.file(got, () => got(null)));
    // What a system keeps beside the pictures, such as .DS_Store.
    if (file !== null && !file.name.startsWith('.')) keep(found, file);
    return;
  }
  const reader = entry.createReader();
  // A reader gives some at a time, and none at the end.
  for (let some = await read(reader); some.length > 0 && found.left === 0; some = await read(reader)) {
    for (const each of some) await walk(each, found);
  }
}

function read(reader) {
  return new Promise((got) => reader.readEntries(got, () => got([])));
}
