package dev.thaw.platform.command;

import dev.thaw.contract.text.PlainName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The name of a data set that may come to be, found right before anything is started. */
final class DatasetName implements ITypeConverter<String> {

    @Override
    public String convert(String name) {
        if (!PlainName.matches(name)) {
            throw new TypeConversionException("the name of a data set is " + PlainName.RULE + ", not \"" + name + "\"");
        }
        return name;
    }
}
