import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';

import { Conversation, type Happening } from '../src/conversation.js';
import { Keeper } from '../src/storage.js';
import type { Answered, Asked, Thread } from '../src/thread.js';
import { Transport, type Limits } from '../src/transport.js';
import { MemoryStorage } from './memory.js';
import { ANSWER, AssistantServer, type Answer, type Request } from './server.js';

const HOUR = 3_600_000;
const cleanup: (() => unknown)[] = [];

afterEach(async () => {
  for (const clean of cleanup.splice(0).reverse()) await clean();
});

async function assistant(answer: (request: Request, count: number) => Answer | undefined = () => undefined): Promise<AssistantServer> {
  const server = await new AssistantServer(answer).start();
  cleanup.push(() => server.stop());
  return server;
}

/** One tab; it waits for what happens in it. */
class Tab {
  readonly happenings: Happening[] = [];
  readonly conversation: Conversation;
  private wake: () => void = () => undefined;

  constructor(server: AssistantServer, store = new MemoryStorage(), clock: () => number = Date.now, limits?: Limits) {
    this.conversation = new Conversation(
      new Keeper<Thread>('k', store, 24, clock),
      new Transport(server.address, 'linde', limits),
      () => this.wake(),
      (what) => this.happenings.push(what) && this.wake(),
      clock,
    );
    cleanup.push(() => this.conversation.close());
  }

  async until(met: () => boolean): Promise<void> {
    while (!met()) await new Promise<void>((wake) => (this.wake = wake));
  }

  async settled(): Promise<void> {
    await this.until(() => !this.conversation.busy);
  }

  get asked(): Asked[] {
    return this.conversation.thread.messages.filter((message): message is Asked => message.who === 'reader');
  }

  get answered(): Answered[] {
    return this.conversation.thread.messages.filter((message): message is Answered => message.who === 'assistant');
  }
}

test('a question gets its answer, with one session for the whole conversation', async () => {
  const server = await assistant();
  const tab = new Tab(server);
  assert.ok(tab.conversation.ask('Wat kost het?'));
  await tab.settled();
  assert.ok(tab.conversation.ask('Meer', '/faq_costs'));
  await tab.settled();
  assert.deepEqual(tab.answered.map((message) => message.text), ['Antwoord op Wat kost het?', 'Antwoord op Meer']);
  assert.equal(server.count('session'), 1);
  const [first, second] = server.requests.filter((request) => request.path === 'webhook').map((request) => request.body);
  assert.deepEqual(Object.keys(first ?? {}).sort(), ['id', 'message', 'token']);
  assert.equal(second?.payload, '/faq_costs');
  assert.equal(second?.title, 'Meer');
  assert.notEqual(first?.id, second?.id);
});

test('nothing is sent while an answer is awaited', async () => {
  let release: () => void = () => undefined;
  const after = new Promise<void>((resolve) => (release = resolve));
  const server = await assistant(({ path }) => (path === 'webhook' ? { after, body: { messages: [{ text: 'Ja.' }] } } : undefined));
  const tab = new Tab(server);
  assert.ok(tab.conversation.ask('een'));
  assert.equal(tab.conversation.ask('twee'), false);
  assert.equal(tab.conversation.ask('   '), false);
  release();
  await tab.settled();
  assert.equal(server.count('webhook'), 1);
});

test('each way to fail keeps the message, and trying again sends the same id', async () => {
  const failures: [Answer, string][] = [
    [{ status: 500, body: { error: 'x' } }, 'server'],
    [{ body: { messages: [] } }, 'empty'],
    [{ body: [] }, 'empty'],
    [{ status: 429, headers: { 'Retry-After': '7' }, body: {} }, 'busy'],
    [{ status: 413, body: {} }, 'long'],
    [{ status: 400, body: {} }, 'refused'],
  ];
  for (const [failure, reason] of failures) {
    const server = await assistant(({ path }, count) => (path === 'webhook' && count === 1 ? failure : undefined));
    const tab = new Tab(server);
    tab.conversation.ask('Wat kost het?');
    await tab.settled();
    assert.equal(tab.asked[0]?.state, 'failed');
    assert.equal(tab.asked[0]?.reason, reason);
    if (reason === 'busy') assert.equal(tab.asked[0]?.wait, 7);
    assert.equal(tab.happenings[0]?.kind, 'failed');
    assert.ok(tab.conversation.retry(tab.asked[0]?.id ?? ''));
    await tab.settled();
    assert.equal(tab.asked.length, 1);
    assert.equal(tab.asked[0]?.state, 'sent');
    assert.equal(tab.answered.length, 1);
    const ids = server.requests.filter((request) => request.path === 'webhook').map((request) => request.body.id);
    assert.equal(ids[0], ids[1], reason);
  }
});

