/** Requests to the assistant. Every failure becomes one of a few kinds that a reader can be told about. */

import { readConfig, readReplies, readSession, type AnswerRef, type Reply, type SchoolConfig, type Session } from './protocol.js';

/** Why a request failed; `session` is handled here in the widget and never shown. */
export type FailureKind = 'offline' | 'timeout' | 'server' | 'empty' | 'busy' | 'long' | 'refused' | 'session';

export class TransportError extends Error {
  constructor(
    readonly kind: FailureKind,
    /** Seconds to wait, 0 when the server did not say. */
    readonly wait = 0,
  ) {
    super(kind);
  }
}

/** A message as it goes out: text that was typed, or the payload of a button and what stood on it. */
export interface Outgoing {
  id: string;
  text: string;
  payload: string;
}

export interface Rating {
  replyId: string;
  rating: 'up' | 'down';
  remark: string;
  answers: AnswerRef[];
}

export interface Limits {
  /** Milliseconds to wait for an answer, and for anything else. */
  answer: number;
  other: number;
}

const LIMITS: Limits = { answer: 20_000, other: 10_000 };
const LONGEST_WAIT = 600;
const DEFAULT_WAIT = 10;

const KINDS: Record<number, FailureKind> = { 400: 'refused', 401: 'session', 413: 'long', 429: 'busy' };

function waitOf(response: Response): number {
  const seconds = Number(response.headers.get('Retry-After'));
  return seconds > 0 ? Math.min(Math.ceil(seconds), LONGEST_WAIT) : DEFAULT_WAIT;
}

export class Transport {
  constructor(
    /** Origin of the assistant, such as `https://chat.example.be`. */
    readonly server: string,
    readonly school: string,
    private readonly limits: Limits = LIMITS,
  ) {}

  async config(): Promise<SchoolConfig> {
    const query = this.school === '' ? '' : '?school=' + encodeURIComponent(this.school);
    return readConfig(await this.request('config' + query, undefined, this.limits.other));
  }

  async session(): Promise<Session> {
    const session = readSession(await this.request('session', { school: this.school }, this.limits.other));
    if (session === undefined) throw new TransportError('server');
    return session;
  }

  /** Return the assistant's replies; the same `id` again gives the same replies and does nothing twice. */
  async send(token: string, { id, text, payload }: Outgoing, stop?: AbortSignal): Promise<Reply[]> {
    const said = payload === '' ? { message: text } : { payload, title: text };
    const replies = readReplies(await this.request('webhook', { token, id, ...said }, this.limits.answer, stop));
    if (replies.length === 0) throw new TransportError('empty');
    return replies;
  }

  async rate(token: string, { replyId, rating, remark, answers }: Rating): Promise<void> {
    const body = { token, reply_id: replyId, rating, answers, ...(remark === '' ? {} : { remark }) };
    await this.request('feedback', body, this.limits.other);
  }

  async erase(token: string): Promise<void> {
    await this.request('erase', { token }, this.limits.other);
  }

  /** A text body keeps the request a simple one, so that no browser asks for permission first. */
  private async request(path: string, body: unknown, limit: number, stop?: AbortSignal): Promise<unknown> {
    const controller = new AbortController();
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      controller.abort();
    }, limit);
    const abort = (): void => controller.abort();
    stop?.addEventListener('abort', abort);
    try {
      const response = await fetch(`${this.server}/webhooks/website/${path}`, {
        ...(body === undefined ? { method: 'GET' } : { method: 'POST', body: JSON.stringify(body) }),
        credentials: 'omit',
        referrerPolicy: 'strict-origin',
        signal: controller.signal,
      });
      if (!response.ok) throw new TransportError(KINDS[response.status] ?? 'server', waitOf(response));
      return response.status === 204 ? undefined : await response.json();
    } catch (error) {
      if (error instanceof TransportError) throw error;
      throw new TransportError(late ? 'timeout' : globalThis.navigator?.onLine === false ? 'offline' : 'server');
    } finally {
      clearTimeout(timer);
      stop?.removeEventListener('abort', abort);
    }
  }
}
