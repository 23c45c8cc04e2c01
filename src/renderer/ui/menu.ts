import type { Component } from 'svelte';

/** One action of a menu. Labels within a menu differ. */
export interface MenuItem {
  label: string;
  icon?: Component<{ size?: number | string }>;
  danger?: boolean;
  disabled?: boolean;
  run: () => void;
}
