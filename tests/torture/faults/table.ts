import { rooms, type Fault } from './fault.ts';

/** Where else each room's faults are looked at, one by one. */
const alsoShownBy: Record<Fault['room'], string> = {
  connection: '`tests/ports/http.test.ts`, `src/core/engine.links.test.ts`',
  'API answers': '`src/core/engine.faults.test.ts`, `src/core/api/replies.test.ts`',
  'API results': '`src/core/engine.half-good.test.ts`, `src/core/api/replies.test.ts`',
  audio:
    '`tests/ports/http-saving.test.ts`, `src/core/saving/download*.test.ts`, `tests/ports/audio*.test.ts`',
  'covers and titles': '`src/core/saving/save-clip.test.ts`, `src/core/saving/file-names.test.ts`',
  disk: '`tests/ports/files-odd-disks.test.ts`, `tests/ports/library-folder.test.ts`',
  'clock and sleep': '`src/core/engine.faults.test.ts`, `src/core/engine.links.test.ts`',
  key: '`tests/ports/secrets.test.ts`, `tests/e2e/key.test.ts`',
  database: '`src/main/database/*.test.ts`, `tests/ports/sql-faults.test.ts`',
};

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** The fault table of docs/reliability.md, room by room, in Markdown. */
export const faultTable = (faults: readonly Fault[]): string =>
  rooms
    .map((room) => {
      const rows = faults
        .filter((fault) => fault.room === room)
        .map(({ name, sees, next }) => `| ${cell(name)} | ${cell(sees)} | ${cell(next)} |`);
      const head = '| fault | what the user sees | what happens next |\n| --- | --- | --- |';
      const shown = `Shown by \`npm run torture -- faults --only "${room}: "\`; one by one also by ${alsoShownBy[room]}.`;
      return `### ${room}\n\n${shown}\n\n${head}\n${rows.join('\n')}\n`;
    })
    .join('\n');
