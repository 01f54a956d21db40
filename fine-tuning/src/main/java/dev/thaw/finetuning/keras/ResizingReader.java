package dev.thaw.finetuning.keras;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.thaw.finetuning.network.Interpolation;
import dev.thaw.finetuning.network.Layer;
import dev.thaw.finetuning.network.Layer.Resizing.Fit;
import dev.thaw.finetuning.network.Size;

/** How a layer resizes, from its configuration. */
final class ResizingReader {

    private ResizingReader() {
    }

    static Layer.Resizing read(String name, LayerConfig layer, Size target) {
        boolean crop = layer.flag("crop_to_aspect_ratio", false);
        boolean pad = layer.flag("pad_to_aspect_ratio", false);
        if (crop && pad) {
            throw layer.refuse("both crops and pads to the aspect ratio (crop_to_aspect_ratio, pad_to_aspect_ratio); choose one");
        }
        String filled = layer.text("fill_mode", "constant");
        if (pad && !filled.equals("constant")) {
            throw layer.refuse("pads with the fill_mode " + filled + "; supported is constant");
        }
        return new Layer.Resizing(name, target, interpolation(layer, "bilinear"), layer.flag("antialias", false),
                pad ? Fit.PAD : crop ? Fit.CROP : Fit.STRETCH, pad ? layer.number("fill_value", 0) : 0);
    }

    /** @param otherwise where the layer does not say it */
    static Interpolation interpolation(LayerConfig layer, String otherwise) {
        String name = layer.text("interpolation", otherwise);
        return Arrays.stream(Interpolation.values()).filter(known -> known.name().equalsIgnoreCase(name)).findFirst()
                .orElseThrow(() -> layer.refuse("interpolates by " + name + "; supported are "
                        + Arrays.stream(Interpolation.values()).map(known -> known.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }
}
