import { preparedApp } from './prepare.ts';
import { runHere } from './tools/run.ts';
import { runScript } from './tools/say.ts';

/** `npm start [-- arguments]`: the real app, with whatever it needs. */
await runScript(async () => {
  const { executable, args } = await preparedApp();
  return runHere(executable, [...args, ...process.argv.slice(2)]);
});
