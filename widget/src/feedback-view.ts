/** Thumbs under an answer, with an optional remark after a press. */

import { html, nothing, type TemplateResult } from 'lit';

import { iconButton } from './icon-button.js';
import { texts } from './texts.js';
import type { Answered } from './thread.js';

export const LONGEST_REMARK = 500;

export interface FeedbackActions {
  rate(message: Answered, rating: 'up' | 'down'): void;
  remark(message: Answered, remark: string): void;
  skip(message: Answered): void;
}

function thumb(message: Answered, rating: 'up' | 'down', actions: FeedbackActions): TemplateResult {
  return iconButton(rating, texts[rating], () => actions.rate(message, rating), {
    look: `thumb ${rating}`,
    pressed: message.rating === rating,
  });
}

function remarkForm(message: Answered, actions: FeedbackActions): TemplateResult {
  const id = `remark-${message.id}`;
  const submit = (event: Event): void => {
    event.preventDefault();
    const area = (event.currentTarget as HTMLFormElement).querySelector('textarea');
    actions.remark(message, area?.value.trim() ?? '');
  };
  return html`<form class="remark" @submit=${submit}>
    <label for=${id}>${texts.remark}</label>
    <textarea id=${id} rows="2" maxlength=${LONGEST_REMARK}></textarea>
    <div class="row">
      <button type="submit" class="solid">${texts.remarkSend}</button>
      <button type="button" class="plain" @click=${() => actions.skip(message)}>${texts.remarkSkip}</button>
    </div>
  </form>`;
}

/** Show the thumbs of a message; `remarking` when its remark is being written. */
export function feedbackView(message: Answered, remarking: boolean, actions: FeedbackActions): TemplateResult | typeof nothing {
  if (message.replyId === '') return nothing;
  const again = (): void => {
    if (message.rating === '') return;
    if (message.remark === '') actions.rate(message, message.rating);
    else actions.remark(message, message.remark);
  };
  return html`<div class="feedback" data-for=${message.id}>
    <div class="row" role="group" aria-label=${texts.feedback}>
      <span class="quiet">${message.rated === 'sent' ? texts.thanks : texts.feedback}</span>
      ${thumb(message, 'up', actions)}${thumb(message, 'down', actions)}
    </div>
    ${message.rated === 'failed'
      ? html`<div class="row failure"><span>${texts.feedbackFailed}</span>
          <button type="button" class="retry" @click=${again}>${texts.retry}</button></div>`
      : nothing}
    ${remarking ? remarkForm(message, actions) : nothing}
  </div>`;
}
