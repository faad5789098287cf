/** The conversation as text, to copy or to mail. */

import { plain } from './richtext.js';
import { fill, texts } from './texts.js';
import type { Answered, Message } from './thread.js';

/** Longest mail address that the usual mail programs take, in characters. */
const LONGEST_MAILTO = 1_900;

function entry(message: Message): string {
  const name = message.who === 'reader' ? texts.you : texts.assistant;
  const text = message.who === 'reader' ? message.text : [plain(message.text), message.sourceLine].filter(Boolean).join('\n');
  return `${name}: ${text}`;
}

/** Return an answer as it is said aloud. */
export function spokenAnswer(message: Answered): string {
  const choices = message.choices.map((choice) => choice.title).join(', ');
  const offer = choices === '' ? '' : fill(texts.choicesSpoken, { list: choices });
  return [plain(message.text), message.sourceLine, offer].filter(Boolean).join('\n');
}

const intro = (title: string, date: Date): string =>
  fill(texts.exportIntro, { title, date: date.toLocaleDateString('nl-BE', { dateStyle: 'long' }) });

/** Return the whole conversation as text. */
export function asText(messages: Message[], title: string, date: Date): string {
  return [intro(title, date), ...messages.map(entry)].join('\n\n');
}

/** Return a `mailto:` address with the conversation; where it is too long, with its latest part, and saying so. */
export function asMail(messages: Message[], title: string, date: Date): string {
  const subject = encodeURIComponent(fill(texts.exportSubject, { title }));
  const address = (body: string): string => `mailto:?subject=${subject}&body=${encodeURIComponent(body.replace(/\n/g, '\r\n'))}`;
  const whole = address(asText(messages, title, date));
  if (whole.length <= LONGEST_MAILTO) return whole;
  const head = [intro(title, date), texts.exportShortened].join('\n\n');
  let kept: string[] = [];
  for (const text of messages.map(entry).reverse()) {
    if (address([head, text, ...kept].join('\n\n')).length > LONGEST_MAILTO) break;
    kept = [text, ...kept];
  }
  return address([head, ...kept].join('\n\n'));
}

/** Put text on the clipboard; false when the browser does not allow it. */
export async function copy(text: string, place: Node): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyTheOldWay(text, place); // no https, or an older browser
  }
}

function copyTheOldWay(text: string, place: Node): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'hidden';
  place.appendChild(area);
  area.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    area.remove();
  }
}
