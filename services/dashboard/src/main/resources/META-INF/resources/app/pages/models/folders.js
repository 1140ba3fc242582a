// Sorts the files of a chosen folder by subfolder: each one names a class.

/** Formats that browsers recognise, but the server does not support. */
const UNREAD = /\.(heic|heif|avif)$/i;
/** Least number of classes of a model. */
const FEWEST = 2;

/**
 * Sorts files by class. A photograph in a folder inside a class's folder is of that class.
 *
 * @param {{name: string, type: string, webkitRelativePath: string}[]} files as returned by a folder
 *     input
 * @returns {{classes: {name: string, files: File[]}[], leftOut: {name: string, why: string}[]}}
 */
export function classesIn(files) {
  const classes = new Map();
  const leftOut = [];
  for (const file of files) {
    const parts = file.webkitRelativePath.split('/');
    const name = parts.slice(1).join('/') || file.name;
    if (parts.some((part) => part.startsWith('.'))) continue;
    if (parts.length < 3) leftOut.push({ name, why: 'lies in no folder that names a class' });
    else if (UNREAD.test(file.name)) leftOut.push({ name, why: 'this format is not read: export it as JPEG' });
    else if (!file.type.startsWith('image/')) leftOut.push({ name, why: 'is no image' });
    else if (file.size === 0) leftOut.push({ name, why: 'is empty' });
    else classes.set(parts[1], [...(classes.get(parts[1]) ?? []), file]);
  }
  return {
    classes: [...classes].map(([label, of]) => ({ name: label, files: of })).sort((a, b) => a.name.localeCompare(b.name)),
    leftOut,
  };
}

/** Returns why no model can be trained on these classes; null if one can. */
export function lacking(classes) {
  if (classes.length >= FEWEST) return null;
  return classes.length === 0
    ? 'The folder has no folders with images in them. Put the photographs of each class into a folder of its own.'
    : `A model tells at least two classes apart, but there are photographs of ${classes[0].name} only.`;
}
