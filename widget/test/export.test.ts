import assert from 'node:assert/strict';
import { test } from 'node:test';

import { asMail, asText, spokenAnswer } from '../src/export.js';
import { answer, ask, type Answered, type Thread } from '../src/thread.js';

const DAY = new Date(2026, 10, 24);

function talk(turns: number): Thread {
  let thread: Thread = { id: 't', token: '', messages: [] };
  for (let turn = 0; turn < turns; turn++) {
    thread = ask(thread, `q${turn}`, `Vraag ${turn}?`, '', 0);
    const reply = {
      text: `Antwoord **${turn}**:\n- ${'lang '.repeat(20)}`, sourceLine: 'Bron: X. Nagekeken in november 2026.', sources: [],
      choices: [{ title: 'Meer', payload: '/x' }, { title: 'Minder', payload: '/y' }], answers: [], replyId: '',
    };
    thread = answer(thread, `q${turn}`, [reply], 0);
  }
  return thread;
}

test('the text has who said what, without marks, with the sources', () => {
  const text = asText(talk(1).messages, 'Duaalwijzer', DAY);
  assert.match(text, /24 november 2026/);
  assert.match(text, /Jij: Vraag 0\?/);
  assert.match(text, /Duaalwijzer: Antwoord 0:/);
  assert.match(text, /Bron: X\. Nagekeken in november 2026\./);
  assert.doesNotMatch(text, /\*\*/);
});

test('a mail fits what mail programs take, keeps the latest part and says what is missing', () => {
  const whole = asMail(talk(2).messages, 'Duaal & co', DAY);
  assert.match(decodeURIComponent(whole), /Vraag 0\?[^]*Vraag 1\?/);
  assert.match(whole, /^mailto:\?subject=[^&]*Duaal%20%26%20co&body=/);
  const long = asMail(talk(40).messages, 'Duaalwijzer', DAY);
  assert.ok(long.length <= 1_900);
  const body = decodeURIComponent(long);
  assert.match(body, /Antwoord 39/);
  assert.doesNotMatch(body, /Vraag 0\?/);
  assert.match(body, /Kopieer het gesprek/);
});

test('an answer is said aloud with its source and its choices', () => {
  const message = talk(1).messages[1] as Answered;
  assert.match(spokenAnswer(message), /Antwoord 0[^]*Bron: X[^]*Meer, Minder/);
});
