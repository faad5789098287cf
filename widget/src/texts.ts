/** The texts that a reader sees stand in `texts.json`; this fills in what they leave open. */

import texts from './texts.json';

export { texts };

/** Return `text` with every `{name}` replaced by the value of that name. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}
