import type { LucideIcon } from '@lucide/svelte';

/** One drawn sign, imported by its own path: `import Bell from '@lucide/svelte/icons/bell'`. */
export type IconComponent = LucideIcon;
