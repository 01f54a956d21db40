package dev.thaw.ingest.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.BucketLayout;
import dev.thaw.contract.bucket.ContentHash;
import dev.thaw.contract.bucket.Manifest;
import dev.thaw.contract.bucket.ManifestHeader;
import dev.thaw.contract.bucket.ManifestReader;
import dev.thaw.contract.event.EventCodec;
import dev.thaw.contract.event.ManifestWritten;
import dev.thaw.contract.event.Withheld;

/**
 * What a manifest lists that the version before does not, and the other way round, as events of bounded size. Both are read image by
 * image, and of most only the hash is kept.
 */
final class ManifestDifference {
    /** Of each of the four lists, in one event: about 600 kilobytes at most, where a broker takes a megabyte. */
    private static final int ITEMS = 2000;

    private final ManifestHeader header;
    private final String sha256;
    private final ListDifference images;
    private final ListDifference withheld;

    private ManifestDifference(ManifestHeader header, String sha256, ListDifference images, ListDifference withheld) {
        this.header = header;
        this.sha256 = sha256;
        this.images = images;
        this.withheld = withheld;
    }

    static ManifestDifference of(Bucket bucket, String dataset, int version) throws IOException {
        ListDifference images = new ListDifference();
        ListDifference withheld = new ListDifference();
        if (version > 1) {
            try (InputStream before = bucket.open(BucketLayout.manifest(dataset, version - 1))) {
                ManifestReader.read(before, image -> images.before(image.sha256(), ""),
                        held -> withheld.before(held.sha256(), why(held)));
            }
        }
        String key = BucketLayout.manifest(dataset, version);
        try (InputStream now = bucket.open(key); InputStream again = bucket.open(key)) {
            ManifestHeader header = ManifestReader.read(now, image -> images.now(image.sha256(), ""),
                    held -> withheld.now(held.sha256(), why(held)));
            return new ManifestDifference(header, ContentHash.of(again), images, withheld);
        }
    }

    /** In how many events it is told. */
    int parts() {
        int longest = Stream.of(images, withheld).mapToInt(list -> Math.max(list.news(), list.gone())).max().orElseThrow();
        return Math.max(1, (longest + ITEMS - 1) / ITEMS);
    }

    /** @param part from 0 */
    ManifestWritten part(int part) throws IOException {
        String key = BucketLayout.manifest(header.dataset(), header.version());
        String frame = EventCodec.json().writeValueAsString(new Manifest(header.dataset(), header.version(), header.labels(),
                header.imageSize(), List.of(), header.selection(), List.of()));
        return new ManifestWritten(header.dataset(), header.version(), key, sha256, part, parts(), frame,
                portion(part, images.news(), images::newHash), portion(part, images.gone(), images::goneHash),
                portion(part, withheld.news(), i -> withheld(withheld.newHash(i), withheld.newDetail(i))),
                portion(part, withheld.gone(), withheld::goneHash));
    }

    private static <T> List<T> portion(int part, int all, IntFunction<T> item) {
        return IntStream.range(Math.min(all, part * ITEMS), Math.min(all, (part + 1) * ITEMS)).mapToObj(item).toList();
    }

    private static String why(Withheld held) {
        return held.reason().ordinal() + (held.other() == null ? "" : held.other());
    }

    private static Withheld withheld(String sha256, String why) {
        return new Withheld(sha256, Withheld.Reason.values()[why.charAt(0) - '0'], why.length() == 1 ? null : why.substring(1));
    }
}
