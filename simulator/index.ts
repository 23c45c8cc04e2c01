import { parseArgs } from 'node:util';
import { startSimulator } from './simulator.ts';

const help = `sunor.cc on this computer, for trying and testing.

  npm run simulator -- [options]

  --port N          port of the API and the controls; 0, the default, takes any free one
  --media-port N    port of the media
  --seed TEXT       the same seed gives the same world
  --key TEXT        the key to let in; made from the seed when left out
  --task-seconds N  how long a task takes; A-B for a range (default 6-14)
  --scenario NAME   demo (a list of songs) or empty
  --help            this text

When ready it prints one line of JSON: {"api","media","control","key"}. It ends on Ctrl+C.
`;

/** A number, or a range "A-B", in seconds. */
const secondsOf = (text: string): number | [number, number] => {
  const [first = NaN, second] = text.split('-').map(Number);
  if (!(first >= 0) || (second !== undefined && !(second >= first))) {
    throw new Error(`--task-seconds: ${text} is no number and no range.`);
  }
  return second === undefined ? first : [first, second];
};

const portOf = (name: string, text: string): number => {
  const port = Number(text);
  if (text === '' || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`--${name}: ${text} is no port.`);
  }
  return port;
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      'media-port': { type: 'string', default: '0' },
      seed: { type: 'string' },
      key: { type: 'string' },
      'task-seconds': { type: 'string' },
      scenario: { type: 'string', default: 'empty' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return;
  }
  if (values.scenario !== 'demo' && values.scenario !== 'empty') {
    throw new Error(`--scenario: ${values.scenario} is neither demo nor empty.`);
  }
  const simulator = await startSimulator({
    port: portOf('port', values.port),
    mediaPort: portOf('media-port', values['media-port']),
    scenario: values.scenario,
    ...(values.seed === undefined ? {} : { seed: values.seed }),
    ...(values.key === undefined ? {} : { key: values.key }),
    ...(values['task-seconds'] === undefined ? {} : { taskSeconds: secondsOf(values['task-seconds']) }),
  });
  const end = (): void => {
    void simulator.stop();
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  const { apiUrl: api, mediaUrl: media, controlUrl: control, key } = simulator;
  process.stdout.write(`${JSON.stringify({ api, media, control, key })}\n`);
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
