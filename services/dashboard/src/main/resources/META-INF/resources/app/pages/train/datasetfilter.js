// The filter of a data set: as typed, as a request, and in words. Pure functions.

/** No filter: all labels of the server's default model. */
export const ALL = { name: '', model: '', labels: [], source: '', by: '', tags: '', since: '', until: '' };

/** Sources of labels. */
export const SOURCES = ['person', 'folder', 'csv', 'label-studio', 'object-store'];

/**
 * Converts the typed values to a request.
 *
 * @param {object} typed the form of {@link ALL}; tags are lines of key=value, times are local
 * @returns {{body: object, errors: Object<string, string>}}
 */
export function requestOf(typed) {
  const errors = {};
  const { tags, wrong } = tagsOf(typed.tags);
  if (wrong !== null) errors.tags = `must be lines of key=value, but one is ${wrong}`;
  const since = momentOf(typed.since);
  const until = momentOf(typed.until);
  if (since && until && since >= until) errors.until = 'must be later than the other time';
  const filter = {
    labels: typed.labels.length === 0 ? undefined : typed.labels,
    source: typed.source || undefined,
    by: typed.by.trim() || undefined,
    tags: Object.keys(tags).length === 0 ? undefined : tags,
    since,
    until,
  };
  const isSaid = Object.values(filter).some((each) => each !== undefined);
  return {
    body: { name: typed.name, model: typed.model || undefined, filter: isSaid ? filter : undefined },
    errors,
  };
}

function tagsOf(text) {
  const tags = {};
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line === '') continue;
    const at = line.indexOf('=');
    if (at < 1) return { tags: {}, wrong: line };
    tags[line.slice(0, at).trim()] = line.slice(at + 1).trim();
  }
  return { tags, wrong: null };
}

function momentOf(local) {
  return local === '' ? undefined : new Date(local).toISOString();
}

/** Describes a filter; times are formatted by the function. */
export function wordsOf(filter, clock) {
  const { labels = [], source, by, tags = {}, since, until } = filter ?? {};
  const said = [];
  if (labels.length > 0) said.push(`only ${labels.join(', ')}`);
  if (source) said.push(`labels from ${source}`);
  if (by) said.push(`labeled by ${by}`);
  for (const [key, value] of Object.entries(tags)) said.push(`tag ${key}=${value}`);
  if (since) said.push(`labeled since ${clock(since)}`);
  if (until) said.push(`labeled before ${clock(until)}`);
  return said.length === 0 ? 'all labels' : said.join('; ');
}
