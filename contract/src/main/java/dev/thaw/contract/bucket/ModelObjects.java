package dev.thaw.contract.bucket;

/** What a model's objects are called, behind the prefix {@link BucketLayout#model}. */
public final class ModelObjects {
    /** The network and its weights as Keras 3 loads them. */
    public static final String NETWORK = "model.keras";
    /** The same for ONNX Runtime. */
    public static final String ONNX = "model.onnx";
    /** The labels in the order of the network's outputs, one a line, in UTF-8. */
    public static final String LABELS = "labels.txt";
    /** The plan of its run with every value, as YAML. */
    public static final String PLAN = "plan.yaml";
    /** Where it comes from: the first object to be written, create-once. */
    public static final String LINEAGE = "lineage.json";
    /** What was measured of it: the last object to be written, create-once. Where it is, the others above are. */
    public static final String METRICS = "metrics.json";
    /** What people read of its run; written once the candidate is judged. */
    public static final String REPORT = "report.html";

    private ModelObjects() {
    }
}
