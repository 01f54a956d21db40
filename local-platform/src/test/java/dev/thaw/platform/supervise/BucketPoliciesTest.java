package dev.thaw.platform.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

/** The policies that ship say what the table says. */
class BucketPoliciesTest {
    private static final Path DOCS = Path.of(System.getProperty("thaw.root")).resolve("docs");

    @Test
    void everyLineOfTheTableHasAPolicyThatSaysTheSame() throws Exception {
        List<BucketRights> rights = BucketRights.of(DOCS.resolve("security.md"));

        assertThat(rights).extracting(BucketRights::principal).containsExactly("ingest", "trainer", "evaluator", "command",
                "rebuild");
        for (BucketRights of : rights) {
            Path file = DOCS.resolve("policies").resolve(of.principal() + ".json");
            String policy = of.policy("thaw");
            new ObjectMapper().readTree(policy);
            assertThat(file).as("the policy of " + of.principal() + " beside docs/security.md").hasContent(policy);
        }
    }
}
