package dev.thaw.finetuning.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Noise with a tint: red images are of class 0, blue ones of class 1. Counts how often each is read. */
public final class SampleImages implements ImageSource {
    public static final List<String> LABELS = List.of("blue", "red");
    private final AtomicInteger reads = new AtomicInteger();

    /** Of every five images three are to train on, one to validate and one to test. */
    public static List<TrainingImage> list(int count) {
        List<TrainingImage> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Split split = i % 5 < 3 ? Split.TRAIN : i % 5 == 3 ? Split.VALIDATION : Split.TEST;
            images.add(new TrainingImage(hash(i), i % 2, split));
        }
        return images;
    }

    public static String hash(int number) {
        return String.format("%064x", number);
    }

    public int reads() {
        return reads.get();
    }

    @Override
    public byte[] pixels(String imageHash) {
        reads.incrementAndGet();
        long number = Long.parseLong(imageHash.substring(48), 16);
        SplittableRandom random = new SplittableRandom(number);
        byte[] pixels = new byte[(int) SampleBase.IMAGE.elements()];
        for (int i = 0; i < pixels.length; i++) {
            int tint = i % 3 == (number % 2 == 0 ? 2 : 0) ? 40 : 0;
            pixels[i] = (byte) (random.nextInt(180) + tint);
        }
        return pixels;
    }
}
