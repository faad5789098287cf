/** What the script tag does: make the element known and put it on the page, unless the page has one already. */

import { ChatElement } from './element.js';
import { ATTRIBUTES } from './options.js';

const TAG = 'duaalwijzer-chat';

function settle(script: HTMLScriptElement): void {
  if (document.querySelector(TAG) !== null) return;
  const element = document.createElement(TAG);
  for (const [data, attribute] of Object.entries(ATTRIBUTES)) {
    const value = script.dataset[data];
    if (value !== undefined) element.setAttribute(attribute, value);
  }
  document.body.append(element);
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  if (script.src !== '') ChatElement.server = new URL(script.src).origin;
  if (customElements.get(TAG) === undefined) customElements.define(TAG, ChatElement);
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', () => settle(script), { once: true });
  } else {
    settle(script);
  }
}
