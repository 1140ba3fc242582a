// The files of a drop or a paste, including those in folders.

/** Most files per drop. */
export const MOST_FILES = 2000;

/**
 * Collects the files of a transfer.
 *
 * @param {DataTransfer} transfer is empty after the event, so call this during it
 * @returns {Promise<{files: File[], left: number}>} left: number of files beyond the limit
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
    // Skips hidden files such as .DS_Store.
    if (file !== null && !file.name.startsWith('.')) keep(found, file);
    return;
  }
  const reader = entry.createReader();
  // A reader returns some entries at a time, and none at the end.
  for (let some = await read(reader); some.length > 0 && found.left === 0; some = await read(reader)) {
    for (const each of some) await walk(each, found);
  }
}

function read(reader) {
  return new Promise((got) => reader.readEntries(got, () => got([])));
}
