package dev.thaw.finetuning.training;

/** Where the pixels are. Called from several threads at a time. */
@FunctionalInterface
public interface ImageSource {

    /** Raw RGB of the task's input size: height * width * 3 bytes, row by row, 0..255 unsigned. */
    byte[] pixels(String imageHash);
}
