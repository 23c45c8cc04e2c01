import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { seedLibrary } from './seed.ts';

/** `npm run seed -- --clips N --profile DIR --library DIR [--seed S] [--locale TAG]`: a library to try and to measure with. */
const { values } = parseArgs({
  options: {
    clips: { type: 'string', default: '1000' },
    profile: { type: 'string', default: 'seeded/profile' },
    library: { type: 'string', default: 'seeded/library' },
    seed: { type: 'string', default: '1' },
    locale: { type: 'string', default: 'en-US' },
  },
});
const [clips, seed] = [Number(values.clips), Number(values.seed)];
const [profile, library] = [resolve(values.profile), resolve(values.library)];
const start = performance.now();
await seedLibrary({ clips, seed, profile, library, locale: values.locale, now: Date.UTC(2026, 10, 1) });
const seconds = ((performance.now() - start) / 1000).toFixed(1);
console.log(`${String(clips)} clips, seed ${String(seed)}, in ${seconds} s.`);
console.log(`npm start -- --user-data-dir="${profile}" --library-dir="${library}"`);
