/** Escapes a value of the type "string" of the Desktop Entry Specification. */
const asValue = (text: string): string =>
  text.replace(
    /[\\\n\r\t]/g,
    (sign) => ({ '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' })[sign] ?? sign,
  );

/** One argument of Exec: quoted where it has to be, and no sign of it taken for a field code. */
const asArgument = (text: string): string => {
  const literal = text.replace(/%/g, '%%');
  return /^[A-Za-z0-9_@+:,./%-]+$/.test(text) ? literal : `"${literal.replace(/["`$\\]/g, '\\$&')}"`;
};

/** A command line as the value of Exec, by the rules of the Desktop Entry Specification 1.5. Pure. */
export const execValue = (command: readonly string[]): string => asValue(command.map(asArgument).join(' '));

/** The text of an autostart entry that runs `command`. Pure. */
export const autostartEntry = (name: string, command: readonly string[]): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${asValue(name)}`,
    `TryExec=${asValue(command[0] ?? '')}`,
    `Exec=${execValue(command)}`,
    'Terminal=false',
    'StartupNotify=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');

/** Undoes `asValue`. */
const fromValue = (value: string): string =>
  value.replace(/\\([\\nrt])/g, (_whole, sign: string) => ({ n: '\n', r: '\r', t: '\t' })[sign] ?? sign);

/**
 * Does an entry start anything? Desktops switch one off by a key instead of removing it, and skip one whose program is gone
 * (`isThere`). Pure.
 */
export const startsSomething = (entry: string, isThere: (program: string) => boolean): boolean => {
  const value = (key: string): string | undefined =>
    new RegExp(`^${key}[ \\t]*=[ \\t]*(.*?)[ \\t]*$`, 'm').exec(entry)?.[1];
  const program = value('TryExec');
  return (
    value('Exec') !== undefined &&
    (program === undefined || isThere(fromValue(program))) &&
    value('Hidden') !== 'true' &&
    value('X-GNOME-Autostart-enabled') !== 'false'
  );
};
