import BookOpen from '@lucide/svelte/icons/book-open';
import Bus from '@lucide/svelte/icons/bus';
import Coins from '@lucide/svelte/icons/coins';
import Cpu from '@lucide/svelte/icons/cpu';
import Database from '@lucide/svelte/icons/database';
import GraduationCap from '@lucide/svelte/icons/graduation-cap';
import HeartPulse from '@lucide/svelte/icons/heart-pulse';
import House from '@lucide/svelte/icons/house';
import Landmark from '@lucide/svelte/icons/landmark';
import Leaf from '@lucide/svelte/icons/leaf';
import Music from '@lucide/svelte/icons/music';
import Puzzle from '@lucide/svelte/icons/puzzle';
import Scale from '@lucide/svelte/icons/scale';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import Sprout from '@lucide/svelte/icons/sprout';
import Trees from '@lucide/svelte/icons/trees';
import type { IconComponent } from '../icon/types.ts';

/** Cloths there are: colour and weave, chosen with `data-topic`. */
export const CLOTHS = 8;

const ICONS: readonly IconComponent[] = [
	...[Landmark, Coins, Database, Cpu, Puzzle, GraduationCap, ShieldCheck, Trees],
	...[HeartPulse, Scale, Bus, BookOpen, House, Sprout, Music, Leaf]
];

/** The cloth of a topic: 1 to 8; topics beyond 8 repeat a cloth with another icon. Topics count from 1. */
export function clothOf(topic: number): number {
	return wrap(topic, CLOTHS) + 1;
}

/** The icon of a topic; 16 before they repeat. Topics count from 1. */
export function iconOf(topic: number): IconComponent {
	return ICONS[wrap(topic, ICONS.length)] ?? Landmark;
}

function wrap(topic: number, length: number): number {
	return (((topic - 1) % length) + length) % length;
}
