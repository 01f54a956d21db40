package dev.thaw.contract.event;

/**
 * A data set was declared, or declared anew. The definition is an object in the bucket, written before this event.
 *
 * @param dataset its name: letters, digits, '-', '_' and '.', at most 100
 * @param version rises by one with each declaration, from 1
 * @param definition the object key of the definition
 * @param content what is in that object, so that it can be written again; null: only the object holds it
 */
public record DatasetDeclared(String dataset, int version, String definition, String content) implements Event {

    public DatasetDeclared {
        Check.name("dataset", dataset);
        Check.atLeast("version", version, 1);
        Check.object("definition", definition, "datasets/" + dataset + "/");
    }

    /** Of a definition that only its object holds. */
    public DatasetDeclared(String dataset, int version, String definition) {
        this(dataset, version, definition, null);
    }

    @Override
    public String id() {
        return dataset + "/" + version;
    }

    @Override
    public String key() {
        return dataset;
    }
}
