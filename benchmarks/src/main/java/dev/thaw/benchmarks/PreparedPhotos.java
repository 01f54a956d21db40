package dev.thaw.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.thaw.finetuning.training.ImageSource;
import dev.thaw.finetuning.training.Split;
import dev.thaw.finetuning.training.TrainingImage;

/**
 * The photos that {@code python/prepare.py} wrote, the same for every peer: {@code pixels.u8} (images, side, side, 3), and a
 * line {@code <sha-256> <label> <split>} for each in {@code images.txt}.
 */
final class PreparedPhotos implements ImageSource {
    private final Map<String, byte[]> pixels = new HashMap<>();
    private final List<TrainingImage> images = new ArrayList<>();
    private final List<String> labels;

    PreparedPhotos(Path directory) throws IOException {
        labels = Files.readAllLines(directory.resolve("labels.txt"));
        List<String> lines = Files.readAllLines(directory.resolve("images.txt"));
        byte[] all = Files.readAllBytes(directory.resolve("pixels.u8"));
        int size = all.length / lines.size();
        for (int i = 0; i < lines.size(); i++) {
            String[] words = lines.get(i).split(" ");
            byte[] own = new byte[size];
            System.arraycopy(all, i * size, own, 0, size);
            pixels.put(words[0], own);
            images.add(new TrainingImage(words[0], Integer.parseInt(words[1]), Split.valueOf(words[2])));
        }
    }

    List<String> labels() {
        return labels;
    }

    /** @param training how many of the training images; all others are always there */
    List<TrainingImage> images(int training) {
        List<TrainingImage> some = new ArrayList<>(images(Split.TRAIN).subList(0, training));
        some.addAll(images(Split.VALIDATION));
        some.addAll(images(Split.TEST));
        return some;
    }

    List<TrainingImage> images(Split split) {
        return images.stream().filter(image -> image.split() == split).toList();
    }

    @Override
    public byte[] pixels(String imageHash) {
        return pixels.get(imageHash);
    }
}
