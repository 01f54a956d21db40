package dev.thaw.finetuning.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import dev.thaw.finetuning.network.Tensor;

/** SHA-256 in hex, of bytes and of tensors. */
final class Sha256 {
    private static final int CHUNK = 16_384;
    private final MessageDigest digest;

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String of(byte[] content) {
        return new Sha256().add(content).hex();
    }

    static String of(Tensor tensor) {
        return new Sha256().add(tensor).hex();
    }

    Sha256 add(byte[] content) {
        digest.update(content);
        return this;
    }

    /** With its length, so that no two lists of texts run together to the same bytes. */
    Sha256 add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
        return this;
    }

    /** The shape and the bits, little-endian. */
    Sha256 add(Tensor tensor) {
        add(tensor.shape().toString());
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        float[] data = tensor.data();
        for (int from = 0; from < data.length; from += CHUNK) {
            int count = Math.min(CHUNK, data.length - from);
            bytes.clear();
            bytes.asFloatBuffer().put(data, from, count);
            digest.update(bytes.array(), 0, count * Float.BYTES);
        }
        return this;
    }

    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
