'use strict';

/**
 * Stands in for Electron's own default app, which the fallback runtime lacks: the first argument that is
 * no flag is the app's folder. It is started under its own name, version and path.
 */
const { app } = require('electron');
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join, resolve } = require('node:path');

const given = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
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
  createRequire(join(folder, 'package.json'))(join(folder, about.main || 'index.js'));
}
