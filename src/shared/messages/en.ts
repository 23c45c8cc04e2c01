import { desktop } from './en/desktop.ts';
import { files } from './en/files.ts';
import { library } from './en/library.ts';
import { notices } from './en/notices.ts';
import { pairs } from './en/pairs.ts';
import { player } from './en/player.ts';
import { playlists } from './en/playlists.ts';
import { problems } from './en/problems.ts';
import { settings } from './en/settings.ts';
import { shell } from './en/shell.ts';
import { statistics } from './en/statistics.ts';
import { tasks } from './en/tasks.ts';
import { terminal } from './en/terminal.ts';
import { update } from './en/update.ts';
import { welcome } from './en/welcome.ts';

/** The English catalogue; every other language must have the same shape (see catalogue.ts). */
export const en = {
  desktop,
  files,
  library,
  notices,
  pairs,
  player,
  playlists,
  problems,
  settings,
  shell,
  statistics,
  tasks,
  terminal,
  update,
  welcome,
} as const;
