// Facts about the file.
import { html } from '../../core/html.js';
import { bytes, count } from '../../core/format.js';
import { path } from '../../core/api.js';
import { toast } from '../../ui/toast.js';

export function Facts({ image }) {
  const tags = Object.entries(image.tags ?? {});
  return html`
    <dl class="image-facts">
      <${Fact} name="Id"><${Copied} text=${image.id} what="id" /></${Fact}>
      <${Fact} name="Uploaded">${time(image.uploadedAt)}</${Fact}>
      ${image.deadline && html`<${Fact} name="Deadline">${time(image.deadline)}</${Fact}>`}
      <${Fact} name="Type">${image.contentType ?? 'not said'}</${Fact}>
      <${Fact} name="Size">
        ${image.size === null ? 'not known' : html`<span title=${count(image.size) + ' bytes'}>${bytes(image.size)}</span>`}
      </${Fact}>
      <${Fact} name="SHA-256">${image.sha256 ? html`<${Copied} text=${image.sha256} what="SHA-256" />` : 'known with the answer'}</${Fact}>
      ${tags.length > 0 && html`
        <${Fact} name="Tags">
          <ul class="image-tags">${tags.map(([name, value]) => html`
            <li key=${name} class="cut" title=${`${name}=${value}`}><span class="muted">${name}</span> <bdi>${value}</bdi></li>`)}
          </ul>
        </${Fact}>`}
      <${Fact} name="File"><a href=${path('images', image.id, 'content')} target="_blank" rel="noopener">As it was uploaded</a></${Fact}>
    </dl>`;
}

function Fact({ name, children }) {
  return html`<div><dt>${name}</dt><dd>${children}</dd></div>`;
}

function time(instant) {
  return html`<time datetime=${instant}>${new Date(instant).toLocaleString()}</time>`;
}

/** A shortened name with a button that copies the full one, if the browser permits it. */
function Copied({ text, what }) {
  const copy = () => navigator.clipboard.writeText(text).then(
    () => toast(`Copied the ${what}`, { kind: 'good' }),
    () => toast('The browser does not allow copying', { kind: 'bad' }),
  );
  return html`
    <span class="image-copied">
      <code class="cut" title=${text}>${text}</code>
      ${navigator.clipboard && html`<button class="plain" aria-label=${`Copy the ${what}`} onClick=${copy}>Copy</button>`}
    </span>`;
}
