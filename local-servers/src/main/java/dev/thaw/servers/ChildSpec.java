package dev.thaw.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to run in a child JVM.
 *
 * @param name for messages
 * @param jvmOptions memory limits, system properties
 * @param classPath jars, directories, or a directory followed by {@code /*}
 * @param mainClass its {@code main} runs after the guard is set up
 * @param arguments of the main class
 * @param environment added to this process' own
 * @param log where its standard output and error go, at the end of what is there
 */
public record ChildSpec(String name, List<String> jvmOptions, List<String> classPath, String mainClass,
        List<String> arguments, Map<String, String> environment, Path log) {

    public ChildSpec {
        jvmOptions = List.copyOf(jvmOptions);
        classPath = List.copyOf(classPath);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }
}
