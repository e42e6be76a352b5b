package io.plimsoll.yaml;

import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The files of a package beside its contract, some of which the contract may name. */
@FunctionalInterface
public interface PackageTexts {

    /** Of a contract that stands alone. */
    PackageTexts NONE = (file, mostBytes) -> null;

    /**
     * The bytes of a file, or of a longer one the first {@code mostBytes + 1}: enough to see that it is too long.
     *
     * @param file a path within the package, with slashes, that never leaves it
     * @return null if the package has no such file
     * @throws UncheckedIOException if the file is there and cannot be read
     */
    byte @Nullable [] read(String file, int mostBytes);
}
