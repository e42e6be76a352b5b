package io.plimsoll.bench;

import io.plimsoll.load.ServiceUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** A server in a process of its own, whose CPU the kernel counts. */
final class Server implements AutoCloseable {

    private final String name;
    private final Path log;
    private final Process process;
    private final InetSocketAddress address;

    private Server(String name, Path log, Process process, InetSocketAddress address) {
        this.name = name;
        this.log = log;
        this.process = process;
        this.address = address;
    }

    /** Starts a command on a free port of the loopback address; its output goes to a file. */
    static Server start(String name, Path folder, IntFunction<List<String>> command) throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path log = folder.resolve(name.replace(' ', '-') + ".log");
        var builder = new ProcessBuilder(command.apply(port)).redirectErrorStream(true);
        builder.redirectOutput(log.toFile());
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        Process process = builder.start();
        // Whatever ends the benchmark ends its servers.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Server(name, log, process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    String name() {
        return name;
    }

    Path log() {
        return log;
    }

    InetSocketAddress address() {
        return address;
    }

    ServiceUrl url() {
        return new ServiceUrl(false, address.getAddress().getHostAddress(), address.getPort(), "");
    }

    /** The bytes of a request for any server of the benchmark. */
    static byte[] post(String path, byte[] body) {
        return new ServiceUrl(false, "127.0.0.1", 80, "").post(path, null, body);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Nanoseconds of CPU that each thread has used so far. */
    Map<String, Long> cpuOfThreads() throws IOException {
        Map<String, Long> nanos = new HashMap<>();
        Path tasks = Path.of("/proc", Long.toString(process.pid()), "task");
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                String id = thread.getFileName().toString();
                OptionalLong used = cpuOf(thread);
                used.ifPresent(cpu -> nanos.put(id, cpu));
            }
        }
        return nanos;
    }

    /** Empty for a thread that has ended since it was listed: what it used is lost, and little. */
    private static OptionalLong cpuOf(Path thread) {
        try {
            String[] fields = Files.readString(thread.resolve("schedstat")).split(" ");
            return OptionalLong.of(Long.parseLong(fields[0]));
        } catch (IOException ended) {
            return OptionalLong.empty();
        }
    }

    /** Nanoseconds of CPU that all threads together have used since then. */
    long cpuSince(Map<String, Long> before) throws IOException {
        return cpuOfThreads().entrySet().stream()
                .mapToLong(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L))
                .sum();
    }

    /** Mebibytes of memory that the process holds. */
    long residentMebibytes() throws IOException {
        String status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
        return status.lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
