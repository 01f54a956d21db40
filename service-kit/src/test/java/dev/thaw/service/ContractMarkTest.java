package dev.thaw.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import dev.thaw.testkit.MemoryBucket;

class ContractMarkTest {
    private final MemoryBucket bucket = new MemoryBucket();

    @Test
    void aNewBucketIsMarkedAndFoundAgain() throws Exception {
        ContractMark.check(bucket);
        ContractMark.check(bucket);

        assertThat(new String(bucket.get("contract.json"))).isEqualTo("{\"version\":1}");
    }

    @Test
    void aBucketOfAnotherVersionIsNotTouched() throws Exception {
        bucket.put("contract.json", "{\"version\":2}".getBytes(), "application/json");

        assertThatThrownBy(() -> ContractMark.check(bucket)).isInstanceOf(UnusableConfigurationException.class)
                .hasMessageContaining("version 2").hasMessageContaining("thaw.bucket");
    }

    @Test
    void aBrokenMarkIsNamed() throws Exception {
        bucket.put("contract.json", "{\"version\":".getBytes(), "application/json");

        assertThatThrownBy(() -> ContractMark.check(bucket)).isInstanceOf(UnusableConfigurationException.class)
                .hasMessageContaining("contract.json");
    }
}