test('no answer in time, and no server at all', async () => {
  const never = new Promise(() => undefined);
  const server = await assistant(({ path }, count) => (path === 'webhook' && count === 1 ? { after: never } : undefined));
  const tab = new Tab(server, new MemoryStorage(), Date.now, { answer: 50, other: 1_000 });
  tab.conversation.ask('Wat kost het?');
  await tab.settled();
  assert.equal(tab.asked[0]?.reason, 'timeout');
  await server.stop();
  tab.conversation.retry(tab.asked[0]?.id ?? '');
  await tab.settled();
  assert.equal(tab.asked[0]?.reason, 'server');
});

test('a message that is tried again stands with its answer at the end', async () => {
  const server = await assistant(({ path }, count) => (path === 'webhook' && count === 1 ? { status: 500, body: {} } : undefined));
  const tab = new Tab(server);
  tab.conversation.ask('een');
  await tab.settled();
  tab.conversation.ask('twee');
  await tab.settled();
  tab.conversation.retry(tab.asked[0]?.id ?? '');
  await tab.settled();
  assert.deepEqual(tab.conversation.thread.messages.map((message) => message.text), [
    'twee', 'Antwoord op twee', 'een', 'Antwoord op een',
  ]);
});

test('a token that is refused is replaced once, and the message sent again with the same id', async () => {
  const server = await assistant(({ path, body }) =>
    path === 'webhook' && body.token === 'token-1' ? { status: 401, body: {} } : undefined,
  );
  const tab = new Tab(server);
  tab.conversation.ask('Wat kost het?');
  await tab.settled();
  assert.equal(tab.asked[0]?.state, 'sent');
  assert.equal(tab.answered.length, 1);
  assert.equal(server.count('session'), 2);
  assert.equal(tab.conversation.thread.token, 'token-2');
});

test('a server that refuses every token is a failure, not an endless loop', async () => {
  const server = await assistant(({ path }) => (path === 'webhook' ? { status: 401, body: {} } : undefined));
  const tab = new Tab(server);
  tab.conversation.ask('Wat kost het?');
  await tab.settled();
  assert.equal(tab.asked[0]?.reason, 'server');
  assert.equal(server.count('webhook'), 2);
});

test('the conversation is there after a reload, and a message under way is sent again with its id', async () => {
  const store = new MemoryStorage();
  const never = new Promise(() => undefined);
  const server = await assistant(({ path }, count) => (path === 'webhook' && count === 2 ? { after: never } : undefined));
  const before = new Tab(server, store);
  before.conversation.ask('een');
  await before.settled();
  before.conversation.ask('twee');
  await server.received('webhook', 2);
  before.conversation.close();

  const after = new Tab(server, store);
  assert.deepEqual(after.conversation.thread.messages.map((message) => message.text), ['een', 'Antwoord op een', 'twee']);
  after.conversation.resume();
  await after.settled();
  assert.equal(after.answered[1]?.text, 'Antwoord op twee');
  const ids = server.requests.filter((request) => request.body.message === 'twee').map((request) => request.body.id);
  assert.equal(new Set(ids).size, 1);
});

test('a message that was under way long ago is not sent by itself', async () => {
  const store = new MemoryStorage();
  let now = Date.now();
  const never = new Promise(() => undefined);
  const server = await assistant(({ path }) => (path === 'webhook' ? { after: never } : undefined));
  const before = new Tab(server, store, () => now);
  before.conversation.ask('een');
  await server.received('webhook', 1);
  before.conversation.close();
  now += HOUR;
  const after = new Tab(server, store, () => now);
  after.conversation.resume();
  assert.equal(after.asked[0]?.state, 'failed');
});

