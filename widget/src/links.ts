/** Which addresses a link may have, and where links stand in a text. */

export interface Link {
  href: string;
  label: string;
  /** True when it leads to another page, which opens in a new tab. */
  external: boolean;
}

const ALLOWED = new Set(['http:', 'https:', 'mailto:', 'tel:']);

const NAMED = String.raw`\[([^\]\n]{1,200})\]\(([^\s()]{1,2000})\)`;
const ADDRESS = String.raw`https?:\/\/[^\s<>"'\])]*[^\s<>"'\])}.,;:!?*]`;
const MAIL = String.raw`[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+`;
const PHONE = String.raw`(?:\+\d{2}[ ./]?|0)\d{1,3}(?:[ ./]?\d{2,3}){2,4}`;
const HELP_LINE = String.raw`\b1\d{2,3}\b(?![.,]?\d)`;
const TOKEN = new RegExp(`${NAMED}|(${ADDRESS})|(${MAIL})|(${PHONE})|(${HELP_LINE})`, 'g');

/** Return the link for an address, or undefined unless it is http, https, mailto or tel. */
export function safeLink(address: string, label: string): Link | undefined {
  try {
    const url = new URL(address);
    return ALLOWED.has(url.protocol)
      ? { href: url.href, label, external: url.protocol.startsWith('http') }
      : undefined;
  } catch {
    return undefined;
  }
}

/** The number of a Belgian company looks like a telephone number. */
const COMPANY = /^0\d{3}\.\d{3}\.\d{3}$/;

/** A Belgian number has 9 or 10 digits with its zero, 10 or 11 with +32; a date or an amount has fewer. */
function phoneLink(label: string, before: string, after: string): Link | undefined {
  const digits = label.replace(/\D/g, '');
  const least = label.startsWith('+') ? 10 : 9;
  if (COMPANY.test(label) || digits.length < least || digits.length > least + 1 || /[\w.,/-]$/.test(before) || /^\d/.test(after)) return undefined;
  return safeLink('tel:' + label.replace(/[^\d+]/g, ''), label);
}

/** Words before a short number that say to call it: "Bel 112", "Awel (102". */
const CALLS = /(?:\bbel|\bbellen|\bawel|\bnummer|\bhelpt|\bof|\bop)[:\s(]+(?:nu |naar |op )?$/i;
const HELP_LINES = ['112', '102', '1700', '1712', '1813'];

/** Somebody in need calls with one touch; a number of hours or euros is no number to call. */
function helpLink(label: string, before: string, after: string): Link | undefined {
  return HELP_LINES.includes(label) && CALLS.test(before.slice(-20)) && !/^\s*(?:euro|%|uur|dag)/.test(after) ? safeLink('tel:' + label, label) : undefined;
}

/** Return the text cut into plain pieces and links; joined, the labels give the text that is shown. */
export function withLinks(text: string): (string | Link)[] {
  const pieces: (string | Link)[] = [];
  let position = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, label, target, address, mail, phone, help] = match;
    const at = match.index ?? 0;
    const link =
      label !== undefined && target !== undefined ? safeLink(target, label)
      : address !== undefined ? safeLink(address, address)
      : mail !== undefined ? safeLink('mailto:' + mail, mail)
      : phone !== undefined ? phoneLink(phone, text.slice(0, at), text.slice(at + whole.length))
      : help !== undefined ? helpLink(help, text.slice(0, at), text.slice(at + whole.length))
      : undefined;
    if (link === undefined) continue;
    if (at > position) pieces.push(text.slice(position, at));
    pieces.push(link);
    position = at + whole.length;
  }
  if (position < text.length) pieces.push(text.slice(position));
  return pieces;
}
