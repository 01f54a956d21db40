package dev.thaw.platform.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.beans.XMLDecoder;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/**
 * No object is made from other people's bytes by Java's own means, and no class by a name from outside: looked up in the bytecode
 * of every module.
 */
class NothingFromBytesTest {
    private static final Path ROOT = Path.of(System.getProperty("thaw.root"));
    /** Runs the main class that its own parent process names, in a process of its own. */
    private static final String LAUNCHER = "dev.thaw.servers.child.Guarded";
    private static final Set<String> BY_NAME = Set.of("forName", "loadClass", "findClass", "defineClass", "defineHiddenClass",
            "lookupOrInit");
    private static JavaClasses product;

    @BeforeAll
    static void read() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            List<Path> classes = modules.map(module -> module.resolve("target").resolve("classes"))
                    .filter(folder -> Files.isDirectory(folder.resolve("dev").resolve("thaw"))).toList();
            assertThat(classes).hasSizeGreaterThanOrEqualTo(5);
            product = new ClassFileImporter().importPaths(classes);
        }
        assertThat(product.size()).isGreaterThan(500);
    }

    @Test
    void noSerializedObjectIsRead() {
        assertThat(callsOn(ObjectInputStream.class)).isEmpty();
        assertThat(product.stream().flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getName().equals("readObject") || method.getName().equals("readResolve"))
                .map(method -> method.getFullName())).isEmpty();
    }

    @Test
    void noXmlBecomesObjectsAndNoScriptIsRun() {
        assertThat(callsOn(XMLDecoder.class)).isEmpty();
        assertThat(uses("com.thoughtworks.xstream", "javax.script", "javax.naming", "java.rmi",
                "org.apache.commons.collections.functors",
                "groovy", "org.mozilla.javascript")).isEmpty();
    }

    @Test
    void noYamlTagBecomesAnObject() {
        // Jackson's parser is used, which makes no objects; SnakeYAML's own constructors would
        assertThat(uses("org.yaml.snakeyaml.Yaml", "org.yaml.snakeyaml.constructor")).isEmpty();
    }

    @Test
    void noJsonNamesAClass() {
        assertThat(product.stream().flatMap(type -> Stream.<JavaAnnotation<?>>concat(type.getAnnotations().stream(),
                type.getMembers().stream().flatMap(member -> member.getAnnotations().stream())))
                .filter(annotation -> annotation.getRawType().isEquivalentTo(JsonTypeInfo.class))
                .filter(NothingFromBytesTest::namesAClass).map(JavaAnnotation::getDescription)).isEmpty();
        assertThat(calls(new DescribedPredicate<JavaMethodCall>("default typing") {
            @Override
            public boolean test(JavaMethodCall call) {
                return call.getTargetOwner().isAssignableTo(ObjectMapper.class)
                        && (call.getName().startsWith("activateDefaultTyping") || call.getName().startsWith("enableDefaultTyping")
                                || call.getName().equals("setDefaultTyping"));
            }
        })).isEmpty();
    }

    @Test
    void noClassIsLoadedByItsName() {
        assertThat(calls(new DescribedPredicate<JavaMethodCall>("by name") {
            @Override
            public boolean test(JavaMethodCall call) {
                JavaClass owner = call.getTargetOwner();
                return BY_NAME.contains(call.getName())
                        && (owner.isEquivalentTo(Class.class) || owner.isAssignableTo(ClassLoader.class)
                                || owner.isEquivalentTo(MethodHandles.Lookup.class))
                        && !call.getOriginOwner().getName().equals(LAUNCHER);
            }
        })).isEmpty();
    }

    @Test
    void theModelReadersOfTheNumericalLibraryThatReadObjectsAreNotUsed() {
        assertThat(uses("org.deeplearning4j.util.ModelSerializer", "org.deeplearning4j.nn.modelimport",
                "org.nd4j.linalg.dataset.api.preprocessor.serializer",
                "org.nd4j.common.util.SerializationUtils")).isEmpty();
    }

    private static boolean namesAClass(JavaAnnotation<?> annotation) {
        return annotation.get("use").map(Object::toString).filter(use -> use.endsWith(".CLASS") || use.endsWith("MINIMAL_CLASS"))
                .isPresent();
    }

    private static List<String> callsOn(Class<?> type) {
        return product.stream()
                .flatMap(used -> used.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> dependency.getTargetClass().isAssignableTo(type)).map(Object::toString).toList();
    }

    private static List<String> calls(DescribedPredicate<JavaMethodCall> what) {
        return product.stream().flatMap(type -> type.getMethodCallsFromSelf().stream()).filter(what)
                .map(JavaMethodCall::getDescription).toList();
    }

    private static List<String> uses(String... prefixes) {
        return product.stream().flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> Stream.of(prefixes).anyMatch(dependency.getTargetClass().getName()::startsWith))
                .map(Object::toString).toList();
    }
}
