/** Opens and closes the panel: beside the page on large screens, over all of it on small ones. */

import type { ChatElement } from './element.js';
import { readKeep, readMode } from './options.js';
import { browserStore, Keeper } from './storage.js';
import { SMALL } from './styles.js';
import { followViewport } from './viewport.js';

/** Hours that a tab remembers that its chat was open. */
const OPENNESS_HOURS = 24;

export class Panel {
  private shown = false;
  private openness: Keeper<boolean> | undefined;
  private unfollow: (() => void) | undefined;
  private readonly small = matchMedia(SMALL);
  private readonly resized = (): void => this.adapt();

  constructor(
    private readonly host: ChatElement,
    private readonly changed: () => void,
  ) {}

  get open(): boolean {
    return this.shown || readMode(this.host.mode) === 'page';
  }

  /** Begin on a page that was just loaded: open where it was open before, without taking the focus. */
  arrive(): void {
    const store = browserStore(readKeep(this.host.keep) === 'page' ? 'page' : 'session');
    this.openness = new Keeper(`duaalwijzer:open:${this.host.school}`, store, OPENNESS_HOURS);
    this.small.addEventListener?.('change', this.resized);
    // a page that opens under a full-screen chat would not be seen
    if (readMode(this.host.mode) === 'panel' && this.openness.read() && !this.small.matches) this.reveal();
  }

  leave(): void {
    this.small.removeEventListener?.('change', this.resized);
    this.unfollow?.();
  }

  show(): void {
    if (!this.open) this.reveal();
    this.find(this.touch ? '#title' : '#message')?.focus();
  }

  hide(): void {
    this.dialog?.close?.();
    this.dialog?.removeAttribute('open');
    this.closed();
  }

  /** Put the focus in the field to type in; on a touch screen above it, so that no keyboard covers the answer. */
  focusWriting(): void {
    this.find(this.touch ? '.log' : '#message')?.focus();
  }

  private get touch(): boolean {
    return matchMedia('(pointer: coarse)').matches;
  }

  readonly cancelled = (event: Event): void => {
    event.preventDefault(); // the Escape key is handled elsewhere: this is the system's own way back
    this.hide();
  };

  /** The dialog has closed, whoever closed it. */
  readonly closed = (): void => {
    if (!this.shown || this.dialog?.hasAttribute('open')) return;
    this.shown = false;
    this.unfollow?.();
    this.openness?.remove();
    this.changed();
    void this.host.updateComplete.then(() => this.find('.launcher')?.focus());
  };

  private reveal(): void {
    const { dialog } = this;
    if (dialog === null) return;
    if (this.small.matches) {
      this.unfollow = followViewport(dialog);
      if (dialog.showModal) dialog.showModal();
      else dialog.setAttribute('open', '');
    } else {
      dialog.setAttribute('open', ''); // show() would take the focus, also on a page that was just loaded
    }
    this.shown = true;
    this.openness?.write(true);
    this.changed();
  }

  /** The screen became small or large while the chat is open: open it the other way, with the focus where it was. */
  private adapt(): void {
    const { dialog } = this;
    if (!this.shown || dialog === null) return;
    const focused = (this.host.renderRoot as ShadowRoot).activeElement as HTMLElement | null;
    this.shown = false;
    this.unfollow?.();
    dialog.close?.();
    dialog.removeAttribute('open');
    this.reveal();
    focused?.focus();
  }

  private get dialog(): HTMLDialogElement | null {
    return this.find<HTMLDialogElement>('dialog.panel');
  }

  private find<E extends HTMLElement>(selector: string): E | null {
    return this.host.renderRoot.querySelector<E>(selector);
  }
}
