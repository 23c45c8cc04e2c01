import type { Component } from 'svelte';

/** One action of a menu, or a menu of its own. Labels within a menu differ, or there are keys that do. */
export interface MenuItem {
  label: string;
  key?: string;
  icon?: Component<{ size?: number | string }>;
  danger?: boolean;
  disabled?: boolean;
  run: () => void;
  /** What it opens instead of being run. */
  items?: readonly MenuItem[];
}
