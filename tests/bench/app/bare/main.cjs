'use strict';

/** The least that Electron shows: what everything is measured against. */
const { app, BrowserWindow } = require('electron');

app.on('window-all-closed', () => undefined);
void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800 });
  void window.loadURL('data:text/html,<!doctype html><title>bare</title><body><p id="ready">bare</p>');
});
