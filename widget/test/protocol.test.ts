import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readConfig, readReplies, readSession } from '../src/protocol.js';

const LINE = 'Bron: Vlaanderen. Nagekeken in november 2026.';

test('the source line is taken off the end of the text, and only there', () => {
  const [reply] = readReplies({ messages: [{ text: `Ja.\n\n${LINE}`, custom: { source_line: LINE } }] });
  assert.equal(reply?.text, 'Ja.');
  assert.equal(reply?.sourceLine, LINE);
  const [other] = readReplies({ messages: [{ text: `${LINE} En meer.`, custom: { source_line: LINE } }] });
  assert.equal(other?.text, `${LINE} En meer.`);
  assert.equal(other?.sourceLine, '');
});

test('answers, sources and buttons are read', () => {
  const [reply] = readReplies({
    messages: [
      {
        text: 'Ja.',
        buttons: [{ title: 'Meer', payload: '/faq_costs' }, { title: 'Los' }, { payload: '/x' }, 7],
        custom: { answers: [{ id: 'faq_costs', version: '2026-09-01', sources: [{ name: 'V', url: 'https://v.example' }] }] },
        reply_id: 'abc',
      },
    ],
  });
  assert.deepEqual(reply?.choices, [{ title: 'Meer', payload: '/faq_costs' }, { title: 'Los', payload: 'Los' }]);
  assert.deepEqual(reply?.answers, [{ id: 'faq_costs', version: '2026-09-01' }]);
  assert.deepEqual(reply?.sources, [{ name: 'V', url: 'https://v.example' }]);
  assert.equal(reply?.replyId, 'abc');
});

test('a question, a greeting or thanks cannot be rated; an answer and a decline can', () => {
  const replyId = (custom: object): string | undefined => readReplies({ messages: [{ text: 'x', custom, reply_id: 'abc' }] })[0]?.replyId;
  assert.equal(replyId({ reply: 'ask_fact', asks: 'hours' }), '');
  assert.equal(replyId({ reply: 'thank' }), '');
  assert.equal(replyId({ reply: 'out_of_scope' }), 'abc');
  assert.equal(replyId({ answers: [{ id: 'faq_costs', version: '1' }] }), 'abc');
});

test('whatever a server answers, reading it does not fail', () => {
  const wrong: unknown[] = [undefined, null, 7, 'x', [], {}, { messages: null }, { messages: [null, 1, 'x', [], {}] },
    { messages: [{ text: { a: 1 }, buttons: 'x', custom: [], reply_id: {} }] }];
  for (const value of wrong) {
    assert.deepEqual(readReplies(value), []);
    assert.equal(readSession(value), undefined);
    assert.equal(readConfig(value).title, '');
  }
  assert.equal(readReplies({ messages: Array.from({ length: 500 }, () => ({ text: 'x' })) }).length, 20);
});

test('the settings of a school', () => {
  const config = readConfig({
    title: 'Duaal op De Linde',
    starters: Array.from({ length: 9 }, (_, at) => ({ title: `V${at}`, payload: `/v${at}` })),
    keep_hours: 12,
    contact: { person: 'Noor', phone: null, mail: 'a@b.example' },
  });
  assert.equal(config.title, 'Duaal op De Linde');
  assert.equal(config.starters.length, 4);
  assert.equal(config.keepHours, 12);
  assert.deepEqual(config.contact, { person: 'Noor', phone: '', mail: 'a@b.example' });
  assert.equal(readConfig({ keep_hours: -1 }).keepHours, 0);
});
