package dev.thaw.dataset.rebuild;

/** Something that cannot be made again; the message says in one sentence what and why. */
public class RebuildException extends Exception {
    private static final long serialVersionUID = 1;

    public RebuildException(String sentence) {
        super(sentence);
    }
}
