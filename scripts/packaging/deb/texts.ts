import type { Package } from '../../system/packages.ts';
import { about, type Project } from '../about.ts';

const day = (time: number): string => new Date(time * 1000).toISOString().slice(0, 10);

/** XML's own signs. */
const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** The entry in the menu, which also opens `cliploft://` links. https://specifications.freedesktop.org/desktop-entry-spec */
export const desktopEntry = (): string => `[Desktop Entry]
Type=Application
Name=${about.name}
GenericName=Music Library
Comment=${about.summary}
Exec=${about.command} %U
TryExec=${about.command}
Icon=${about.command}
Terminal=false
StartupNotify=true
StartupWMClass=${about.name}
Categories=${about.categories.join(';')};
Keywords=${about.keywords.join(';')};
MimeType=x-scheme-handler/${about.scheme};
`;

/** What software centres show. `time` is the release's, in s. https://www.freedesktop.org/software/appstream/docs */
export const metainfo = (project: Project, time: number): string => `<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>${about.id}</id>
  <metadata_license>${about.licence}</metadata_license>
  <project_license>${project.license}</project_license>
  <name>${about.name}</name>
  <summary>${escaped(about.summary)}</summary>
  <developer_name>${escaped(about.maker)}</developer_name>
  <description>
${about.description.map((text) => `    <p>${escaped(text)}</p>`).join('\n')}
  </description>
  <launchable type="desktop-id">${about.desktopFile}</launchable>
  <icon type="stock">${about.command}</icon>
  <categories>
${about.categories.map((name) => `    <category>${name}</category>`).join('\n')}
  </categories>
  <provides>
    <binary>${about.command}</binary>
    <mediatype>x-scheme-handler/${about.scheme}</mediatype>
  </provides>
  <content_rating type="oars-1.1" />
  <releases>
    <release version="${project.version}" date="${day(time)}" />
  </releases>
</component>
`;

/** Lines of a long description: each begins with a space, and none is longer than a terminal. */
const folded = (text: string): string => {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1];
    if (last === undefined || last.length + 1 + word.length > 78) lines.push(` ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join('\n');
};

/** Any name under which a release has a package will do. */
const depends = (packages: readonly Package[]): string =>
  packages.map((names) => names.join(' | ')).join(', ');

export interface ControlFacts {
  project: Project;
  /** Debian's name for the processor. */
  architecture: string;
  /** KiB that it takes when installed. */
  installedKib: number;
  depends: readonly Package[];
  recommends: readonly Package[];
  /** Which Electron is inside. */
  electron: string;
}

/** What Debian's tools know of the package. https://www.debian.org/doc/debian-policy/ch-controlfields.html */
export const control = (facts: ControlFacts): string => `Package: ${facts.project.name}
Version: ${facts.project.version}
Architecture: ${facts.architecture}
Maintainer: ${about.maintainer}
Installed-Size: ${String(facts.installedKib)}
Depends: ${depends(facts.depends)}
Recommends: ${depends(facts.recommends)}
Section: sound
Priority: optional
Cliploft-Electron: ${facts.electron}
Description: ${about.summary}
${about.description.map(folded).join('\n .\n')}
`;

/** Who may do what with it. https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/ */
export const copyright = (
  licence: string,
): string => `Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: ${about.name}
Comment: The licences of Electron and Chromium, which are inside, lie beside this
 file's package: LICENSE.electron.txt and LICENSES.chromium.html in its folder
 under /opt.

Files: *
Copyright: 2026 ${about.maker}
License: Expat

License: Expat
${licence
  .slice(licence.indexOf('Permission is'))
  .trimEnd()
  .split('\n')
  .map((line) => (line === '' ? ' .' : ` ${line}`))
  .join('\n')}
`;

/** Debian's own log of a package, by its version; what changed for users is in CHANGELOG.md. `time` in s. */
export const debianChangelog = (project: Project, time: number): string => {
  const date = new Date(time * 1000).toUTCString().replace('GMT', '+0000');
  return `${project.name} (${project.version}) stable; urgency=medium

  * Version ${project.version}.

 -- ${about.maintainer}  ${date}
`;
};
