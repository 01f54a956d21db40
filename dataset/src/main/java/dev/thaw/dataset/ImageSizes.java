package dev.thaw.dataset;

import com.fasterxml.jackson.databind.JsonNode;

import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.yaml.Section;

/** The size that all images of a data set have. */
final class ImageSizes {
    private static final int SMALLEST = 8;
    private static final int LARGEST = 2048;

    private ImageSizes() {
    }

    /** One number for both sides, or [height, width]; null where it is missing. */
    static ImageSize read(Section images) {
        JsonNode value = images.value("size", "the base's");
        if (value.isMissingNode()) {
            return null;
        }
        if (fits(value)) {
            return new ImageSize(value.intValue(), value.intValue());
        }
        if (value.isArray() && value.size() == 2 && fits(value.get(0)) && fits(value.get(1))) {
            return new ImageSize(value.get(0).intValue(), value.get(1).intValue());
        }
        images.mistake("size", "must be a whole number of pixels from " + SMALLEST + " to " + LARGEST
                + ", or [height, width], not " + Section.shown(value));
        return null;
    }

    /** As it stands in the bucket. */
    static ImageSize readSides(Section size) {
        int height = size.whole("height", 0, SMALLEST, LARGEST);
        int width = size.whole("width", 0, SMALLEST, LARGEST);
        for (String side : new String[]{"height", "width"}) {
            if (!size.has(side)) {
                size.mistake(side, "is missing");
            }
        }
        return height == 0 || width == 0 ? null : new ImageSize(height, width);
    }

    private static boolean fits(JsonNode side) {
        return side.isIntegralNumber() && side.canConvertToInt() && side.intValue() >= SMALLEST && side.intValue() <= LARGEST;
    }
}
