package dev.thaw.ingest.dataset;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

import javax.imageio.ImageIO;

import dev.thaw.contract.event.ImageArrived;
import dev.thaw.ingest.World;

/** A thousand arrivals of drawn pictures of five classes, some of which are copies of others: which of which is known. */
final class PlantedCopies {
    static final int ARRIVALS = 1000;
    private static final int SIDE = 40;
    private static final List<String> LABELS = List.of("ash", "elm", "fir", "oak", "yew");

    /** An arrival, and which picture it is, or is a copy of. */
    record Planted(int picture, ImageArrived arrival) {
    }

    private PlantedCopies() {
    }

    /** @param series how many series the arrivals name; 0: none */
    static List<Planted> arrivals(String dataset, int seed, int series) {
        Random random = new Random(seed);
        List<Planted> arrivals = new ArrayList<>();
        List<BufferedImage> pictures = new ArrayList<>();
        for (int number = 0; number < ARRIVALS; number++) {
            boolean copy = number >= ARRIVALS * 3 / 4;
            int picture = copy ? random.nextInt(pictures.size()) : number;
            String label = LABELS.get(picture * 7 % 31 % LABELS.size());
            byte[] file;
            if (!copy) {
                pictures.add(drawn(random));
                file = World.png(pictures.get(picture));
            } else if (number % 5 == 0) {
                file = World.png(pictures.get(picture));
            } else if (number % 5 == 1) {
                // a copy of a copy: turned, then encoded anew
                file = jpeg(turned(pictures.get(picture), 1 + random.nextInt(7)));
            } else if (number % 5 == 2) {
                file = World.png(scaled(pictures.get(picture), 1.4));
            } else if (number % 5 == 3) {
                file = jpeg(scaled(pictures.get(picture), 0.7));
            } else {
                file = World.png(turned(pictures.get(picture), 1 + random.nextInt(7)));
            }
            // the same picture under two labels, now and then
            String given = copy && number % 50 == 0 ? LABELS.get((LABELS.indexOf(label) + 1) % LABELS.size()) : label;
            arrivals.add(new Planted(picture, new ImageArrived(dataset, "camera", Integer.toString(number), given, null,
                    Base64.getEncoder().encodeToString(file), null, 0,
                    series == 0 ? null : Integer.toString(random.nextInt(series)), null)));
        }
        return arrivals;
    }

    private static BufferedImage drawn(Random random) {
        double[][] blobs = new double[30][];
        for (int i = 0; i < blobs.length; i++) {
            blobs[i] = new double[]{random.nextDouble() * SIDE, random.nextDouble() * SIDE, 1 + random.nextDouble() * 5,
                    random.nextGaussian() * 80};
        }
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double value = 128;
                for (double[] blob : blobs) {
                    double distance = (x - blob[0]) * (x - blob[0]) + (y - blob[1]) * (y - blob[1]);
                    value += blob[3] * Math.exp(-distance / (blob[2] * blob[2]));
                }
                image.setRGB(x, y, 0x010101 * (int) Math.max(0, Math.min(255, value)));
            }
        }
        return image;
    }

    private static BufferedImage turned(BufferedImage image, int view) {
        BufferedImage turned = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int fromX = (view & 1) == 0 ? x : SIDE - 1 - x;
                int fromY = (view & 2) == 0 ? y : SIDE - 1 - y;
                turned.setRGB(x, y, (view & 4) == 0 ? image.getRGB(fromX, fromY) : image.getRGB(fromY, fromX));
            }
        }
        return turned;
    }

    private static BufferedImage scaled(BufferedImage image, double scale) {
        int side = (int) (SIDE * scale);
        BufferedImage scaled = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = scaled.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, side, side, null);
        graphics.dispose();
        return scaled;
    }

    private static byte[] jpeg(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "jpeg", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
