// Aliases of a model's versions: rules, and effects of changes. Pure functions.

const PATTERN = /^[a-z][a-z0-9_-]{0,62}$/;
const MOST = 100;

/** Aliases that follow rollouts automatically, with what they follow. */
export const FOLLOWING = { champion: 'what serves', challenger: 'the candidate' };

/**
 * Returns every alias, those that follow rollouts first.
 *
 * @returns {{name: string, version: number, follows: string|null}[]}
 */
export function aliasesOf({ aliases }) {
  return Object.entries(aliases)
    .map(([name, version]) => ({ name, version, follows: FOLLOWING[name] ?? null }))
    .sort((a, b) => (a.follows === null) - (b.follows === null) || a.name.localeCompare(b.name));
}

/**
 * Returns why an alias cannot be set to a version; null if it can. The rollout service decides:
 * this only saves users a failed attempt.
 */
export function aliasRefusal({ aliases }, name, version) {
  if (FOLLOWING[name]) return `${name} follows ${FOLLOWING[name]} by itself; choose another name.`;
  if (!PATTERN.test(name))
    return 'A name begins with a lower-case letter; then come letters, digits, _ and -, 63 characters at most.';
  if (aliases[name] === version) return `Version ${version} is called ${name} already.`;
  const own = Object.keys(aliases).filter((each) => !FOLLOWING[each]).length;
  return aliases[name] === undefined && own >= MOST ? `There are ${MOST} names already; remove one first.` : null;
}

/** Describes the effect of setting an alias or, without a version, of removing it. */
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
