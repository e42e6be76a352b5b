package io.plimsoll.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/** Looks four times a second at the memory of a service: the heap that it says it uses, and what the process holds. */
final class MemoryWatch implements AutoCloseable {

    private static final int PAUSE_MILLIS = 250;
    private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"";

    private final Server service;
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpRequest request;
    private final Thread looking;
    private long peakHeap;
    private long peakResident;

    /** Begins to look at a service that answers. */
    MemoryWatch(Server service) {
        this.service = service;
        request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/actuator/prometheus?includedNames=%s"
                        .formatted(service.address().getPort(), HEAP.substring(0, HEAP.indexOf('{')))))
                .timeout(Duration.ofSeconds(10))
                .build();
        looking = Thread.ofPlatform().name("memory-watch").daemon().start(this::look);
    }

    private void look() {
        try {
            while (true) {
                saw(heap(), service.residentMebibytes());
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException ended) {
            Benchmark.say("the memory of %s is not watched any more: %s", service.name(), ended.getMessage());
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void saw(long heap, long resident) {
        peakHeap = Math.max(peakHeap, heap);
        peakResident = Math.max(peakResident, resident);
    }

    /** Mebibytes of heap in use now, with what nobody refers to any more. */
    private long heap() throws IOException, InterruptedException {
        double bytes = client.send(request, BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith(HEAP))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
        if (bytes == 0) {
            throw new IOException("it does not tell its heap");
        }
        return (long) bytes >> 20;
    }

    /** From now on peaks are new ones. */
    synchronized void forget() {
        peakHeap = 0;
        peakResident = 0;
    }

    /** Mebibytes of heap in use after a collection. */
    long liveHeap() throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        int exit = new ProcessBuilder(jcmd.toString(), Long.toString(service.pid()), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("jcmd ended with " + exit);
        }
        return heap();
    }

    synchronized long peakHeap() {
        return peakHeap;
    }

    synchronized long peakResident() {
        return peakResident;
    }

    @Override
    public void close() {
        looking.interrupt();
        client.shutdownNow();
    }
}
