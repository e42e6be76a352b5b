package io.plimsoll.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of one version as they lie in its folder; dot files are no part of it.
 *
 * @param sizes path within the folder, with slashes → size in bytes
 * @param problems what no version may hold, whatever its contract says: links, archives, devices
 */
public record PackageFiles(Path folder, SortedMap<String, Long> sizes, List<String> problems) {

    /** The contract; a version without it is served by its graph alone. */
    public static final String CONTRACT = "model.yaml";

    /** The graph, unless the contract names another file. */
    public static final String GRAPH = "model.onnx";

    /** The golden rows, unless the contract names another file. */
    public static final String SAMPLES = "samples.jsonl";

    /** The digests of all other files; without it a version in a bucket does not exist. */
    public static final String MANIFEST = "manifest.json";

    /** A publisher's claim, which readers ignore. */
    public static final String CLAIM = "publishing.json";

    /** What the version measured when it was published. */
    public static final String BASELINE = "baseline.json";

    /** What nobody wrote. */
    static final Set<String> GENERATED = Set.of(BASELINE, MANIFEST, CLAIM);

    private static final Set<String> LAYOUT = Set.of(CONTRACT, GRAPH, SAMPLES, "README.md", BASELINE, MANIFEST, CLAIM);
    private static final Pattern LEGAL = Pattern.compile("(LICEN[SC]E|NOTICE)[A-Za-z0-9._-]*");
    private static final Pattern ARCHIVE =
            Pattern.compile(".*\\.(zip|jar|tar|tgz|gz|bz2|xz|zst|lz4|7z|rar|whl|mar|npz)");

    private static final String STEP = "[^./\\\\\\x00][^/\\\\\\x00]*";
    private static final Pattern PATH = Pattern.compile(STEP + "(/" + STEP + ")*");

    private static final int MOST_FILES = 1000;
    private static final int DEEPEST = 8;

    public PackageFiles {
        sizes = Collections.unmodifiableSortedMap(new TreeMap<>(sizes));
        problems = List.copyOf(problems);
    }

    /**
     * Lists the folder of a version.
     *
     * @throws IOException if it is no folder, or cannot be read
     */
    public static PackageFiles list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        var visitor = new Visitor(folder);
        Files.walkFileTree(folder, Set.of(), DEEPEST, visitor);
        return new PackageFiles(folder, visitor.sizes, visitor.problems);
    }

    /** The files that have no place in the layout and that neither the contract nor the graph names. */
    public List<String> unknown(Set<String> named) {
        return sizes.keySet().stream()
                .filter(file -> !LAYOUT.contains(file) && !LEGAL.matcher(file).matches() && !named.contains(file))
                .toList();
    }

    /** The files that the contract or the graph names and that are not there. */
    public List<String> missing(Set<String> named) {
        return named.stream().filter(file -> !sizes.containsKey(file)).sorted().toList();
    }

    /** Whether the text is a path that stays within a version and names no dot file. */
    static boolean isPath(String text) {
        return PATH.matcher(text).matches();
    }

    /** Collects the files below a folder and follows no link. */
    private static final class Visitor extends SimpleFileVisitor<Path> {

        private final Path folder;
        private final SortedMap<String, Long> sizes = new TreeMap<>();
        private final List<String> problems = new ArrayList<>();

        Visitor(Path folder) {
            this.folder = folder;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return hidden(directory) && !directory.equals(folder)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (hidden(file)) {
                return FileVisitResult.CONTINUE;
            }
            String name = folder.relativize(file).toString().replace('\\', '/');
            String why = refusal(name, attributes);
            if (why != null) {
                problems.add(name + why);
            } else if (sizes.size() == MOST_FILES) {
                problems.add("more than " + MOST_FILES + " files");
                return FileVisitResult.TERMINATE;
            } else {
                sizes.put(name, attributes.size());
            }
            return FileVisitResult.CONTINUE;
        }

        private static boolean hidden(Path path) {
            return path.getFileName().toString().startsWith(".");
        }

        private static @Nullable String refusal(String name, BasicFileAttributes attributes) {
            if (attributes.isSymbolicLink()) {
                return " is a symbolic link";
            }
            if (attributes.isDirectory()) {
                return " is a folder too deep";
            }
            if (!attributes.isRegularFile()) {
                return " is no regular file";
            }
            if (ARCHIVE.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
                return " is an archive; a version holds its files as they are";
            }
            return null;
        }
    }
}
