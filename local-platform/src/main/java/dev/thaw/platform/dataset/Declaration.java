package dev.thaw.platform.dataset;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

import dev.thaw.contract.bucket.Bucket;
import dev.thaw.contract.bucket.DatasetDefinition;
import dev.thaw.contract.bucket.DatasetDefinition.Resize;
import dev.thaw.contract.bucket.Manifest.ImageSize;
import dev.thaw.contract.bucket.SplitPolicy;
import dev.thaw.contract.bucket.TriggerPolicy;
import dev.thaw.dataset.Declarations;
import dev.thaw.platform.connection.CommandException;

/** Declares data sets as a person wishes them on the command line: what is not wished stays as it is. */
public final class Declaration {
    private final Bucket bucket;
    private final Declarations declarations;

    public Declaration(Bucket bucket, Declarations.Publication publication) {
        this.bucket = bucket;
        this.declarations = new Declarations(bucket, publication);
    }

    /** Makes the data set as wished. @return the definition that counts from now on */
    public DatasetDefinition declare(String dataset, DatasetWish wish) throws IOException, InterruptedException {
        Optional<DatasetDefinition> present = Declarations.find(bucket, dataset);
        DatasetDefinition wanted = present.isPresent() ? changed(present.get(), wish) : created(dataset, wish);
        return declarations.declare(wanted).definition();
    }

    private static DatasetDefinition created(String dataset, DatasetWish wish) {
        if (wish.base() == null || wish.imageSize() == null) {
            throw new CommandException(
                    "there is no data set " + dataset + " yet; say with --base which model its runs start from");
        }
        return new DatasetDefinition(dataset, 1, null, wish.imageSize(), or(wish.resize(), Resize.SQUASH),
                split(SplitPolicy.usual(), wish), TriggerPolicy.every(or(wish.trainEvery(), 0)), wish.base(),
                wish.plan() == null || wish.plan().isEmpty() ? null : wish.plan(), null, null);
    }

    private static DatasetDefinition changed(DatasetDefinition present, DatasetWish wish) {
        ImageSize size = or(wish.imageSize(), present.imageSize());
        Resize resize = or(wish.resize(), present.resize());
        if (!size.equals(present.imageSize()) || resize != present.resize()) {
            throw new CommandException("the images of the data set " + present.dataset() + " are " + present.imageSize().height()
                    + " x " + present.imageSize().width() + ", " + present.resize().name().toLowerCase(Locale.ROOT)
                    + ", for ever; take another name with --dataset for images of another size or fitting");
        }
        String plan = wish.plan() == null ? present.plan() : wish.plan().isEmpty() ? null : wish.plan();
        return new DatasetDefinition(present.dataset(), present.version(), present.labels(), size, resize,
                split(present.split(), wish),
                wish.trainEvery() == null ? present.trigger() : present.trigger().withNewImages(wish.trainEvery()),
                or(wish.base(), present.base()), plan, present.unknownLabel(), present.training());
    }

    private static SplitPolicy split(SplitPolicy present, DatasetWish wish) {
        return new SplitPolicy(or(wish.validationShare(), present.validation()), or(wish.testShare(), present.test()),
                present.group(), present.copies());
    }

    private static <T> T or(T wished, T otherwise) {
        return wished == null ? otherwise : wished;
    }
}
