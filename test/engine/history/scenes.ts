import { accessScenes } from './scenes-access.ts';
import { userPoolScenes } from './scenes-user-pools.ts';
import type { Scene } from './scene.ts';

export type { Scene } from './scene.ts';

/** A scene for each operation that the history follows. */
export const scenes: readonly Scene[] = [...userPoolScenes, ...accessScenes];
