package dev.thaw.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;

/**
 * A decoded picture of any kind as rows of 8-bit RGB. Samples are taken as they are: a grey of 128 is (128, 128, 128),
 * which Java's own colour conversion would brighten. Transparent pixels are laid over white, as on a page.
 */
interface RgbRows {

    int width();

    int height();

    /** @param rgb receives the row's samples, 0 to 255, interleaved */
    void read(int y, int[] rgb);

    static RgbRows of(BufferedImage image) {
        ColorModel colors = image.getColorModel();
        if (colors instanceof ComponentColorModel && !colors.isAlphaPremultiplied() && plain(colors)) {
            boolean opaqueBytes = colors.getNumComponents() == 3 && image.getRaster().getDataBuffer() instanceof DataBufferByte
                    && image.getRaster().getSampleModel() instanceof PixelInterleavedSampleModel;
            return opaqueBytes ? new OpaqueBytes(image.getRaster()) : new Samples(image.getRaster(), colors);
        }
        return new Converted(image);
    }

    private static boolean plain(ColorModel colors) {
        int type = colors.getColorSpace().getType();
        return (type == ColorSpace.TYPE_RGB || type == ColorSpace.TYPE_GRAY) && colors.getTransferType() <= 1;
    }

    private static int overWhite(int sample, int alpha) {
        return alpha == 255 ? sample : (sample * alpha + 255 * (255 - alpha) + 127) / 255;
    }

    /** Three bytes a pixel in one array: what most photos are decoded to, read without a detour. */
    record OpaqueBytes(Raster raster) implements RasterRows {
        @Override
        public void read(int y, int[] rgb) {
            PixelInterleavedSampleModel model = (PixelInterleavedSampleModel) raster.getSampleModel();
            DataBufferByte buffer = (DataBufferByte) raster.getDataBuffer();
            byte[] bytes = buffer.getData();
            int[] bands = model.getBandOffsets();
            int at = buffer.getOffset() + (y - raster.getSampleModelTranslateY()) * model.getScanlineStride()
                    - raster.getSampleModelTranslateX() * model.getPixelStride();
            for (int i = 0; i < rgb.length; i += 3, at += model.getPixelStride()) {
                rgb[i] = bytes[at + bands[0]] & 0xff;
                rgb[i + 1] = bytes[at + bands[1]] & 0xff;
                rgb[i + 2] = bytes[at + bands[2]] & 0xff;
            }
        }
    }

    /** Grey or RGB of up to 16 bits, with or without alpha. */
    record Samples(Raster raster, ColorModel colors) implements RasterRows {
        @Override
        public void read(int y, int[] rgb) {
            int bands = raster.getNumBands();
            int[] samples = samples(y);
            int colorBands = colors.getNumColorComponents();
            for (int x = 0; x < width(); x++) {
                int alpha = colors.hasAlpha() ? eightBits(samples[x * bands + bands - 1], bands - 1) : 255;
                for (int channel = 0; channel < 3; channel++) {
                    int band = colorBands == 1 ? 0 : channel;
                    rgb[x * 3 + channel] = overWhite(eightBits(samples[x * bands + band], band), alpha);
                }
            }
        }

        private int eightBits(int sample, int band) {
            int greatest = (1 << colors.getComponentSize(band)) - 1;
            return greatest == 255 ? sample : (int) ((sample * 255L + greatest / 2) / greatest);
        }
    }

    /** Palettes, packed pixels and other colour spaces, by Java's conversion. */
    record Converted(BufferedImage image) implements RgbRows {
        @Override
        public int width() {
            return image.getWidth();
        }

        @Override
        public int height() {
            return image.getHeight();
        }

        @Override
        public void read(int y, int[] rgb) {
            int[] colors = image.getRGB(0, y, width(), 1, null, 0, width());
            for (int x = 0; x < colors.length; x++) {
                int alpha = colors[x] >>> 24;
                rgb[x * 3] = overWhite(colors[x] >> 16 & 0xff, alpha);
                rgb[x * 3 + 1] = overWhite(colors[x] >> 8 & 0xff, alpha);
                rgb[x * 3 + 2] = overWhite(colors[x] & 0xff, alpha);
            }
        }
    }
}
