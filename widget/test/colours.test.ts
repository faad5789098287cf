import assert from 'node:assert/strict';
import { test } from 'node:test';

import { contrast, normalise, palette } from '../src/colours.js';

test('contrast as WCAG defines it', () => {
  assert.equal(contrast('#000000', '#ffffff').toFixed(2), '21.00');
  assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48');
  assert.equal(contrast('#ffffff', '#ffffff'), 1);
});

test('every colour of a school gives readable text', () => {
  for (let red = 0; red < 256; red += 15) {
    for (let green = 0; green < 256; green += 15) {
      for (let blue = 0; blue < 256; blue += 15) {
        const colour = '#' + [red, green, blue].map((value) => value.toString(16).padStart(2, '0')).join('');
        const { accent, onAccent, ink } = palette(colour);
        assert.equal(accent, colour);
        assert.ok(contrast(accent, onAccent) >= 4.5, `${onAccent} on ${accent}`);
        assert.ok(contrast(ink, '#f1f4f5') >= 4.0 && contrast(ink, '#ffffff') >= 4.5, `ink ${ink} of ${accent}`);
      }
    }
  }
});

test('a dark colour stays as it is', () => {
  assert.equal(palette('#7a2048').ink, '#7a2048');
});

test('what is no colour is passed over', () => {
  assert.equal(normalise('#ABC'), '#aabbcc');
  assert.equal(normalise('7a2048'), '#7a2048');
  for (const wrong of ['', 'red', '#12', '#1234567', 'url(x)', '#12345g', 'rgb(0,0,0)']) assert.equal(normalise(wrong), undefined, wrong);
  assert.equal(palette('rood', '#7a2048').accent, '#7a2048');
  assert.equal(palette('rood', '').accent, palette().accent);
});
