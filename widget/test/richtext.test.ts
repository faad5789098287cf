import assert from 'node:assert/strict';
import { test } from 'node:test';

import { safeLink, withLinks, type Link } from '../src/links.js';
import { blocks, plain, sourceLine } from '../src/richtext.js';

const links = (text: string): Link[] => withLinks(text).filter((piece): piece is Link => typeof piece !== 'string');
const shown = (text: string): string => withLinks(text).map((piece) => (typeof piece === 'string' ? piece : piece.label)).join('');

test('an address becomes a link without the mark that closes the sentence', () => {
  assert.deepEqual(links('Kijk op https://www.vlaanderen.be/duaal-leren.'), [
    { href: 'https://www.vlaanderen.be/duaal-leren', label: 'https://www.vlaanderen.be/duaal-leren', external: true },
  ]);
  assert.equal(links('(zie https://a.example/b?c=d&e=f#g)')[0]?.href, 'https://a.example/b?c=d&e=f#g');
});

test('a mail address and a telephone number become links that stay in this tab', () => {
  assert.deepEqual(links('Mail jan_de.smet+duaal@school-x.example of bel.')[0], {
    href: 'mailto:jan_de.smet+duaal@school-x.example',
    label: 'jan_de.smet+duaal@school-x.example',
    external: false,
  });
  for (const number of ['03 123 45 67', '0470 12 34 56', '+32 3 123 45 67', '016/23.45.67', '+32470123456']) {
    assert.equal(links(`Bel ${number}.`)[0]?.href, 'tel:' + number.replace(/[^\d+]/g, ''), number);
  }
});

test('a help line is called with one touch, an amount of as much is not', () => {
  const numbers = (text: string): string[] => links(text).filter((link) => link.href.startsWith('tel:')).map((link) => link.label);
  assert.deepEqual(numbers('Is er gevaar, bel 112. Awel: 102 of https://www.awel.be.'), ['112', '102']);
  assert.deepEqual(numbers('Bel nu 112 bij gevaar, of 1813 (dag en nacht). Geweld? Bel 1712.'), ['112', '1813', '1712']);
  assert.deepEqual(numbers('chatten met Awel (102, https://www.awel.be), op het nummer 1700'), ['102', '1700']);
  for (const text of ['Dat kost 112 euro of 102 euro.', 'of 112,50', '102 dagen', 'bel 113', 'in 1813', '1712']) {
    assert.deepEqual(numbers(text), [], text);
  }
});

test('a date, an amount or a long number is no telephone number', () => {
  for (const text of ['01/09/2026', '02.03.2027 en 04.05.2027', '0,50 euro', '2026-2027', '1 2 3 4 5 6 7 8 9', '00123456789012345', 'BE 0123.456.789']) {
    assert.deepEqual(links(text), [], text);
  }
});

test('only http, https, mailto and tel can be followed', () => {
  for (const address of ['javascript:alert(1)', ' javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java\nscript:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd', 'blob:x', '//host', '/path', '']) {
    assert.equal(safeLink(address, 'x'), undefined, address);
  }
  assert.equal(shown('[klik](javascript:alert(1))'), '[klik](javascript:alert(1))');
  assert.deepEqual(links('[klik](javascript:alert(1)) [mail](mailto:a@b.example) [bel](tel:+3231234567)').map((link) => link.href), [
    'mailto:a@b.example',
    'tel:+3231234567',
  ]);
});

test('nothing of a text is lost', () => {
  for (const text of ['<img src=x onerror=alert(1)>', 'a_b <c> [d] *e* `f` & "g"', '', 'é 👩‍🏫 ́', 'x@y', 'https://']) {
    assert.equal(shown(text), text);
  }
});

test('long input does not take long', { timeout: 2_000 }, () => {
  for (const text of ['['.repeat(20_000), 'a@'.repeat(10_000), '0 1'.repeat(7_000), '**'.repeat(10_000), 'a.'.repeat(10_000) + '@', '-'.repeat(20_000), '102 '.repeat(5_000), 'x@' + '-'.repeat(20_000)]) {
    assert.ok(blocks(text).length > 0);
  }
});

test('paragraphs, lists and bold', () => {
  const result = blocks('Eerst **dit**:\nnog een regel\n- een\n- **twee**\n\n1. eerst\n2. dan\nslot\n3) los');
  assert.deepEqual(result.map((block) => block.kind), ['paragraph', 'bullets', 'numbers', 'paragraph', 'numbers']);
  assert.deepEqual(result[0], { kind: 'paragraph', lines: [['Eerst ', { bold: ['dit'] }, ':'], ['nog een regel']] });
  assert.deepEqual(result[4], { kind: 'numbers', items: [['los']], start: 3 });
  assert.deepEqual(blocks('** geen ** en **half'), [{ kind: 'paragraph', lines: [['** geen ** en **half']] }]);
  assert.deepEqual(blocks('2026. Een jaar'), [{ kind: 'paragraph', lines: [['2026. Een jaar']] }]);
});

test('as plain text the marks are gone and the structure stays', () => {
  assert.equal(plain('Kijk **hier**:\n- een\n- [twee](https://a.example)\n\nSlot'), 'Kijk hier:\n\n- een\n- twee\n\nSlot');
});

test('the names in a source line lead to the sources', () => {
  const line = 'Bron: Vlaanderen (https://www.vlaanderen.be/); De Gids. Nagekeken in november 2026.';
  const pieces = sourceLine(line, [
    { name: 'Vlaanderen', url: 'https://www.vlaanderen.be/' },
    { name: 'De Gids', url: 'javascript:alert(1)' },
    { name: 'Elders', url: 'https://elders.example/' },
  ]);
  assert.deepEqual(pieces, [
    'Bron: ',
    { href: 'https://www.vlaanderen.be/', label: 'Vlaanderen', external: true },
    '; De Gids. Nagekeken in november 2026.',
  ]);
});
