/** Shows parsed text. Text only ever becomes text nodes, and every address was checked when it was parsed. */

import { html, nothing, type TemplateResult } from 'lit';

import type { Link } from './links.js';
import { blocks, type Inline } from './richtext.js';
import { texts } from './texts.js';

type View = TemplateResult | string;

function linkView({ href, label, external }: Link): TemplateResult {
  return external
    ? html`<a href=${href} target="_blank" rel="noopener noreferrer">${label}<span class="hidden"> (${texts.newTab})</span></a>`
    : html`<a href=${href}>${label}</a>`;
}

export function inlineView(pieces: Inline[]): View[] {
  return pieces.map((piece) => {
    if (typeof piece === 'string') return piece;
    return 'bold' in piece ? html`<strong>${inlineView(piece.bold)}</strong>` : linkView(piece);
  });
}

/** Show a text with paragraphs, lists, bold and links. */
export function textView(text: string): TemplateResult[] {
  return blocks(text).map((block) => {
    if (block.kind === 'paragraph') {
      return html`<p>${block.lines.map((line, at) => html`${at > 0 ? html`<br>` : nothing}${inlineView(line)}`)}</p>`;
    }
    const items = block.items.map((item) => html`<li>${inlineView(item)}</li>`);
    return block.kind === 'bullets' ? html`<ul>${items}</ul>` : html`<ol start=${block.start}>${items}</ol>`;
  });
}
