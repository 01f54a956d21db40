package dev.thaw.platform.command;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;

import dev.thaw.contract.event.Rejection;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The reasons as they stand on the topic. */
final class RejectionName implements ITypeConverter<Rejection>, Iterable<String> {

    static String of(Rejection reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Rejection convert(String text) {
        return Arrays.stream(Rejection.values()).filter(reason -> of(reason).equals(text)).findFirst()
                .orElseThrow(() -> new TypeConversionException("there is no reason " + text));
    }

    @Override
    public Iterator<String> iterator() {
        return Arrays.stream(Rejection.values()).map(RejectionName::of).iterator();
    }
}
