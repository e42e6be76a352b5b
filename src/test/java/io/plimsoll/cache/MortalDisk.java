package io.plimsoll.cache;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntConsumer;

/** The real disk, which counts each step that changes something, and tells before it is taken. */
final class MortalDisk extends FileSystemProvider {

    private final FileSystemProvider disk = FileSystems.getDefault().provider();
    private final FileSystem fileSystem = new Named();
    private final IntConsumer before;
    private final boolean links;
    private int steps;

    /** A disk that calls before each step, with its number from 0. */
    MortalDisk(IntConsumer before, boolean links) {
        this.before = before;
        this.links = links;
    }

    /** A disk that ends the process before a step: that step and all that would follow fail. */
    static MortalDisk endingAt(int end) {
        return new MortalDisk(
                step -> {
                    if (step >= end) {
                        throw new Killed();
                    }
                },
                true);
    }

    /** The end of a process; not even what it does at its end is done. */
    static final class Killed extends Error {

        private static final long serialVersionUID = 1L;
    }

    synchronized int steps() {
        return steps;
    }

    synchronized void step() {
        before.accept(steps);
        steps++;
    }

    /** A path on this disk. */
    Path path(Path real) {
        return (Path) Proxy.newProxyInstance(
                Path.class.getClassLoader(),
                new Class<?>[] {Path.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getFileSystem" -> fileSystem;
                    case "equals" -> arguments[0] instanceof Path && real.equals(real(arguments[0]));
                    default -> {
                        Object[] unwrapped = arguments == null ? new Object[0] : arguments.clone();
                        for (int i = 0; i < unwrapped.length; i++) {
                            unwrapped[i] = real(unwrapped[i]);
                        }
                        try {
                            Object answer = method.invoke(real, unwrapped);
                            yield answer instanceof Path path ? path(path) : answer;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }
                });
    }

    private static Object real(Object object) {
        if (!(object instanceof Path path) || !Proxy.isProxyClass(object.getClass())) {
            return object;
        }
        // The text of a path is all that there is to it.
        return FileSystems.getDefault().getPath(path.toString());
    }

    private static Path real(Path path) {
        return (Path) Objects.requireNonNull(real((Object) path));
    }

    /** Leads from a path to its provider, and does no more. */
    private final class Named extends FileSystem {

        @Override
        public FileSystemProvider provider() {
            return MortalDisk.this;
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean isReadOnly() {
            return false;
        }

        @Override
        public String getSeparator() {
            return FileSystems.getDefault().getSeparator();
        }

        @Override
        public Iterable<Path> getRootDirectories() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Iterable<FileStore> getFileStores() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Set<String> supportedFileAttributeViews() {
            return Set.of("basic");
        }

        @Override
        public Path getPath(String first, String... more) {
            return path(FileSystems.getDefault().getPath(first, more));
        }

        @Override
        public PathMatcher getPathMatcher(String pattern) {
            throw new UnsupportedOperationException();
        }

        @Override
        public UserPrincipalLookupService getUserPrincipalLookupService() {
            throw new UnsupportedOperationException();
        }

        @Override
        public WatchService newWatchService() {
            throw new UnsupportedOperationException();
        }
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        stepIfWriting(options);
        return disk.newByteChannel(real(path), options, attributes);
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        stepIfWriting(options);
        return disk.newFileChannel(real(path), options, attributes);
    }

    private void stepIfWriting(Set<? extends OpenOption> options) {
        if (options.contains(StandardOpenOption.WRITE)) {
            step();
        }
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        step();
        disk.createDirectory(real(path), attributes);
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        if (!links) {
            throw new UnsupportedOperationException("no links");
        }
        step();
        disk.createLink(real(link), real(existing));
    }

    @Override
    public void delete(Path path) throws IOException {
        step();
        disk.delete(real(path));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        step();
        disk.copy(real(source), real(target), options);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        step();
        disk.move(real(source), real(target), options);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        // Asked for by nobody but who sets a time.
        step();
        return disk.getFileAttributeView(real(path), type, options);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        var entries = new ArrayList<Path>();
        try (DirectoryStream<Path> found = disk.newDirectoryStream(real(folder), path -> true)) {
            found.forEach(path -> entries.add(path(path)));
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return entries.iterator();
            }

            @Override
            public void close() {
                // All has been read.
            }
        };
    }

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
        return disk.isSameFile(real(path), real(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return disk.isHidden(real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return disk.getFileStore(real(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        disk.checkAccess(real(path), modes);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return disk.readAttributes(real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return disk.readAttributes(real(path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        step();
        disk.setAttribute(real(path), attribute, value, options);
    }

    @Override
    public String getScheme() {
        return "file";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return fileSystem;
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }
}
