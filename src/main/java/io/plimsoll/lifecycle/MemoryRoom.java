package io.plimsoll.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How much memory the process and its children may still take: the least of what its control groups and the machine
 * have left. Cached pages of files that nobody used lately count as left, since they go first.
 *
 * @param proc where the kernel tells of processes
 * @param groups where it tells of control groups
 */
record MemoryRoom(Path proc, Path groups) {

    private static final String MEMORY_LINE = "MemAvailable:";

    static MemoryRoom ofThisMachine() {
        return new MemoryRoom(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
    }

    /** Bytes left, or nothing where the system does not tell. */
    OptionalLong bytesLeft() {
        LongStream groupsLeft = ownGroups().stream().map(MemoryRoom::leftIn).flatMapToLong(OptionalLong::stream);
        return LongStream.concat(groupsLeft, onMachine().stream()).min();
    }

    private record Group(Path folder, String limit, String usage, String idle) {

        static Group unified(Path folder) {
            return new Group(folder, "memory.max", "memory.current", "inactive_file");
        }

        static Group divided(Path folder) {
            return new Group(folder, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file");
        }
    }

    /** The group of this process and those around it, as far as they can be seen from in here. */
    private List<Group> ownGroups() {
        return lines(proc.resolve("self/cgroup"))
                .map(line -> line.split(":", 3))
                .filter(parts -> parts.length == 3)
                .flatMap(parts -> {
                    if (parts[1].isEmpty()) {
                        return around(groups, parts[2]).map(Group::unified);
                    }
                    return List.of(parts[1].split(",", -1)).contains("memory")
                            ? around(groups.resolve("memory"), parts[2]).map(Group::divided)
                            : Stream.empty();
                })
                .toList();
    }

    /** A container may be told a path that stands outside of what it sees; its root is its own group then. */
    private static Stream<Path> around(Path root, String group) {
        Path own = root.resolve(group.substring(group.startsWith("/") ? 1 : 0)).normalize();
        return own.startsWith(root)
                ? Stream.iterate(own, path -> path.startsWith(root), Path::getParent)
                : Stream.of(root);
    }

    private static OptionalLong leftIn(Group group) {
        OptionalLong limit = number(group.folder.resolve(group.limit));
        OptionalLong usage = number(group.folder.resolve(group.usage));
        if (limit.isEmpty() || usage.isEmpty()) {
            return OptionalLong.empty();
        }
        long idle = lines(group.folder.resolve("memory.stat"))
                .filter(line -> line.startsWith(group.idle + " "))
                .flatMapToLong(line -> parsed(line.substring(group.idle.length())).stream())
                .findFirst()
                .orElse(0);
        return OptionalLong.of(Math.max(0, limit.getAsLong() - Math.max(0, usage.getAsLong() - idle)));
    }

    private OptionalLong onMachine() {
        return lines(proc.resolve("meminfo"))
                .filter(line -> line.startsWith(MEMORY_LINE))
                .map(line -> line.substring(MEMORY_LINE.length()).replace("kB", ""))
                .flatMapToLong(kibibytes -> parsed(kibibytes).stream())
                .map(kibibytes -> kibibytes << 10)
                .findFirst();
    }

    private static OptionalLong number(Path file) {
        return lines(file).flatMapToLong(line -> parsed(line).stream()).findFirst();
    }

    /** A number; "max", which stands where there is no limit, is none. */
    private static OptionalLong parsed(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException noNumber) {
            return OptionalLong.empty();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException absent) {
            return Stream.empty();
        }
    }
}
