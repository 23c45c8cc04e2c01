import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './building/fresh.ts';
import { preparedRuntime, type Launch } from './prepare.ts';
import { ensurePackages } from './system/install.ts';
import { debPackages, headlessPackages } from './system/packages.ts';
import { headlessEnv, runEndToEnd } from './testing/e2e.ts';
import { runPackageTests } from './testing/package.ts';
import { resultOf, takeReport, totalLine, type StepResult } from './testing/steps.ts';
import { runTortures } from './testing/torture.ts';
import { vitestArgs } from './testing/vitest.ts';
import { projectRoot } from './tools/places.ts';
import { run } from './tools/run.ts';
import { Stop, runScript } from './tools/say.ts';

interface Outcome {
  code: number | null;
  output: string;
}

const command = async (program: string, args: string[]): Promise<Outcome> => {
  const done = await run(program, args, { cwd: projectRoot, limitMs: 20 * 60_000 });
  return { code: done.code, output: done.stdout + done.stderr };
};

const npmScript = (name: string) => (): Promise<Outcome> => command('npm', ['run', '--silent', name]);

const good: Outcome = { code: 0, output: '' };

/** `npm test`: everything, in order of what tells most soonest. A step that fails does not hide the next. */
await runScript(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cliploft-test-'));
  const report = join(folder, 'report.json');
  const results: StepResult[] = [];
  const step = async (name: string, work: () => Promise<Outcome>): Promise<boolean> => {
    const start = Date.now();
    const { code, output } = await work().catch((error: unknown) => ({
      code: 1,
      output: error instanceof Stop ? error.message : String(error instanceof Error ? error.stack : error),
    }));
    const result = resultOf(code, await takeReport(report));
    results.push(result);
    if (!result.ok || name === 'torture') console.log(output.trim());
    const counted = result.passed > 0 ? `  (${totalLine([result])})` : '';
    const seconds = ((Date.now() - start) / 1000).toFixed(1);
    console.log(`${result.ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(10)} ${seconds.padStart(6)} s${counted}`);
    return result.ok;
  };

  let launch: Launch | null = null;
  await step('set-up', async () => {
    const missing = await ensurePackages([...headlessPackages, ...debPackages], 'for tests');
    if (missing !== null) throw new Stop(`Missing system packages; please run:  ${missing}`);
    launch = await preparedRuntime(headlessEnv());
    return good;
  });
  // Each is one thread's work.
  await Promise.all([step('lint', npmScript('lint')), step('types', npmScript('types'))]);
  const units = vitestArgs(['core', 'unit', 'ports', 'renderer'], report, []);
  await step('unit', () => command(process.execPath, units));
  await step('torture', runTortures);
  const built = await step('build', async () => {
    await ensureBuilt();
    return good;
  });
  await step('end-to-end', async () => {
    if (launch === null || !built) throw new Stop('Not run: the app could not be made ready (see above).');
    return runEndToEnd(launch, report);
  });
  await step('package', async () => {
    if (launch === null || !built) throw new Stop('Not run: the app could not be made ready (see above).');
    return runPackageTests(launch, report);
  });
  await rm(folder, { recursive: true, force: true });
  console.log(totalLine(results));
  return results.every((result) => result.ok) ? 0 : 1;
});
