package dev.thaw.contract.event;

import java.util.List;

/**
 * A manifest is in the bucket. What it lists is told as the difference from the version before, in parts where it is long, so
 * that whoever has read all of them, and the images' own events, can write every manifest again, byte for byte.
 *
 * @param version of the manifest, from 1
 * @param manifest its object key
 * @param sha256 of the object
 * @param part of this difference, from 0
 * @param parts how many there are
 * @param frame the manifest as JSON, without what it lists
 * @param added hashes of the images that it lists and the version before does not
 * @param removed hashes of the images that the version before lists and it does not
 * @param withheld the images that it withholds and the version before does not, or for another reason
 * @param released hashes of the images that the version before withholds and it does not
 */
public record ManifestWritten(String dataset, int version, String manifest, String sha256, int part, int parts, String frame,
        List<String> added, List<String> removed, List<Withheld> withheld, List<String> released) implements Event {

    public ManifestWritten {
        Check.name("dataset", dataset);
        Check.atLeast("version", version, 1);
        Check.object("manifest", manifest, "manifests/" + dataset + "/");
        Check.sha256("sha256", sha256);
        Check.atLeast("part", part, 0);
        Check.atLeast("parts", parts, part + 1);
        Check.present("frame", frame);
        added = added == null ? List.of() : List.copyOf(added);
        removed = removed == null ? List.of() : List.copyOf(removed);
        withheld = withheld == null ? List.of() : List.copyOf(withheld);
        released = released == null ? List.of() : List.copyOf(released);
        added.forEach(hash -> Check.sha256("added", hash));
        removed.forEach(hash -> Check.sha256("removed", hash));
        released.forEach(hash -> Check.sha256("released", hash));
    }

    @Override
    public String id() {
        return manifest + "/" + part;
    }

    @Override
    public String key() {
        return dataset;
    }
}
