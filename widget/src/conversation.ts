/** Keeps a conversation going: sends once, keeps what failed, survives reloads and stays equal in all tabs. */

import { newId } from './ids.js';
import type { Keeper } from './storage.js';
import * as threads from './thread.js';
import type { Answered, Asked, Thread } from './thread.js';
import { TransportError, type Transport } from './transport.js';

/** What happened, for whoever shows it or says it aloud. */
export type Happening =
  | { kind: 'answered'; messages: Answered[] }
  | { kind: 'failed'; message: Asked }
  | { kind: 'expiring' }
  | { kind: 'expired' };

export type EraseResult = 'erased' | 'here' | 'failed';

/** Milliseconds after which another tab's unanswered message counts as failed: its own limit and a little more. */
const ABANDONED = 25_000;
/** Older than this, a message that was under way is not sent again by itself. */
const RESUME = 120_000;
/** A reader is warned this long before a conversation is too old. */
const WARNING = 60_000;
const LONGEST_TIMER = 2_000_000_000;

const fresh = (): Thread => ({ id: newId(), token: '', messages: [] });

export class Conversation {
  thread: Thread;
  private flying = '';
  private closed = false;
  private warned = false;
  private stop = new AbortController();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly keeper: Keeper<Thread>,
    private readonly transport: Transport,
    private readonly changed: () => void,
    private readonly happened: (what: Happening) => void,
    private readonly now: () => number = Date.now,
  ) {
    this.thread = fresh();
    this.thread = this.current();
  }

  get busy(): boolean {
    return threads.waiting(this.thread) !== undefined;
  }

  /** Take up what the page before left: a message under way is sent again, with its own id, so the server drops doubles. */
  resume(): void {
    const waiting = threads.waiting(this.thread);
    if (waiting !== undefined) {
      if (this.now() - waiting.at < RESUME) void this.deliver(waiting.id);
      else this.update((thread) => threads.fail(thread, waiting.id, 'timeout', 0));
    }
    this.watch();
  }

  /** Take over what another tab wrote. */
  refresh(): void {
    this.thread = this.current();
    this.changed();
    this.watch();
  }

  /** Stop all timers and requests, and leave a message under way as it is for the page that comes after this one. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.stop.abort();
  }

  /** The reader is here: the time that the conversation is kept begins again. */
  touch(): void {
    const left = this.keeper.remaining();
    if (left === undefined || left > this.keeper.full - WARNING / 2) return;
    this.warned = false;
    this.update((thread) => ({ ...thread }));
  }

  /** Say something; false when an answer is still awaited or there is nothing to say. */
  ask(text: string, payload = ''): boolean {
    this.thread = this.current();
    if (text.trim() === '' || this.busy) return false;
    const id = newId();
    this.update((thread) => threads.ask(thread, id, text, payload, this.now()));
    void this.deliver(id);
    return true;
  }

  retry(id: string): boolean {
    this.thread = this.current();
    if (this.busy) return false;
    this.update((thread) => threads.askAgain(thread, id, this.now()));
    void this.deliver(id);
    return true;
  }

  /** Begin anew: another conversation for the server too. */
  restart(): void {
    this.stop.abort();
    this.stop = new AbortController();
    this.flying = '';
    this.keeper.remove();
    this.thread = fresh();
    this.changed();
    this.watch();
  }

  /** Delete the conversation on the server and here; when the server cannot do it, keep it here so that it can be tried again. */
  async erase(): Promise<EraseResult> {
    this.stop.abort();
    const { token } = this.current();
    let result: EraseResult = 'erased';
    try {
      if (token !== '') await this.transport.erase(token);
    } catch (error) {
      if (!(error instanceof TransportError) || error.kind !== 'session') {
        this.stop = new AbortController();
        return 'failed';
      }
      result = 'here';
    }
    this.restart();
    return result;
  }

  async rate(message: Answered, rating: 'up' | 'down', remark = ''): Promise<boolean> {
    const { id } = this.thread;
    const mark = (rated: Answered['rated']): void => {
      this.update((thread) => (thread.id === id ? threads.patch(thread, message.id, { rating, rated, remark }) : thread));
    };
    mark('sending');
    try {
      const { replyId, answers } = message;
      await this.withToken(id, (token) => this.transport.rate(token, { replyId, rating, remark, answers }));
      mark('sent');
      return true;
    } catch {
      mark('failed');
      return false;
    }
  }

  private async deliver(id: string): Promise<void> {
    const message = this.thread.messages.find((one): one is Asked => one.id === id && one.who === 'reader');
    if (message === undefined) return;
    const { id: threadId } = this.thread;
    const { signal } = this.stop;
    this.flying = id;
    try {
      const replies = await this.withToken(threadId, (token) => this.transport.send(token, message, signal));
      if (signal.aborted) throw new TransportError('server');
      const added = this.update((thread) =>
        thread.id === threadId ? threads.answer(thread, id, replies, this.now()) : thread,
      ).messages.filter((one): one is Answered => one.who === 'assistant' && one.id.startsWith(id + '.'));
      if (this.thread.id === threadId) this.happened({ kind: 'answered', messages: added });
    } catch (error) {
      if (this.closed) return;
      const { kind, wait } = error instanceof TransportError ? error : new TransportError('server');
      this.update((thread) => (thread.id === threadId ? threads.fail(thread, id, kind, wait) : thread));
      const failed = this.thread.messages.find((one): one is Asked => one.id === id && one.who === 'reader');
      if (failed !== undefined) this.happened({ kind: 'failed', message: failed });
    } finally {
      if (this.flying === id) this.flying = '';
    }
  }

  /** Call with the token of the conversation; get one where there is none, and another where the server refuses it. */
  private async withToken<T>(threadId: string, call: (token: string) => Promise<T>): Promise<T> {
    const token = await this.token(threadId, '');
    try {
      return await call(token);
    } catch (error) {
      if (!(error instanceof TransportError) || error.kind !== 'session') throw error;
      return await call(await this.token(threadId, token)).catch((again: unknown) => {
        throw again instanceof TransportError && again.kind === 'session' ? new TransportError('server') : again;
      });
    }
  }

  private async token(threadId: string, refused: string): Promise<string> {
    const usable = (): string => {
      const { id, token } = this.current();
      return id === threadId && token !== refused ? token : '';
    };
    if (usable() !== '') return usable();
    const { token } = await this.transport.session();
    // another tab may have been first: then its conversation is the one
    const chosen = usable() || token;
    this.update((thread) => (thread.id === threadId ? { ...thread, token: chosen } : thread));
    return chosen;
  }

  /** Read, change and write at once, so that two tabs never undo each other's work. */
  private update(change: (thread: Thread) => Thread): Thread {
    const before = this.current();
    this.thread = change(before);
    if (this.thread !== before) this.keeper.write(this.thread);
    this.changed();
    this.watch();
    return this.thread;
  }

  private current(): Thread {
    const kept: unknown = this.keeper.read();
    if (threads.isThread(kept)) return kept;
    return this.thread.messages.length === 0 ? this.thread : fresh();
  }

  /** Look again when the conversation gets too old, or when a message that another tab sent stays unanswered. */
  private watch(): void {
    clearTimeout(this.timer);
    const waiting = threads.waiting(this.thread);
    const abandoned = waiting === undefined || waiting.id === this.flying ? Infinity : waiting.at + ABANDONED - this.now();
    const left = (this.keeper.remaining() ?? Infinity) - (this.warned ? 0 : WARNING);
    const wait = Math.min(left, abandoned, LONGEST_TIMER);
    if (wait === Infinity || this.thread.messages.length === 0) return;
    this.timer = setTimeout(() => this.check(), Math.max(wait, 0) + 50);
  }

  /** Bring the thread up to date with the clock. */
  check(): void {
    const had = this.thread.messages.length > 0;
    const kept = this.current();
    if (had && kept.messages.length === 0) {
      this.restart();
      this.happened({ kind: 'expired' });
      return;
    }
    if (!this.warned && (this.keeper.remaining() ?? Infinity) <= WARNING) {
      this.warned = true;
      this.happened({ kind: 'expiring' });
    }
    const waiting = threads.waiting(kept);
    if (waiting !== undefined && waiting.id !== this.flying && this.now() - waiting.at >= ABANDONED) {
      this.update((thread) => threads.fail(thread, waiting.id, 'timeout', 0));
    } else {
      this.watch();
    }
  }
}
