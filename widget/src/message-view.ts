/** Shows one message of either side, with what belongs to it. */

import { html, nothing, type TemplateResult } from 'lit';

import { feedbackView, type FeedbackActions } from './feedback-view.js';
import { icons } from './icons.js';
import type { Choice } from './protocol.js';
import { sourceLine } from './richtext.js';
import { fill, texts } from './texts.js';
import { inlineView, textView } from './text-view.js';
import type { Answered, Asked } from './thread.js';

/** Say why a message got no answer. */
export function failureText(message: Asked): string {
  const reason = message.reason === '' || message.reason === 'session' ? 'server' : message.reason;
  return fill(texts.failed[reason], { seconds: message.wait });
}

export function askedView(message: Asked, retry: (message: Asked) => void): TemplateResult {
  return html`<div class="message mine">
      <div class="bubble"><span class="hidden">${texts.you}: </span>${message.text}</div>
    </div>
    ${message.state === 'failed'
      ? html`<div class="row failure mine">
          <span>${icons.warning}${failureText(message)}</span>
          <button type="button" class="retry" @click=${() => retry(message)}>${texts.retry}</button>
        </div>`
      : nothing}`;
}

export function choicesView(choices: Choice[], label: string, pick: (choice: Choice) => void): TemplateResult {
  return html`<ul class="choices" aria-label=${label}>
    ${choices.map((choice) => html`<li><button type="button" class="choice" @click=${() => pick(choice)}
      ><span>${choice.title}</span>${icons.chevron}</button></li>`)}
  </ul>`;
}

/** Show an answer; `choices` only where they may still be pressed. */
export function answeredView(
  message: Answered,
  state: { choices: boolean; remarking: boolean },
  actions: FeedbackActions & { pick(choice: Choice): void },
): TemplateResult {
  return html`<div class="message theirs">
      ${message.text === '' && message.sourceLine === ''
        ? nothing
        : html`<div class="bubble"><span class="hidden">${texts.assistant}: </span>${textView(message.text)}
            ${message.sourceLine === '' ? nothing
              : html`<p class="source">${inlineView(sourceLine(message.sourceLine, message.sources))}</p>`}
          </div>`}
    </div>
    ${feedbackView(message, state.remarking, actions)}
    ${state.choices && message.choices.length > 0 ? choicesView(message.choices, texts.choices, actions.pick) : nothing}`;
}
