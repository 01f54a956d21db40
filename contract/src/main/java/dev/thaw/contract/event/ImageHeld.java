package dev.thaw.contract.event;

/**
 * An arrival waits: its label is not one of the data set's, and the data set holds such labels until somebody approves them or
 * declares the data set anew with them. Then the arrival is judged by itself; nobody has to send it again.
 *
 * @param arrival the arrival as it came, inline bytes included
 * @param detail for people: what it waits for, one sentence
 */
public record ImageHeld(ImageArrived arrival, String detail) implements Event {

    public ImageHeld {
        Check.present("arrival", arrival);
        Check.present("detail", detail);
    }

    @Override
    public String id() {
        return arrival.id() + "/held";
    }

    @Override
    public String key() {
        return arrival.dataset();
    }
}
