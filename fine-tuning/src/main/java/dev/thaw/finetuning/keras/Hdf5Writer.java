package dev.thaw.finetuning.keras;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes HDF5 files in the oldest layout, which every reader knows and which Keras itself writes: superblock 0, groups as
 * symbol tables, contiguous datasets of little-endian float32. From the leaves to the root: what is written gives the
 * address that its parent needs. After the "HDF5 File Format Specification Version 1.1".
 */
final class Hdf5Writer implements AutoCloseable {
    private static final long UNDEFINED = -1;
    private static final int SUPERBLOCK = 96;
    private static final int SYMBOLS_PER_NODE = 8;
    private static final int CHILDREN_PER_NODE = 32;
    private static final int CHUNK = 1 << 16;

    private final FileChannel channel;
    private long end = SUPERBLOCK;

    /** A node of a group's tree and the last name under it. */
    private record Subtree(long address, long lastName) {
    }

    /** A part of a group's or a dataset's header. */
    private record Message(int type, ByteBuffer content) {
    }

    Hdf5Writer(Path file) throws IOException {
        this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** Writes an array, row-major; returns its address. */
    long dataset(List<Integer> dimensions, float[] values) throws IOException {
        long data = end;
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            ByteBuffer bytes = buffer(count * Float.BYTES);
            bytes.asFloatBuffer().put(values, from, count);
            append(bytes);
        }
        ByteBuffer space = buffer(8 + 8 * dimensions.size()).put((byte) 1).put((byte) dimensions.size()).position(8);
        dimensions.forEach(dimension -> space.putLong(dimension));
        // IEEE: exponent of 8 bits at 23 with bias 127, mantissa of 23 bits at 0 with an implied 1, sign at 31
        ByteBuffer type = buffer(24).put((byte) 0x11).put((byte) 0x20).put((byte) 31).put((byte) 0).putInt(Float.BYTES)
                .putShort((short) 0).putShort((short) 32).put((byte) 23).put((byte) 8).put((byte) 0).put((byte) 23).putInt(127);
        ByteBuffer fill = buffer(8).put((byte) 2).put((byte) 2).put((byte) 2).put((byte) 0);
        ByteBuffer layout = buffer(24).put((byte) 3).put((byte) 1).putLong(data).putLong((long) values.length * Float.BYTES);
        return header(List.of(new Message(0x01, space), new Message(0x03, type), new Message(0x05, fill),
                new Message(0x08, layout)));
    }

    /** Writes a group of what was written before, addresses by name; returns its address. */
    long group(Map<String, Long> children, Hdf5Attributes attributes) throws IOException {
        long heap = append(attributes.heap());
        List<Message> messages = new ArrayList<>();
        attributes.messages(heap).forEach(attribute -> messages.add(new Message(0x0C, attribute)));
        messages.add(new Message(0x11, symbolTable(children)));
        return header(messages);
    }

    long group(Map<String, Long> children) throws IOException {
        return group(children, new Hdf5Attributes());
    }

    /** Writes the outermost group and the head of the file, which is then complete. */
    void finish(Map<String, Long> children, Hdf5Attributes attributes) throws IOException {
        long root = group(children, attributes);
        ByteBuffer superblock = buffer(SUPERBLOCK).put(new byte[]{(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'});
        superblock.position(13).put((byte) 8).put((byte) 8).put((byte) 0);
        superblock.putShort((short) (SYMBOLS_PER_NODE / 2)).putShort((short) (CHILDREN_PER_NODE / 2)).putInt(0);
        superblock.putLong(0).putLong(UNDEFINED).putLong(end).putLong(UNDEFINED);
        superblock.putLong(0).putLong(root);
        channel.write(superblock.rewind(), 0);
    }

    private ByteBuffer symbolTable(Map<String, Long> children) throws IOException {
        SortedMap<String, Long> sorted = new TreeMap<>(children);
        ByteBuffer names = buffer(8 + padded(sorted.keySet().stream().mapToInt(name -> bytes(name).length + 1).sum()));
        names.position(8); // the empty name, which no child has
        List<ByteBuffer> symbols = new ArrayList<>();
        for (Map.Entry<String, Long> child : sorted.entrySet()) {
            symbols.add(buffer(40).putLong(names.position()).putLong(child.getValue()));
            names.put(bytes(child.getKey())).put((byte) 0);
        }
        long segment = append(names);
        long heap = append(buffer(32).put(bytes("HEAP")).putInt(0).putLong(names.capacity()).putLong(1).putLong(segment));
        return buffer(16).putLong(tree(leaves(symbols), 0)).putLong(heap);
    }

    private List<Subtree> leaves(List<ByteBuffer> symbols) throws IOException {
        List<Subtree> leaves = new ArrayList<>();
        for (int from = 0; from < symbols.size(); from += SYMBOLS_PER_NODE) {
            List<ByteBuffer> here = symbols.subList(from, Math.min(symbols.size(), from + SYMBOLS_PER_NODE));
            ByteBuffer node = buffer(8 + 40 * SYMBOLS_PER_NODE).put(bytes("SNOD")).put((byte) 1).put((byte) 0)
                    .putShort((short) here.size());
            here.forEach(symbol -> node.put(symbol.rewind()));
            leaves.add(new Subtree(append(node), here.get(here.size() - 1).getLong(0)));
        }
        return leaves;
    }

    /** A B-tree (version 1) over the nodes below; an empty one for a group without children. */
    private long tree(List<Subtree> below, int level) throws IOException {
        List<Subtree> nodes = new ArrayList<>();
        long before = 0;
        for (int from = 0; from == 0 || from < below.size(); from += CHILDREN_PER_NODE) {
            List<Subtree> children = below.subList(from, Math.min(below.size(), from + CHILDREN_PER_NODE));
            ByteBuffer node = buffer(24 + 8 * (2 * CHILDREN_PER_NODE + 1)).put(bytes("TREE")).put((byte) 0).put((byte) level)
                    .putShort((short) children.size()).putLong(UNDEFINED).putLong(UNDEFINED).putLong(before);
            for (Subtree child : children) {
                node.putLong(child.address()).putLong(child.lastName());
                before = child.lastName();
            }
            nodes.add(new Subtree(append(node), before));
        }
        return nodes.size() == 1 ? nodes.get(0).address() : tree(nodes, level + 1);
    }

    private long header(List<Message> messages) throws IOException {
        int size = messages.stream().mapToInt(message -> 8 + message.content().capacity()).sum();
        ByteBuffer header = buffer(16 + size).put((byte) 1).put((byte) 0).putShort((short) messages.size()).putInt(1).putInt(size)
                .position(16);
        messages.forEach(message -> header.putShort((short) message.type()).putShort((short) message.content().capacity())
                .putInt(0).put(message.content().clear()));
        return append(header);
    }

    /** Appends the whole buffer, however far it is filled; what was not put is zero. */
    private long append(ByteBuffer content) throws IOException {
        long address = end;
        content.clear();
        while (content.hasRemaining()) {
            end += channel.write(content, end);
        }
        end = address + padded(Math.toIntExact(end - address));
        return address;
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static int padded(int size) {
        return (size + 7) / 8 * 8;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
