// Imports the dashboard's modules as the browser does.
import { register } from 'node:module';

register('./resolution.mjs', import.meta.url);

const APP = new URL('../../main/resources/META-INF/resources/app/', import.meta.url);

/** Imports a module by its path in the folder app. */
export function page(module) {
  return import(new URL(module, APP));
}
