package io.plimsoll.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many files a process may have open; a connection is one. */
final class OpenFiles {

    private OpenFiles() {}

    /** Ends the benchmark if a process may have fewer than it needs. */
    static void require(long pid, String who) throws IOException {
        long most = Files.readString(Path.of("/proc", Long.toString(pid), "limits"))
                .lines()
                .filter(line -> line.startsWith("Max open files"))
                .map(line -> line.split("\\s{2,}")[1])
                .mapToLong(soft -> soft.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(soft))
                .findFirst()
                .orElse(Long.MAX_VALUE);
        if (most < SlowSettings.OPEN_FILES) {
            System.err.printf(
                    "%,d slow connections need %,d open files; %s may have %,d: raise it with ulimit -n%n",
                    SlowSettings.SLOW_CONNECTIONS, SlowSettings.OPEN_FILES, who, most);
            System.exit(2);
        }
    }
}
