package io.plimsoll.release;

import io.plimsoll.lifecycle.VersionContract;
import io.plimsoll.store.Manifest;
import io.plimsoll.store.PackageFiles;
import io.plimsoll.store.Repository;
import io.plimsoll.store.TemporaryCopy;
import java.io.IOException;

/** Reads the contract of a published version, by way of a folder that lasts as long as the reading. */
final class StoredContract {

    private StoredContract() {}

    /**
     * The contract of a version.
     *
     * @throws IOException if its files cannot be had
     */
    static VersionContract read(Repository repository, Manifest manifest) throws IOException {
        boolean written = manifest.files().containsKey(PackageFiles.CONTRACT);
        try (TemporaryCopy copy = TemporaryCopy.of(repository, manifest)) {
            // With a contract the graph says nothing more, and may be large; its files of values are not.
            copy.fetch(file -> written
                    ? file.endsWith(".json") || file.equals(PackageFiles.CONTRACT)
                    : file.equals(PackageFiles.GRAPH));
            return VersionContract.read(copy.folder());
        }
    }
}
