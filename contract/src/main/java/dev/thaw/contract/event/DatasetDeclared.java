package dev.thaw.contract.event;

/**
 * A data set was declared, or declared anew. The definition is an object in the bucket, written before this event.
 *
 * @param dataset its name: letters, digits, '-', '_' and '.', at most 100
 * @param version rises by one with each declaration, from 1
 * @param definition the object key of the definition
 */
public record DatasetDeclared(String dataset, int version, String definition) implements Event {

    public DatasetDeclared {
        Check.name("dataset", dataset);
        Check.atLeast("version", version, 1);
        Check.object("definition", definition, "datasets/" + dataset + "/");
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
