import { html, render } from './core/html.js';
import { look } from './core/access.js';
import { start } from './core/live.js';
import { Shell } from './ui/shell.js';

await look();
start();
render(html`<${Shell} />`, document.getElementById('app'));
