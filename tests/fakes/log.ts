import type { Log } from '../../src/core/ports.ts';

export interface LogLine {
  level: 'info' | 'warn' | 'error';
  event: string;
  fields: Record<string, unknown>;
}

export interface FakeLog extends Log {
  readonly lines: LogLine[];
  /** Everything as text, to search for what must not be in it. */
  text(): string;
}

/** A log that keeps its lines for the test to read. */
export const createFakeLog = (): FakeLog => {
  const lines: LogLine[] = [];
  const at =
    (level: LogLine['level']) =>
    (event: string, fields: Record<string, unknown> = {}): void => {
      lines.push({ level, event, fields });
    };
  return {
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    lines,
    text: () => JSON.stringify(lines),
  };
};
