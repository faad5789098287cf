/** The chat as a whole: launcher and panel, or a page of its own. */

import { html, nothing, type TemplateResult } from 'lit';

import type { ChatElement } from './element.js';
import { asMail } from './export.js';
import { iconButton } from './icon-button.js';
import { icons } from './icons.js';
import { launcherView } from './launcher-view.js';
import { eraseView, menuView } from './menu-view.js';
import { answeredView, askedView, choicesView } from './message-view.js';
import { readMode, readPosition } from './options.js';
import { textView } from './text-view.js';
import { texts } from './texts.js';

const LONGEST_MESSAGE = 1_000;

export function chatView(chat: ChatElement): TemplateResult {
  const { actions, panel } = chat;
  const page = readMode(chat.mode) === 'page';
  return html`<div class="root ${readPosition(chat.position)}" lang="nl-BE" @keydown=${actions.stay} @pointerdown=${actions.stay}>
    ${page
      ? html`<section class="panel" aria-labelledby="title" @keydown=${actions.escape}>${inside(chat, page)}</section>`
      : html`<dialog class="panel" aria-labelledby="title" @keydown=${actions.escape}
            @cancel=${panel.cancelled} @close=${panel.closed}>${inside(chat, page)}</dialog>
          ${launcherView({ unread: chat.unread, hidden: panel.open }, actions.open, actions.near)}`}
  </div>`;
}

function inside(chat: ChatElement, page: boolean): TemplateResult {
  return html`
    ${headerView(chat, page)}
    ${chat.online ? nothing : html`<p class="notice">${texts.offline}</p>`}
    <div class="log" role="log" aria-live="off" aria-label=${texts.log} tabindex="0">${logView(chat)}</div>
    <div class="hidden" role="status" aria-live="polite" aria-atomic="false" aria-relevant="additions"></div>
    ${chat.erasing === 'no'
      ? composeView(chat)
      : eraseView(
          { running: chat.erasing === 'running', failed: chat.erasing === 'failed' },
          { confirm: chat.actions.confirmErase, cancel: chat.actions.cancelErase },
        )}`;
}

function headerView(chat: ChatElement, page: boolean): TemplateResult {
  const { actions, shownTitle } = chat;
  return html`<header>
    <div class="titles">
      ${page ? html`<h1 id="title" tabindex="-1">${shownTitle}</h1>` : html`<h2 id="title" tabindex="-1">${shownTitle}</h2>`}
      <p>${texts.subtitle}</p>
    </div>
    ${iconButton('restart', texts.restart, actions.restart)}
    ${iconButton('more', texts.menu, actions.toggleMenu, { expanded: chat.menuOpen })}
    <div @focusout=${actions.menuLeft}>${chat.menuOpen
      ? menuView(asMail(chat.conversation.thread.messages, shownTitle, new Date()), chat.config.contact, {
          copy: actions.copy, mail: actions.closeMenu, erase: actions.askErase,
        })
      : nothing}</div>
    ${page ? nothing : iconButton('close', texts.close, actions.close)}
  </header>`;
}

function logView(chat: ChatElement): TemplateResult {
  const { actions, config, remarking } = chat;
  const { messages } = chat.conversation.thread;
  const last = messages[messages.length - 1];
  return html`
    ${chat.ready
      ? html`<div class="message"><div class="bubble">${textView(config.greeting || texts.greeting)}</div></div>
          <p class="privacy">${icons.info}<span>${chat.privacy}</span></p>`
      : nothing}
    ${messages.length === 0 && config.starters.length > 0
      ? choicesView(config.starters, texts.starters, actions.pick)
      : nothing}
    ${messages.map((message) =>
      message.who === 'reader'
        ? askedView(message, actions.retry)
        : answeredView(message, { choices: message === last, remarking: remarking === message.id }, actions))}
    ${chat.conversation.busy
      ? html`<div class="typing"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${texts.typing}</div>`
      : nothing}
    ${chat.notice === '' ? nothing : html`<p class="quiet">${chat.notice}</p>`}`;
}

function composeView(chat: ChatElement): TemplateResult {
  const { actions } = chat;
  return html`<form class="compose" @submit=${actions.submit}>
    <label class="hidden" for="message">${texts.input}</label>
    <textarea id="message" rows="1" maxlength=${LONGEST_MESSAGE} placeholder=${texts.placeholder} enterkeyhint="send"
      autocomplete="off" @keydown=${actions.enter} @input=${actions.typed}></textarea>
    ${iconButton('send', texts.send, undefined, { look: 'send solid', type: 'submit', disabled: chat.conversation.busy })}
  </form>`;
}
