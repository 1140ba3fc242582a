// Figures of an evaluation at a threshold, from its figures at all thresholds. Pure functions.

/** Thresholds are whole percentages. */
export const STEPS = 100;

/** Most classes in a matrix. */
const MOST = 16;

/**
 * Returns the figures at a threshold.
 *
 * @param {object} columns as returned by the interface
 * @param {number} step 0 to 100
 * @returns {{images: number, answered: number, right: number, precision: object|null, recall:
 *     object|null, f1: object|null}} each with value, low and high; null if undefined
 */
export function figuresAt(columns, step) {
  const estimate = (name) =>
    columns[name][step] === null
      ? null
      : { value: columns[name][step], low: columns[name + 'Low'][step], high: columns[name + 'High'][step] };
  return {
    images: columns.images,
    answered: columns.answered[step],
    right: columns.right[step],
    precision: estimate('precision'),
    recall: estimate('recall'),
    f1: estimate('f1'),
  };
}

/**
 * Returns the columns of a class, or of all classes together.
 *
 * @param {string} label empty for all
 * @returns {object|null} null for a class that the steps omit
 */
export function columnsOf(steps, label) {
  return label === '' ? steps.overall : (steps.classes.find((each) => each.name === label)?.columns ?? null);
}

/**
 * Returns the confusion matrix at a threshold: the most frequent classes, the others combined, and
 * a column of images that are not answered.
 *
 * @returns {{columns: string[], rows: {name: string, images: number, cells: {name: string, count:
 *     number, share: number, kind: 'right'|'wrong'|'unanswered'}[]}[], others: number}} share of
 *     the row's images; others: number of classes that are not shown
 */
export function matrixAt(cells, classes, step, most = MOST) {
  const shown = shownClasses(cells, classes, most);
  const others = classes.length - shown.length;
  const names = others > 0 ? [...shown, 'other classes'] : shown;
  const place = new Map(shown.map((name, i) => [name, i]));
  const rows = shown.map((name) => ({
    name,
    images: 0,
    cells: [...names, 'not answered'].map((each) => ({ name: each, count: 0, share: 0, kind: 'wrong' })),
  }));
  for (const cell of cells) {
    const row = rows[place.get(cell.label)];
    if (row === undefined) continue;
    const all = cell.lost.reduce((sum, [, images]) => sum + images, 0);
    const answered = cell.lost.reduce((sum, [last, images]) => sum + (last >= step ? images : 0), 0);
    row.images += all;
    row.cells[place.get(cell.answer) ?? names.length - 1].count += answered;
    row.cells[names.length].count += all - answered;
  }
  rows.forEach((row, i) => {
    row.cells.forEach((cell) => (cell.share = row.images === 0 ? 0 : cell.count / row.images));
    row.cells[i].kind = 'right';
    row.cells[names.length].kind = 'unanswered';
  });
  return { columns: [...names, 'not answered'], rows, others };
}

function shownClasses(cells, classes, most) {
  if (classes.length <= most) return classes;
  const weight = new Map();
  for (const { label, answer, lost } of cells) {
    const images = lost.reduce((sum, [, each]) => sum + each, 0);
    weight.set(label, (weight.get(label) ?? 0) + images);
    if (answer !== label) weight.set(answer, (weight.get(answer) ?? 0) + images);
  }
  const kept = new Set(
    [...classes].sort((a, b) => (weight.get(b) ?? 0) - (weight.get(a) ?? 0)).slice(0, most),
  );
  return classes.filter((name) => kept.has(name));
}

/** Returns the comparison at a threshold; null if there is none. */
export function comparisonAt(comparison, step) {
  if (comparison === null) return null;
  return {
    ours: figuresAt(comparison.figures, step),
    theirs: figuresAt(comparison.others, step),
    won: comparison.won[step],
    lost: comparison.lost[step],
    difference: {
      value: comparison.difference[step],
      low: comparison.differenceLow[step],
      high: comparison.differenceHigh[step],
    },
  };
}

/** Describes a slice. */
export function sliceName({ key, value }) {
  return value === null ? `${key}: other values` : `${key}: ${value}`;
}

/** Formats a proportion with its interval: 93.1 % (88.0 to 96.2 %). */
export function estimateWords(estimate) {
  if (estimate === null) return '–';
  const share = (value) => (100 * value).toFixed(1);
  return `${share(estimate.value)} % (${share(estimate.low)} to ${share(estimate.high)} %)`;
}

/** Formats a difference in points with its interval: +2.5 points (−1.0 to +6.1). */
export function differenceWords({ value, low, high }) {
  const points = (each) => (each < 0 ? '−' : '+') + Math.abs(100 * each).toFixed(1);
  return `${points(value)} points (${points(low)} to ${points(high)})`;
}

/** Describes the slider's value for screen readers. */
export function sliderWords(figures, step) {
  const share = (estimate) => (estimate === null ? 'none' : (100 * estimate.value).toFixed(1) + ' %');
  return `${step} %: precision ${share(figures.precision)}, recall ${share(figures.recall)}`;
}
