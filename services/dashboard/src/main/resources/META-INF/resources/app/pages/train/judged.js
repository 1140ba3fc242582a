// Prepares a report's data for tables. Pure functions.

const NAMES = { 'serving': 'Serving', 'frozen head': 'Frozen head', 'fine-tuned': 'Fine-tuned' };

/** Describes an evaluated version: Serving, version 2. */
export function nameOf(judged) {
  const name = NAMES[judged.name] ?? judged.name;
  return judged.version === null || judged.version === undefined
    ? name
    : `${name}, version ${judged.version}`;
}

/** The figures of the comparison; `higher` tells whether higher is better. */
export const FIGURES = [
  {
    key: 'accuracy',
    label: 'Accuracy',
    says: 'share whose most probable class is right',
    higher: true,
    share: true,
  },
  {
    key: 'top2',
    label: 'Top-2 accuracy',
    says: 'share whose class is among the two most probable',
    higher: true,
    share: true,
  },
  {
    key: 'f1',
    label: 'F1, macro',
    says: 'mean over the classes that have test images',
    higher: true,
    share: true,
  },
  {
    key: 'calibrationError',
    label: 'Calibration error (ECE)',
    says: 'by how much probabilities differ from how often answers are right',
    higher: false,
    share: true,
  },
  { key: 'loss', label: 'Loss', says: 'mean cross-entropy', higher: false, share: false },
];

/**
 * Returns the mean F1 of the classes with images, 0 for a class that is never predicted; null
 * without any.
 */
export function macroF1(classes) {
  const shown = classes.filter((each) => each.images > 0);
  if (shown.length === 0) return null;
  return shown.reduce((sum, each) => sum + (each.f1 ?? 0), 0) / shown.length;
}

/**
 * Returns a row per figure: its value for each evaluated version, and which one is best.
 *
 * @returns {{figure: object, values: (number|null)[], best: number}[]} best is -1 if all are equal
 */
export function comparison(evaluations) {
  return FIGURES.map((figure) => {
    const values = evaluations.map(({ evaluation }) =>
      figure.key === 'f1' ? macroF1(evaluation.classes) : (evaluation[figure.key] ?? null),
    );
    const known = values.filter((value) => value !== null);
    const top = figure.higher ? Math.max(...known) : Math.min(...known);
    const alike = known.every((value) => value === top);
    return { figure, values, best: alike ? -1 : values.indexOf(top) };
  });
}

/** Describes the calibration in one sentence. */
export function calibrationOf({ temperature, images, fittedTo, errorBefore, errorAfter }) {
  const share = (error) => `${(100 * error).toFixed(1)} %`;
  return (
    `Probabilities are calibrated: logits divided by ${temperature.toFixed(2)}, fitted to ${images} ` +
    (fittedTo === 'cross-validation' ? 'held-out images' : fittedTo) +
    `; calibration error ${share(errorBefore)} before, ${share(errorAfter)} after.`
  );
}

/** Describes the training's result in one sentence. */
export function verdictOf(report) {
  const last = report.evaluations[report.evaluations.length - 1];
  const serving = report.evaluations.find((each) => each.name === 'serving');
  const { images, accuracy } = last.evaluation;
  const share = `${(100 * accuracy).toFixed(1)} %`;
  const right = report.folds > 0
    ? `${share} right on ${images} images, by ${report.folds}-fold cross-validation`
    : `${share} of ${images} test images right`;
  const version = report.version ? `Version ${report.version}` : 'The new version';
  const beside =
    serving === undefined || serving === last
      ? ''
      : ', ' +
        points(last.evaluation.accuracy - serving.evaluation.accuracy) +
        (serving.version ? ` version ${serving.version}` : ' the serving version');
  return report.verdict.passed
    ? `${version} was published: ${right}${beside}.`
    : `No version was published: ${right}${beside}.`;
}

function points(difference) {
  const size = Math.abs(100 * difference).toFixed(1);
  if (size === '0.0') return 'as many as';
  return `${size} points ${difference > 0 ? 'more than' : 'fewer than'}`;
}

/**
 * Returns a confusion matrix of the most confused classes, with all others combined.
 *
 * @param {{classes: {name: string}[], confusion: number[][]}} evaluation
 * @param {number} most classes to show
 * @returns {{names: string[], rows: {name: string, sum: number, cells: {name: string, count:
 *     number, share: number, right: boolean}[]}[], others: number}} share of the row's images;
 *     others: number of classes that are not shown
 */
