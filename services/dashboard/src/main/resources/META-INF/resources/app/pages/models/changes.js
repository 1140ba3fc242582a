// Differences between two states of a model. Pure functions.
import { causeWords } from './words.js';

/**
 * Describes the differences in sentences, the last decision first.
 *
 * @param {object} old the state that was shown
 * @param {object} now the current state
 */
export function changes(old, now) {
  const said = [`Last decision: ${causeWords(now.cause)}.`];
  if (old.serving !== now.serving)
    said.push(`Version ${now.serving} serves now, not version ${old.serving}.`);
  if (old.pinned !== now.pinned)
    said.push(now.pinned ? 'The model is pinned now.' : 'The model is no longer pinned.');
  said.push(...rolloutChanges(old.rollout, now.rollout, now.history));
  if (JSON.stringify(old.policy) !== JSON.stringify(now.policy)) said.push('The policy is another one.');
  if (JSON.stringify(old.aliases) !== JSON.stringify(now.aliases)) said.push(`Names: ${names(now.aliases)}.`);
  return said;
}

function rolloutChanges(old, now, history) {
  if (old === null && now === null) return [];
  if (old === null) return [`A rollout of version ${now.version} has begun.`];
  if (now === null || now.id !== old.id) {
    const ended = history.find((each) => each.id === old.id);
    const how = ended ? `: ${ended.outcome}` : '';
    const why = ended?.reason ? ` (${ended.reason})` : '';
    const end = `The rollout of version ${old.version} has ended${how}${why}.`;
    return now === null ? [end] : [end, `A rollout of version ${now.version} has begun.`];
  }
  const said = [];
  if (old.phase !== now.phase) said.push(`The rollout is ${now.phase} now, not ${old.phase}.`);
  if (old.step !== now.step) said.push(`It is at step ${now.step + 1} now, not ${old.step + 1}.`);
  if (old.weight !== now.weight)
    said.push(`Version ${now.version} answers ${now.weight} % now, not ${old.weight} %.`);
  if (old.shadow !== now.shadow)
    said.push(`Version ${now.version} shadows ${now.shadow} % now, not ${old.shadow} %.`);
  return said;
}

function names(aliases) {
  return (
    Object.entries(aliases)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ') || 'none'
  );
}
