package dev.thaw.dataset;

import java.io.IOException;
import java.util.List;

/** What a data set's file needs to know of what it names: files with plans, and what is wrong with a plan or a base. */
public interface FileContext {

    /**
     * The text of a plan file.
     *
     * @param file as it was written
     * @throws IOException with a sentence for people if there is none
     */
    String read(String file) throws IOException;

    /** The mistakes of a plan, each with its path; empty where plans are not known here, which is then found out by the trainer. */
    List<String> mistakes(String yaml);

    /** What is wrong with the base; empty where bases are not known here. */
    default List<String> mistakes(BaseReference base) {
        return List.of();
    }
}
