// Names of a model's versions: which there may be, and what comes of giving or taking one. Pure.

const PATTERN = /^[a-z][a-z0-9_-]{0,62}$/;
const MOST = 100;

/** Those that follow the rollouts by themselves, with what they follow. */
export const FOLLOWING = { champion: 'what serves', challenger: 'the candidate' };

/**
 * Every name, those that follow by themselves first.
 *
 * @returns {{name: string, version: number, follows: string|null}[]}
 */
export function aliasesOf({ aliases }) {
  return Object.entries(aliases)
    .map(([name, version]) => ({ name, version, follows: FOLLOWING[name] ?? null }))
    .sort((a, b) => (a.follows === null) - (b.follows === null) || a.name.localeCompare(b.name));
}

/**
 * Why a version cannot be given a name; null if it can. The rollout service decides: this is so that
 * people need not try.
 */
export function aliasRefusal({ aliases }, name, version) {
  if (FOLLOWING[name]) return `${name} follows ${FOLLOWING[name]} by itself; choose another name.`;
  if (!PATTERN.test(name))
    return 'A name begins with a lower-case letter; then come letters, digits, _ and -, 63 characters at most.';
  if (aliases[name] === version) return `Version ${version} is called ${name} already.`;
  const own = Object.keys(aliases).filter((each) => !FOLLOWING[each]).length;
  return aliases[name] === undefined && own >= MOST ? `There are ${MOST} names already; remove one first.` : null;
}

/** What comes of giving a version a name, or, without a version, of taking the name away. */
export function aliasConsequences({ model, aliases, serving }, name, version) {
  const before = aliases[name];
  const said = [];
  if (version === null) said.push(`Version ${before} is no longer called ${name}.`);
  else if (before === undefined) said.push(`Version ${version} is called ${name}.`);
  else said.push(`${name} moves from version ${before} to version ${version}.`);
  said.push(
    version === null
      ? `Who asks for ${model}:${name} is told that there is no such version.`
      : `Who asks for ${model}:${name} gets version ${version}, and it is kept as long as it has the name.`,
  );
  return [...said, `Version ${serving} goes on serving: a name moves no images.`];
}
