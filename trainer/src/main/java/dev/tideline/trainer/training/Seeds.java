package dev.tideline.trainer.training;

/** Derives independent seeds from a run's one. */
final class Seeds {
    private Seeds() {}

    /** Mixes the parts as SplittableRandom mixes its state (Stafford's variant 13). */
    static long of(long seed, long... parts) {
        long mixed = seed;
        for (long part : parts) {
            mixed = (mixed ^ part) + 0x9E3779B97F4A7C15L;
            mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
            mixed ^= mixed >>> 31;
        }
        return mixed;
    }
}
