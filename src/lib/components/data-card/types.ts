/** The four lines: what we keep, who sees it, recording, how long. */
export type DataCardProps = { keep: string; seenBy: string; recording: string; howLong: string };
