package dev.thaw.finetuning.training;

import java.util.Arrays;

/** Sorts places by a number drawn for each, in arrays of numbers alone. */
final class EpochOrder {
    /** While it works: the numbers, the same sorted, and the order, which stays. */
    static final long BYTES_PER_IMAGE = 2 * Long.BYTES + Integer.BYTES;

    private EpochOrder() {
    }

    /** The places of the numbers from the least to the greatest; of equal ones the lower place comes first. */
    static int[] of(long[] numbers) {
        long[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int[] order = new int[numbers.length];
        Arrays.fill(order, -1);
        for (int place = 0; place < numbers.length; place++) {
            int at = Arrays.binarySearch(sorted, numbers[place]);
            while (at > 0 && sorted[at - 1] == numbers[place]) {
                at--;
            }
            while (order[at] >= 0) {
                at++;
            }
            order[at] = place;
        }
        return order;
    }
}
