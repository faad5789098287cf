/** What a reader can do, and where the focus goes afterwards. */

import type { ChatElement } from './element.js';
import { asText, copy } from './export.js';
import { readMode } from './options.js';
import type { Choice } from './protocol.js';
import { texts } from './texts.js';
import type { Answered, Asked } from './thread.js';

export class Actions {
  constructor(private readonly chat: ChatElement) {}

  readonly open = (): void => {
    const { chat } = this;
    chat.unread = false;
    chat.bringing ??= 'end';
    chat.conversation.check();
    void chat.configure();
    chat.panel.show();
  };

  readonly close = (): void => {
    this.chat.menuOpen = false;
    this.chat.erasing = 'no';
    this.chat.panel.hide();
  };

  /** Someone is about to open the chat: have the school's texts ready. */
  readonly near = (): void => void this.chat.configure();

  /** A sign of life. */
  readonly stay = (): void => {
    this.chat.conversation.touch();
    if (this.chat.notice === texts.expiring) this.chat.notice = '';
  };

  // ---- talking

  readonly submit = (event: Event): void => {
    event.preventDefault();
    const { chat } = this;
    const area = chat.find<HTMLTextAreaElement>('#message');
    const text = area?.value.trim() ?? '';
    if (area === null || text === '') return;
    if (chat.conversation.busy) {
      chat.say(texts.wait);
      return;
    }
    area.value = '';
    grow(area);
    this.before();
    chat.conversation.ask(text);
    area.focus();
  };

  readonly typed = (event: Event): void => grow(event.target as HTMLTextAreaElement);

  readonly enter = (event: KeyboardEvent): void => {
    // 229: the key belongs to an input method that is still composing
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    this.submit(event);
  };

  readonly escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (this.chat.menuOpen) this.closeMenu();
    else if (this.chat.erasing !== 'no') void this.cancelErase();
    else if (readMode(this.chat.mode) === 'panel') this.close();
  };

  readonly pick = (choice: Choice): void => {
    this.before();
    if (this.chat.conversation.ask(choice.title, choice.payload)) this.chat.panel.focusWriting();
  };

  readonly retry = (message: Asked): void => {
    this.before();
    if (this.chat.conversation.retry(message.id)) this.chat.panel.focusWriting();
  };

  readonly restart = (): void => {
    this.before();
    this.chat.remarking = '';
    this.chat.erasing = 'no';
    this.chat.conversation.restart();
    this.chat.notice = texts.restarted;
    this.chat.say(texts.restarted);
    this.chat.panel.focusWriting();
  };

  private before(): void {
    this.chat.bringing = 'end';
    this.chat.notice = '';
    this.chat.menuOpen = false;
  }

  // ---- feedback

  readonly rate = (message: Answered, rating: 'up' | 'down'): void => {
    this.chat.remarking = message.id;
    this.chat.bringing = 'remark';
    void this.chat.conversation.rate(message, rating, message.remark).then((kept) => {
      this.chat.say(kept ? texts.thanks : texts.feedbackFailed);
    });
  };

  readonly remark = (message: Answered, remark: string): void => {
    this.skip(message);
    if (remark === '' || message.rating === '') return;
    void this.chat.conversation.rate(message, message.rating, remark).then((kept) => {
      this.chat.say(kept ? texts.remarkSent : texts.feedbackFailed);
    });
  };

  readonly skip = (message: Answered): void => {
    this.chat.remarking = '';
    this.chat.find(`[data-for="${message.id}"] [aria-pressed=true]`)?.focus();
  };

  // ---- the conversation as a whole

  readonly toggleMenu = (): void => {
    this.chat.menuOpen = !this.chat.menuOpen;
  };

  readonly closeMenu = (): void => {
    this.chat.menuOpen = false;
    this.chat.find('.more')?.focus();
  };

  /** The focus went elsewhere: the menu closes behind it. */
  readonly menuLeft = (event: FocusEvent): void => {
    const next = event.relatedTarget as Node | null;
    if (next !== null && !this.chat.find('.menu')?.contains(next) && next !== this.chat.find('.more')) {
      this.chat.menuOpen = false;
    }
  };

  readonly copy = async (): Promise<void> => {
    const { chat } = this;
    const place = chat.find('.panel');
    const text = asText(chat.conversation.thread.messages, chat.shownTitle, new Date());
    const done = place !== null && (await copy(text, place));
    this.closeMenu();
    chat.bringing = 'end';
    chat.notice = done ? texts.copied : texts.copyFailed;
    chat.say(chat.notice);
  };

  readonly askErase = async (): Promise<void> => {
    this.chat.menuOpen = false;
    this.chat.erasing = 'asking';
    await this.chat.updateComplete;
    this.chat.find('#erase-title')?.focus();
  };

  readonly cancelErase = async (): Promise<void> => {
    this.chat.erasing = 'no';
    await this.chat.updateComplete;
    this.chat.find('.more')?.focus();
  };

  readonly confirmErase = async (): Promise<void> => {
    const { chat } = this;
    if (chat.erasing === 'running') return;
    chat.erasing = 'running';
    const result = await chat.conversation.erase();
    if (result === 'failed') {
      chat.erasing = 'failed';
      chat.say(texts.eraseFailed);
      return;
    }
    chat.erasing = 'no';
    chat.remarking = '';
    chat.bringing = 'end';
    chat.notice = result === 'erased' ? texts.erased : texts.erasedHere;
    chat.say(chat.notice);
    await chat.updateComplete;
    chat.panel.focusWriting();
  };
}

/** Let the field grow with its text, up to what the style allows. */
function grow(area: HTMLTextAreaElement): void {
  area.style.height = 'auto';
  if (area.value !== '') area.style.height = `${area.scrollHeight + 2}px`;
}
