package dev.thaw.platform.command;

import java.io.IOException;

import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.dataset.Declarations;
import dev.thaw.platform.connection.CommandException;
import dev.thaw.platform.connection.PlatformConnection;

/** A data set that a person named. */
final class DeclaredDataset {

    private DeclaredDataset() {
    }

    /** @throws CommandException if nobody declared it; to answer that it has nothing would hide a slip of the pen */
    static DatasetDefinition named(String dataset, PlatformConnection connection) throws IOException {
        return Declarations.find(connection.bucket(), dataset)
                .orElseThrow(() -> new CommandException("there is no data set " + dataset + "; see: thaw dataset list"));
    }
}
