package dev.thaw.platform.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.thaw.platform.demo.SampleImages;

/** What people get wrong ends before anything is started, with a sentence that names it, and another status than 0. */
class UsersMistakesTest {
    @TempDir
    static Path directory;

    /** A command line, in which {@code @} is the directory, and what the sentence must say. */
    record Mistake(String command, String says) {
    }

    static List<Mistake> mistakes() {
        String run = "run --work @/work --dataset pets --base @/base.keras --images ";
        List<Mistake> mistakes = new ArrayList<>();
        mistakes.add(new Mistake("", "a command is missing"));
        mistakes.add(new Mistake("trian", "there is no command trian; did you mean train"));
        mistakes.add(new Mistake("run --images @", "--dataset=NAME"));
        mistakes.add(new Mistake("summary --base @/base.keras --epochs 3", "'--epochs'"));
        mistakes.add(new Mistake(run + "@/nothing", "there is no directory @/nothing with images"));
        mistakes.add(new Mistake(run + "@/flat", "there are no images in @/flat; it needs a folder per label"));
        mistakes.add(new Mistake(run + "@/one", "@/one has images of one label only, [cats]; a classifier needs at least two"));
        mistakes.add(new Mistake(run + "@/two --plan @/nothing.yaml", "there is no plan @/nothing.yaml"));
        mistakes.add(new Mistake(run + "@/two --plan @/cut.keras", "@/cut.keras is not text in UTF-8"));
        mistakes.add(new Mistake(run + "@/two --result @/flat", "@/flat cannot be written"));
        mistakes.add(new Mistake(run + "@/two --plan @/typo.yaml", "did you mean batchSize?"));
        mistakes.add(new Mistake(run + "@/two --plan @/layer.yaml", "the base has no layer named block9_conv1; did you mean"));
        mistakes.add(new Mistake(run + "@/two --image-size huge", "--image-size takes a number of pixels"));
        mistakes.add(new Mistake(run + "@/two --image-size 100000", "each from 8 to 2048, not 100000"));
        mistakes.add(new Mistake(run + "@/two --resize stretch", "--resize"));
        mistakes.add(new Mistake(run + "@/two --preprocessing imagenet", "there is no preprocessing \"imagenet\"; choose"));
        mistakes.add(new Mistake(run.replace("pets", "My_pets/2") + "@/two", "not \"My_pets/2\""));
        mistakes.add(new Mistake(run.replace("@/base.keras", "@/nothing.h5") + "@/two", "there is no base model @/nothing.h5"));
        mistakes.add(new Mistake(run.replace("@/base.keras", "ResNet49") + "@/two", "ResNet50"));
        mistakes.add(new Mistake(run.replace("@/base.keras", "@/cut.keras") + "@/two", "cut.keras: is a damaged archive"));
        mistakes.add(new Mistake(run.replace("@/base.keras", "@/two/cats/a.png") + "@/two", "a.png: is not a Keras model"));
        mistakes.add(new Mistake(run.replace("@/work", "@/flat/a.png") + "@/two", "a.png is a file where a directory is needed"));
        mistakes.add(new Mistake("summary --base @/base.keras --plan @/several.yaml", "the plan has 3 mistakes"));
        mistakes.add(new Mistake("summary --base @/base.keras --labels -3", "--labels takes a number of 2 or more"));
        mistakes.add(new Mistake("push --work @/work --dataset pets @/two", "no platform is running on @/work; start one with"));
        mistakes.add(new Mistake("stop pets-1 --work @/work", "no platform is running on @/work"));
        mistakes.add(new Mistake("runs --kafka localhost:1", "needs --kafka, --s3, --s3-access-key"));
        mistakes.add(
                new Mistake("runs --kafka localhost:1 --s3 localhost:9000 --s3-access-key me --s3-secret-key-file @/typo.yaml",
                        "--s3 takes an address such as http://localhost:9000"));
        mistakes.add(new Mistake("predict --model @/nothing @/two/cats/a.png", "there is no model @/nothing"));
        mistakes.add(new Mistake("predict --model @/base.keras @/two/cats/a.png", "has no labels.txt beside it"));
        mistakes.add(new Mistake("convert @/base.keras @/base.pb", "known are .keras, .h5, .onnx, .safetensors"));
        mistakes.add(new Mistake("convert @/cut.keras @/x.onnx", "cut.keras: is a damaged archive"));
        mistakes.add(new Mistake("augment --plan @/typo.yaml --images @/two --out @/s.png", "did you mean batchSize?"));
        mistakes.add(new Mistake("augment --images @/two --out @/s.png", "none of the 2 images could be read"));
        mistakes.add(new Mistake("lr-find --base @/base.keras --images @/one --out @/p.png", "at least two labels"));
        return mistakes;
    }

    @BeforeAll
    static void files() throws IOException {
        try (InputStream base = SampleImages.class.getResourceAsStream("/demo/textures.keras")) {
            byte[] bytes = base.readAllBytes();
            Files.write(directory.resolve("base.keras"), bytes);
            Files.write(directory.resolve("cut.keras"), Arrays.copyOf(bytes, bytes.length / 2));
        }
        for (String image : List.of("flat/a.png", "one/cats/a.png", "two/cats/a.png", "two/dogs/a.png")) {
            Files.createDirectories(directory.resolve(image).getParent());
            Files.write(directory.resolve(image), new byte[]{(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        }
        Files.writeString(directory.resolve("typo.yaml"), "batchsize: 8\n");
        Files.writeString(directory.resolve("layer.yaml"),
                "stages: [{name: top, thaw: {from: block9_conv1}, learningRate: 1e-4, epochs: 1}]\n");
        Files.writeString(directory.resolve("several.yaml"), "batchsize: 8\nseed: a\nstage: []\n");
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isAnsweredWithASentence(Mistake mistake) {
        // given
        PrintStream before = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        String[] arguments = mistake.command().isEmpty() ? new String[0] : here(mistake.command()).split(" ");
        // when
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        int status;
        try {
            status = Thaw.commandLine().execute(arguments);
        } finally {
            System.setErr(before);
        }
        // then
        assertThat(status).as(mistake.command()).isNotZero();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains(here(mistake.says())).doesNotContain("unexpectedly",
                "Exception",
                "\tat ");
        assertThat(directory.resolve("work/servers")).doesNotExist();
    }

    private static String here(String text) {
        return text.replace("@", directory.toString());
    }
}
