import { rooms, type Fault } from './fault.ts';

/** Where it is shown that a notice of this kind comes, and comes once. */
const noticeTests: Record<string, string> = {
  trouble: 'src/core/engine.test.ts',
  failed: 'src/core/engine.test.ts',
  timed_out: 'src/core/engine.test.ts',
  missing: 'src/core/engine.notices.test.ts',
  folder: 'src/core/engine.notices.test.ts',
  empty: 'src/core/notices/notice-of.test.ts',
  unreadable: 'src/core/notices/notice-of.test.ts',
  key_refused: 'src/core/engine.notices.test.ts',
};

/** The tests that show a fault by itself, those of what it tells a person among them; paths from the project's root. */
export const testsOf = ({ by, tells }: Fault): string[] => [
  ...new Set([...by, ...(tells ?? []).map((kind) => noticeTests[kind] ?? `no test of "${kind}"`)]),
];

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** The fault table of docs/reliability.md, room by room, in Markdown. */
export const faultTable = (faults: readonly Fault[]): string =>
  rooms
    .map((room) => {
      const rows = faults
        .filter((fault) => fault.room === room)
        .map((fault) => {
          const tests = testsOf(fault).map((path) => `\`${path}\``);
          return `| ${[fault.name, fault.sees, fault.next, tests.join(', ')].map(cell).join(' | ')} |`;
        });
      const head = '| fault | what the user sees | what happens next | shown by |\n| --- | --- | --- | --- |';
      const shown = `All of them by \`npm run torture -- faults --only "${room}: "\`, and one by one by:`;
      return `### ${room}\n\n${shown}\n\n${head}\n${rows.join('\n')}\n`;
    })
    .join('\n');
