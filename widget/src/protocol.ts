/**
 * What the assistant and the widget say to each other, and readers that accept nothing else.
 *
 * Every answer of the server is read as unknown: a wrong or hostile one gives empty fields, never a crash.
 */

/** A quick reply: what the reader sees and what is sent when it is pressed. */
export interface Choice {
  title: string;
  payload: string;
}

/** Which version of which answer a reply holds, so that feedback is tied to it. */
export interface AnswerRef {
  id: string;
  version: string;
}

export interface Source {
  name: string;
  url: string;
}

/** One message of the assistant. `sourceLine` has been taken off the end of `text`. */
export interface Reply {
  text: string;
  sourceLine: string;
  sources: Source[];
  choices: Choice[];
  answers: AnswerRef[];
  /** Name of the reply for a rating; empty where there is nothing to rate, as with a question or a greeting. */
  replyId: string;
}

/** What the assistant knows of the school; empty fields where it says nothing. */
export interface SchoolConfig {
  title: string;
  greeting: string;
  privacy: string;
  /** The same for a computer that people share. */
  privacyShared: string;
  color: string;
  starters: Choice[];
  /** Hours that a conversation is kept on the reader's device; 0 when not given. */
  keepHours: number;
  contact: Contact;
}

/** Whom to ask at school; what is not known is empty. */
export interface Contact {
  person: string;
  phone: string;
  mail: string;
}

export interface Session {
  token: string;
}

type Fields = Record<string, unknown>;

const MAX_MESSAGES = 20;
const MAX_CHOICES = 12;
const MAX_TEXT = 20_000;

const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const list = (value: unknown, limit: number): unknown[] => (Array.isArray(value) ? value.slice(0, limit) : []);
const text = (value: unknown, limit = 500): string =>
  typeof value === 'string' ? value.slice(0, limit) : typeof value === 'number' ? String(value) : '';

function readChoices(value: unknown): Choice[] {
  return list(value, MAX_CHOICES)
    .map(fields)
    .map((item) => ({ title: text(item.title), payload: text(item.payload) || text(item.title) }))
    .filter((choice) => choice.title.trim() !== '');
}

function readReplyMessage(value: unknown): Reply {
  const message = fields(value);
  const custom = fields(message.custom);
  const answers = list(custom.answers, MAX_CHOICES).map(fields);
  const rated = answers.length > 0 || custom.reply === 'out_of_scope';
  const line = text(custom.source_line, 1_000).trim();
  const whole = text(message.text, MAX_TEXT).trim();
  const ends = line !== '' && whole.endsWith(line);
  return {
    text: ends ? whole.slice(0, -line.length).trimEnd() : whole,
    sourceLine: ends ? line : '',
    sources: answers
      .flatMap((answer) => list(answer.sources, MAX_CHOICES))
      .map(fields)
      .map((source) => ({ name: text(source.name), url: text(source.url, 2_000) }))
      .filter((source) => source.name !== ''),
    choices: readChoices(message.buttons),
    answers: answers
      .map((answer) => ({ id: text(answer.id), version: text(answer.version) }))
      .filter((answer) => answer.id !== ''),
    replyId: rated ? text(message.reply_id) : '',
  };
}

/** Return the assistant's messages; an empty list means that it gave no answer. */
export function readReplies(value: unknown): Reply[] {
  return list(fields(value).messages, MAX_MESSAGES)
    .map(readReplyMessage)
    .filter((message) => message.text !== '' || message.sourceLine !== '' || message.choices.length > 0);
}

export function readConfig(value: unknown): SchoolConfig {
  const config = fields(value);
  const hours = config.keep_hours;
  const contact = fields(config.contact);
  return {
    title: text(config.title, 80),
    greeting: text(config.greeting, 2_000),
    privacy: text(config.privacy, 2_000),
    privacyShared: text(config.privacy_shared, 2_000),
    color: text(config.color, 20),
    starters: readChoices(config.starters).slice(0, 4),
    keepHours: typeof hours === 'number' && hours > 0 ? hours : 0,
    contact: { person: text(contact.person), phone: text(contact.phone), mail: text(contact.mail) },
  };
}

/** Return the session, or undefined when the answer holds no token. */
export function readSession(value: unknown): Session | undefined {
  const token = text(fields(value).token, 2_000);
  return token === '' ? undefined : { token };
}
