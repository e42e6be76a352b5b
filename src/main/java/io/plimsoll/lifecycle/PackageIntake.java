package io.plimsoll.lifecycle;

import io.plimsoll.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;

/** Brings the files of a version to this machine. */
public interface PackageIntake {

    /**
     * The folder that holds the files of a version, each as its manifest says.
     *
     * @throws StoreException if they cannot be had from the store, now or ever
     * @throws IOException if this machine's disk fails or is full
     */
    Path bring(PinnedVersion version) throws IOException;
}
