/** Plain text in, structure out: paragraphs, lists, bold and links. No HTML goes in and none comes out. */

import { safeLink, withLinks, type Link } from './links.js';

export interface Bold {
  bold: (string | Link)[];
}
export type Inline = string | Link | Bold;

export interface Paragraph {
  kind: 'paragraph';
  lines: Inline[][];
}
export interface List {
  kind: 'bullets' | 'numbers';
  items: Inline[][];
  /** Number of the first item of a numbered list. */
  start: number;
}
export type Block = Paragraph | List;

const BULLET = /^\s*[-*•]\s+(.+)$/;
const NUMBER = /^\s*(\d{1,2})[.)]\s+(.+)$/;
const BOLD = /\*\*(?=\S)([^*\n]+?)\*\*/g;

/** Return the pieces of one line. */
export function inline(text: string): Inline[] {
  const pieces: Inline[] = [];
  let position = 0;
  for (const match of text.matchAll(BOLD)) {
    const at = match.index ?? 0;
    pieces.push(...withLinks(text.slice(position, at)), { bold: withLinks(match[1] ?? '') });
    position = at + match[0].length;
  }
  pieces.push(...withLinks(text.slice(position)));
  return pieces;
}

function listItem(line: string): { kind: List['kind']; text: string; number: number } | undefined {
  const bullet = BULLET.exec(line);
  if (bullet?.[1] !== undefined) return { kind: 'bullets', text: bullet[1], number: 1 };
  const numbered = NUMBER.exec(line);
  if (numbered?.[2] !== undefined) return { kind: 'numbers', text: numbered[2], number: Number(numbered[1]) };
  return undefined;
}

/** Return the blocks of a text. */
export function blocks(text: string): Block[] {
  const result: Block[] = [];
  let paragraph: Paragraph | undefined;
  let list: List | undefined;
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    const item = listItem(line);
    if (line.trim() === '') {
      paragraph = list = undefined;
    } else if (item !== undefined) {
      paragraph = undefined;
      if (list?.kind !== item.kind) result.push((list = { kind: item.kind, items: [], start: item.number }));
      list.items.push(inline(item.text));
    } else {
      list = undefined;
      if (paragraph === undefined) result.push((paragraph = { kind: 'paragraph', lines: [] }));
      paragraph.lines.push(inline(line));
    }
  }
  return result;
}

const plainInline = (pieces: Inline[]): string =>
  pieces
    .map((piece) => (typeof piece === 'string' ? piece : 'bold' in piece ? plainInline(piece.bold) : piece.label))
    .join('');

/** Return the text without marks, as it is spoken and copied. */
export function plain(text: string): string {
  return blocks(text)
    .map((block) =>
      block.kind === 'paragraph'
        ? block.lines.map(plainInline).join('\n')
        : block.items
            .map((item, at) => (block.kind === 'numbers' ? `${block.start + at}. ` : '- ') + plainInline(item))
            .join('\n'),
    )
    .join('\n\n');
}

/** Return the closing source line with the names of its sources as links; an address behind a name is left out. */
export function sourceLine(line: string, sources: { name: string; url: string }[]): Inline[] {
  const pieces: Inline[] = [];
  let rest = line;
  for (const { name, url } of sources) {
    const at = rest.indexOf(name);
    // a source is a page: a telephone number or mail address is none
    const link = /^https?:/i.test(url) ? safeLink(url, name) : undefined;
    if (at < 0 || link === undefined) continue;
    const after = rest.slice(at + name.length);
    const address = ` (${url})`;
    pieces.push(rest.slice(0, at), link);
    rest = after.startsWith(address) ? after.slice(address.length) : after;
  }
  return [...pieces, rest].filter((piece) => piece !== '');
}
