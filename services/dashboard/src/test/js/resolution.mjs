// Resolves imports by the import map of index.html, and treats all files that are served as modules.
import { readFileSync } from 'node:fs';

const SERVED = '/META-INF/resources/';
const INDEX = new URL('../../main/resources/META-INF/resources/index.html', import.meta.url);
// Maven unpacks the libraries there.
const BUILT = new URL('../../../target/classes/META-INF/resources/', import.meta.url);

const [, map] = readFileSync(INDEX, 'utf8').match(/<script type="importmap">(.*?)<\/script>/);
const { imports } = JSON.parse(map);

export async function resolve(specifier, context, next) {
  const address = imports[specifier];
  const found = await next(address ? new URL('.' + address, BUILT).href : specifier, context);
  return found.url.includes(SERVED) ? { ...found, format: 'module' } : found;
}
