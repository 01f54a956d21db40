package dev.thaw.evaluator.store;

import java.io.IOException;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.thaw.contract.bucket.Bucket;

/** Objects named by a rising number under one prefix. What a crashed put left in a listing has another ending and is passed over. */
public final class NumberedObjects {

    private NumberedObjects() {
    }

    /**
     * The numbers of the objects {@code <prefix><number><ending>}.
     *
     * @param ending for instance {@code .json}
     */
    public static NavigableSet<Integer> numbers(Bucket bucket, String prefix, String ending) throws IOException {
        Pattern key = Pattern.compile(Pattern.quote(prefix) + "([1-9][0-9]{0,8})" + Pattern.quote(ending));
        NavigableSet<Integer> numbers = new TreeSet<>();
        for (String name : bucket.list(prefix)) {
            Matcher matcher = key.matcher(name);
            if (matcher.matches()) {
                numbers.add(Integer.valueOf(matcher.group(1)));
            }
        }
        return numbers;
    }
}
