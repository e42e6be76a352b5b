package io.plimsoll.bench;

import io.plimsoll.guard.KeyRing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The service with callers who have keys, limits that change, and health at a port of its own. */
final class GuardedService implements AutoCloseable {

    /** Callers are known by these. */
    final String goodKey = KeyRing.newKey();

    final String badKey = KeyRing.newKey();
    final Server server;
    final InetSocketAddress management;
    private final Path limits;

    GuardedService(Path jar, Path folder, String... arguments) throws IOException {
        Files.createDirectories(folder);
        limits = folder.resolve("overload-limits.yaml");
        Path keys = folder.resolve("overload-keys.yaml");
        write(keys, "callers:\n" + line("good", goodKey) + line("bad", badKey));
        write(limits, "defaults: {rate: 1000000/s}\n");
        int port = freePort();
        management = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        server = Server.start(
                "overloaded service",
                folder,
                callers -> Stream.of(
                                Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString()),
                                Benchmark.JVM_FLAGS.stream(),
                                Stream.of(
                                        "-jar",
                                        jar.toString(),
                                        "--server.port=" + callers,
                                        "--management.server.port=" + port,
                                        "--management.server.address=127.0.0.1",
                                        "--plimsoll.access.mode=keys",
                                        "--plimsoll.access.keys=" + keys,
                                        "--plimsoll.limits=" + limits,
                                        "--plimsoll.repository=" + OverloadedModel.REPOSITORY.toAbsolutePath(),
                                        "--plimsoll.cache.folder=" + folder.resolve("overload-cache")),
                                Stream.of(arguments))
                        .flatMap(part -> part)
                        .toList());
    }

    private static String line(String name, String key) {
        return "  - {name: %s, role: caller, sha256: \"%s\"}\n".formatted(name, KeyRing.sha256(key));
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** The service never finds half of a file. */
    private static void write(Path file, String text) throws IOException {
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(whole, text);
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Lays limits down for one model; they hold when this returns, and rates begin anew. */
    void limit(OverloadedModel model, String text) throws IOException, InterruptedException {
        write(limits, "defaults: {rate: 1000000/s}\nmodels:\n  %s: {%s}\n".formatted(model.title, text));
        // The file is looked at once a second.
        TimeUnit.MILLISECONDS.sleep(2_500);
    }

    /** CPU of the threads on which requests are answered, and of all others but the runners of slow models. */
    long cpuWithoutRuns(Map<String, Long> before) throws IOException {
        Map<String, Long> now = server.cpuOfThreads();
        long sum = 0;
        for (Map.Entry<String, Long> thread : now.entrySet()) {
            if (!nameOf(thread.getKey()).startsWith("plimsoll-run")) {
                sum += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
            }
        }
        return sum;
    }

    private String nameOf(String thread) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(server.pid()), "task", thread, "comm"));
        } catch (IOException ended) {
            return "";
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
