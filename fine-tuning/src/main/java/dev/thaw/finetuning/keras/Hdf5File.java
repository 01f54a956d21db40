package dev.thaw.finetuning.keras;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.filter.FilterManager;
import io.jhdf.filter.PipelineFilterWithData;
import io.jhdf.storage.HdfBackingStorage;

/**
 * Reads an HDF5 file that may be damaged or hostile: nothing is allocated that the file's size does not back, and links,
 * which can lead out of the file, are not followed.
 */
final class Hdf5File implements AutoCloseable {
    /** Weights hardly compress; a file that unpacks to more of its size than this, and is not small either, is a bomb. */
    private static final long LARGEST_COMPRESSION = 4;
    private static final long SMALL = 1 << 24;

    static {
        FilterManager.addFilter(new BoundedInflation());
    }

    private final Path name;
    private final long bytes;
    private final HdfFile root;
    private long floatsRead;

    private Hdf5File(Path name, ByteBuffer content) {
        this.name = name;
        this.bytes = content.remaining();
        this.root = metered(content);
    }

    /** The library has no public way to look over its shoulder. */
    private static HdfFile metered(ByteBuffer content) {
        HdfBackingStorage storage = HdfFile.fromByteBuffer(content).getHdfBackingStorage();
        try {
            Constructor<HdfFile> constructor = HdfFile.class.getDeclaredConstructor(HdfBackingStorage.class);
            constructor.setAccessible(true);
            return constructor.newInstance(new MeteredStorage(storage));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the HDF5 library is not the version that this was written for", e);
        }
    }

    /** Maps a file into memory. */
    static Hdf5File open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new KerasFileException(file, "has more than 2 GiB; such files are not supported");
            }
            return new Hdf5File(file, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
        }
    }

    /** @param name of the archive that the content comes from, for messages */
    static Hdf5File of(Path name, ByteBuffer content) {
        return new Hdf5File(name, content);
    }

    Group root() {
        return root;
    }

    /** The node at a path of names separated by slashes, or null if there is none. */
    Node find(Group from, String path) {
        Node node = from;
        for (String part : path.split("/")) {
            if (part.isEmpty()) {
                continue;
            }
            if (!(node instanceof Group group)) {
                return null;
            }
            node = group.getChildren().get(part);
            if (node == null) {
                return null;
            }
            if (node.isLink()) {
                throw new KerasFileException(name, "has a link at " + path + "; files with links are not read");
            }
        }
        return node;
    }

    /** The group at a path, or null if there is none. */
    Group group(Group from, String path) {
        return find(from, path) instanceof Group group ? group : null;
    }

    /** A text attribute, or null if there is none. */
    String text(Node node, String attribute) {
        List<String> texts = texts(node, attribute);
        return texts == null || texts.isEmpty() ? null : texts.get(0);
    }

    /**
     * An attribute of names, or null if there is none. Keras splits a long one into {@code name0}, {@code name1}, ...
     */
    List<String> texts(Node node, String attribute) {
        List<String> whole = part(node, attribute);
        if (whole != null) {
            return whole;
        }
        List<String> collected = null;
        List<String> next = part(node, attribute + 0);
        for (int number = 1; next != null; number++) {
            collected = collected == null ? new ArrayList<>() : collected;
            collected.addAll(next);
            next = part(node, attribute + number);
        }
        return collected;
    }

    private List<String> part(Node node, String name) {
        Attribute attribute = node.getAttributes().get(name);
        if (attribute == null) {
            return null;
        }
        if (attribute.isEmpty() || attribute.getSize() == 0) {
            return List.of(); // numpy writes an empty list of names as floats
        }
        requireBacked(attribute.getSizeInBytes(), bytes, "attribute " + name);
        return strings(attribute.getData());
    }

    private static List<String> strings(Object data) {
        if (data instanceof Object[] array) {
            return Arrays.stream(array).map(Hdf5File::string).toList();
        }
        return List.of(string(data));
    }

    private static String string(Object value) {
        return String.valueOf(value);
    }

    /** The numbers of a dataset, row-major. */
    float[] floats(Dataset dataset) {
        long wanted = Math.multiplyExact(dataset.getSize(), (long) Float.BYTES);
        floatsRead = Math.addExact(floatsRead, wanted);
        // Half-precision numbers take half the space of what is made from them.
        long most = dataset instanceof ContiguousDataset ? 2 * bytes : Math.max(SMALL, LARGEST_COMPRESSION * bytes);
        requireBacked(floatsRead, most, "dataset " + dataset.getPath() + ", with those before it,");
        requireUsualFilters(dataset);
        Object data = dataset.getDataFlat();
        if (data instanceof float[] floats) {
            return floats;
        }
        if (data instanceof double[] doubles) {
            float[] floats = new float[doubles.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) doubles[i];
            }
            return floats;
        }
        throw new KerasFileException(name, "dataset " + dataset.getPath() + " does not hold floating point numbers");
    }

    /** Other filters allocate what the file tells them to. */
    private void requireUsualFilters(Dataset dataset) {
        for (PipelineFilterWithData filter : dataset.getFilters()) {
            if (!BoundedInflation.USUAL.contains(filter.getName())) {
                throw new KerasFileException(name, "dataset " + dataset.getPath() + " is packed by " + filter.getName()
                        + "; supported is gzip");
            }
        }
    }

    private void requireBacked(long wanted, long most, String what) {
        if (wanted < 0 || wanted > most) {
            throw new KerasFileException(name,
                    what + " claims " + wanted + " bytes, more than a file of " + bytes + " bytes can hold; the file is damaged");
        }
    }

    @Override
    public void close() {
        root.close();
    }
}
