package dev.thaw.finetuning.plan;

/**
 * Random numbers as pure functions of the plan's seed and the place where they are used, so that nothing drawn depends on
 * what was drawn before, and a resumed run draws what the interrupted one would have drawn.
 */
public final class Seeds {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private Seeds() {
    }

    /** 64 well mixed bits of a seed and the parts of a place: numbers and texts, in order. */
    public static long of(long seed, Object... place) {
        long state = mix(seed + GOLDEN_GAMMA);
        for (Object part : place) {
            state = part instanceof Number number ? mix(state + GOLDEN_GAMMA ^ number.longValue()) : text(state, part.toString());
        }
        return state;
    }

    /** In [0, 1), from 64 mixed bits. */
    public static double unit(long bits) {
        return (bits >>> 11) * 0x1.0p-53;
    }

    private static long text(long state, String text) {
        long mixed = mix(state + GOLDEN_GAMMA ^ text.length());
        for (int i = 0; i < text.length(); i++) {
            mixed = mix(mixed + GOLDEN_GAMMA ^ text.charAt(i));
        }
        return mixed;
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
    private static long mix(long bits) {
        long z = bits;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
