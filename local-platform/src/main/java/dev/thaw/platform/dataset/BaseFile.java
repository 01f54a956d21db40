package dev.thaw.platform.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.contract.event.BaseModel;
import dev.thaw.finetuning.keras.BaseModelReader;
import dev.thaw.finetuning.keras.KerasFileException;
import dev.thaw.finetuning.keras.Preprocessing;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.platform.connection.CommandException;

/**
 * A base model file on this machine, read and found usable.
 *
 * @param name what people call it: the file's name without its extension
 * @param preprocessing as the person named it, or null to recognise it
 * @param model the network it holds
 */
public record BaseFile(String name, Path file, Preprocessing preprocessing, dev.thaw.finetuning.keras.BaseModel model) {

    /** @throws CommandException if the file is missing or is no base model */
    public static BaseFile read(Path file, Preprocessing preprocessing) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CommandException("there is no base model " + file + "; give a Keras file, .h5 or .keras");
        }
        String fileName = file.getFileName().toString();
        int dot = fileName.lastIndexOf('.');
        String name = ObjectName.of(dot > 0 ? fileName.substring(0, dot) : fileName).replaceFirst("^[._-]+", "");
        try {
            return new BaseFile(name.isEmpty() ? "base" : name, file, preprocessing, BaseModelReader.read(file, preprocessing));
        } catch (KerasFileException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    /** @return null for null: recognised from the architecture */
    public static Preprocessing preprocessing(String name) {
        if (name == null) {
            return null;
        }
        return Arrays.stream(Preprocessing.values()).filter(known -> known.name().equalsIgnoreCase(name)).findFirst()
                .orElseThrow(() -> new CommandException(
                        "there is no preprocessing \"" + name + "\"; choose tf, caffe, torch, unit or none"));
    }

    /** Height and width that the file says its images have. */
    public ImageSize imageSize() {
        Shape shape = model.backbone().inputs().get(0).shape();
        return new ImageSize(shape.get(0), shape.get(1));
    }

    /** Puts the file into the bucket if it is not there yet. */
    public BaseModel upload(Bucket bucket) throws IOException {
        String key = BucketLayout.base(name, model.sha256() + "-" + ObjectName.of(file.getFileName().toString()));
        if (bucket.size(key) != Files.size(file)) {
            bucket.put(key, file, "application/octet-stream");
        }
        return new BaseModel(name, key, model.sha256(),
                preprocessing == null ? null : preprocessing.name().toLowerCase(Locale.ROOT));
    }
}
