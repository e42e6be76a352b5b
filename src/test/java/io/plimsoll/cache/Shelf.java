package io.plimsoll.cache;

import io.plimsoll.contract.ModelVersion;
import io.plimsoll.store.Download;
import io.plimsoll.store.FolderStore;
import io.plimsoll.store.Manifest;
import io.plimsoll.store.PackageFiles;
import io.plimsoll.store.Repository;
import io.plimsoll.store.Store;
import io.plimsoll.store.StoreException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A store with versions, which counts what is opened and goes away when told. */
final class Shelf {

    /** Keys that were opened, in their order. */
    final List<String> opened = new CopyOnWriteArrayList<>();

    volatile boolean away;

    /** What happens before bytes are read, and how many come at most. */
    Runnable reading = () -> {};

    int trickle = Integer.MAX_VALUE;
    private final Path folder;
    private final Store store;

    Shelf(Path folder) {
        this.folder = folder;
        this.store = new FolderStore(folder);
    }

    /** Puts files of so many bytes, each full of one letter, into the store. */
    Manifest version(String version, Map<String, String> files) throws IOException {
        var name = new ModelVersion("credit-risk", version);
        for (Map.Entry<String, String> file : files.entrySet()) {
            store.put(Repository.key(name, file.getKey()), file.getValue().getBytes(StandardCharsets.UTF_8));
        }
        return Manifest.compute(name, PackageFiles.list(folder.resolve(Repository.prefix(name))));
    }

    /** A version of one file. */
    Manifest version(String version, char letter, int bytes) throws IOException {
        return version(version, Map.of("model.onnx", text(letter, bytes)));
    }

    static String text(char letter, int bytes) {
        return String.valueOf(letter).repeat(bytes);
    }

    Download download() {
        return new Download(counting(), Duration.ofMinutes(1), Duration.ofMillis(1));
    }

    private Store counting() {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("open")) {
                        opened.add((String) arguments[0]);
                        if (away) {
                            throw new StoreException(StoreException.Fault.AWAY, "away");
                        }
                    }
                    try {
                        Object answer = method.invoke(store, arguments);
                        return answer instanceof Store.Content(InputStream bytes, String tag)
                                ? new Store.Content(new Trickle(bytes), tag)
                                : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** A few bytes at a time, each a step. */
    private final class Trickle extends FilterInputStream {

        Trickle(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            reading.run();
            return in.read(target, offset, Math.min(length, trickle));
        }
    }

    /** Makes all below a folder look as if nobody had touched it for a while. */
    static void age(Path folder, Duration age) throws IOException {
        FileTime time = FileTime.from(Instant.now().minus(age));
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.setLastModifiedTime(file, time);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.setLastModifiedTime(directory, time);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** The files below a folder, by their paths in it. */
    static List<String> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
