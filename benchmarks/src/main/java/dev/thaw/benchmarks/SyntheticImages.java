package dev.thaw.benchmarks;

import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.event.Origin;
import dev.thaw.contract.event.Split;
import dev.thaw.finetuning.training.ImageSource;

/** As many images as one likes, none of which is kept anywhere: an image's pixels, label and split follow from its hash. */
final class SyntheticImages implements ImageSource {
    static final String DATASET = "many";
    static final int SIDE = 8;
    static final List<String> LABELS = List.of("black", "blue", "cyan", "green", "magenta", "red", "white", "yellow");
    private static final int[] COLOURS = {0x000, 0x001, 0x011, 0x010, 0x101, 0x100, 0x111, 0x110};
    private static final int NOISE = 200;
    private static final int TINT = 55;

    private final int count;

    SyntheticImages(int count) {
        this.count = count;
    }

    /** Sorted by hash: 80 % to train, 10 % to validate, 10 % to test. */
    Iterator<Manifest.Entry> entries() {
        return IntStream.range(0, count).mapToObj(this::entry).iterator();
    }

    private Manifest.Entry entry(int number) {
        SplittableRandom random = new SplittableRandom(number);
        // rises with the number; the rest is as good as drawn
        String hash = HexFormat.of().toHexDigits(number * (Long.MAX_VALUE / count))
                + HexFormat.of().toHexDigits(random.nextLong())
                + HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
        int drawn = random.nextInt(10);
        Split split = drawn == 0 ? Split.TEST : drawn == 1 ? Split.VALIDATION : Split.TRAIN;
        return new Manifest.Entry(hash, BucketLayout.image(DATASET, hash), LABELS.get(label(hash)), split,
                "series:" + number / 20,
                new Origin("images.arrived", number % 4, number));
    }

    private static int label(String hash) {
        return Character.digit(hash.charAt(hash.length() - 1), 16) % LABELS.size();
    }

    /** Noise with the tint of its label. */
    @Override
    public byte[] pixels(String hash) {
        SplittableRandom random = new SplittableRandom(Long.parseUnsignedLong(hash.substring(48), 16));
        byte[] pixels = new byte[SIDE * SIDE * 3];
        random.nextBytes(pixels);
        for (int i = 0; i < pixels.length; i++) {
            int tint = COLOURS[label(hash)] >> 4 * (2 - i % 3) & 1;
            pixels[i] = (byte) ((pixels[i] & 0xFF) * NOISE / 256 + tint * TINT);
        }
        return pixels;
    }
}
