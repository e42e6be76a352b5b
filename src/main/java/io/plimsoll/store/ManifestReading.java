package io.plimsoll.store;

import java.util.List;

/** What became of an attempt to read the manifest of a version. */
public sealed interface ManifestReading {

    /** A manifest of this version, in a format that this build knows. */
    record Valid(Manifest manifest) implements ManifestReading {}

    /** There is none: a half-published version in a bucket, a version under development in a folder. */
    record Absent() implements ManifestReading {}

    /** There is a file, and it is not to be believed. */
    record Invalid(List<String> problems) implements ManifestReading {

        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
