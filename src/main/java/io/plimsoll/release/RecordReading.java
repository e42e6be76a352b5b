package io.plimsoll.release;

/** What became of an attempt to read a record of a release log. */
sealed interface RecordReading {

    /** A record of a format that this build knows. */
    record Readable(ReleaseRecord release) implements RecordReading {}

    /** Bytes that mean nothing here: half written, broken, or of a later format. */
    record Unreadable(String reason) implements RecordReading {}
}