test('two tabs stay equal and never send over each other', async () => {
  const store = new MemoryStorage();
  const server = await assistant();
  const [one, two] = [new Tab(server, store), new Tab(server, store)];
  one.conversation.ask('een');
  assert.equal(two.conversation.ask('twee'), false);
  await one.settled();
  two.conversation.refresh();
  assert.ok(two.conversation.ask('twee'));
  await two.settled();
  one.conversation.refresh();
  assert.deepEqual(one.conversation.thread, two.conversation.thread);
  assert.equal(one.conversation.thread.messages.length, 4);
  assert.equal(server.count('session'), 1);
});

test('the same reply from two tabs is there once', async () => {
  const store = new MemoryStorage();
  let release: () => void = () => undefined;
  const after = new Promise<void>((resolve) => (release = resolve));
  const server = await assistant(({ path }) => (path === 'webhook' ? { after, body: { messages: [{ text: 'Ja.' }] } } : undefined));
  const one = new Tab(server, store);
  one.conversation.ask('een');
  const two = new Tab(server, store);
  two.conversation.resume();
  release();
  await Promise.all([one.settled(), two.until(() => two.happenings.length > 0)]);
  one.conversation.refresh();
  assert.deepEqual(one.answered.map((message) => message.text), ['Ja.']);
});

test('a restart is another conversation, and a late answer to the earlier one is dropped', async () => {
  let release: () => void = () => undefined;
  const after = new Promise<void>((resolve) => (release = resolve));
  const store = new MemoryStorage();
  const server = await assistant(({ path }, count) =>
    path === 'webhook' && count === 1 ? { after, body: { messages: [{ text: 'laat' }] } } : undefined,
  );
  const tab = new Tab(server, store);
  const { id } = tab.conversation.thread;
  tab.conversation.ask('een');
  await server.received('webhook', 1);
  tab.conversation.restart();
  assert.equal(store.size, 0);
  assert.notEqual(tab.conversation.thread.id, id);
  release();
  assert.ok(tab.conversation.ask('twee'));
  await tab.settled();
  assert.deepEqual(tab.conversation.thread.messages.map((message) => message.text), ['twee', 'Antwoord op twee']);
  assert.equal(tab.conversation.thread.token, 'token-2');
});

test('erasing tells the server and leaves nothing here, in no tab', async () => {
  const store = new MemoryStorage();
  const server = await assistant();
  const [one, two] = [new Tab(server, store), new Tab(server, store)];
  one.conversation.ask('een');
  await one.settled();
  two.conversation.refresh();
  assert.equal(await one.conversation.erase(), 'erased');
  assert.deepEqual(server.requests.at(-1), { path: 'erase', body: { token: 'token-1' } });
  assert.equal(store.size, 0);
  // the other tab has not heard of it yet: what it does next must not bring the erased conversation back
  assert.ok(two.conversation.ask('twee'));
  assert.deepEqual(two.conversation.thread.messages.map((message) => message.text), ['twee']);
  await two.settled();
});

test('when the server cannot erase, everything stays so that it can be tried again', async () => {
  const server = await assistant(({ path }, count) => (path === 'erase' && count === 1 ? { status: 500, body: {} } : undefined));
  const tab = new Tab(server);
  tab.conversation.ask('een');
  await tab.settled();
  assert.equal(await tab.conversation.erase(), 'failed');
  assert.equal(tab.conversation.thread.messages.length, 2);
  assert.equal(await tab.conversation.erase(), 'erased');
  assert.equal(tab.conversation.thread.messages.length, 0);
});

test('a server that knows the conversation no more: it is erased here', async () => {
  const server = await assistant(({ path }) => (path === 'erase' ? { status: 401, body: {} } : undefined));
  const tab = new Tab(server);
  tab.conversation.ask('een');
  await tab.settled();
  assert.equal(await tab.conversation.erase(), 'here');
  assert.equal(tab.conversation.thread.messages.length, 0);
});

