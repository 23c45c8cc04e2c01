/** What an engine tells. Seconds throughout. */
export interface AudioEvents {
  /** The file is open; `duration` as the file says. */
  loaded(duration: number): void;
  playing(): void;
  paused(): void;
  ended(): void;
  /** `detail` is technical text. Nothing plays any more. */
  failed(detail: string): void;
}

/** Sound for one clip at a time. The player owns the queue; this owns the sound. */
export interface AudioEngine {
  /** Lets go of what was open, opens `url` and starts to play; with `playing` false it waits for that. */
  open(url: string, events: AudioEvents, playing?: boolean): void;
  play(): void;
  pause(): void;
  seek(seconds: number): void;
  /** Seconds from the start. */
  position(): number;
  /** 0 to 1; reached over `fadeMs` where something plays. */
  setVolume(volume: number, fadeMs?: number): void;
  /** Lets go of what is open. */
  close(): void;
}
