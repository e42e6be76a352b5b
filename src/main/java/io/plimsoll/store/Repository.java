package io.plimsoll.store;

import io.plimsoll.contract.ModelVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The layout of a repository, the same in a folder and in a bucket: {@code <model>/versions/<version>/…} are the files
 * of a version, {@code <model>/releases/<n>.json} the release log of a model, {@code head.json} a hint at the newest
 * records.
 */
public record Repository(Store store) implements AutoCloseable {

    /** The folder of a model that holds its versions. */
    public static final String VERSIONS = "versions";

    /** The folder of a model that holds its release log. */
    public static final String RELEASES = "releases";

    /** The key of the hint. */
    public static final String HEAD = "head.json";

    private static final int DIGITS = 10;
    private static final Pattern RECORD = Pattern.compile("[0-9]{" + DIGITS + "}\\.json");

    private static final String S3 = "s3://";

    /**
     * The repository in a place.
     *
     * @param location a folder, or {@code s3://bucket/prefix}
     * @param settings how a bucket's server is asked
     * @throws IllegalArgumentException if the location names no bucket
     */
    public static Repository at(String location, S3Settings settings) {
        if (!location.startsWith(S3)) {
            return new Repository(new FolderStore(Path.of(location)));
        }
        String path = location.substring(S3.length());
        int slash = path.indexOf('/');
        String bucket = slash < 0 ? path : path.substring(0, slash);
        if (bucket.isEmpty()) {
            throw new IllegalArgumentException(location + " names no bucket; it looks like s3://bucket/prefix");
        }
        return new Repository(S3Store.open(bucket, slash < 0 ? "" : path.substring(slash + 1), settings));
    }

    /** The models, by the names of their folders. */
    public Listing models() {
        return named(
                store.folders(""),
                ModelVersion::isModelName,
                "a model's name is lower-case letters, digits and hyphens");
    }

    /** The versions of a model, by the names of their folders, published or not. */
    public Listing versions(String model) {
        return named(
                store.folders(below(model, VERSIONS)),
                ModelVersion::isVersionName,
                "a version's name is letters, digits, dot, underscore and hyphen");
    }

    /** The revisions in a model's release log, as {@link #revision} reads them. */
    public Listing releases(String model) {
        return named(
                store.objects(below(model, RELEASES)),
                name -> RECORD.matcher(name).matches(),
                "a record's name is its revision in " + DIGITS + " digits and .json");
    }

    /** The key of a record of a model's release log. */
    public static String release(String model, long revision) {
        return below(model, RELEASES) + String.format("%0" + DIGITS + "d.json", revision);
    }

    /** The revision that a name in a release log stands for. */
    public static long revision(String name) {
        return Long.parseLong(name, 0, DIGITS, 10);
    }

    /** The prefix of a version's files. */
    public static String prefix(ModelVersion version) {
        return below(version.model(), VERSIONS) + version.version() + "/";
    }

    /**
     * The key of a file of a version.
     *
     * @param file its path within the version, with slashes
     * @throws StoreException if it is no path within a version
     */
    public static String key(ModelVersion version, String file) throws StoreException {
        if (!PackageFiles.isPath(file)) {
            throw new StoreException(StoreException.Fault.UNFIT, file + " is no path within a version");
        }
        return prefix(version) + file;
    }

    private static String below(String model, String folder) {
        if (!ModelVersion.isModelName(model)) {
            throw new IllegalArgumentException("not a model name: " + model);
        }
        return model + "/" + folder + "/";
    }

    @Override
    public void close() {
        store.close();
    }

    private static Listing named(Listing found, Predicate<String> valid, String rule) {
        if (!(found instanceof Listing.Listed(List<String> all, List<String> unfit))) {
            return found;
        }
        var names = new ArrayList<String>();
        var ignored = new ArrayList<>(unfit);
        for (String name : all) {
            if (valid.test(name)) {
                names.add(name);
            } else {
                ignored.add(name + ": " + rule);
            }
        }
        return new Listing.Listed(names, ignored);
    }
}
