package io.plimsoll.cache;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.store.Manifest;
import io.plimsoll.store.PackageFiles;
import io.plimsoll.store.Repository;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Another process on a volume: brings the versions that it is told, and stands still before a step if it shall. */
final class BringingProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;

    /**
     * Starts one, which says when its volume is open.
     *
     * @param stop the step before which it stands still, or a negative number
     */
    BringingProcess(Path volume, Path store, String instance, int stop) throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BringingProcess.class.getName(),
                        volume.toString(),
                        store.toString(),
                        instance,
                        "" + stop)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    void tell(String version) throws IOException {
        process.getOutputStream().write((version + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** The next line that is no line of a log. */
    String answer() throws IOException {
        String line = answers.readLine();
        while (line != null && !line.startsWith("> ")) {
            line = answers.readLine();
        }
        return line == null ? "ended" : line.substring(2);
    }

    @Override
    public void close() {
        // SIGKILL.
        process.destroyForcibly().onExit().join();
    }

    public static void main(String[] arguments) throws Exception {
        int stop = Integer.parseInt(arguments[3]);
        var disk = new MortalDisk(step -> standStillAt(stop, step), true);
        var store = Path.of(arguments[1]);
        var shelf = new Shelf(store);
        shelf.trickle = 3;
        shelf.reading = disk::step;
        var volume = new CacheVolume(disk.path(Path.of(arguments[0])), 1 << 20, arguments[2], InstantSource.system());
        volume.open();
        System.out.println("> open");
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            var version = new ModelVersion("credit-risk", line);
            Manifest manifest = Manifest.compute(version, PackageFiles.list(store.resolve(Repository.prefix(version))));
            Path folder = volume.bring(manifest, shelf.download()).folder();
            List<String> problems = manifest.check(PackageFiles.list(Path.of(folder.toString())));
            System.out.println("> " + problems);
        }
    }

    private static void standStillAt(int stop, int step) {
        if (step == stop) {
            System.out.println("> stands still");
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
