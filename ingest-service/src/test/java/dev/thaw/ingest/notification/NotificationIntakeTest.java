package dev.thaw.ingest.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.thaw.contract.event.ImageArrived;
import dev.thaw.contract.event.InvalidEventException;
import dev.thaw.contract.event.Split;
import dev.thaw.ingest.World;
import dev.thaw.ingest.notification.NotificationIntake.Ignored;

/** Against what a MinIO server wrote to a Kafka broker, recorded as it came. */
class NotificationIntakeTest {
    private final World world = new World();
    private final List<Ignored> ignored = new ArrayList<>();
    private final NotificationIntake intake = new NotificationIntake("thaw", world.catalog, world.published::add, ignored::add);

    @Test
    void everyObjectThatWasCreatedWhereArrivalsLieIsAnnounced() throws Exception {
        for (String notification : recorded()) {
            intake.accept(bytes(notification));
        }

        assertThat(world.published(ImageArrived.class)).extracting(ImageArrived::arrival).containsExactly(
                "arrivals/pets/cat/kitten 1+2 \u00e9.png", "arrivals/pets/wild cat/sub/a&b=c%20d.png",
                "arrivals/pets/dog/copy.png", "arrivals/pets/dog/big.png");
        assertThat(ignored).containsExactly(Ignored.KEY, Ignored.EVENT);
        assertThat(world.published(ImageArrived.class).get(0)).isEqualTo(new ImageArrived("pets", "bucket",
                "cat/kitten 1+2 \u00e9.png", "cat", "arrivals/pets/cat/kitten 1+2 \u00e9.png", null, Split.TEST, 0,
                "garden camera", null));
        assertThat(world.published(ImageArrived.class).get(1).label()).isEqualTo("wild cat");
        assertThat(world.published(ImageArrived.class).get(1).series()).isEqualTo("sub");
    }

    @Test
    void anotherBucketIsPassedOver() throws Exception {
        intake.accept(bytes(recorded().get(0).replace("\"name\":\"thaw\"", "\"name\":\"other\"")));

        assertThat(ignored).containsExactly(Ignored.BUCKET);
        assertThat(world.published).isEmpty();
    }

    @Test
    void whatWasAnsweredIsNotAnnouncedAgain() throws Exception {
        // given
        world.declare("pets", null, 0);
        intake.accept(bytes(recorded().get(3)));
        world.bucket.put("arrivals/pets/dog/copy.png", World.picture(1), "image/png");
        world.accept(world.published(ImageArrived.class).get(0));

        // when
        intake.accept(bytes(recorded().get(3)));

        // then
        assertThat(ignored).containsExactly(Ignored.ANSWERED);
        assertThat(world.published(ImageArrived.class)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "null", "[]", "{}", "{\"Records\":[]}", "{\"Records\":{}}", "{\"Records\":[7]}",
            "{\"Records\":[{\"eventName\":\"s3:ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"thaw\"},\"object\":{}}}]}",
            "{\"Records\":[{\"eventName\":\"s3:ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"thaw\"},\"object\":{\"key\":\"%zz\"}}}]}"})
    void whatIsNoNotificationIsRefused(String text) {
        assertThatThrownBy(() -> intake.accept(bytes(text))).isInstanceOf(InvalidEventException.class).hasMessageContaining("no");
    }

    @Test
    void metadataThatMakeNoSenseAreRefused() throws Exception {
        String notification = recorded().get(0).replace("\"X-Amz-Meta-Thaw-Split\":\"test\"",
                "\"X-Amz-Meta-Thaw-Split\":\"exam\"");

        assertThatThrownBy(() -> intake.accept(bytes(notification))).isInstanceOf(InvalidEventException.class)
                .hasMessageContaining("thaw-split").hasMessageContaining("\"exam\"");
    }

    private static List<String> recorded() throws IOException {
        try (InputStream in = NotificationIntakeTest.class.getResourceAsStream("/minio/notifications.jsonl")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
