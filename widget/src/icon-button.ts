/** A button with a drawing on it; its name is read aloud and shown as a tooltip. */

import { html, nothing, type TemplateResult } from 'lit';

import { icons } from './icons.js';

export function iconButton(
  icon: keyof typeof icons,
  name: string,
  action: ((event: Event) => void) | undefined,
  state: { look?: string; type?: 'button' | 'submit'; pressed?: boolean; expanded?: boolean; disabled?: boolean } = {},
): TemplateResult {
  return html`<button class="icon ${state.look ?? icon}" type=${state.type ?? 'button'} aria-label=${name} title=${name}
    aria-pressed=${state.pressed ?? nothing} aria-expanded=${state.expanded ?? nothing} aria-disabled=${state.disabled ?? nothing}
    @click=${action}>${icons[icon]}</button>`;
}