export function matrixOf({ classes, confusion }, most = 24) {
  const places = classes.map((_, i) => i);
  const kept =
    classes.length <= most
      ? places
      : places
          .map((i) => [mistakes(confusion, i), i])
          .sort((a, b) => b[0] - a[0] || a[1] - b[1])
          .slice(0, most)
          .map(([, i]) => i)
          .sort((a, b) => a - b);
  const rest = places.filter((i) => !kept.includes(i));
  const rows = kept.map((row) => {
    const sum = confusion[row].reduce((a, b) => a + b, 0);
    const cell = (name, count, right) => ({ name, count, share: sum === 0 ? 0 : count / sum, right });
    const cells = kept.map((column) => cell(classes[column].name, confusion[row][column], row === column));
    if (rest.length > 0)
      cells.push(
        cell(
          'other classes',
          rest.reduce((all, column) => all + confusion[row][column], 0),
          false,
        ),
      );
    return { name: classes[row].name, sum, cells };
  });
  return { names: rows[0]?.cells.map((each) => each.name) ?? [], rows, others: rest.length };
}

function mistakes(confusion, i) {
  return confusion.reduce((sum, row, j) => sum + (i === j ? 0 : row[i] + confusion[i][j]), 0);
}

/** Describes a cell. */
export function cellWords(row, cell) {
  const were = cell.count === 1 ? 'was' : 'were';
  const said = cell.right ? `${were} predicted correctly` : `${were} predicted as ${cell.name}`;
  return `${cell.count} of ${row.sum} images of ${row.name} ${said} (${(100 * cell.share).toFixed(0)} %)`;
}

/** Returns the images of a cell that the report lists. */
export function imagesOf(evaluation, label, answer) {
  return evaluation.worst.filter((each) => each.label === label && each.answer === answer);
}

/**
 * Returns a row per class.
 *
 * @param {object} after the shown evaluation
 * @param {object|null} before the evaluation to compare with
 * @param {{name: string, new: boolean}[]} known the data set's classes
 */
export function classRows(after, before, known) {
  const fresh = new Set(known.filter((each) => each.new).map((each) => each.name));
  const earlier = new Map((before?.classes ?? []).map((each) => [each.name, each]));
  return after.classes.map((each) => {
    const old = earlier.get(each.name)?.f1;
    const change = Number.isFinite(old) && Number.isFinite(each.f1) ? each.f1 - old : null;
    return { ...each, fresh: fresh.has(each.name), change };
  });
}

/** Sorts rows by a column, missing values last. */
export function sorted(rows, by, down) {
  const value = (row) => row[by] ?? (down ? -Infinity : Infinity);
  const order = (a, b) =>
    typeof value(a) === 'string' ? value(a).localeCompare(value(b)) : value(a) - value(b);
  return [...rows].sort((a, b) => (down ? -order(a, b) : order(a, b)) || a.name.localeCompare(b.name));
}

const REASONS = {
  unreadable: 'could not be read',
  twin_on_other_side: 'near-duplicates of an older image in another split',
  twin_of_other_class: 'near-duplicates of an older image with another label',
  too_few_in_class: 'of classes with too few images',
  class_dropped: 'of classes that were dropped by request',
};

/** Describes why images were left out. */
export function reasonWords(reason) {
  return REASONS[reason] ?? reason.replaceAll('_', ' ');
}

/**
 * Describes the result of the version's 8-bit graph in a sentence or two.
 *
 * @param {{objection: string|null, images: number, right: number, rightInFloat32: number, same:
 *     number, answered: number, answeredInFloat32: number}} quantized
 */
export function quantizedOf(quantized) {
  const { objection, images, right, rightInFloat32, same, answered, answeredInFloat32 } = quantized;
  const figures = `Of ${images} images it is right about ${right} and answers ${answered} without doubt (float32: `
    + `${rightInFloat32} and ${answeredInFloat32}); ${same} answers are the same.`;
  return objection === null || objection === undefined
    ? `It has a graph in 8-bit integers too, which serves where that is faster. ${figures}`
    : `It has no graph in 8-bit integers: ${objection}.`;
}

/**
 * Describes the comparison of a smaller input size with the version's own, and how to train at that size.
 *
 * @param {{inputSize: number, cost: number, objection: string|null, images: number, right: number,
 *     rightAtOwnSize: number, same: number}} smaller
 * @param {string} model the version's model
 */
export function smallerInputOf(smaller, model) {
  const { inputSize, cost, objection, images, right, rightAtOwnSize, same } = smaller;
  const figures = `Heads for an input of ${inputSize} pixels, ${Math.round(100 * cost)} % of the computation, are right `
    + `about ${right} of ${images} held-out images (for the version's own size: ${rightAtOwnSize}); ${same} answers are `
    + 'the same.';
  return objection === null || objection === undefined
    ? `${figures} To train at this size: ./weft train --model ${model} --input-size ${inputSize}`
    : `${figures} That size is not offered: at most 0.5 % fewer correct answers are allowed.`;
}
