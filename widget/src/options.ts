/** What a school can set on the script tag (or on the element), read and made safe. */

export type Position = 'right' | 'left';
export type Mode = 'panel' | 'page';

/**
 * Where a conversation is kept on the reader's device.
 *
 * `device`: in all tabs, for a number of hours that the school's settings give.
 * `session`: in this tab alone, and for at most half an hour without a sign of life: for computers that people share.
 * `page`: nowhere; another page starts afresh.
 */
export type Keep = 'device' | 'session' | 'page';

const DEFAULT_HOURS = 24;
const SHARED_HOURS = 0.5;

export function readKeep(value: string): Keep {
  const word = value.trim().toLowerCase();
  return word === 'session' || word === 'page' ? word : 'device';
}

/** Return for how many hours to keep; `configured` is what the school's settings say, 0 when they say nothing. */
export function keepHours(keep: Keep, configured = 0): number {
  if (keep !== 'device') return SHARED_HOURS;
  return configured > 0 ? configured : DEFAULT_HOURS;
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
