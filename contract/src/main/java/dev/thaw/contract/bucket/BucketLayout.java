package dev.thaw.contract.bucket;

/** Where things are in the bucket. No key is also the prefix of another. */
public final class BucketLayout {

    private BucketLayout() {
    }

    /** The version of the contract that the bucket was made with, create-once. */
    public static String contract() {
        return "contract.json";
    }

    /** The definition of a data set: {@code datasets/<data set>/<version>.json}, create-once. */
    public static String datasetDefinition(String dataset, int version) {
        return datasetDefinitions(dataset) + version + ".json";
    }

    /** Of all versions: {@code datasets/<data set>/...}. */
    public static String datasetDefinitions(String dataset) {
        return "datasets/" + dataset + "/";
    }

    /** Where people put originals: {@code arrivals/<data set>/<label>/<name>}. */
    public static String arrival(String dataset, String label, String name) {
        return "arrivals/" + dataset + "/" + label + "/" + name;
    }

    /** A stored image, named by the SHA-256 of its bytes. */
    public static String image(String dataset, String sha256) {
        return "images/" + dataset + "/" + sha256 + ".png";
    }

    /** What a run trains and is judged on: {@code manifests/<data set>/<version>.json}, create-once. */
    public static String manifest(String dataset, int version) {
        return manifests(dataset) + version + ".json";
    }

    /** The request for a run, create-once: of two instances that want one, both publish the same. @param number of the data set's runs, from 1 */
    public static String trainingRequest(String dataset, int number) {
        return "requests/" + dataset + "/" + number + ".json";
    }

    /** Of all versions: {@code manifests/<data set>/...}. */
    public static String manifests(String dataset) {
        return "manifests/" + dataset + "/";
    }

    /** A base model: {@code bases/<name>/<file>}. */
    public static String base(String name, String file) {
        return "bases/" + name + "/" + file;
    }

    /** A shard of the feature bank. @param backbone hash of the frozen layers up to the cut */
    public static String features(String backbone, String shard) {
        return features(backbone) + shard;
    }

    /** Written anew whenever the backbone is used: what was not used for longest makes room for others. */
    public static String featuresUsed(String backbone) {
        return features(backbone) + "used";
    }

    /** Of all backbones: {@code features/<backbone>/...}. */
    public static String features() {
        return "features/";
    }

    /** Of one backbone: {@code features/<backbone>/...}. @param backbone hash of the frozen layers up to the cut */
    public static String features(String backbone) {
        return features() + backbone + "/";
    }

    /** All that the attempts at a run have saved: {@code runs/<run>/...}. */
    public static String run(String run) {
        return "runs/" + run + "/";
    }

    /** All that one attempt at a run has saved. */
    public static String attempt(String run, int attempt) {
        return run(run) + attempt + "/";
    }

    /** The prefix of a checkpoint's objects. @param epoch epochs of the stage that are done */
    public static String checkpoint(String run, int attempt, int stageIndex, int epoch) {
        return attempt(run, attempt) + stageIndex + "-" + epoch + "/";
    }

    /** The same within the epoch after those that are done. @param step steps of it that are done, from 1 */
    public static String checkpoint(String run, int attempt, int stageIndex, int epoch, int step) {
        return attempt(run, attempt) + stageIndex + "-" + epoch + "-" + step + "/";
    }

    /** The prefix of a model's objects, which {@link ModelObjects} names. */
    public static String model(String dataset, int version) {
        return models(dataset) + version + "/";
    }

    /** What a model says of the test images that one run's judgement needed, each image in one of these objects only. */
    public static String predictions(String dataset, int version, String run) {
        return predictions(dataset, version) + run + ".json";
    }

    /** Of all runs: {@code models/<data set>/<version>/predictions/...}. */
    public static String predictions(String dataset, int version) {
        return model(dataset, version) + "predictions/";
    }

    /** The decision on a run's candidate, create-once. @param attempt from 1; another follows where a promotion came too late */
    public static String decision(String dataset, String run, int attempt) {
        return "decisions/" + dataset + "/runs/" + run + "/" + attempt + ".json";
    }

    /** The answer to a person's request, create-once. @param attempt from 1; another follows where a change came too late */
    public static String answer(String dataset, String request, int attempt) {
        return "decisions/" + dataset + "/requests/" + request + "/" + attempt + ".json";
    }

    /** Of all versions: {@code models/<data set>/...}. */
    public static String models(String dataset) {
        return "models/" + dataset + "/";
    }

    /**
     * The {@link Champion} in use since then, create-once: {@code champions/<data set>/<number>.json}. @param number from 1; the highest counts
     */
    public static String champion(String dataset, int number) {
        return champions(dataset) + number + ".json";
    }

    /** Of all numbers: {@code champions/<data set>/...}. */
    public static String champions(String dataset) {
        return "champions/" + dataset + "/";
    }

    /**
     * Who holds a run, create-once: {@code claims/<run>/<attempt>.json}. @param attempt from 1; only the highest counts
     */
    public static String claim(String run, int attempt) {
        return claims(run) + attempt + ".json";
    }

    /** Of all attempts: {@code claims/<run>/...}. */
    public static String claims(String run) {
        return "claims/" + run + "/";
    }
}
