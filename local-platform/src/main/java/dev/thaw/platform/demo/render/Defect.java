package dev.thaw.platform.demo.render;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/** What an inspector looks for on the line; the label of a sample image is the name in lower case. */
public enum Defect {
    CLEAN((sheet, random) -> {
    }),
    CRACK(LineDefects::crack),
    DENT(AreaDefects::dent),
    RUST(AreaDefects::rust),
    SCRATCH(LineDefects::scratch);

    private final BiConsumer<Sheet, SplittableRandom> imprint;

    Defect(BiConsumer<Sheet, SplittableRandom> imprint) {
        this.imprint = imprint;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    void imprintOn(Sheet sheet, SplittableRandom random) {
        imprint.accept(sheet, random);
    }
}
