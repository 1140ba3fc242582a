// The settings of a training request, and conversion of typed values. No elements.

const BLOCKS = Array.from({ length: 14 }, (_, i) => `block${14 - i}`);

/**
 * The settings. Empty ones have the trainer's default; `standard` is its value unless configured.
 */
export const FIELDS = [
  {
    path: 'fineTune.from',
    label: 'Fine-tune from',
    kind: 'choice',
    front: true,
    standard: 'auto',
    choices: ['auto', 'none', ...BLOCKS, 'all'],
    hint: 'the first block that is trained on; auto goes by the number of images',
  },
  {
    path: 'head.epochs',
    label: 'Freeze epochs',
    kind: 'whole',
    front: true,
    standard: '100',
    hint: 'at most so many',
  },
  {
    path: 'fineTune.epochs',
    label: 'Fine-tune epochs',
    kind: 'whole',
    front: true,
    standard: '7',
    hint: 'at most so many',
  },
  {
    path: 'freshHead',
    label: 'Begin with a fresh head',
    kind: 'flag',
    front: true,
    hint: 'even where the base has one for the same classes',
  },
  {
    path: 'head.learningRate',
    label: 'Freeze learning rate',
    kind: 'number',
    standard: '0.001',
    hint: 'of Adam',
  },
  {
    path: 'head.patience',
    label: 'Freeze patience',
    kind: 'whole',
    standard: '5',
    hint: 'epochs without a lower validation loss',
  },
  {
    path: 'head.labelSmoothing',
    label: 'Label smoothing',
    kind: 'number',
    standard: '0',
    hint: '0 to below 1',
  },
  {
    path: 'head.dropout',
    label: 'Dropout',
    kind: 'number',
    standard: '0',
    hint: 'share of the features, 0 to below 1',
  },
  {
    path: 'fineTune.learningRate',
    label: 'Fine-tune learning rate',
    kind: 'number',
    standard: '0.0001',
    hint: 'of Adam',
  },
  {
    path: 'fineTune.patience',
    label: 'Fine-tune patience',
    kind: 'whole',
    standard: '3',
    hint: 'epochs without a lower validation loss',
  },
  { path: 'batchSize', label: 'Batch size', kind: 'whole', standard: '32', hint: 'images an update' },
  {
    path: 'minImagesPerClass',
    label: 'Least images of a class',
    kind: 'whole',
    standard: '10',
    hint: 'classes with fewer are left out',
  },
  {
    path: 'gateMargin',
    label: 'Gate margin',
    kind: 'number',
    standard: '0.01',
    hint: 'accuracy by which it may be worse than the serving version',
  },
  {
    path: 'base',
    label: 'Base',
    kind: 'choice',
    standard: 'root',
    choices: ['root', 'parent'],
    hint: 'root: the imported network that the parent goes back to',
  },
  {
    path: 'inputSize',
    label: 'Input size',
    kind: 'choice',
    number: true,
    standard: 'that of the version continued',
    choices: ['299', '267', '235'],
    hint: 'width and height in pixels; a smaller input takes less computation per image',
  },
  { path: 'seed', label: 'Seed', kind: 'whole', standard: '42', hint: 'of everything random' },
];

/**
 * Converts the typed values to a request.
 *
 * @param {Object<string, string|boolean>} typed by field path
 * @returns {{recipe: object|null, errors: Object<string, string>}} recipe has the deviations from
 *     the defaults; null if there are none
 */
export function recipeOf(typed) {
  const recipe = {};
  const errors = {};
  for (const field of FIELDS) {
    const value = valueOf(field, typed[field.path]);
    if (value instanceof Error) errors[field.path] = value.message;
    else if (value !== undefined) put(recipe, field.path.split('.'), value);
  }
  return { recipe: Object.keys(recipe).length === 0 ? null : recipe, errors };
}

function valueOf(field, typed) {
  if (field.kind === 'flag') return typed ? true : undefined;
  const text = (typed ?? '').trim();
  if (text === '') return undefined;
  if (field.kind === 'choice') return field.number ? Number(text) : text;
  const number = Number(text.replace(',', '.'));
  if (!Number.isFinite(number)) return new Error(`must be a number, but is ${text}`);
  if (field.kind === 'whole' && !Number.isInteger(number))
    return new Error(`must be a whole number, but is ${text}`);
  return number;
}

function put(target, [first, ...rest], value) {
  if (rest.length === 0) target[first] = value;
  else put((target[first] ??= {}), rest, value);
}

/** Returns the field that the server's error is about; null if it names none. */
export function fieldOf(message) {
  const named = FIELDS.filter((field) =>
    new RegExp(`(^|[^\\w])${field.path.replace('.', '\\.')}([^\\w]|$)`).test(message),
  );
  if (named.length > 0) return named.sort((a, b) => b.path.length - a.path.length)[0].path;
  return null;
}

/** Flattens a recipe to lines of name and value, with nested names joined by dots. */
export function flat(recipe, before = '') {
  return Object.entries(recipe ?? {}).flatMap(([name, value]) =>
    value !== null && typeof value === 'object'
      ? flat(value, before + name + '.')
      : [[before + name, String(value)]],
  );
}
