package dev.thaw.contract.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;

import org.junit.jupiter.api.Test;

class NumberedObjectsTest {

    @Test
    void whatIsNotNamedByANumberIsPassedOver() throws IOException {
        Bucket bucket = listing("claims/a/2.json", "claims/a/10.json", "claims/a/010.json", "claims/a/0.json", "claims/a/-1.json",
                "claims/a/11.json.part", "claims/a/1000000000.json", "claims/a/12/13.json", "claims/a/three.json");

        assertThat(NumberedObjects.numbers(bucket, "claims/a/")).containsExactly(2, 10);
        assertThat(NumberedObjects.highest(bucket, "claims/a/")).isEqualTo(10);
    }

    @Test
    void anEmptyFolderHasTheHighestNumberZero() throws IOException {
        assertThat(NumberedObjects.highest(listing(), "claims/a/")).isZero();
    }

    @Test
    void anEndingMayBeFurtherDown() throws IOException {
        Bucket bucket = listing("models/pets/1/lineage.json", "models/pets/1/metrics.json", "models/pets/2/metrics.json");

        assertThat(NumberedObjects.numbers(bucket, "models/pets/", "/lineage.json")).containsExactly(1);
    }

    /** A bucket that answers nothing but this. */
    private static Bucket listing(String... keys) {
        return (Bucket) Proxy.newProxyInstance(Bucket.class.getClassLoader(), new Class<?>[]{Bucket.class},
                (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("list");
                    return List.of(keys);
                });
    }
}
