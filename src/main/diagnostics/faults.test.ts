import { expect, it, vi } from 'vitest';
import { createFakeLog } from '../../../tests/fakes/log.ts';
import { createFaults } from './faults.ts';

it('counts, logs and tells of each fault, and survives whoever cannot be told any more', () => {
  const log = createFakeLog();
  const faults = createFaults(log);
  const told = vi.fn();
  faults.onChange(() => {
    throw new Error('the database is closed');
  });
  faults.onChange(told);
  faults.note('uncaught', 'odd');
  faults.note('unhandled', 'odder');
  expect([faults.count(), told.mock.calls.length]).toEqual([2, 2]);
  expect(log.lines.filter(({ level }) => level === 'error')).toEqual([
    { level: 'error', event: 'uncaught', fields: { detail: 'odd' } },
    { level: 'error', event: 'unhandled', fields: { detail: 'odder' } },
  ]);
  expect(log.text()).toContain('the database is closed');
});
