package io.plimsoll.store;

import io.plimsoll.contract.ModelVersion;
import java.io.IOException;
import java.io.InputStream;

/**
 * A repository of model versions, as {@code <model>/versions/<version>/…}; it lists and opens, and never interprets.
 */
public interface Store {

    /** The models, by the names of their folders. */
    Listing models();

    /** The versions of a model, by the names of their folders. */
    Listing versions(String model);

    /**
     * The whole of a small file of a version.
     *
     * @param file its path within the version, with slashes
     * @throws java.nio.file.NoSuchFileException if it is not there
     * @throws IOException if it cannot be read, leaves the repository, or is larger than {@code mostBytes}
     */
    byte[] read(ModelVersion version, String file, int mostBytes) throws IOException;

    /**
     * The bytes of a file of any size; the caller closes.
     *
     * @param file its path within the version, with slashes
     * @throws java.nio.file.NoSuchFileException if it is not there
     * @throws IOException if it cannot be read, or leaves the repository
     */
    InputStream open(ModelVersion version, String file) throws IOException;
}
