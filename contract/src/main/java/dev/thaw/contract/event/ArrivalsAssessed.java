package dev.thaw.contract.event;

/**
 * How the champion fares on the images that came last, none of which it was trained on.
 *
 * @param champion the number of the champion's pointer
 * @param version the champion's model
 * @param model the prefix of its objects
 * @param partition of {@code images.ingested} that the data set's images are on
 * @param fromOffset of the oldest image of the window
 * @param toOffset of the newest
 * @param images how many the window has
 * @param known how many images the data set had up to the newest of the window
 * @param accuracy in [0, 1]; an image of a label that the champion does not know counts as wrong
 * @param drift null if it was not asked for, or there is too little to compare with
 */
public record ArrivalsAssessed(String dataset, int champion, int version, String model, int partition, long fromOffset,
        long toOffset, int images, int known, double accuracy, Drift drift, double seconds) implements Event {

    public ArrivalsAssessed {
        Check.name("dataset", dataset);
        Check.atLeast("champion", champion, 1);
        Check.atLeast("version", version, 1);
        Check.prefix("model", model, "models/" + dataset + "/");
        Check.share("accuracy", accuracy);
        Check.atLeast("images", images, 1);
        Check.atLeast("known", known, images);
    }

    @Override
    public String id() {
        return dataset + "/" + champion + "/arrivals/" + known;
    }

    @Override
    public String key() {
        return dataset;
    }
}
