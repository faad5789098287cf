/** Keeps one value on the reader's device until it is too old, or in memory where the browser keeps nothing. */

import type { Keep } from './options.js';

/** The part of the browser's Storage that is used. */
export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

interface Kept<T> {
  v: number;
  /** Moment, in milliseconds, after which the value must not be used any more. */
  until: number;
  value: T;
}

const VERSION = 1;
const HOUR = 3_600_000;

/** Return the browser's storage for `keep`, or undefined when there is none or the browser refuses it. */
export function browserStore(keep: Keep): Store | undefined {
  try {
    if (keep === 'page') return undefined;
    const store = keep === 'session' ? window.sessionStorage : window.localStorage;
    store.getItem('');
    return store;
  } catch {
    return undefined;
  }
}

export class Keeper<T> {
  hours: number;
  private memory: string | null = null;

  constructor(
    readonly key: string,
    private store: Store | undefined,
    hours: number,
    private readonly now: () => number = Date.now,
  ) {
    this.hours = hours;
  }

  /** Return the value that is kept now, by this tab or another; undefined when there is none or it is too old. */
  read(): T | undefined {
    const kept = this.parse();
    if (kept === undefined) return undefined;
    if (kept.until > this.now()) return kept.value;
    this.remove();
    return undefined;
  }

  /** Milliseconds that a value is kept. */
  get full(): number {
    return this.hours * HOUR;
  }

  /** Milliseconds until the value is too old; undefined when nothing is kept. */
  remaining(): number | undefined {
    const kept = this.parse();
    return kept && Math.max(0, kept.until - this.now());
  }

  write(value: T): void {
    const kept: Kept<T> = { v: VERSION, until: this.now() + this.full, value };
    this.memory = JSON.stringify(kept);
    try {
      this.store?.setItem(this.key, this.memory);
    } catch {
      this.forget(); // full: an older value there would come back after a reload, so better none
      this.store = undefined;
    }
  }

  remove(): void {
    this.memory = null;
    this.forget();
  }

  private forget(): void {
    try {
      this.store?.removeItem(this.key);
    } catch {
      // nothing was kept then
    }
  }

  private parse(): Kept<T> | undefined {
    try {
      const text = this.store === undefined ? this.memory : this.store.getItem(this.key);
      const kept: unknown = text === null ? undefined : JSON.parse(text);
      return isKept<T>(kept) ? kept : undefined;
    } catch {
      return undefined;
    }
  }
}

function isKept<T>(value: unknown): value is Kept<T> {
  return (
    typeof value === 'object' && value !== null && (value as Kept<T>).v === VERSION &&
    typeof (value as Kept<T>).until === 'number' && 'value' in value
  );
}
