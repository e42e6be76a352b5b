package io.plimsoll.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much memory is said to be left, by files as the kernel writes them. */
class MemoryRoomTests {

    @TempDir
    private Path root;

    @Test
    void withoutAnyWordNothingIsKnown() {
        assertThat(room().bytesLeft()).isEmpty();
    }

    @Test
    void withoutAGroupTheMachineDecides() throws IOException {
        write("proc/meminfo", "MemTotal:  9000 kB\nMemAvailable:    2000 kB\n");
        assertThat(room().bytesLeft()).hasValue(2000 * 1024);
    }

    @Test
    void aContainerIsItsOwnRoot() throws IOException {
        container();
        assertThat(room().bytesLeft()).hasValue(300);
    }

    @Test
    void cachedPagesThatNobodyUsesAreLeft() throws IOException {
        container();
        write("groups/memory.stat", "anon 5\ninactive_file 600\nactive_file 50\n");
        assertThat(room().bytesLeft()).hasValue(900);
    }

    @Test
    void aGroupAroundTheOwnMayBeTheTighterOne() throws IOException {
        write("proc/self/cgroup", "0::/pods/one\n");
        write("groups/pods/one/memory.max", "max\n");
        write("groups/pods/one/memory.current", "10\n");
        write("groups/pods/memory.max", "500\n");
        write("groups/pods/memory.current", "400\n");
        assertThat(room().bytesLeft()).hasValue(100);
    }

    @Test
    void theOlderKindOfGroupIsReadToo() throws IOException {
        write("proc/self/cgroup", "12:cpu,cpuacct:/a\n7:memory:/not/seen/in/here\n0::/\n");
        write("groups/memory/memory.limit_in_bytes", "1000\n");
        write("groups/memory/memory.usage_in_bytes", "900\n");
        write("groups/memory/memory.stat", "total_inactive_file 100\n");
        assertThat(room().bytesLeft()).hasValue(200);
    }

    @Test
    void aPathOutsideOfWhatIsSeenIsTheRoot() throws IOException {
        container();
        write("proc/self/cgroup", "0::/../../elsewhere\n");
        assertThat(room().bytesLeft()).hasValue(300);
    }

    @Test
    void moreThanIsAllowedLeavesNothing() throws IOException {
        container();
        write("groups/memory.current", "1200\n");
        assertThat(room().bytesLeft()).hasValue(0);
    }

    private void container() throws IOException {
        write("proc/self/cgroup", "0::/\n");
        write("groups/memory.max", "1000\n");
        write("groups/memory.current", "700\n");
    }

    private MemoryRoom room() {
        return new MemoryRoom(root.resolve("proc"), root.resolve("groups"));
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
