// Merges histories from standard input as the page does, and writes the results to standard output.
import { readFileSync } from 'node:fs';
import { heard, merged } from './images.mjs';

const images = JSON.parse(readFileSync(0, 'utf8')).map(({ events, loaded }) => {
  const image = events.reduce((known, [name, event]) => heard(known, name, event), null);
  return loaded ? merged(image, loaded) : image;
});
process.stdout.write(JSON.stringify(images));
