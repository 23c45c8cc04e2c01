import { describe, expect, it } from 'vitest';
import { headlessPackages, installedNames, missingOf, nameFor, runPackages } from './packages.ts';

const lines = [
  'libnss3:amd64 install ok installed',
  'libasound2:amd64 install ok installed',
  'xvfb deinstall ok config-files',
  'dunst unknown ok not-installed',
].join('\n');

describe('system packages', () => {
  it('reads what is installed, and nothing that once was', () => {
    expect(installedNames(lines)).toEqual(new Set(['libnss3', 'libasound2']));
    expect(installedNames('')).toEqual(new Set());
  });

  it('is content with any name of a package', () => {
    const installed = new Set(['libasound2']);
    expect(missingOf([['libasound2t64', 'libasound2'], ['xvfb']], installed)).toEqual([['xvfb']]);
  });

  it('asks for the name that this release knows, else for the oldest', () => {
    const names = ['libasound2t64', 'libasound2'];
    expect(nameFor(names, new Set(['libasound2']))).toBe('libasound2');
    expect(nameFor(names, new Set(names))).toBe('libasound2t64');
    expect(nameFor(names, new Set())).toBe('libasound2');
  });

  it('has only names that Debian allows', () => {
    for (const name of [...runPackages, ...headlessPackages].flat())
      expect(name).toMatch(/^[a-z0-9][a-z0-9+.-]+$/);
  });
});
