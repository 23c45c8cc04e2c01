import { apiFaults } from './api-faults.ts';
import { audioFaults } from './audio-faults.ts';
import { connectionFaults } from './connection-faults.ts';
import { coverFaults } from './cover-faults.ts';
import { databaseFaults } from './database-faults.ts';
import { diskFaults } from './disk-faults.ts';
import { called, type Fault } from './fault.ts';
import { laterFaults } from './later-faults.ts';
import { resultFaults } from './result-faults.ts';
import { systemFaults } from './system-faults.ts';

export const allFaults: readonly Fault[] = [
  ...connectionFaults,
  ...apiFaults,
  ...resultFaults,
  ...laterFaults,
  ...audioFaults,
  ...coverFaults,
  ...diskFaults,
  ...systemFaults,
  ...databaseFaults,
];

/**
 * What `--only` asks for: `ROOM: NAME + ROOM: NAME` is those together; any other text each fault whose name holds it,
 * alone. Empty when there is no such fault.
 */
export const chosen = (only: string): Fault[][] => {
  const named = only.split(' + ').map((name) => allFaults.filter((fault) => called(fault) === name));
  return named.every((found) => found.length > 0)
    ? [named.flat()]
    : allFaults.filter((fault) => called(fault).includes(only)).map((fault) => [fault]);
};
