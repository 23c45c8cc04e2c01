import { describe, expect, it } from 'vitest';
import { parseKeychain, parseNotifications, until } from './evidence.ts';

describe('evidence', () => {
  it('reads notifications, line breaks and all', () => {
    const record = '2\x1fCliploft\x1fSong finished\x1fTwo\nlines\x1f/i.png\x1e3\x1fCliploft\x1fB\x1f\x1f\x1e';
    expect(parseNotifications(record)).toEqual([
      { id: '2', app: 'Cliploft', summary: 'Song finished', body: 'Two\nlines', icon: '/i.png' },
      { id: '3', app: 'Cliploft', summary: 'B', body: '', icon: '' },
    ]);
    expect(parseNotifications('')).toEqual([]);
  });

  it('reads the list of the keyring', () => {
    const text = [
      '[/org/freedesktop/secrets/collection/login/1]',
      'label = Cliploft/sunor.cc',
      'secret = abc = def',
      'created = 2026-11-23 20:00:00',
      'schema = org.freedesktop.Secret.Generic',
      'attribute.account = sunor.cc',
      'attribute.service = Cliploft',
    ].join('\n');
    expect(parseKeychain(text)).toEqual([{ service: 'Cliploft', account: 'sunor.cc', secret: 'abc = def' }]);
    expect(parseKeychain('')).toEqual([]);
  });

  it('says what it waited for in vain', async () => {
    await expect(until('the sea to part', () => null, 0)).rejects.toThrow('the sea to part');
    await expect(until('nothing much', () => 7, 0)).resolves.toBe(7);
  });
});
