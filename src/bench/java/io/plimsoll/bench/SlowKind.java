package io.plimsoll.bench;

import java.util.List;

/** How a connection is held without asking anything. */
enum SlowKind {
    BODIES("a body, one byte a second"),
    HEADS("a head, one byte a second"),
    SILENT("open and silent"),
    MIXED("a third of each");

    final String title;

    SlowKind(String title) {
        this.title = title;
    }

    /** What the connection of this number does. */
    SlowKind of(int number) {
        return this == MIXED ? List.of(BODIES, HEADS, SILENT).get(number % 3) : this;
    }

    /** What it sends at once; it goes on with a byte that means nothing there. */
    String beginning(String path, String key) {
        String line = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
        return switch (this) {
            case BODIES ->
                line + "Authorization: Bearer " + key
                        + "\r\nContent-Type: application/json\r\nContent-Length: 600\r\n\r\n{";
            case HEADS -> line + "X-Slow: ";
            case SILENT, MIXED -> "";
        };
    }
}