test('nothing said, nothing to tell the server', async () => {
  const server = await assistant();
  const tab = new Tab(server);
  assert.equal(await tab.conversation.erase(), 'erased');
  assert.equal(server.requests.length, 0);
});

test('a conversation that is too old is gone, with a fresh id', async () => {
  let now = Date.now();
  const server = await assistant();
  const store = new MemoryStorage();
  const tab = new Tab(server, store, () => now);
  tab.conversation.ask('een');
  await tab.settled();
  const { id } = tab.conversation.thread;
  now += 25 * HOUR;
  tab.conversation.check();
  assert.equal(tab.happenings.at(-1)?.kind, 'expired');
  assert.notEqual(tab.conversation.thread.id, id);
  assert.equal(tab.conversation.thread.token, '');
  assert.equal(store.size, 0);
});

test('a reader is warned a minute before that, and a sign of life is enough to keep it', async () => {
  let now = Date.now();
  const server = await assistant();
  const tab = new Tab(server, new MemoryStorage(), () => now);
  const warnings = (): number => tab.happenings.filter((what) => what.kind === 'expiring').length;
  tab.conversation.ask('een');
  await tab.settled();
  now += 24 * HOUR - 61_000;
  tab.conversation.check();
  assert.equal(warnings(), 0);
  for (let time = 1; time <= 10; time++) {
    now += 30_000;
    tab.conversation.check();
    tab.conversation.check();
    assert.equal(warnings(), time);
    tab.conversation.touch();
    now += 24 * HOUR - 61_000;
    tab.conversation.check();
    assert.equal(tab.conversation.thread.messages.length, 2);
  }
});

test('a message that another tab left unanswered can be tried again here', async () => {
  let now = Date.now();
  const store = new MemoryStorage();
  const never = new Promise(() => undefined);
  const server = await assistant(({ path }, count) => (path === 'webhook' && count === 1 ? { after: never } : undefined));
  const gone = new Tab(server, store, () => now);
  gone.conversation.ask('een');
  await server.received('webhook', 1);
  const here = new Tab(server, store, () => now);
  here.conversation.refresh();
  assert.ok(here.conversation.busy);
  gone.conversation.close();
  now += 30_000;
  here.conversation.check();
  assert.equal(here.asked[0]?.reason, 'timeout');
});

test('a rating is kept and can be changed; a remark goes with it', async () => {
  const server = await assistant(({ path }, count) => (path === 'feedback' && count === 3 ? { status: 500, body: {} } : undefined));
  const tab = new Tab(server);
  tab.conversation.ask('een');
  await tab.settled();
  const rated = (): Answered => tab.answered[0] as Answered;
  assert.ok(await tab.conversation.rate(rated(), 'up'));
  assert.ok(await tab.conversation.rate(rated(), 'down', 'te lang'));
  assert.equal(rated().rating, 'down');
  assert.equal(rated().remark, 'te lang');
  assert.deepEqual(server.requests.at(-1)?.body, {
    token: 'token-1', reply_id: 'reply-1', rating: 'down', answers: [ANSWER], remark: 'te lang',
  });
  assert.equal(await tab.conversation.rate(rated(), 'up'), false);
  assert.equal(rated().rated, 'failed');
});

test('damaged storage begins a fresh conversation', async () => {
  const server = await assistant();
  for (const value of [7, [], {}, { id: 'x', token: '', messages: [{}] }, { id: 'x', token: '', messages: [{ who: 'assistant', id: '1', text: 'x' }] }]) {
    const store = new MemoryStorage();
    store.setItem('k', JSON.stringify({ v: 1, until: Date.now() + HOUR, value }));
    assert.deepEqual(new Tab(server, store).conversation.thread.messages, []);
  }
});

test('a very long conversation keeps its latest part', async () => {
  const server = await assistant();
  const tab = new Tab(server);
  for (let turn = 0; turn < 60; turn++) {
    tab.conversation.ask(`vraag ${turn}`);
    await tab.settled();
  }
  assert.equal(tab.conversation.thread.messages.length, 100);
  assert.equal(tab.conversation.thread.messages.at(-2)?.text, 'vraag 59');
});
