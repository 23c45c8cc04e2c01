import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../tools/run.ts';
import { Stop } from '../tools/say.ts';
import { startService, type Service } from './service.ts';

/** Every notification is kept, none goes by itself, all are shown; each is written down as it comes. */
const config = (recorder: string, chooser: string): string => `[global]
    dmenu = ${chooser}
    notification_limit = 0
    idle_threshold = 0
    history_length = 1000
    sort = no
    stack_duplicates = false
    font = DejaVu Sans 9
[urgency_low]
    timeout = 0
[urgency_normal]
    timeout = 0
[urgency_critical]
    timeout = 0
[record]
    summary = "*"
    script = ${recorder}
`;

/** Fields end with a unit separator, notifications with a record separator: neither occurs in text. */
const recorder = (file: string): string => `#!/bin/sh
printf '%s\\037%s\\037%s\\037%s\\037%s\\036' \\
  "$DUNST_ID" "$DUNST_APP_NAME" "$DUNST_SUMMARY" "$DUNST_BODY" "$DUNST_ICON_PATH" >> '${file}'
`;

/** Asked which button is meant: the first line that holds what stands in the file. */
const chooser = (wanted: string): string => `#!/bin/sh
grep -F -m 1 -f '${wanted}'
`;

/** Where it stands which button `dunstctl context` presses. */
export const wantedAction = (record: string): string => `${record}-action`;

export interface NotificationServer {
  service: Service;
  /** Where the notifications are written down. */
  record: string;
}

/** A real notification server (dunst). */
export const startNotifications = async (
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<NotificationServer> => {
  const record = join(folder, 'notifications');
  const script = join(folder, 'record-notification');
  const settings = join(folder, 'dunstrc');
  await writeFile(record, '');
  await writeFile(script, recorder(record));
  await chmod(script, 0o755);
  const choose = join(folder, 'choose-action');
  await writeFile(choose, chooser(wantedAction(record)));
  await chmod(choose, 0o755);
  await writeFile(settings, config(script, choose));
  const service = await startService('dunst', ['-conf', settings], { env }, () => true);
  const wait = ['wait', '--session', '--timeout', '10', 'org.freedesktop.Notifications'];
  if ((await run('gdbus', wait, { env, limitMs: 12_000 })).code !== 0) {
    await service.stop();
    throw new Stop(`dunst did not appear on the bus: ${service.output().trim()}`);
  }
  return { service, record };
};
