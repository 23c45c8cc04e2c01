'use strict';

/**
 * Stands in for Electron's own default app, which the fallback runtime lacks: the first argument that is
 * no flag is the app's folder. It is started under its own name, version and path.
 */
const { app } = require('electron');
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join, resolve } = require('node:path');

/** The app's folder, and the modules that `-r` names to be loaded before it, as Electron's default app takes them. */
const readArguments = (list) => {
  const modules = [];
  for (let at = 0; at < list.length; at += 1) {
    if (list[at] === '-r' || list[at] === '--require') modules.push(list[(at += 1)]);
    else if (!list[at].startsWith('-')) return { given: list[at], modules };
  }
  return { given: undefined, modules };
};

const { given, modules } = readArguments(process.argv.slice(1));
if (given === undefined) {
  process.stderr.write('Name the folder of the app to start.\n');
  app.exit(2);
} else {
  const folder = resolve(given);
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  // What Electron's default app sets too: `process.defaultApp` tells an app that it is not packaged.
  process.defaultApp = true;
  if (about.version) app.setVersion(about.version);
  app.setName(about.productName || about.name);
  if (about.desktopName) app.setDesktopName(about.desktopName);
  app.setAppPath(folder);
  for (const module of modules) require(resolve(module));
  // Started by a driver that wants to look inside.
  const driven = ['--inspect=0', '--remote-debugging-port=0'].every((flag) => process.argv.includes(flag));
  if (driven) require('./hold.cjs');
  createRequire(join(folder, 'package.json'))(join(folder, about.main || 'index.js'));
}
