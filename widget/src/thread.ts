/** The conversation as data, and what can happen to it. Every change gives a new thread and can safely be made twice. */

import type { AnswerRef, Choice, Reply, Source } from './protocol.js';
import type { FailureKind } from './transport.js';

/** What the reader said. */
export interface Asked {
  who: 'reader';
  id: string;
  text: string;
  /** Payload of the button that was pressed; empty when the text was typed. */
  payload: string;
  /** Moment in milliseconds when it was last sent. */
  at: number;
  state: 'sending' | 'sent' | 'failed';
  reason: FailureKind | '';
  /** Seconds to wait, where the server asked for that. */
  wait: number;
}

/** What the assistant said. */
export interface Answered {
  who: 'assistant';
  id: string;
  text: string;
  sourceLine: string;
  sources: Source[];
  choices: Choice[];
  answers: AnswerRef[];
  replyId: string;
  at: number;
  rating: 'up' | 'down' | '';
  rated: 'sending' | 'sent' | 'failed' | '';
  remark: string;
}

export type Message = Asked | Answered;

export interface Thread {
  id: string;
  /** The server's token for this conversation; empty until something was sent. */
  token: string;
  messages: Message[];
}

const MOST_MESSAGES = 100;

/** Return the thread with `part` laid over the message `id`. */
export function patch(thread: Thread, id: string, part: Partial<Asked> | Partial<Answered>): Thread {
  const messages = thread.messages.map((message) => (message.id === id ? ({ ...message, ...part } as Message) : message));
  return { ...thread, messages };
}

export function ask(thread: Thread, id: string, text: string, payload: string, at: number): Thread {
  if (thread.messages.some((message) => message.id === id)) return thread;
  const asked: Asked = { who: 'reader', id, text, payload, at, state: 'sending', reason: '', wait: 0 };
  return { ...thread, messages: [...thread.messages, asked].slice(-MOST_MESSAGES) };
}

/** A message that is tried again goes to the end, so that its answer stands under it. */
export function askAgain(thread: Thread, id: string, at: number): Thread {
  const asked = thread.messages.find((message) => message.id === id);
  if (asked === undefined || asked.who !== 'reader') return thread;
  const rest = thread.messages.filter((message) => message.id !== id);
  return { ...thread, messages: [...rest, { ...asked, at, state: 'sending', reason: '', wait: 0 }] };
}

export function fail(thread: Thread, id: string, reason: FailureKind, wait: number): Thread {
  return patch(thread, id, { state: 'failed', reason, wait });
}

/** Add the replies to message `id`; a reply that is there already (from another tab) is left alone. */
export function answer(thread: Thread, id: string, replies: Reply[], at: number): Thread {
  const sent = patch(thread, id, { state: 'sent', reason: '', wait: 0 });
  const known = new Set(sent.messages.map((message) => message.id));
  const added = replies
    .map((reply, place): Answered => ({ who: 'assistant', id: `${id}.${place}`, ...reply, at, rating: '', rated: '', remark: '' }))
    .filter((message) => !known.has(message.id));
  return { ...sent, messages: [...sent.messages, ...added].slice(-MOST_MESSAGES) };
}

export const waiting = (thread: Thread): Asked | undefined =>
  thread.messages.find((message): message is Asked => message.who === 'reader' && message.state === 'sending');

/** Return whether a value from storage is a thread; another version's or a damaged one is not. */
export function isThread(value: unknown): value is Thread {
  const thread = value as Partial<Thread> | null | undefined;
  return (
    typeof thread === 'object' && thread !== null && typeof thread.id === 'string' &&
    typeof thread.token === 'string' && Array.isArray(thread.messages) && thread.messages.every(isMessage)
  );
}

function isMessage(value: unknown): boolean {
  const message = value as Partial<Message> | null;
  if (typeof message !== 'object' || message === null) return false;
  if (typeof message.id !== 'string' || typeof message.text !== 'string') return false;
  return message.who === 'assistant'
    ? [message.choices, message.answers, message.sources].every(Array.isArray)
    : message.who === 'reader' && typeof message.payload === 'string';
}
