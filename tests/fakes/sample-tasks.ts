import type { SaveItem, Task } from '../../src/shared/task.ts';
import { sampleId } from './sample-clips.ts';

/** A task that has just been put on the list; `more` changes what matters to the case at hand. */
export const sampleTask = (index: number, now: number, more: Partial<Task> = {}): Task => ({
  id: sampleId('task', index),
  type: 'music',
  model: 'suno',
  status: 'running',
  progress: 40,
  credits: 10,
  refunded: false,
  title: 'Harbour Waltz',
  input: { gpt_description_prompt: 'A slow harbour waltz with accordion', make_instrumental: false },
  error: null,
  createdAt: new Date(now - index * 60_000 - 45_000).toISOString(),
  completedAt: null,
  addedAt: now - index * 60_000,
  watch: 'active',
  checking: false,
  lastCheckAt: now - 2_000,
  nextCheckAt: now + 3_000,
  problem: null,
  expectedAt: now + 70_000,
  items: [],
  unreadable: 0,
  ...more,
});

/** One result on its way to the disk. */
export const sampleItem = (task: number, index: number, more: Partial<SaveItem> = {}): SaveItem => ({
  id: sampleId('clip', task * 2 + index),
  taskId: sampleId('task', task),
  libraryId: more.id ?? sampleId('clip', task * 2 + index),
  kind: 'clip',
  title: 'Harbour Waltz',
  state: 'saved',
  received: 3_384_000,
  total: 3_384_000,
  attempts: 1,
  nextTryAt: null,
  needsLink: false,
  deadlineAt: null,
  problem: null,
  ...more,
});

/** What makes a sample task one that succeeded `minutes` ago. */
export const finished = (now: number, minutes: number): Partial<Task> => ({
  status: 'success',
  progress: 100,
  watch: 'done',
  nextCheckAt: null,
  expectedAt: null,
  completedAt: new Date(now - minutes * 60_000).toISOString(),
});

const unanswered: Partial<Task> = {
  type: null,
  model: null,
  status: null,
  progress: null,
  credits: null,
  title: null,
  input: null,
  createdAt: null,
  lastCheckAt: null,
  expectedAt: null,
};

/** Tasks in every phase there is, newest first. */
export const sampleTasks = (now: number): Task[] => [
  sampleTask(0, now, { ...unanswered, checking: true, nextCheckAt: null }),
  sampleTask(1, now, { status: 'pending', progress: null, title: 'Glass Elevator' }),
  sampleTask(2, now, { title: '夜明けの自転車', progress: 64, expectedAt: now + 52_000 }),
  sampleTask(3, now, { title: 'Lanterns Over Oslo', progress: 90, expectedAt: now - 240_000 }),
  sampleTask(4, now, {
    ...finished(now, 1),
    title: 'Neon Orchard',
    items: [
      sampleItem(4, 0, { title: 'Neon Orchard', state: 'saving', received: 1_904_000, total: 3_384_000 }),
      sampleItem(4, 1, { title: 'Neon Orchard', state: 'waiting', received: 0, total: null, attempts: 0 }),
    ],
  }),
  sampleTask(5, now, {
    ...finished(now, 6),
    title: 'Salt and Copper',
    items: [
      sampleItem(5, 0, { title: 'Salt and Copper' }),
      sampleItem(5, 1, {
        title: 'Salt and Copper',
        state: 'retrying',
        received: 0,
        total: null,
        attempts: 3,
        nextTryAt: now + 42_000,
        problem: { code: 'link_dead', status: 403, detail: 'GET https://cdn1.suno.ai/….mp3' },
      }),
    ],
  }),
  sampleTask(6, now, {
    ...finished(now, 12),
    title: 'Low Orbit',
    items: [
      sampleItem(6, 0, {
        title: 'Low Orbit',
        state: 'needs_user',
        received: 0,
        total: null,
        problem: { code: 'disk_full' },
      }),
    ],
  }),
  sampleTask(7, now, {
    ...finished(now, 20),
    title: 'Paper Aeroplanes',
    items: [sampleItem(7, 0, { title: 'Paper Aeroplanes' }), sampleItem(7, 1, { title: 'Paper Aeroplanes' })],
  }),
  sampleTask(8, now, {
    ...finished(now, 31),
    type: 'lyrics',
    credits: 5,
    title: 'Harbour Light',
    items: [
      sampleItem(8, 0, { id: `lyrics:${sampleId('task', 8)}`, kind: 'lyrics', title: 'Harbour Light' }),
    ],
  }),
  sampleTask(9, now, {
    ...finished(now, 40),
    status: 'failure',
    progress: null,
    refunded: true,
    title: 'Velvet Machinery',
    error: 'Provider refused the prompt',
  }),
  sampleTask(10, now, {
    ...finished(now, 65),
    status: 'timeout',
    progress: null,
    refunded: true,
    title: 'Ice Fishing',
    error: null,
  }),
  sampleTask(11, now, {
    ...unanswered,
    problem: { code: 'not_found', status: 404, detail: 'Task not found' },
  }),
  sampleTask(12, now, { title: 'أغنية الميناء القديم', watch: 'stopped', nextCheckAt: null, progress: 20 }),
  sampleTask(13, now, {
    type: 'stems',
    model: 'suno',
    status: 'reviewing',
    progress: null,
    credits: 3,
    title: '🌊🌙✨',
    expectedAt: null,
  }),
  sampleTask(14, now, { ...finished(now, 120), title: 'Tomorrow, Probably', items: [] }),
  sampleTask(15, now, {
    ...finished(now, 180),
    type: 'upload',
    credits: 1,
    title: 'Field recording 07.mp3',
    items: [sampleItem(15, 0, { title: 'Field recording 07.mp3' })],
  }),
  sampleTask(16, now, {
    title: 'Quarter to Four',
    model: 'udio',
    credits: 5,
    progress: 55,
    problem: { code: 'rate_limited', status: 429, retryAt: now + 28_000 },
    nextCheckAt: now + 28_000,
  }),
  sampleTask(17, now, {
    ...finished(now, 240),
    title: 'First Sketch',
    items: [sampleItem(17, 0, { title: 'First Sketch', state: 'dropped', received: 0, total: null })],
  }),
];
