package dev.thaw.contract.bucket;

import java.io.IOException;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Objects named by a rising number under one prefix: versions, attempts, champions. What a crashed put left in a listing has another
 * ending and is passed over.
 */
public final class NumberedObjects {
    private static final String JSON = ".json";

    private NumberedObjects() {
    }

    /** The highest number of the objects {@code <prefix><number>.json}; 0 if there is none. */
    public static int highest(Bucket bucket, String prefix) throws IOException {
        NavigableSet<Integer> numbers = numbers(bucket, prefix);
        return numbers.isEmpty() ? 0 : numbers.last();
    }

    /** The numbers of the objects {@code <prefix><number>.json}, from 1 to 999,999,999. */
    public static NavigableSet<Integer> numbers(Bucket bucket, String prefix) throws IOException {
        return numbers(bucket, prefix, JSON);
    }

    /** The same of the objects {@code <prefix><number><ending>}. @param ending for instance {@code .json} */
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
