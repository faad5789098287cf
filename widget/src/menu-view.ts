/** What can be done with the conversation as a whole, and whom to ask instead. */

import { html, nothing, type TemplateResult } from 'lit';

import { icons } from './icons.js';
import { safeLink } from './links.js';
import type { Contact } from './protocol.js';
import { texts } from './texts.js';
import { inlineView } from './text-view.js';

export interface MenuActions {
  copy(): void;
  mail(): void;
  erase(): void;
}

function contactView({ person, phone, mail }: Contact): TemplateResult | typeof nothing {
  if (person === '' && phone === '' && mail === '') return nothing;
  const call = phone === '' ? undefined : safeLink('tel:' + phone.replace(/[^\d+]/g, ''), phone);
  const write = mail === '' ? undefined : safeLink('mailto:' + mail, mail);
  return html`<div class="contact">
    <p class="quiet">${texts.human}</p>
    ${person === '' ? nothing : html`<p>${person}</p>`}
    ${call === undefined ? nothing : html`<p>${inlineView([call])}</p>`}
    ${write === undefined ? nothing : html`<p>${inlineView([write])}</p>`}
  </div>`;
}

/** Show the list under the menu button; `mailto` is the address that opens a mail with the conversation. */
export function menuView(mailto: string, contact: Contact, actions: MenuActions): TemplateResult {
  return html`<div class="menu" id="menu">
    <ul>
      <li><button type="button" @click=${actions.copy}>${icons.copy}${texts.copy}</button></li>
      <li><a href=${mailto} @click=${actions.mail}>${icons.mail}${texts.mail}</a></li>
      <li><button type="button" @click=${actions.erase}>${icons.erase}${texts.erase}</button></li>
    </ul>
    ${contactView(contact)}
  </div>`;
}

/** Ask before erasing; takes the place of the field to type in. */
export function eraseView(
  state: { running: boolean; failed: boolean },
  actions: { confirm(): void; cancel(): void },
): TemplateResult {
  return html`<div class="confirm" role="group" aria-labelledby="erase-title">
    <h3 id="erase-title" tabindex="-1">${texts.eraseTitle}</h3>
    <p>${state.failed ? texts.eraseFailed : texts.eraseText}</p>
    <div class="row">
      <button type="button" class="solid danger" aria-disabled=${state.running ? 'true' : 'false'} @click=${actions.confirm}>
        ${state.running ? texts.erasing : state.failed ? texts.retry : texts.eraseYes}</button>
      <button type="button" class="plain" @click=${actions.cancel}>${texts.eraseNo}</button>
    </div>
  </div>`;
}
