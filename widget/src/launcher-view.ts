/** The button that opens the chat. */

import { html, nothing, type TemplateResult } from 'lit';

import { icons } from './icons.js';
import { texts } from './texts.js';

export function launcherView(state: { unread: boolean; hidden: boolean }, open: () => void, near: () => void): TemplateResult {
  return html`<button
    type="button" class="launcher" aria-haspopup="dialog" aria-expanded=${state.hidden ? 'true' : 'false'}
    ?hidden=${state.hidden} @click=${open} @pointerenter=${near} @focus=${near}
  >
    ${icons.chat}<span class="label">${texts.launcher}</span>
    ${state.unread ? html`<span class="badge"></span><span class="hidden">${texts.unread}</span>` : nothing}
  </button>`;
}
