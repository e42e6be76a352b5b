package io.plimsoll.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Looks ten times a second at the memory of a JVM, from without: the used part of its heap as the JVM counts it for
 * {@code jstat}, and what the process holds.
 */
final class MemoryWatch implements AutoCloseable {

    private static final List<String> HEAP = List.of("S0U", "S1U", "EU", "OU");

    private final Server service;
    private final Process looking;
    private final Thread reader;
    private long looks;
    private long heap;
    private long peakHeap;
    private long peakResident;

    MemoryWatch(Server service) throws IOException {
        this.service = service;
        Path jstat = Path.of(System.getProperty("java.home"), "bin", "jstat");
        looking = new ProcessBuilder(jstat.toString(), "-gc", Long.toString(service.pid()), "100ms").start();
        reader = Thread.ofPlatform().name("memory-watch").daemon().start(this::read);
    }

    private void read() {
        try (BufferedReader lines = looking.inputReader(StandardCharsets.US_ASCII)) {
            List<String> columns = List.of();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> values = columns(line);
                if (columns.isEmpty()) {
                    columns = values;
                    continue;
                }
                List<String> names = columns;
                double kibibytes = HEAP.stream()
                        .mapToDouble(name -> Double.parseDouble(values.get(names.indexOf(name))))
                        .sum();
                saw((long) (kibibytes / 1024), service.residentMebibytes());
            }
        } catch (IOException ended) {
            Benchmark.say("the memory of %s is not watched any more: %s", service.name(), ended.getMessage());
        }
    }

    private static List<String> columns(String line) {
        return Arrays.asList(line.strip().split("\\s+"));
    }

    private synchronized void saw(long heapMebibytes, long residentMebibytes) {
        looks++;
        heap = heapMebibytes;
        peakHeap = Math.max(peakHeap, heapMebibytes);
        peakResident = Math.max(peakResident, residentMebibytes);
        notifyAll();
    }

    /** From now on peaks are new ones. */
    synchronized void forget() {
        peakHeap = 0;
        peakResident = 0;
    }

    /** Mebibytes of heap in use after a collection. */
    long liveHeap() throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        new ProcessBuilder(jcmd.toString(), Long.toString(service.pid()), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        synchronized (this) {
            // The look under way may be from before the collection.
            long enough = looks + 2;
            while (looks < enough && looking.isAlive()) {
                wait(1_000);
            }
            return heap;
        }
    }

    synchronized long peakHeap() {
        return peakHeap;
    }

    synchronized long peakResident() {
        return peakResident;
    }

    @Override
    public void close() {
        looking.destroy();
    }
}
