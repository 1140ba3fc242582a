// Uploads of files that are dropped or pasted anywhere on the page, or chosen.
import { html, useEffect, useRef, useState } from '../../core/html.js';
import { lacks } from '../../core/access.js';
import { count } from '../../core/format.js';
import { toast } from '../../ui/toast.js';
import { Icon } from '../../ui/icon.js';
import { filesOf, MOST_FILES } from './files.js';
import { UploadList } from './uploadlist.js';
import { useUploads } from './uploads.js';

export function Uploader() {
  const uploads = useUploads();
  const chooser = useRef(null);
  const isOver = useDrop(add);

  function add({ files, left }) {
    if (lacks('publisher') !== null) {
      toast(lacks('publisher'), { kind: 'bad' });
      return;
    }
    if (left > 0) toast(`${count(MOST_FILES)} files are taken at once; ${count(left)} or more were left out.`, { kind: 'bad' });
    if (files.length > 0) uploads.add(files);
  }

  function chosen({ target }) {
    add({ files: [...target.files].slice(0, MOST_FILES), left: Math.max(0, target.files.length - MOST_FILES) });
    target.value = '';
  }

  return html`
    <section class="card live-upload" aria-label="Upload">
      <div class="spread">
        <p class="row live-hint"><${Icon} name="upload" /><span>Drop or paste images anywhere on this page</span></p>
        <input ref=${chooser} id="live-files" class="hidden" type="file" multiple accept="image/*"
            tabindex="-1" aria-hidden="true" onChange=${chosen} />
        <button class="main" title=${lacks('publisher')} disabled=${lacks('publisher') !== null}
            onClick=${() => chooser.current.click()}>Choose images</button>
      </div>
      ${uploads.items.length > 0 && html`<${UploadList} uploads=${uploads} />`}
    </section>
    ${isOver && html`<div class="live-drop" aria-hidden="true"><span><${Icon} name="upload" size="32" />Drop to upload</span></div>`}`;
}

/** Handles drops and pastes; returns whether files are being dragged over the page. */
function useDrop(add) {
  const [isOver, set] = useState(false);
  const latest = useRef(add);
  latest.current = add;
  useEffect(() => {
    const hasFiles = (event) => event.dataTransfer?.types.includes('Files');
    const over = (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      set(true);
    };
    const out = (event) => event.relatedTarget === null && set(false);
    const dropped = async (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      set(false);
      latest.current(await filesOf(event.dataTransfer));
    };
    const pasted = async (event) => {
      if (event.clipboardData.files.length === 0) return;
      event.preventDefault();
      latest.current(await filesOf(event.clipboardData));
    };
    const events = { dragover: over, dragleave: out, drop: dropped, paste: pasted };
    Object.entries(events).forEach(([name, act]) => addEventListener(name, act));
    return () => Object.entries(events).forEach(([name, act]) => removeEventListener(name, act));
  }, []);
  return isOver;
}
