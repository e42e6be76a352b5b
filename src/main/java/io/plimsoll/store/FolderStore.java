package io.plimsoll.store;

import io.plimsoll.contract.ModelVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A repository in a folder; links may point about inside it, and not out of it. */
public final class FolderStore implements Store {

    /** The folder of a model that holds its versions. */
    public static final String VERSIONS = "versions";

    private final Path root;

    public FolderStore(Path root) {
        this.root = root;
    }

    @Override
    public Listing models() {
        return list(
                root, ModelVersion::isModelName, "a model's name is lower-case letters, digits and hyphens", VERSIONS);
    }

    @Override
    public Listing versions(String model) {
        if (!ModelVersion.isModelName(model)) {
            throw new IllegalArgumentException("not a model name: " + model);
        }
        return list(
                root.resolve(model, VERSIONS),
                ModelVersion::isVersionName,
                "a version's name is letters, digits, dot, underscore and hyphen",
                null);
    }

    @Override
    public byte[] read(ModelVersion version, String file, int mostBytes) throws IOException {
        try (InputStream bytes = open(version, file)) {
            byte[] read = bytes.readNBytes(mostBytes);
            if (bytes.read() >= 0) {
                throw new FileSystemException(file, null, "larger than " + mostBytes + " bytes");
            }
            return read;
        }
    }

    @Override
    public InputStream open(ModelVersion version, String file) throws IOException {
        if (!PackageFiles.isPath(file)) {
            throw new FileSystemException(file, null, "no path within a version");
        }
        Path path = folder(version).resolve(file);
        if (leavesRoot(path)) {
            throw new FileSystemException(file, null, "a link that leaves the repository");
        }
        return Files.newInputStream(path);
    }

    /** The folder of a version, whether or not it is there. */
    public Path folder(ModelVersion version) {
        return root.resolve(version.model(), VERSIONS, version.version());
    }

    /** Lists the folders in a folder; with {@code within}, only those that have a folder of that name. */
    private Listing list(Path folder, Predicate<String> valid, String rule, @Nullable String within) {
        List<Path> entries;
        try (Stream<Path> found = Files.list(folder)) {
            entries = found.sorted().toList();
        } catch (IOException e) {
            return new Listing.Away("cannot list " + folder + ": " + reason(e));
        }
        if (entries.isEmpty()) {
            return new Listing.Empty();
        }
        var names = new ArrayList<String>();
        var ignored = new ArrayList<String>();
        for (Path entry : entries) {
            String name = entry.getFileName().toString();
            if (name.startsWith(".") || Files.isRegularFile(entry)) {
                continue;
            }
            String why = refusal(entry, valid.test(name) ? null : rule, within);
            if (why == null) {
                names.add(name);
            } else {
                ignored.add(name + ": " + why);
            }
        }
        return new Listing.Listed(names, ignored);
    }

    private @Nullable String refusal(Path entry, @Nullable String badName, @Nullable String within) {
        if (badName != null) {
            return badName;
        }
        try {
            if (leavesRoot(entry)) {
                return "a link that leaves the repository";
            }
        } catch (IOException e) {
            return "cannot be read: " + reason(e);
        }
        return within == null || Files.isDirectory(entry.resolve(within)) ? null : "has no folder " + within;
    }

    private boolean leavesRoot(Path path) throws IOException {
        return !path.toRealPath().startsWith(root.toRealPath());
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + " " + e.getMessage();
    }
}
