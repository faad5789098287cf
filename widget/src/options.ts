/** What a school can set on the script tag (or on the element), read and made safe. */

export type Position = 'right' | 'left';
export type Mode = 'panel' | 'page';

/**
 * Where a conversation is kept on the reader's device.
 *
 * `hours`: on the device, in all tabs, for so many hours after the last message.
 * `session`: in this tab alone, and for at most half an hour after the last message: for computers that people share.
 * `page`: nowhere; another page starts afresh.
 */
export type Keep = { kind: 'hours'; hours: number } | { kind: 'session'; hours: number } | { kind: 'page'; hours: number };

const DEFAULT_HOURS = 24;
const MOST_HOURS = 24 * 30;
const SHARED_HOURS = 0.5;

/** Return how long to keep a conversation; `configured` is the server's number of hours, 0 when it gave none. */
export function readKeep(value: string, configured = 0): Keep {
  const word = value.trim().toLowerCase();
  if (word === 'session') return { kind: 'session', hours: SHARED_HOURS };
  if (word === 'page') return { kind: 'page', hours: SHARED_HOURS };
  const asked = Number(word.replace(',', '.'));
  const hours = word !== '' && asked > 0 ? asked : configured > 0 ? configured : DEFAULT_HOURS;
  return { kind: 'hours', hours: Math.min(hours, MOST_HOURS) };
}

export const readPosition = (value: string): Position => (value.trim().toLowerCase() === 'left' ? 'left' : 'right');
export const readMode = (value: string): Mode => (value.trim().toLowerCase() === 'page' ? 'page' : 'panel');

/** What `data-…` of the script tag means as an attribute of the element (`title` there would be a tooltip). */
export const ATTRIBUTES: Record<string, string> = {
  school: 'school',
  title: 'heading',
  color: 'color',
  position: 'position',
  keep: 'keep',
  server: 'server',
};
