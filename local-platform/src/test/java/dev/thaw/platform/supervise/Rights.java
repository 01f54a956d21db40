package dev.thaw.platform.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The rights on Kafka that the page on security lists, as a broker takes them. */
record Rights(List<AclBinding> bindings) {
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    static Rights of(Path page, List<String> principals) throws IOException {
        List<AclBinding> bindings = new ArrayList<>();
        // the first table that has the column
        List<String> lines = Files.readAllLines(page);
        int begin = lines.indexOf("| principal | reads | writes | group |");
        for (String line : lines.subList(begin + 2, begin + 2 + principals.size())) {
            String[] cells = line.split("\\|");
            String principal = cells[1].strip();
            if (!principals.contains(principal)) {
                throw new AssertionError("the table of rights has a line for " + principal + " where " + principals + " belong");
            }
            allow(bindings, principal, ResourceType.TOPIC, cells[2], AclOperation.READ);
            allow(bindings, principal, ResourceType.TOPIC, cells[3], AclOperation.WRITE);
            allow(bindings, principal, ResourceType.GROUP, cells[4], AclOperation.READ);
        }
        return new Rights(List.copyOf(bindings));
    }

    private static void allow(List<AclBinding> bindings, String principal, ResourceType type, String cell,
            AclOperation operation) {
        // on Kafka the right to read or to write includes the right to describe
        for (Matcher names = NAME.matcher(cell); names.find();) {
            bindings.add(new AclBinding(new ResourcePattern(type, names.group(1), PatternType.LITERAL),
                    new AccessControlEntry("User:" + principal, "*", operation, AclPermissionType.ALLOW)));
        }
    }
}
