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
import dev.thaw.finetuning.keras.KerasFile;
import dev.thaw.finetuning.keras.KerasFileException;
import dev.thaw.finetuning.keras.Preprocessing;
import dev.thaw.finetuning.keras.applications.Application;
import dev.thaw.finetuning.network.Shape;
import dev.thaw.platform.connection.CommandException;

/**
 * A base model file on this machine, read and found usable.
 *
 * @param name what people call it: the file's name without its extension, or that of published weights
 * @param model the network it holds
 */
public record BaseFile(String name, Path file, dev.thaw.finetuning.keras.BaseModel model) {

    /**
     * @param preprocessing as the person named it, or null to recognise it
     * @throws CommandException if the file is missing or is no base model
     */
    public static BaseFile read(Path file, Preprocessing preprocessing) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new CommandException("there is no base model " + file + "; give a Keras file, .h5 or .keras");
        }
        try {
            return new BaseFile(nameOf(file), file, BaseModelReader.read(file, preprocessing));
        } catch (KerasFileException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    /**
     * A file of weights alone whose architecture the person named. Others could not tell what the file is: a whole model is
     * made of it, raw pixels in, and that is the base.
     *
     * @param directory where the whole model is put
     * @throws CommandException if the weights do not fit the architecture
     */
    public static BaseFile read(Path file, Preprocessing preprocessing, Application architecture, Path directory)
            throws IOException {
        try {
            dev.thaw.finetuning.keras.BaseModel model = BaseModelReader.read(file, preprocessing, architecture);
            Files.createDirectories(directory);
            Path whole = directory.resolve(nameOf(file) + "-" + model.sha256().substring(0, 16) + ".keras");
            KerasFile.write(whole, model.backbone(), model.weights());
            return new BaseFile(nameOf(file), whole, BaseModelReader.read(whole, Preprocessing.NONE));
        } catch (KerasFileException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    private static String nameOf(Path file) {
        String fileName = file.getFileName().toString();
        int dot = fileName.lastIndexOf('.');
        String name = ObjectName.of(dot > 0 ? fileName.substring(0, dot) : fileName).replaceFirst("^[._-]+", "");
        return name.isEmpty() ? "base" : name;
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

    /** The network for images of a size; null: of its own size. */
    public dev.thaw.finetuning.keras.BaseModel model(ImageSize size) {
        return size == null || size.equals(imageSize()) ? model : model.resized(size.height(), size.width());
    }

    /** Puts the file into the bucket if it is not there yet. */
    public BaseModel upload(Bucket bucket) throws IOException {
        String key = BucketLayout.base(name, model.sha256() + "-" + ObjectName.of(file.getFileName().toString()));
        if (bucket.size(key) != Files.size(file)) {
            bucket.put(key, file, "application/octet-stream");
        }
        return new BaseModel(name, key, model.sha256(), model.preprocessing().name().toLowerCase(Locale.ROOT));
    }
}
