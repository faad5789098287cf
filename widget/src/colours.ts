/** Any school colour, made readable: contrast by WCAG 2.2, computed instead of hoped for. */

const DEFAULT_ACCENT = '#0b5c57';
const WHITE = '#ffffff';
const BLACK = '#000000';

/** Least contrast of text against what is behind it; more than the outline of a control needs. */
const TEXT_CONTRAST = 4.5;

export interface Palette {
  /** The school's own colour, for surfaces. */
  accent: string;
  /** Black or white, whichever reads better on `accent`. */
  onAccent: string;
  /** The school's colour, darkened until text in it reads on white; also for outlines. */
  ink: string;
}

type Rgb = [number, number, number];

/** Return the colour as `#rrggbb`, or undefined when it is not a hexadecimal colour. */
export function normalise(colour: string): string | undefined {
  const match = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(colour.trim());
  const digits = match?.[1]?.toLowerCase();
  if (digits === undefined) return undefined;
  return '#' + (digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits);
}

const channels = (colour: string): Rgb => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)) as Rgb;

function luminance(colour: string): number {
  const [red, green, blue] = channels(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Return the contrast ratio of two `#rrggbb` colours, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function darken(colour: string): string {
  for (let share = 1; share > 0; share -= 0.05) {
    const shade = '#' + channels(colour).map((value) => Math.round(value * share).toString(16).padStart(2, '0')).join('');
    if (contrast(shade, WHITE) >= TEXT_CONTRAST) return shade;
  }
  return BLACK;
}

/** Return the colours that follow from the first usable one of `wishes`. */
export function palette(...wishes: string[]): Palette {
  const accent = wishes.map(normalise).find((colour) => colour !== undefined) ?? DEFAULT_ACCENT;
  return {
    accent,
    onAccent: contrast(accent, WHITE) >= contrast(accent, BLACK) ? WHITE : BLACK,
    ink: darken(accent),
  };
}
