import { describe, expect, it } from 'vitest';
import { fromArguments, fromResponse, readToastId, toastId } from './activation.ts';

const clip = 'b1d6a0a2-4d3e-4c8b-9f57-0c4f1f1f9d11';

describe('the id of a notification', () => {
  it.each([
    [{ kind: 'clip', id: clip } as const],
    [{ kind: 'task', id: clip } as const],
    [{ kind: 'task', id: 'a:b' } as const],
    [{ kind: 'notices' } as const],
    [null],
  ])('says where %j leads', (target) => {
    const id = toastId(target);
    expect(id.length).toBeLessThanOrEqual(64);
    expect(readToastId(id)).toEqual(target);
  });

  it('leads to the list where the whole would not fit', () => {
    expect(readToastId(toastId({ kind: 'task', id: 'x'.repeat(80) }))).toEqual({ kind: 'notices' });
  });

  it.each(['', 'clip', 'clip:', 'file:/etc/passwd', `clip:${'x'.repeat(80)}`, 'play:c'])(
    '%j from outside leads to the window and nothing else',
    (id) => expect(readToastId(id)).toBeNull(),
  );
});

describe('what macOS says the app was opened by', () => {
  it.each([
    ['com.apple.UNNotificationDefaultActionIdentifier', 'default'],
    ['ACTION_0', 'play'],
    ['ACTION_1', 'folder'],
    ['ACTION_7', 'default'],
  ])('%s is %s', (actionIdentifier, key) => {
    const response = { identifier: `clip:${clip}`, actionIdentifier, date: 1, userInfo: {} };
    expect(fromResponse(response)).toEqual({ id: `clip:${clip}`, key });
  });

  it.each([
    undefined,
    null,
    'x',
    {},
    { NSApplicationLaunchIsDefaultLaunchKey: 1 },
    { identifier: 'notices' },
    { identifier: 'notices', actionIdentifier: 'com.apple.UNNotificationDismissActionIdentifier' },
  ])('%j is nothing of ours', (launchInfo) => expect(fromResponse(launchInfo)).toBeNull());
});

describe('what Windows says of a toast', () => {
  it('names the notification by its tag and the button by its place', () => {
    const tag = encodeURIComponent(`clip:${clip}`);
    expect(fromArguments({ type: 'click', arguments: `type=click&tag=${tag}` })).toEqual({
      id: `clip:${clip}`,
      key: 'default',
    });
    expect(
      fromArguments({ type: 'action', actionIndex: 1, arguments: `type=action&action=1&tag=clip:${clip}` }),
    ).toEqual({ id: `clip:${clip}`, key: 'folder' });
  });

  it('without a tag leads to the window', () => {
    const heard = fromArguments({ type: 'click', arguments: '' });
    expect(heard).toEqual({ id: '', key: 'default' });
    expect(readToastId(heard?.id ?? 'x')).toBeNull();
  });

  it.each([null, 1, {}, { type: 'reply', arguments: 'tag=notices' }])('%j is nothing of ours', (details) =>
    expect(fromArguments(details)).toBeNull(),
  );
});
