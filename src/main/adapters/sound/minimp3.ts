import type { Pcm } from './pcm.ts';

/** What minimp3-wasm's module gives; its own script only wraps these, and fetches the module as a page would. */
interface Exports {
  memory: WebAssembly.Memory;
  decoder_init(): void;
  decoder_set_mp3_data_size(bytes: number): void;
  decoder_mp3_data_offset(): number;
  decoder_decode(seconds: number): void;
  decoder_pcm_data_offset(): number;
  decode_results_sampling_rate(): number;
  decode_results_num_channels(): number;
  /** Of all channels together. */
  decode_results_num_samples(): number;
}

/** Decodes runs of whole frames, each going on from the one before. */
export interface Minimp3 {
  /**
   * The bytes of whole frames of one stream and nothing else: with anything behind its last frame the module may look for
   * more without an end. What it gives holds until the next is given.
   */
  decode(run: Uint8Array, give: (pcm: Pcm) => void): void;
}

const fullScale = 32768;

/** `module` is minimp3-wasm's. What a file makes it stumble over is thrown as a WebAssembly.RuntimeError. */
export const createMinimp3 = (module: WebAssembly.Module): Minimp3 => {
  const wasm = new WebAssembly.Instance(module).exports as unknown as Exports;
  wasm.decoder_init();
  return {
    decode(run, give) {
      wasm.decoder_set_mp3_data_size(run.length);
      const from = wasm.decoder_mp3_data_offset();
      const memory = new Uint8Array(wasm.memory.buffer);
      memory.set(run, from);
      // A frame that cannot be decoded leaves its place as it was: silence.
      memory.fill(0, from + run.length);
      for (;;) {
        wasm.decoder_decode(-1);
        const count = wasm.decode_results_num_samples();
        if (count === 0) return;
        // Copied, because what stands behind an odd number of bytes cannot be read as words.
        const place = wasm.decoder_pcm_data_offset();
        const words = new Int16Array(wasm.memory.buffer.slice(place, place + count * 2));
        const samples = new Float32Array(count);
        for (let at = 0; at < count; at += 1) samples[at] = (words[at] ?? 0) / fullScale;
        give({
          samples,
          channels: wasm.decode_results_num_channels(),
          rate: wasm.decode_results_sampling_rate(),
        });
      }
    },
  };
};
