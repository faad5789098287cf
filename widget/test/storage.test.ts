import assert from 'node:assert/strict';
import { test } from 'node:test';

import { keepHours, readKeep } from '../src/options.js';
import { Keeper } from '../src/storage.js';
import { MemoryStorage } from './memory.js';

const HOUR = 3_600_000;

test('a value is there for other tabs until it is too old, and then gone', () => {
  let now = 1_000_000;
  const store = new MemoryStorage();
  const one = new Keeper<string>('k', store, 24, () => now);
  const other = new Keeper<string>('k', store, 24, () => now);
  one.write('gesprek');
  assert.equal(other.read(), 'gesprek');
  now += 24 * HOUR - 1;
  assert.equal(other.read(), 'gesprek');
  assert.equal(other.remaining(), 1);
  now += 1;
  assert.equal(other.read(), undefined);
  assert.equal(store.size, 0);
});

test('writing again begins the time again', () => {
  let now = 0;
  const keeper = new Keeper<string>('k', new MemoryStorage(), 1, () => now);
  keeper.write('a');
  now = HOUR - 1;
  keeper.write('b');
  now = HOUR + 1;
  assert.equal(keeper.read(), 'b');
});

test('without storage the value lives in this page', () => {
  const keeper = new Keeper<string>('k', undefined, 1);
  keeper.write('a');
  assert.equal(keeper.read(), 'a');
  keeper.remove();
  assert.equal(keeper.read(), undefined);
});

test('a full storage keeps nothing old and the page goes on', () => {
  class Full extends MemoryStorage {
    full = false;
    override setItem(key: string, value: string): void {
      if (this.full) throw new Error('QuotaExceededError');
      super.setItem(key, value);
    }
  }
  const store = new Full();
  const keeper = new Keeper<string>('k', store, 1);
  keeper.write('a');
  store.full = true;
  keeper.write('b');
  assert.equal(keeper.read(), 'b');
  assert.equal(store.size, 0);
});

test('what another program left under the key is ignored', () => {
  for (const text of ['', '{', 'null', '[]', '{"v":9,"until":9e15,"value":1}', '{"v":1,"value":1}', '{"v":1,"until":9e15}']) {
    const store = new MemoryStorage();
    store.setItem('k', text);
    assert.equal(new Keeper<unknown>('k', store, 1).read(), undefined, text);
  }
});

test('how long to keep', () => {
  assert.equal(readKeep(' Session '), 'session');
  assert.equal(readKeep('page'), 'page');
  assert.equal(readKeep('voor altijd'), 'device');
  assert.equal(keepHours('device'), 24);
  assert.equal(keepHours('device', 6), 6);
  assert.equal(keepHours('session', 100), 0.5);
});
